"""When two wordings count as the same name."""

from __future__ import annotations

import unicodedata


def match_key(words: str) -> str:
    """The form in which names are compared: case, width, composition and spacing do not matter."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())
