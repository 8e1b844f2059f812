"""Widgets that know nothing of annotation: plain values in, signals out."""
