"""Questions to the project file: each function selects rows and answers with values of db.model."""
