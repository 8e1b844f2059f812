"""Bringing copies of the same work together: pure comparison and planning, no database."""
