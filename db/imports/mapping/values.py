"""Counts the answers to one question of another tool, and tells what kind of answers they are."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass

from db.formats.losses import as_text
from db.model import AttributeValue
from db.scheme.answers import what_is_wrong
from db.scheme.model import Attribute, AttributeKind

MOST_VALUES = 200
"""So many different answers are told apart."""
MOST_OPTIONS = 40
"""A question with more different answers is no choice."""

_LONGEST_OPTION = 60
_YES_NO = frozenset({"true", "false"})
_TYPED = tuple(
    Attribute(name="", title="", kind=kind) for kind in (AttributeKind.NUMBER, AttributeKind.DATE)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenValues:
    """Answers as texts with how often each was given, the most frequent first.

    `kind` is the kind of question that takes all of them. With `is_cut` there were more than are
    listed.
    """

    count: int
    values: tuple[tuple[str, int], ...]
    kind: AttributeKind
    is_cut: bool = False


class ValueCount:
    """Counts answers one after another with bounded memory."""

    def __init__(self) -> None:
        self._count = 0
        self._values: Counter[str] = Counter()
        self._is_cut = False
        self._is_yes_no = True
        self._is_short = True
        self._fitting = list(_TYPED)

    def add(self, value: AttributeValue) -> None:
        """Take one answer into account."""
        said = as_text(value)
        self._count += 1
        if said in self._values or len(self._values) < MOST_VALUES:
            self._values[said] += 1
        else:
            self._is_cut = True
        self._is_yes_no &= said in _YES_NO
        self._is_short &= isinstance(value, str) and is_option(said)
        self._fitting = [each for each in self._fitting if _fits(each, value)]

    def seen(self) -> SeenValues:
        """The count so far."""
        return SeenValues(
            count=self._count,
            values=tuple(self._values.most_common()),
            kind=self._kind(),
            is_cut=self._is_cut,
        )

    def _kind(self) -> AttributeKind:
        if self._is_yes_no:
            return AttributeKind.YES_NO
        if self._fitting:
            return self._fitting[0].kind
        is_choice = self._is_short and not self._is_cut and len(self._values) <= MOST_OPTIONS
        return AttributeKind.CHOICE if is_choice else AttributeKind.TEXT


def _fits(question: Attribute, value: AttributeValue) -> bool:
    # Four digits alone are more often a number of something than a year.
    is_bare = question.kind is AttributeKind.DATE and len(as_text(value)) < len("2024-03-05")
    return not is_bare and not what_is_wrong(question, value)


def is_option(said: str) -> bool:
    """Whether a text can be an option of a choice."""
    return (
        len(said) <= _LONGEST_OPTION
        and said == said.strip() != ""
        and not any(unicodedata.category(each) in {"Cc", "Cs"} for each in said)
    )
