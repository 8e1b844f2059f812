"""The section of the Project page for backups and for checking the file."""
