"""The only place that turns units into what the view draws.

Agreed, differing and single units are told apart by the style of their line as well as by colour;
what waits for the lead has its number at its beginning, and what is settled is green, with a tick
and without a ground.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QColor

from db.model import SpanId
from db.review.choices import SpanDraft
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


@dataclass(frozen=True, slots=True)
class _Known:
    unit: Unit
    standing: Standing
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
        self._no_tint = _see_through(theme.page, 0.0)
        self._known: dict[UnitId, _Known] = {}

    def draw(
        self, units: tuple[Unit, ...], standings: Mapping[UnitId, Standing], chosen: Unit | None
    ) -> tuple[DrawnSpan, ...]:
        """All units that have words, the chosen one with an outline."""
        known, self._known = self._known, {}
        for number, unit in enumerate(units, 1):
            standing, is_chosen = standings[unit.id], unit is chosen
            kept = known.get(unit.id)
            if (
                kept is not None
                and kept.unit is unit
                and kept.standing is standing
                and (kept.number, kept.is_chosen) == (number, is_chosen)
            ):
                self._known[unit.id] = kept
            elif unit.marked:
                drawn = self._made(unit, standing, number, is_chosen=is_chosen)
                self._known[unit.id] = _Known(unit, standing, number, is_chosen, drawn)
        return tuple(each.drawn for each in self._known.values())

    def _made(self, unit: Unit, standing: Standing, number: int, *, is_chosen: bool) -> DrawnSpan:
        state = standing.state
        written = standing.decision.written if standing.decision else None
        is_written = state is not UnitState.OPEN and isinstance(written, SpanDraft)
        return DrawnSpan(
            id=SpanId(unit.id),
            label=unit.marked[0].label,
            fragments=(
                written.fragments
                if isinstance(written, SpanDraft) and is_written
                else joined(each.fragments for each in unit.marked)
            ),
            colour=self._settled if state is UnitState.SETTLED else self._colours[unit.status],
            tint=self._no_tint if state is UnitState.SETTLED else self._tints[unit.status],
            line=_LINES[unit.status],
            emphasis=_emphasis(state, is_written=is_written, is_chosen=is_chosen),
            badge=_badge(unit, state, number),
        )


def _emphasis(state: UnitState, *, is_written: bool, is_chosen: bool) -> Emphasis:
    if is_chosen:
        return Emphasis.SELECTED
    # What was settled as nothing is still there to be found, but hardly seen.
    return Emphasis.DIMMED if state is UnitState.SETTLED and not is_written else Emphasis.NONE


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
