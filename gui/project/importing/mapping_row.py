"""One line of the table in which the words of other tools get their places, as a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from db.imports.mapping.model import Mapping

LEFT_OUT = ""
"""The key of the choice to leave something out."""


class Sort(StrEnum):
    """What a line is about."""

    ANNOTATOR = "annotator"
    LABEL = "label"
    LINK = "link"
    ANSWER = "answer"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Something that a foreign word can become."""

    key: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingRow:
    """A foreign word, how often it comes up, and what becomes of it.

    `key` tells it from all other lines. `now` is the key of the place that it has, and `changed`
    gives the mapping in which it has another; a line without places can't be changed.
    """

    key: str
    sort: Sort
    what: str
    count: int
    example: str = ""
    becomes: str = ""
    reason: str = ""
    places: tuple[Place, ...] = ()
    now: str = LEFT_OUT
    is_part: bool = False
    """Whether it is one answer of the question on the line before."""
    can_be_named: bool = False
    """Whether any other words may be its place, as the name of an annotator."""
    changed: Callable[[str], Mapping] | None = None

    @property
    def is_placed(self) -> bool:
        """Whether it comes in."""
        return self.now != LEFT_OUT


def titled(places: tuple[Place, ...], key: str, otherwise: str = "") -> str:
    """What the place of a key is called."""
    return next((each.title for each in places if each.key == key), otherwise or key)
