"""The section in which returned work is collected, and projects are merged."""
