"""Which single keys the program itself uses in the text, so that a scheme takes others."""

from __future__ import annotations

RESERVED_KEYS = frozenset("OMNFCHJKQ")
"""The letters of commands that act while the text has the focus; `?` and digits are no letters."""


def is_key(text: str) -> bool:
    """Whether a text can be a label's, role's or attribute's key: one letter of any script."""
    return len(text) == 1 and text.isalpha()


def key_form(key: str) -> str:
    """The form in which keys are compared: pressing a letter does not tell its case."""
    return key.upper()
