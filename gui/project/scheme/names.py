"""How names that are kept in the data come from the titles that people read, and versions go on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_NO_NAME = re.compile(r"[^\w]+")
_LAST_NUMBER = re.compile(r"\d+(?!.*\d)")


def name_from_title(title: str) -> str:
    """A short name in small letters: “Under discussion” gives under_discussion."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return _NO_NAME.sub("_", plain).strip("_")


def label_from_title(title: str) -> str:
    """A label in capitals: “Counter-offer” gives COUNTER_OFFER."""
    return name_from_title(title).upper()


def next_version(version: str, taken: Collection[str]) -> str:
    """The version with its last number raised until nobody has it: 1.0 gives 1.1."""
    following = version
    while following in taken:
        found = _LAST_NUMBER.search(following)
        if found is None:
            following += ".1"
        else:
            number = str(int(found[0]) + 1)
            following = following[: found.start()] + number + following[found.end() :]
    return following
