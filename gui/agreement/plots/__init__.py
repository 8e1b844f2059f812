"""The pictures of the Agreement page, all drawn here; they know values and words, no annotation."""
