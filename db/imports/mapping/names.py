"""Names that a scheme allows, made of words that it does not, and ids; no two come out the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_OTHER = re.compile(r"[^\w-]+")
_LONGEST = 60


class Names:
    """Hands out names that differ whatever the case of their letters."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, said: str, *, instead: str) -> str:
        """A name near to what was said; `instead` where nothing of it can stand in a name."""
        return self._free(name_form(said) or name_form(instead) or "item", "_")

    def is_free(self, said: str) -> bool:
        """Whether what was said can have the name that is nearest to it."""
        return bool(name_form(said)) and name_form(said).casefold() not in self._taken

    def take_title(self, said: str, *, instead: str) -> str:
        """A text near to what was said that can be shown as a title."""
        return self._free(title_form(said) or instead, " ")

    def _free(self, wanted: str, sign: str) -> str:
        found, number = wanted, 2
        while found.casefold() in self._taken:
            found, number = f"{wanted}{sign}{number}", number + 1
        self._taken.add(found.casefold())
        return found


def free_id(identifier: str, taken: Container[str]) -> str:
    """The id itself, or where it is empty or taken, one with a number behind it."""
    number, found = 2, identifier
    while found in taken or not found:
        found, number = f"{identifier}#{number}", number + 1
    return found


def name_form(said: str) -> str:
    """What can stand in a name of words that were said; "" where nothing is left."""
    kept = _OTHER.sub("_", unicodedata.normalize("NFC", said))[: 4 * _LONGEST].strip("_-")
    while kept and (not kept[0].isalpha()):
        kept = kept[1:].lstrip("_-")
    return kept[:_LONGEST].strip("_-")


def title_form(said: str) -> str:
    """Words without characters that break lines."""
    plain = "".join(
        " " if unicodedata.category(each) in {"Cc", "Cs"} else each for each in said[: 4 * _LONGEST]
    )
    return " ".join(plain.split())[:_LONGEST].strip()
