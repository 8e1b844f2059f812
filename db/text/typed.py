"""How words that somebody typed are stored: without what no file can hold and nobody can see."""

from __future__ import annotations

import re

_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def line(words: str) -> str:
    """One line: control characters and halves of surrogate pairs go, white space is evened."""
    return " ".join(_UNSTORABLE.sub(" ", words).split())


def lines(words: str) -> str:
    """The same for a text of several lines, which keeps its lines and spaces inside."""
    return _UNSTORABLE.sub(" ", words.replace("\r\n", "\n").replace("\r", "\n")).strip()
