"""The page where a dataset leaves the project: choices, what would come of them, and what was."""
