"""When a word is the short form of a fuller name: "Moreau" after "Foreign Minister Moreau"."""

from __future__ import annotations


def is_short_form(short: str, full: str) -> bool:
    """Whether a capitalised word is the end of a longer name, with a capitalised word before it.

    "Freedonia" is not short for "the president of Freedonia", nor "ministry" for "the foreign
    ministry".
    """
    words = full.split()
    return (
        len(words) > 1
        and words[-1] == short
        and short[:1].isupper()
        and words[-2][:1].isupper()
        and short.replace("-", "").replace("’", "").replace("'", "").isalpha()
    )
