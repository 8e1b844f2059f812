"""The cards of figures, each with one picture."""
