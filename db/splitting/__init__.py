"""Dividing articles into train, dev and test without leaks; pure.

Start at `assign.assign`; `model` says what it takes and gives.
"""
