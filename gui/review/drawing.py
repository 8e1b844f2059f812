"""The only place that turns units into what the view draws.

Agreed, differing and single units are told apart by the style of their line as well as by colour;
what waits for the lead has its number at its beginning, and what is settled is green, with a tick
and without a ground. What stands in gold only has a wavy line in a colour of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtGui import QColor

from db.model import Span, SpanId
from db.queries.review import ReviewArticle
from db.review.model import Status, Unit, UnitId
from db.review.overlap import joined
from db.review.standing import Standing, UnitState
from db.scheme.model import LineStyle
from gui.text.drawn import DrawnSpan, Emphasis
from gui.theme import Theme

_LINES = {
    Status.UNANIMOUS: LineStyle.SINGLE,
    Status.MAJORITY: LineStyle.DASHED,
    Status.DIFFERING: LineStyle.DASHED,
    Status.SINGLE: LineStyle.DOTTED,
}
_TINT = 0.14
_SETTLED = "✓"
_ADDED = "+"
_CHANGED = "!"


def unit_colour(status: Status, theme: Theme) -> QColor:
    """The colour of how far annotators agree."""
    match status:
        case Status.UNANIMOUS:
            return theme.done
        case Status.SINGLE:
            return theme.muted
        case Status.MAJORITY | Status.DIFFERING:
            return theme.warning


def place_colour(unit: Unit, theme: Theme) -> QColor:
    """The same, or the colour of what stands in gold only."""
    return theme.accent if unit.is_only_gold else unit_colour(unit.status, theme)


@dataclass(frozen=True, slots=True)
class _Known:
    """A drawn unit with all that decided how it looks; `gold` is the span that settled it."""

    unit: Unit
    standing: Standing
    gold: Span | None
    number: int
    is_chosen: bool
    drawn: DrawnSpan


class UnitDrawing:
    """Draws units in one theme; the same value again for what looks the same."""

    def __init__(self, theme: Theme) -> None:
        self._colours = {status: unit_colour(status, theme) for status in Status}
        self._tints = {
            status: _see_through(colour, _TINT) for status, colour in self._colours.items()
        }
        self._settled = theme.done
        self._only_gold = theme.accent
        self._no_tint = _see_through(theme.page, 0.0)
        self._known: dict[UnitId, _Known] = {}

    def draw(self, reviewed: ReviewArticle, chosen: Unit | None) -> tuple[DrawnSpan, ...]:
        """All units that have words, the chosen one with an outline."""
        known, self._known = self._known, {}
        spans = {each.id: each for each in reviewed.gold.spans} if reviewed.gold else {}
        standings = reviewed.standings
        # With every key over all units: what is the same is known by being the same object.
        for number, unit in enumerate(reviewed.places, 1):
            standing = standings.get(unit.id) or reviewed.standing(unit)
            written = standing.decision.gold if standing.decision else None
            gold = spans.get(written) if written else None
            is_chosen = unit is chosen
            kept = known.get(unit.id)
            if (
                kept is not None
                and kept.unit is unit
                and kept.standing is standing
                and kept.number == number
                and kept.is_chosen is is_chosen
                and kept.gold == gold
            ):
                self._known[unit.id] = kept
            elif unit.marked:
                drawn = self._made(unit, standing, gold, _badge(unit, standing.state, number))
                if is_chosen:
                    drawn = replace(drawn, emphasis=Emphasis.SELECTED)
                self._known[unit.id] = _Known(unit, standing, gold, number, is_chosen, drawn)
        return tuple(each.drawn for each in self._known.values())

    def _made(self, unit: Unit, standing: Standing, gold: Span | None, badge: str) -> DrawnSpan:
        if unit.is_only_gold:
            return self._made_of_gold(unit)
        state = standing.state
        is_settled = state is UnitState.SETTLED
        return DrawnSpan(
            id=SpanId(unit.id),
            label=unit.marked[0].label,
            fragments=gold.fragments if gold else joined(each.fragments for each in unit.marked),
            colour=self._settled if is_settled else self._colours[unit.status],
            tint=self._no_tint if is_settled else self._tints[unit.status],
            line=_LINES[unit.status],
            # What was settled as nothing is still there to be found, but hardly seen.
            emphasis=Emphasis.DIMMED if is_settled and gold is None else Emphasis.NONE,
            badge=badge,
        )

    def _made_of_gold(self, unit: Unit) -> DrawnSpan:
        return DrawnSpan(
            id=SpanId(unit.id),
            label=unit.marked[0].label,
            fragments=unit.marked[0].fragments,
            colour=self._only_gold,
            tint=self._no_tint,
            line=LineStyle.WAVY,
            badge=_ADDED,
        )


def _badge(unit: Unit, state: UnitState, number: int) -> str:
    if state is UnitState.CHANGED:
        return f"{_CHANGED} {number}"
    if unit.status is Status.UNANIMOUS:
        return ""
    return _SETTLED if state is UnitState.SETTLED else str(number)


def _see_through(colour: QColor, share: float) -> QColor:
    tint = QColor(colour)
    tint.setAlphaF(share)
    return tint
