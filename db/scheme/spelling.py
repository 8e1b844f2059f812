"""Guesses what a misspelt word of a scheme was meant to be."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches


def did_you_mean(word: object, known: Sequence[str]) -> str:
    """A hint at the nearest known word, with a space before it, or ""."""
    folded = {each.casefold(): each for each in known}
    near = get_close_matches(str(word).casefold(), folded, n=1)
    return f" Did you mean “{folded[near[0]]}”?" if near else ""
