"""The only place that says when two annotators mean the same referent, or answer the same.

A name is compared as `match_key` reads it, together with its label. On top of that, referents that
annotators made themselves and named after their words count as the same where those words are one
unit: "the deployment of troops" and "deployment of troops", marked over the same stretch, would
else differ in their referent only because they differ in their extent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from db.model import (
    Annotation,
    AnnotatorId,
    Attributes,
    AttributeValue,
    Referent,
    ReferentId,
    Span,
    SpanId,
)
from db.review.grouping import Group
from db.review.model import ReferentKey
from db.scheme.model import AttributeKind, Scheme
from db.text.keys import match_key


def referent_key(referent: Referent) -> ReferentKey:
    """The form in which a referent is compared."""
    return referent.label, match_key(referent.name)


class Names:
    """The referents of some layers, and the form in which they and answers are compared."""

    def __init__(self, scheme: Scheme, referents: Iterable[Referent]) -> None:
        self._referents = {each.id: each for each in referents}
        self._keys = {each.id: referent_key(each) for each in self._referents.values()}
        self._kinds = {
            (span_type.label, each.name): each.kind
            for span_type in scheme.span_types
            for each in span_type.attributes
        } | {("", each.name): each.kind for each in scheme.fields}

    def referent(self, referent: ReferentId | None) -> Referent | None:
        """The referent of this id; None where there is none, or it was not handed over."""
        return None if referent is None else self._referents.get(referent)

    def key(self, label: str, referent: ReferentId | None) -> ReferentKey | None:
        """The form in which a referent is compared; of an unknown one, its id."""
        if referent is None:
            return None
        return self._keys.get(referent, (label, referent))

    def answers(
        self, label: str, answers: Attributes
    ) -> tuple[tuple[str, AttributeValue | ReferentKey], ...]:
        """Answers in the form in which they are compared; the label of article fields is ""."""
        return tuple(
            (name, self._answer(self._kinds.get((label, name)), answers[name]))
            for name in sorted(answers)
        )

    def _answer(
        self, kind: AttributeKind | None, answer: AttributeValue
    ) -> AttributeValue | ReferentKey:
        if isinstance(answer, str):
            if kind is AttributeKind.TEXT:
                return match_key(answer)
            if kind is AttributeKind.REFERENT:
                return self._keys.get(ReferentId(answer), answer)
        return answer


def same_referents(
    annotations: Iterable[Annotation], groups: Iterable[Group]
) -> dict[ReferentKey, ReferentKey]:
    """What to compare instead of the keys of referents that are named after the same unit.

    Never makes two referents of one annotator one.
    """
    classes = _Classes()
    named: dict[SpanId, ReferentKey] = {}
    for annotation in annotations:
        annotator = annotation.layer.annotator
        own = {each.id: each for each in annotation.referents if each.owner == annotator}
        named |= _naming_spans(own, annotation.spans)
        for referent in annotation.referents:
            classes.add(annotator, referent_key(referent))
    for group in groups:
        keys = sorted({named[each.span.id] for each in group if each.span.id in named})
        for key in keys[1:]:
            if key[0] == keys[0][0]:
                classes.join(keys[0], key)
    return classes.firsts()


def _naming_spans(
    referents: Mapping[ReferentId, Referent], spans: Sequence[Span]
) -> dict[SpanId, ReferentKey]:
    """The span whose words each referent was named by: the first made of those that read so."""
    found: dict[ReferentKey, SpanId] = {}
    for span in sorted(spans, key=lambda span: span.id):
        referent = referents.get(span.referent) if span.referent else None
        if referent and match_key(span.quote) == match_key(referent.name):
            found.setdefault(referent_key(referent), span.id)
    return {span: key for key, span in found.items()}


class _Classes:
    """Sets of keys that stand for the same, none with two keys of one annotator."""

    def __init__(self) -> None:
        self._of_annotators: dict[AnnotatorId, set[ReferentKey]] = {}
        self._classes: dict[ReferentKey, set[ReferentKey]] = {}

    def add(self, annotator: AnnotatorId, key: ReferentKey) -> None:
        self._of_annotators.setdefault(annotator, set()).add(key)
        self._classes.setdefault(key, {key})

    def join(self, one: ReferentKey, other: ReferentKey) -> None:
        first, second = self._classes[one], self._classes[other]
        if first is second:
            return
        both = first | second
        if all(len(both & keys) <= 1 for keys in self._of_annotators.values()):
            for key in both:
                self._classes[key] = both

    def firsts(self) -> dict[ReferentKey, ReferentKey]:
        return {key: min(alike) for key, alike in self._classes.items() if len(alike) > 1}
