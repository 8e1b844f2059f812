"""The hub: a place that all can reach, through which packages and returned work travel.

Every file in it has one writer, is written once under a new name and is never edited, so there is
nothing to lock, and any store of files will do.
"""
