"""The only place that lays the layers of one article side by side and cuts them into units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from db.errors import Bug
from db.model import (
    Absence,
    Annotation,
    ArticleId,
    LayerState,
    Link,
    Span,
    SpanId,
)
from db.review.comparison import aspects_of, status_of, variants_of
from db.review.decisions import Decision
from db.review.grouping import Group, Marked, grouped
from db.review.identity import article_unit_id, unit_ids
from db.review.model import (
    Filling,
    Reading,
    ReferentKey,
    Signature,
    Unit,
    UnitId,
    UnitKind,
    Variant,
)
from db.review.sameness import Names, same_referents
from db.scheme.model import Scheme


def has_read(annotation: Annotation) -> bool:
    """Whether an annotator is through with an article, so that what they left out counts."""
    layer = annotation.layer
    return layer.nothing_here or layer.state is LayerState.DONE


def units_of(
    annotations: Sequence[Annotation], scheme: Scheme, decisions: Iterable[Decision] = ()
) -> tuple[Unit, ...]:
    """The units of one article in reading order, the article as a whole last.

    `annotations` are the annotators' layers, the gold layer not among them. Every span of every
    layer is in one unit. `decisions` are the earlier ones of this article: the units that they
    settled keep their ids. There is a unit for the article as a whole where anybody answered the
    questions about it, or is through with it and marked nothing at all.
    """
    layers = sorted(annotations, key=lambda annotation: annotation.layer.annotator)
    if len({annotation.layer.annotator for annotation in layers}) < len(layers):
        raise Bug("Two layers of one annotator in one article were handed to the review.")
    if len({annotation.layer.article for annotation in layers}) > 1:
        raise Bug("Layers of several articles were handed to the review as one.")
    return _Table(layers, scheme, tuple(decisions)).units() if layers else ()


class _Table:
    """The layers of one article with the lookups that units are made by."""

    def __init__(
        self, layers: Sequence[Annotation], scheme: Scheme, decisions: Sequence[Decision]
    ) -> None:
        self._layers = layers
        self._scheme = scheme
        self._article: ArticleId = layers[0].layer.article
        self._names = Names(scheme, chain.from_iterable(each.referents for each in layers))
        self._links: dict[SpanId, list[Link]] = defaultdict(list)
        for link in chain.from_iterable(each.links for each in layers):
            self._links[link.source].append(link)
        self._groups = grouped(self._marked())
        self._ids = unit_ids(
            [[each.span.id for each in group] for group in self._groups], decisions
        )
        self._unit_of: dict[SpanId, UnitId] = {
            each.span.id: unit
            for unit, group in zip(self._ids, self._groups, strict=True)
            for each in group
        }
        self._same = same_referents(layers, self._groups)
        self._readers = tuple(each.layer.annotator for each in layers if has_read(each))

    def units(self) -> tuple[Unit, ...]:
        found = [
            self._unit(unit, group) for unit, group in zip(self._ids, self._groups, strict=True)
        ]
        found.extend(self._article_unit())
        return tuple(found)

    def _marked(self) -> Iterator[Marked]:
        for layer in self._layers:
            places = Counter((span.label, span.fragments) for span in layer.spans)
            is_stacked = max(places.values(), default=1) > 1
            everywhere = {span.id: span for span in layer.spans} if is_stacked else {}
            for span in layer.spans:
                contents = self._contents(span, everywhere) if is_stacked else ()
                yield Marked(annotator=layer.layer.annotator, span=span, contents=contents)

    def _contents(self, span: Span, spans: Mapping[SpanId, Span]) -> tuple[Hashable, ...]:
        referent = self._names.key(span.label, span.referent)
        answers = self._names.answers(span.label, span.attributes)
        links = frozenset(
            (link.role, link.absence, target and (target.label, target.fragments))
            for link in self._links.get(span.id, ())
            for target in (spans.get(link.target) if link.target else None,)
        )
        return (referent, answers, links), (referent, answers), referent

    def _unit(self, unit: UnitId, group: Group) -> Unit:
        readings = [self._reading(marked) for marked in group]
        here = {marked.annotator for marked in group}
        readings += (
            Reading(annotator=annotator, signature=Signature(is_nothing=True))
            for annotator in self._readers
            if annotator not in here
        )
        variants = variants_of(readings)
        is_statement = any(
            variant.roles or self._scheme.is_statement(variant.label) for variant in variants
        )
        kind = UnitKind.STATEMENT if is_statement else UnitKind.SPAN
        return self._made(unit, kind, variants)

    def _reading(self, marked: Marked) -> Reading:
        span = marked.span
        links = tuple(self._links.get(span.id, ()))
        key = self._names.key(span.label, span.referent)
        signature = Signature(
            label=span.label,
            fragments=span.fragments,
            referent=self._common_key(key),
            attributes=self._names.answers(span.label, span.attributes),
            roles=self._roles(links),
        )
        return Reading(
            annotator=marked.annotator,
            signature=signature,
            span=span,
            referent=self._names.referent(span.referent),
            referent_key=key,
            attributes=span.attributes,
            links=links,
        )

    def _common_key(self, key: ReferentKey | None) -> ReferentKey | None:
        return None if key is None else self._same.get(key, key)

    def _roles(self, links: Iterable[Link]) -> tuple[tuple[str, Filling], ...]:
        units: dict[str, set[UnitId]] = defaultdict(set)
        absences: dict[str, set[Absence]] = defaultdict(set)
        for link in links:
            if link.absence is not None:
                absences[link.role].add(link.absence)
            elif link.target in self._unit_of:
                units[link.role].add(self._unit_of[link.target])
        return tuple(
            (
                role,
                Filling(
                    units=tuple(sorted(units.get(role, ()))),
                    absences=tuple(sorted(absences.get(role, ()))),
                ),
            )
            for role in sorted({*units, *absences})
        )

    def _article_unit(self) -> Iterator[Unit]:
        readings = [
            Reading(
                annotator=each.layer.annotator,
                signature=Signature(
                    is_nothing=has_read(each) and not each.spans,
                    attributes=self._names.answers("", each.layer.labels),
                ),
                attributes=each.layer.labels,
            )
            for each in self._layers
            if each.layer.labels or has_read(each)
        ]
        if any(reading.attributes or reading.signature.is_nothing for reading in readings):
            unit = article_unit_id(self._article)
            yield self._made(unit, UnitKind.ARTICLE, variants_of(readings))

    def _made(self, unit: UnitId, kind: UnitKind, variants: tuple[Variant, ...]) -> Unit:
        return Unit(
            id=unit,
            article=self._article,
            kind=kind,
            status=status_of(kind, variants),
            variants=variants,
            aspects=aspects_of(kind, variants),
        )
