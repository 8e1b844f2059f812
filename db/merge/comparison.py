"""Two copies of one layer side by side: what both say, what only one says, and what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.model import Annotation, Layer, Link, Span, SpanId
from db.text.keys import match_key


class Standing(StrEnum):
    """Where something is said."""

    BOTH = "both"
    DIFFERS = "differs"
    ONLY_ONE = "only_one"
    """In the first copy alone."""
    ONLY_OTHER = "only_other"
    """In the second copy alone."""


class Aspect(StrEnum):
    """What may differ between two copies of a span or of a whole layer."""

    LABEL = "label"
    PLACE = "place"
    REFERENT = "referent"
    ANSWERS = "answers"
    STATE = "state"
    NOTHING_HERE = "nothing_here"
    FLAG = "flag"
    FIELDS = "fields"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanPair:
    """A span in both copies, or in one of them."""

    one: Span | None
    other: Span | None
    aspects: tuple[Aspect, ...] = ()

    @property
    def standing(self) -> Standing:
        """Where the span is."""
        return _standing(self.one, self.other, is_same=not self.aspects)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPair:
    """A link in both copies, or in one of them; a link that leads elsewhere is another link."""

    one: Link | None
    other: Link | None

    @property
    def standing(self) -> Standing:
        """Where the link is."""
        return _standing(self.one, self.other, is_same=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Spans in the order of the text, links in that of their statements."""

    aspects: tuple[Aspect, ...]
    spans: tuple[SpanPair, ...]
    links: tuple[LinkPair, ...]

    @property
    def differences(self) -> int:
        """How many things the copies do not say alike."""
        pairs: tuple[SpanPair | LinkPair, ...] = (*self.spans, *self.links)
        return len(self.aspects) + sum(each.standing is not Standing.BOTH for each in pairs)


def compared(one: Annotation, other: Annotation) -> Comparison:
    """Put two copies side by side.

    Spans are the same by their id, or by label and place where each copy has made its own.
    """
    spans = _span_pairs(one, other)
    return Comparison(
        aspects=_layer_aspects(one.layer, other.layer),
        spans=spans,
        links=_link_pairs(one, other, spans),
    )


def _span_pairs(one: Annotation, other: Annotation) -> tuple[SpanPair, ...]:
    theirs = {each.id: each for each in other.spans}
    pairs = [(each, theirs.pop(each.id, None)) for each in one.spans]
    by_place: dict[tuple[object, ...], list[Span]] = defaultdict(list)
    for each in theirs.values():
        by_place[each.label, each.fragments].append(each)
    matched: list[SpanPair] = []
    for mine, found in pairs:
        alike = by_place[mine.label, mine.fragments]
        partner = found or (theirs.pop(alike.pop(0).id) if alike else None)
        aspects = _span_aspects(one, mine, other, partner) if partner is not None else ()
        matched.append(SpanPair(one=mine, other=partner, aspects=aspects))
    matched.extend(SpanPair(one=None, other=each) for each in theirs.values())
    return tuple(sorted(matched, key=_place))


def _link_pairs(
    one: Annotation, other: Annotation, spans: tuple[SpanPair, ...]
) -> tuple[LinkPair, ...]:
    places: dict[SpanId, int] = {}
    for number, pair in enumerate(spans):
        places.update({each.id: number for each in (pair.one, pair.other) if each is not None})
    theirs: dict[Hashable, list[Link]] = defaultdict(list)
    for each in other.links:
        theirs[_link_key(each, places)].append(each)
    matched: list[LinkPair] = []
    for each in one.links:
        alike = theirs[_link_key(each, places)]
        matched.append(LinkPair(one=each, other=alike.pop(0) if alike else None))
    rest: Iterable[Link] = (each for group in theirs.values() for each in group)
    matched.extend(LinkPair(one=None, other=each) for each in rest)
    return tuple(sorted(matched, key=lambda pair: _link_place(pair, places)))


def _link_key(link: Link, places: Mapping[SpanId, int]) -> Hashable:
    target = None if link.target is None else places.get(link.target)
    return link.role, places.get(link.source), target, link.absence


def _link_place(pair: LinkPair, places: Mapping[SpanId, int]) -> tuple[int, str, int]:
    link = pair.one or pair.other
    assert link is not None
    target = -1 if link.target is None else places.get(link.target, -1)
    return places.get(link.source, -1), link.role, target


def _span_aspects(
    one: Annotation, mine: Span, other: Annotation, theirs: Span
) -> tuple[Aspect, ...]:
    is_other = {
        Aspect.LABEL: mine.label != theirs.label,
        Aspect.PLACE: mine.fragments != theirs.fragments,
        Aspect.REFERENT: _meant(one, mine) != _meant(other, theirs),
        Aspect.ANSWERS: mine.attributes != theirs.attributes,
    }
    return tuple(aspect for aspect, is_so in is_other.items() if is_so)


def _layer_aspects(one: Layer, other: Layer) -> tuple[Aspect, ...]:
    is_other = {
        Aspect.STATE: one.state is not other.state,
        Aspect.NOTHING_HERE: one.nothing_here != other.nothing_here,
        Aspect.FLAG: one.flag != other.flag,
        Aspect.FIELDS: one.labels != other.labels,
    }
    return tuple(aspect for aspect, is_so in is_other.items() if is_so)


def _meant(annotation: Annotation, span: Span) -> str | None:
    """What a span refers to, by name: each copy may have made a referent of its own for it."""
    if span.referent is None:
        return None
    found = annotation.referent(span.referent)
    return span.referent if found is None else match_key(found.name)


def _standing(one: object, other: object, *, is_same: bool) -> Standing:
    if one is None:
        return Standing.ONLY_OTHER
    if other is None:
        return Standing.ONLY_ONE
    return Standing.BOTH if is_same else Standing.DIFFERS


def _place(pair: SpanPair) -> tuple[int, int, str]:
    span = pair.one or pair.other
    assert span is not None
    return span.start, -span.end, span.id
