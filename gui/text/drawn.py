"""The only place for what the article view is told to draw: values that know no project."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor

from db.model import Fragment, SpanId
from db.scheme.model import LineStyle


class Emphasis(StrEnum):
    """How a span stands out from the others."""

    NONE = "none"
    SELECTED = "selected"
    LINKED = "linked"
    CANDIDATE = "candidate"
    DIMMED = "dimmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnSpan:
    """A span as it looks on the page; `badge` is a short text (a number) at its beginning."""

    id: SpanId
    label: str
    fragments: tuple[Fragment, ...]
    colour: QColor
    tint: QColor
    line: LineStyle = LineStyle.SINGLE
    emphasis: Emphasis = Emphasis.NONE
    badge: str = ""

    @property
    def start(self) -> int:
        """The first code point of the first fragment."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """One past the last code point of the last fragment."""
        return self.fragments[-1].end

    @property
    def gaps(self) -> tuple[Fragment, ...]:
        """The stretches between the fragments; empty for all but discontinuous spans."""
        pairs = zip(self.fragments, self.fragments[1:], strict=False)
        return tuple(
            Fragment(before.end, after.start) for before, after in pairs if before.end < after.start
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """A link of the selected statement, drawn from `source` to `target` with its role's title."""

    source: SpanId
    target: SpanId
    title: str
    colour: QColor
