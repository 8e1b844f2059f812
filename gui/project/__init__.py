"""The Project page: everything about a project that is not one article."""
