"""The assistant that makes a new project: title and place, scheme, articles."""
