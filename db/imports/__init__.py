"""Into a project: files to records to operations; all of a batch, or nothing."""
