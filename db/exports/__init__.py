"""Out of a project: queries to records to files."""
