"""The article view that annotate and review share; it knows no project and no session."""
