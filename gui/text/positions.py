"""The only place that converts between code points, which everything counts, and Qt's UTF-16 units.

A map is built once an article, so that a lookup costs nothing in a body without astral characters
and one bisection in any other. Converting by slicing and encoding would cost as much as the article
is long, each time.
"""

from __future__ import annotations

import re
from bisect import bisect_left

# QTextDocument takes U+2029, U+FDD0 and U+FDD1 for block borders and U+FFFC for an inline object;
# PySide drops a leading U+FEFF and lone surrogates on the way into a QString; control characters
# draw nothing or a box.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2029\ufdd0\ufdd1\ufeff\ufffc\ud800-\udfff]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_REPLACEMENT, _LINE_SEPARATOR, _WORD_JOINER, _OBJECT_BOX = "\ufffd", "\u2028", "\u2060", "\u25a1"


class PositionMap:
    """The two ways of counting one text, and the text as QTextDocument can show it.

    `display_text` has as many code points and UTF-16 units as the body; `length` and `qt_length`
    count them.
    """

    __slots__ = ("_astral", "_pairs", "display_text", "length", "qt_length")

    def __init__(self, body: str) -> None:
        self.display_text = (
            body if body.isascii() and body.isprintable() else _UNSHOWABLE.sub(_stand_in, body)
        )
        self._astral = [] if body.isascii() else [match.start() for match in _ASTRAL.finditer(body)]
        self._pairs = [position + before for before, position in enumerate(self._astral)]
        self.length = len(body)
        self.qt_length = self.length + len(self._astral)

    def to_qt(self, code_point: int) -> int:
        """The UTF-16 position of a code point position, kept inside the text."""
        position = min(max(code_point, 0), self.length)
        return position + bisect_left(self._astral, position) if self._astral else position

    def to_code_point(self, utf16: int) -> int:
        """The code point position of a UTF-16 position; inside a surrogate pair, its start."""
        position = min(max(utf16, 0), self.qt_length)
        return position - bisect_left(self._pairs, position) if self._pairs else position


def _stand_in(match: re.Match[str]) -> str:
    character = match.group()
    if character < "\x20":
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "\u2421"
    if character in "\x85\u2029":
        return _LINE_SEPARATOR
    if character == "\ufeff":
        return _WORD_JOINER
    return _OBJECT_BOX if character == "\ufffc" else _REPLACEMENT
