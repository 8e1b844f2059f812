"""The list of articles on the left: which there are, how far each is, and how far the work is."""
