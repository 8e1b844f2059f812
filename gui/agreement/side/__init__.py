"""The panel on the right of the Agreement page: the differences behind what was opened."""
