"""The section in which articles are handed out: who gets what, and how far it is."""
