"""The only place that turns an annotation and what is selected into what the view draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QColor

from db.model import Annotation, Span, SpanId
from db.scheme.model import LineStyle, Scheme
from gui.selection import ArmedSlot
from gui.text.drawn import Arc, DrawnSpan, Emphasis
from gui.text.hints import assign_hints, nearest_first
from gui.theme import Theme, blended, label_colour, label_tint


@dataclass(frozen=True, slots=True)
class Look:
    """How the spans of one label are drawn."""

    colour: QColor
    tint: QColor
    line: LineStyle


class Looks:
    """The looks of all labels of a scheme in one theme, worked out once."""

    def __init__(self, scheme: Scheme, theme: Theme) -> None:
        self._looks = {
            each.label: Look(label_colour(each, theme), label_tint(each, theme), each.line)
            for each in scheme.span_types
        }
        self._drawn: dict[SpanId, tuple[Span, DrawnSpan]] = {}
        grey = QColor(theme.muted)
        tint = blended(theme.muted, theme.page, 0.15)
        # For labels that an earlier version of the scheme had.
        self._unknown = Look(grey, tint, LineStyle.DOTTED)

    def draw(
        self, spans: Iterable[Span], emphases: Mapping[SpanId, Emphasis]
    ) -> tuple[DrawnSpan, ...]:
        """Spans as they look; the same values again for what looked the same the last time."""
        # Only what was drawn last is kept: in a long day thousands of spans are drawn.
        known, self._drawn = self._drawn, {}
        for span in spans:
            emphasis = emphases.get(span.id, Emphasis.NONE)
            before = known.get(span.id)
            if before is not None and before[0] is span and before[1].emphasis is emphasis:
                self._drawn[span.id] = before
            else:
                self._drawn[span.id] = (span, self._made(span, emphasis))
        return tuple(drawn for _, drawn in self._drawn.values())

    def of(self, label: str) -> Look:
        """The look of a label; grey and dotted for one that the scheme does not have."""
        return self._looks.get(label, self._unknown)

    def _made(self, span: Span, emphasis: Emphasis) -> DrawnSpan:
        look = self.of(span.label)
        return DrawnSpan(
            id=span.id,
            label=span.label,
            fragments=span.fragments,
            colour=look.colour,
            tint=look.tint,
            line=look.line,
            emphasis=emphasis,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything that is drawn over an article."""

    spans: tuple[DrawnSpan, ...] = ()
    arcs: tuple[Arc, ...] = ()


def draw(
    annotation: Annotation,
    scheme: Scheme,
    looks: Looks,
    selected: SpanId | None,
    armed: ArmedSlot | None = None,
) -> Drawing:
    """What to draw: the selected span, what it is linked to, and what an armed slot can take."""
    emphases = (
        _emphases_while_armed(annotation, scheme, armed)
        if armed is not None
        else _emphases(annotation, selected)
    )
    arcs = () if armed is not None else _arcs(annotation, scheme, looks, selected)
    return Drawing(spans=looks.draw(annotation.spans, emphases), arcs=arcs)


def candidates(annotation: Annotation, scheme: Scheme, armed: ArmedSlot) -> tuple[Span, ...]:
    """The spans that an armed slot can still take, in reading order."""
    statement = annotation.span(armed.statement)
    role = scheme.role(armed.role, statement.label) if statement else None
    if role is None:
        return ()
    taken = {
        link.target for link in annotation.links_from(armed.statement) if link.role == role.name
    }
    return tuple(
        span
        for span in annotation.spans
        if span.label in role.targets and span.id != armed.statement and span.id not in taken
    )


def hints(drawing: Drawing, position: int) -> dict[SpanId, str]:
    """Letters for the candidates of a drawing, the nearest to a code point first."""
    open_ones = [span for span in drawing.spans if span.emphasis is Emphasis.CANDIDATE]
    return assign_hints(nearest_first(open_ones, position))


def _emphases(annotation: Annotation, selected: SpanId | None) -> dict[SpanId, Emphasis]:
    if selected is None:
        return {}
    found = dict.fromkeys(
        (
            end
            for link in annotation.links
            if selected in (link.source, link.target)
            for end in (link.source, link.target)
            if end is not None
        ),
        Emphasis.LINKED,
    )
    return {**found, selected: Emphasis.SELECTED}


def _emphases_while_armed(
    annotation: Annotation, scheme: Scheme, armed: ArmedSlot
) -> dict[SpanId, Emphasis]:
    open_ones = {span.id for span in candidates(annotation, scheme, armed)}
    found = {
        span.id: Emphasis.CANDIDATE if span.id in open_ones else Emphasis.DIMMED
        for span in annotation.spans
    }
    for link in annotation.links_from(armed.statement):
        if link.role == armed.role and link.target is not None:
            found[link.target] = Emphasis.LINKED
    return {**found, armed.statement: Emphasis.SELECTED}


def _arcs(
    annotation: Annotation, scheme: Scheme, looks: Looks, selected: SpanId | None
) -> tuple[Arc, ...]:
    statement = annotation.span(selected)
    if statement is None:
        return ()
    labels = {span.id: span.label for span in annotation.spans}
    found = []
    for link in annotation.links_from(statement.id):
        if link.target is not None and link.target in labels:
            role = scheme.role(link.role, statement.label)
            title = role.title.lower() if role else link.role
            colour = looks.of(labels[link.target]).colour
            found.append(Arc(source=statement.id, target=link.target, title=title, colour=colour))
    return tuple(found)
