"""The only place for words that are read from the other side than the window around them.

An Arabic name in an English line draws what stands next to it to its side: "· 3 Apr 2024" behind
it is shown as "3 ·" before it and the rest after. Between the marks of Unicode for it (U+2068 and
U+2069), such a name keeps to itself. Nothing draws the marks, but they are characters: this is for
what is shown, never for what is stored, copied or compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

BETWEEN = " · "
_BEGIN, _END = "\u2068", "\u2069"
_BEGINS = "\u2066\u2067\u2068"
_FROM_RIGHT = frozenset({"R", "AL"})
_FROM_LEFT = frozenset({"L"})


def isolated(text: str) -> str:
    """The text, between marks where it has letters that the window's words are not read with.

    Each line is marked by itself, since a mark ends with its line.
    """
    is_from_right = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    if not is_from_right and text.isascii():
        return text
    turned = _FROM_LEFT if is_from_right else _FROM_RIGHT
    return "\n".join(_marked(line, turned) for line in text.split("\n"))


def in_a_row(parts: Iterable[str]) -> str:
    """Facts on one line: those that say something, each by itself, with dots between them."""
    return BETWEEN.join(isolated(part) for part in parts if part)


def _marked(line: str, turned: frozenset[str]) -> str:
    if not any(bidirectional(letter) in turned for letter in line):
        return line
    return f"{_BEGIN}{_balanced(line)}{_END}"


def _balanced(line: str) -> str:
    """The line with an end for each mark in it, and none without a mark, which would end ours."""
    kept, depth = [], 0
    for letter in line:
        if letter == _END and not depth:
            continue
        depth += (letter in _BEGINS) - (letter == _END)
        kept.append(letter)
    return "".join(kept) + _END * depth
