"""What keys and mouse do to an annotation: a file for each group, an operation a gesture."""
