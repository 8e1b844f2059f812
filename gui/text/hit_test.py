"""The only place that says which spans lie at a position and in which order to walk them; pure."""

from __future__ import annotations

from collections.abc import Sequence

from db.model import SpanId
from gui.text.drawn import DrawnSpan


def spans_at(spans: Sequence[DrawnSpan], position: int) -> tuple[SpanId, ...]:
    """The spans that cover the code point at `position`, innermost (shortest) first.

    The gaps of a discontinuous span are not part of it.
    """
    hits = [
        span
        for span in spans
        if any(piece.start <= position < piece.end for piece in span.fragments)
    ]
    return tuple(span.id for span in sorted(hits, key=_inner_first))


def next_span(spans: Sequence[DrawnSpan], current: SpanId | None, position: int) -> SpanId | None:
    """The span after `current`, around the end; without one, the first at or after `position`."""
    return _neighbour(spans, current, position, 1)


def previous_span(
    spans: Sequence[DrawnSpan], current: SpanId | None, position: int
) -> SpanId | None:
    """The span before `current`, around the start; without one, the last before `position`."""
    return _neighbour(spans, current, position, -1)


def next_overlapping(
    spans: Sequence[DrawnSpan], current: SpanId | None, position: int
) -> SpanId | None:
    """The next of the spans that overlap `current`, from the innermost outwards and around.

    Without a current span the innermost one at `position`. A span that nothing overlaps gives
    itself.
    """
    selected = next((span for span in spans if span.id == current), None)
    if selected is None:
        return next(iter(spans_at(spans, position)), None)
    stack = sorted((span for span in spans if _overlap(span, selected)), key=_inner_first)
    return stack[(stack.index(selected) + 1) % len(stack)].id


def next_in_stack(stack: Sequence[SpanId], selected: SpanId | None) -> SpanId | None:
    """What a click on `stack` selects: the innermost, or the one around the selected one."""
    if not stack:
        return None
    return stack[(stack.index(selected) + 1) % len(stack)] if selected in stack else stack[0]


def _neighbour(
    spans: Sequence[DrawnSpan], current: SpanId | None, position: int, step: int
) -> SpanId | None:
    order = _sorted(spans)
    if not order:
        return None
    at = next((index for index, span in enumerate(order) if span.id == current), None)
    if at is not None:
        return order[(at + step) % len(order)].id
    if step > 0:
        return next((span for span in order if span.start >= position), order[0]).id
    return next((span for span in reversed(order) if span.start < position), order[-1]).id


def _sorted(spans: Sequence[DrawnSpan]) -> list[DrawnSpan]:
    return sorted(spans, key=lambda span: (span.start, -span.end, span.id))


def _inner_first(span: DrawnSpan) -> tuple[int, int, str]:
    return (sum(piece.end - piece.start for piece in span.fragments), span.start, span.id)


def _overlap(one: DrawnSpan, other: DrawnSpan) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.fragments for b in other.fragments)
