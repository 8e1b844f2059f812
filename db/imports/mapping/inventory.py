"""Takes stock of what files of other tools say, article by article, with bounded memory.

Past MOST_ENTRIES of a sort only their number is told, and of answers only some are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from typing import Generic, TypeVar

from db.formats.foreign import ForeignArticle, ForeignLayer, ForeignRead, ForeignSpan
from db.formats.losses import as_text
from db.imports.mapping.account import short
from db.imports.mapping.model import FieldSource
from db.imports.mapping.seen import (
    Foreign,
    Inventory,
    SeenAnnotator,
    SeenAttribute,
    SeenField,
    SeenLabel,
    SeenLink,
    SeenLinkAttribute,
    SeenReferents,
)
from db.imports.mapping.spans import words_of
from db.imports.mapping.values import SeenValues, ValueCount
from db.model import AnnotatorKind, Attributes, AttributeValue

MOST_ENTRIES = 10_000

_Key = TypeVar("_Key", bound=Hashable)


class _Tally(Generic[_Key]):
    """Counts what is told apart by a key, with the first example of each."""

    def __init__(self) -> None:
        self.counts: Counter[_Key] = Counter()
        self.examples: dict[_Key, str] = {}
        self.untold = 0

    def add(self, key: _Key, example: str = "") -> bool:
        """Count one; False where there is no room for another key."""
        if key not in self.examples:
            if len(self.examples) >= MOST_ENTRIES:
                self.untold += 1
                return False
            self.examples[key] = short(example)
        self.counts[key] += 1
        return True

    def items(self) -> list[tuple[_Key, int, str]]:
        """Keys, counts and examples: the most frequent first, then as they came up."""
        return [(key, count, self.examples[key]) for key, count in self.counts.most_common()]


class _ValueTally(Generic[_Key]):
    """Counts answers to questions."""

    def __init__(self) -> None:
        self._tally: _Tally[_Key] = _Tally()
        self._values: dict[_Key, ValueCount] = {}

    @property
    def untold(self) -> int:
        """How many answers there was no room for."""
        return self._tally.untold

    def add(self, key: _Key, value: AttributeValue) -> None:
        """Count one answer."""
        if self._tally.add(key):
            self._values.setdefault(key, ValueCount()).add(value)

    def items(self) -> list[tuple[_Key, SeenValues]]:
        """Questions with their answers, the most frequent first."""
        return [(key, self._values[key].seen()) for key, _, _ in self._tally.items()]


class Census:
    """Takes one article after another into account."""

    def __init__(self) -> None:
        self._articles = self._spans = self._links = 0
        self._labels: _Tally[Foreign] = _Tally()
        self._roles: _Tally[tuple[str, str, Foreign]] = _Tally()
        self._targets: dict[tuple[str, str, Foreign], _Tally[Foreign]] = {}
        self._attributes: _ValueTally[tuple[str, str, str]] = _ValueTally()
        self._link_attributes: _Tally[tuple[str, str, str]] = _Tally()
        self._referents: _Tally[str] = _Tally()
        self._named: Counter[str] = Counter()
        self._mentions: Counter[str] = Counter()
        self._fields: _ValueTally[tuple[FieldSource, str]] = _ValueTally()
        self._annotators: _Tally[tuple[str | None, AnnotatorKind]] = _Tally()
        self._remarks: Counter[Foreign] = Counter()
        self._remarks_on_articles = 0

    def add(self, read: ForeignRead) -> None:
        """Take an article into account; one that could not be read says nothing."""
        article = read.article
        if article is None:
            return
        self._articles += 1
        self._answers(FieldSource.METADATA, article.metadata)
        for layer in article.layers:
            self._annotators.add((layer.annotator, layer.kind))
            self._answers(FieldSource.ANSWERS, layer.answers)
            spans = {span.id: span for span in layer.spans}
            for span in layer.spans:
                self._span(span, article)
            self._arrows(layer, spans, article)
            self._chains(layer, spans, article)
            self._notes(layer, spans)

    def _span(self, span: ForeignSpan, article: ForeignArticle) -> None:
        self._spans += 1
        self._labels.add((span.kind, span.label), words_of(span, article.text))
        for name, value in span.attributes.items():
            self._attributes.add((span.kind, span.label, name), value)

    def _arrows(
        self, layer: ForeignLayer, spans: Mapping[str, ForeignSpan], article: ForeignArticle
    ) -> None:
        for link in layer.links:
            self._links += 1
            source, target = spans[link.source], spans[link.target]
            key = (link.kind, link.role, (source.kind, source.label))
            example = f"{words_of(source, article.text)} → {words_of(target, article.text)}"
            if self._roles.add(key, example):
                targets = self._targets.setdefault(key, _Tally())
                targets.add((target.kind, target.label))
            for name, value in link.attributes.items():
                self._link_attributes.add((link.kind, link.role, name), as_text(value))

    def _chains(
        self, layer: ForeignLayer, spans: Mapping[str, ForeignSpan], article: ForeignArticle
    ) -> None:
        for referent in layer.referents:
            first = spans.get(referent.mentions[0]) if referent.mentions else None
            words = words_of(first, article.text) if first else ""
            if self._referents.add(referent.kind, referent.name or words):
                self._named[referent.kind] += bool(referent.name.strip())
                self._mentions[referent.kind] += len(referent.mentions)

    def _notes(self, layer: ForeignLayer, spans: Mapping[str, ForeignSpan]) -> None:
        sources = {link.id: link.source for link in layer.links}
        for remark in layer.notes:
            about = spans.get(sources.get(remark.about or "", remark.about or ""))
            self._remarks_on_articles += remark.about is None
            if about is not None and (about.kind, about.label) in self._labels.counts:
                self._remarks[about.kind, about.label] += 1

    def _answers(self, source: FieldSource, answers: Attributes) -> None:
        for name, value in answers.items():
            self._fields.add((source, name), value)

    def inventory(self) -> Inventory:
        """The sum so far."""
        return Inventory(
            articles=self._articles,
            spans=self._spans,
            links=self._links,
            labels=tuple(self._seen_labels()),
            roles=tuple(self._seen_roles()),
            attributes=tuple(
                SeenAttribute(kind=kind, label=label, name=name, values=values)
                for (kind, label, name), values in self._attributes.items()
            ),
            link_attributes=tuple(
                SeenLinkAttribute(kind=kind, role=role, name=name, count=count, example=example)
                for (kind, role, name), count, example in self._link_attributes.items()
            ),
            referents=tuple(self._seen_referents()),
            fields=tuple(
                SeenField(source=source, name=name, values=values)
                for (source, name), values in self._fields.items()
            ),
            annotators=tuple(
                SeenAnnotator(name=name, kind=kind, layers=layers)
                for (name, kind), layers, _ in self._annotators.items()
            ),
            remarks_on_articles=self._remarks_on_articles,
            untold=self._untold(),
        )

    def _seen_labels(self) -> Iterator[SeenLabel]:
        for (kind, label), count, example in self._labels.items():
            yield SeenLabel(
                kind=kind,
                label=label,
                count=count,
                example=example,
                remarks=self._remarks[kind, label],
            )

    def _seen_roles(self) -> Iterator[SeenLink]:
        for (kind, role, source), count, example in self._roles.items():
            yield SeenLink(
                kind=kind,
                role=role,
                source=source,
                count=count,
                targets=tuple(self._targets[kind, role, source].counts.most_common()),
                example=example,
            )

    def _seen_referents(self) -> Iterator[SeenReferents]:
        for kind, count, example in self._referents.items():
            yield SeenReferents(
                kind=kind,
                count=count,
                named=self._named[kind],
                mentions=self._mentions[kind],
                example=example,
            )

    def _untold(self) -> int:
        tallies = (
            self._labels,
            self._roles,
            self._attributes,
            self._link_attributes,
            self._referents,
            self._fields,
            self._annotators,
        )
        return sum(each.untold for each in tallies)
