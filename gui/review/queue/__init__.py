"""The left pane: which articles are to be reviewed, and in which order."""
