"""What a mapping left out or changed of an article, counted by what it is and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from db.errors import Problem

MOST_KINDS = 1_000
"""So many kinds of things are told apart; what comes on top is counted together."""

_SHOWN_CHARACTERS = 40
_LONGEST_SENTENCE = 200


class Matter(StrEnum):
    """What was left out, or changed."""

    SPAN = "spans"
    LINK = "links"
    ATTRIBUTE = "attributes"
    REFERENT = "referents"
    FIELD = "fields"
    REMARK = "remarks"
    LAYER = "layers"


_OTHERS = {
    Matter.SPAN: "other spans",
    Matter.LINK: "other links",
    Matter.ATTRIBUTE: "other answers",
    Matter.REFERENT: "other referents",
    Matter.FIELD: "other answers about articles",
    Matter.REMARK: "other remarks",
    Matter.LAYER: "other layers",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Things of one kind that are not in the record as the file has them, or not at all.

    `what` and `why` make a sentence with the count: "spans “LOC” (3 in all): left out, because …".
    Each has more than one word, for single words are not found in catalogues. `path`, `line` and
    `example` say where the first of them stands.
    """

    matter: Matter
    what: str
    why: str
    count: int
    path: str
    line: int | None = None
    example: str = ""

    def note(self) -> Problem:
        """The same in words."""
        what, count, why, example = self.what, f"{self.count:,}", self.why, self.example
        if not example:
            reason = f"{what} ({count} in all): {why}"
        elif self.count == 1:
            reason = f"{what} ({count} in all): {why}; it is “{example}”"
        else:
            reason = f"{what} ({count} in all): {why}; the first is “{example}”"
        return Problem(path=self.path, line=self.line, reason=reason)


class Account:
    """Counts what is told of one article."""

    def __init__(self, path: str, line: int | None) -> None:
        self.path = path
        self.line = line
        self._found: dict[tuple[Matter, str, str], LeftOut] = {}

    def tell(self, matter: Matter, what: str, why: str, example: str = "") -> None:
        """Tell of one thing."""
        what, why = short(what, _LONGEST_SENTENCE), short(why, _LONGEST_SENTENCE)
        key = (matter, what, why)
        if key not in self._found and len(self._found) >= MOST_KINDS:
            what, why = _others(matter)
            key = (matter, what, why)
        known = self._found.get(key)
        self._found[key] = (
            LeftOut(
                matter=matter,
                what=what,
                why=why,
                count=1,
                path=self.path,
                line=self.line,
                example=short(example),
            )
            if known is None
            else replace(known, count=known.count + 1)
        )

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """All that was told, in the order in which it first came up."""
        return tuple(self._found.values())


class Totals:
    """Adds up what was left out of many articles, once for each kind, with where it came first."""

    def __init__(self) -> None:
        self._sums: dict[tuple[Matter, str, str], LeftOut] = {}

    def add(self, found: Iterable[LeftOut]) -> None:
        """Take what was left out of one more article into account."""
        for each in found:
            what, why = each.what, each.why
            if (each.matter, what, why) not in self._sums and len(self._sums) >= MOST_KINDS:
                what, why = _others(each.matter)
            key = (each.matter, what, why)
            known = self._sums.get(key)
            count = each.count + (known.count if known else 0)
            self._sums[key] = replace(known or each, what=what, why=why, count=count)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The sums so far, in the order in which they first came up."""
        return tuple(self._sums.values())


def spans_of(kind: str, label: str) -> str:
    """How accounts name the spans of a foreign label."""
    return f"spans “{label}” of {kind}" if kind else f"spans “{label}”"


def links_of(kind: str, role: str) -> str:
    """How accounts name the links of a foreign role."""
    return f"links “{role}” of {kind}" if kind else f"links “{role}”"


def short(text: str, most: int = _SHOWN_CHARACTERS) -> str:
    """A text on one line that an account has room for."""
    words = " ".join(text[: 4 * most].split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _others(matter: Matter) -> tuple[str, str]:
    return _OTHERS[matter], "left out or changed for many more reasons"
