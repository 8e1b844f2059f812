"""The words in which two copies of a layer are compared: what each says, line by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from db.merge.comparison import Aspect, Comparison, SpanPair, Standing
from db.model import Absence, Annotation, Layer, Link, Span
from db.scheme.model import Scheme
from gui.isolation import in_a_row
from gui.project.collect.wording import state_words
from gui.translation import tr, tr_count

_NOTHING = "—"

_STANDINGS = {
    Standing.BOTH: "the same",
    Standing.DIFFERS: "differs",
    Standing.ONLY_ONE: "only on the left",
    Standing.ONLY_OTHER: "only on the right",
}
_ABSENCES = {
    Absence.UNNAMED: "not named",
    Absence.IMPLIED: "implied",
    Absence.OTHER_ARTICLE: "in another article",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something that a copy says, and what the other says in its place."""

    standing: Standing
    one: str
    other: str


def lines(
    comparison: Comparison, one: Annotation, other: Annotation, scheme: Scheme
) -> tuple[Line, ...]:
    """A comparison in words: the layer as a whole, its spans, its links."""
    said = _Teller(scheme)
    found = [
        Line(
            standing=Standing.DIFFERS,
            one=_layer_words(one.layer, aspect),
            other=_layer_words(other.layer, aspect),
        )
        for aspect in comparison.aspects
    ]
    found += [
        Line(
            standing=pair.standing,
            one=said.span(one, pair.one, pair),
            other=said.span(other, pair.other, pair),
        )
        for pair in comparison.spans
    ]
    found += [
        Line(
            standing=links.standing,
            one=said.link(one, links.one),
            other=said.link(other, links.other),
        )
        for links in comparison.links
    ]
    return tuple(found)


def amount_words(annotation: Annotation) -> str:
    """How much a copy holds, and how far it is."""
    spans = tr_count(len(annotation.spans), "{count} span", "{count} spans")
    links = tr_count(len(annotation.links), "{count} link", "{count} links")
    return f"{spans}, {links}, {state_words(annotation.layer.state)}"


def standing_words(standing: Standing) -> str:
    """Where something is said."""
    return tr(_STANDINGS[standing])


class _Teller:
    """Says spans and links in the words of a scheme."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme

    def span(self, annotation: Annotation, span: Span | None, pair: SpanPair) -> str:
        if span is None:
            return _NOTHING
        parts = [f"{self._label(span)} “{span.quote}”"]
        more: dict[Aspect, Callable[[], str]] = {
            Aspect.PLACE: lambda: _places(span),
            Aspect.REFERENT: lambda: _referent(annotation, span),
            Aspect.ANSWERS: lambda: _answers(span),
        }
        parts += [more[aspect]() for aspect in pair.aspects if aspect in more]
        return in_a_row(parts)

    def link(self, annotation: Annotation, link: Link | None) -> str:
        if link is None:
            return _NOTHING
        source = annotation.span(link.source)
        role = self._scheme.role(link.role, source.label) if source is not None else None
        target = annotation.span(link.target)
        meant = f"“{target.quote}”" if target is not None else _absence(link.absence)
        quote = f"“{source.quote}”" if source is not None else ""
        return f"{quote} {role.title if role is not None else link.role} → {meant}"

    def _label(self, span: Span) -> str:
        span_type = self._scheme.span_type(span.label)
        return span_type.title if span_type is not None else span.label


def _absence(absence: Absence | None) -> str:
    return tr(_ABSENCES[absence]) if absence is not None else _NOTHING


def _places(span: Span) -> str:
    pieces = (f"{each.start}–{each.end}" for each in span.fragments)
    return tr("characters {places}", places=", ".join(pieces))


def _referent(annotation: Annotation, span: Span) -> str:
    found = annotation.referent(span.referent)
    return tr("is {name}", name=found.name) if found is not None else tr("without a referent")


def _answers(span: Span) -> str:
    told = (f"{name}: {value}" for name, value in span.attributes.items())
    return ", ".join(told).replace("_", " ") or tr("no answers")


def _layer_words(layer: Layer, aspect: Aspect) -> str:
    if aspect is Aspect.STATE:
        return state_words(layer.state)
    if aspect is Aspect.NOTHING_HERE:
        return (
            tr("“Nothing here” is set") if layer.nothing_here else tr("“Nothing here” is not set")
        )
    if aspect is Aspect.FLAG:
        return tr("flag: {flag}", flag=layer.flag) if layer.flag is not None else tr("no flag")
    told = (f"{name}: {value}" for name, value in layer.labels.items())
    return ", ".join(told).replace("_", " ") or tr("no article fields")
