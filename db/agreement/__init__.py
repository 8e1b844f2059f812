"""How far annotators agree: pure numbers over slim copies of layers; no database, no screen.

Start at `comparison.Comparison`; `layers` says what it takes, `figure` what it gives.
"""
