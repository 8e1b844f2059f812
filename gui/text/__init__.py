"""The article view that annotate and review share; it knows no project, no session and no operation."""
