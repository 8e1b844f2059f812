"""Repairing and recovering a damaged project: what can be saved, and the new project it becomes."""
