"""What the program shows without a project: the welcome page, and the way to a new project."""
