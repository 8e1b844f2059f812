"""The right pane: the versions of one unit side by side, and what the lead makes of them."""
