"""Keys, colours and lines for labels that come without: each told apart from the ones before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from db.scheme.keys import RESERVED_KEYS, is_key, key_form
from db.scheme.model import LineStyle

# Told apart by people who see colours differently, too; a light and a dark theme's each.
COLOURS = (
    ("#0072B2", "#56B4E9"),
    ("#B38600", "#E6B800"),
    ("#C2410C", "#E8743B"),
    ("#00795A", "#35C49A"),
    ("#A6478A", "#DE93C4"),
    ("#5B5FC7", "#A3A6F5"),
    ("#5F6B7A", "#A7B2C0"),
)

_LINES = tuple(LineStyle)
# Capital letters of Latin, Greek and Cyrillic keyboards, then more letters than anybody needs.
_LETTERS = (
    range(ord("A"), ord("Z") + 1),
    range(0x0391, 0x03AA),
    range(0x0410, 0x0430),
    range(0xAC00, 0xD7A4),
)


def look(number: int) -> tuple[str, str, LineStyle]:
    """Both colours and the line of the label of a number, from 0: 42 labels look different."""
    light, dark = COLOURS[number % len(COLOURS)]
    return light, dark, _LINES[number % len(_LINES)]


class Keys:
    """Hands out keys that are free, a letter of the name where there is one."""

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self._taken = set(taken | RESERVED_KEYS)

    @property
    def taken(self) -> frozenset[str]:
        """The keys that are not free."""
        return frozenset(self._taken)

    def take(self, name: str) -> str:
        """A free key for something of this name."""
        own = (key_form(each) for each in name if each.isascii() and is_key(each))
        key = next(each for each in chain(own, _letters()) if each not in self._taken)
        self._taken.add(key)
        return key


def _letters() -> Iterator[str]:
    return (chr(code) for letters in _LETTERS for code in letters if is_key(chr(code)))
