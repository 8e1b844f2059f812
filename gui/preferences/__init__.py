"""The window in which a person chooses how the program looks, reads, is called and keeps copies."""
