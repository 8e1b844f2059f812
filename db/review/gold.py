"""The only place that says which unit each span of the gold layer settles, and if it was edited.

Gold is a layer like any other, and the lead may go on working in it; so a span that a decision
wrote can look otherwise by now, and there can be spans that no decision wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from db.model import Annotation, Referent, Span, SpanId
from db.review.choices import SpanDraft
from db.review.comparison import differences
from db.review.decisions import Decision
from db.review.model import (
    Aspect,
    Filling,
    Roles,
    Signature,
    Status,
    Unit,
    UnitId,
    UnitKind,
    Variant,
)
from db.review.overlap import likeness
from db.review.pairing import Pair, best_pairs
from db.review.sameness import Names, referent_key
from db.scheme.model import Scheme

_NEARLY_THE_SAME = 0.5
_UNITS_OF_LIKENESS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSpan:
    """A span of gold and its unit; None for what no annotator marked there.

    `edited` is in what it differs from what the decision wrote; where no decision is known, from
    the variant that is most like it. `decision` is None there.
    """

    span: SpanId
    unit: UnitId | None
    decision: Decision | None = None
    edited: tuple[Aspect, ...] = ()


def compare(
    gold: Annotation, units: Sequence[Unit], decisions: Iterable[Decision], scheme: Scheme
) -> tuple[GoldSpan, ...]:
    """What each span of the gold layer settles, in the order of the layer.

    The units must have been made with these decisions. A span that no decision wrote settles the
    unit that it overlaps best, one to one; units that are settled otherwise are left out.
    """
    return _Comparison(gold, units, tuple(decisions), scheme).spans()


def only_gold(
    gold: Annotation, units: Sequence[Unit], decisions: Sequence[Decision], scheme: Scheme
) -> tuple[Unit, ...]:
    """The spans of gold that settle no unit, because the lead added them or annotators left them.

    Each is a unit that goes by the span's id, with the one version that gold has.
    """
    known = {unit.id for unit in units}
    unit_of = {each.gold: each.unit for each in decisions if each.gold and each.unit in known}
    unknown = [span for span in gold.spans if span.id not in unit_of]
    if not unknown:
        return ()
    written, settled = {each.gold for each in decisions}, {each.unit for each in decisions}
    by_hand = [span for span in unknown if span.id not in written]
    unit_of |= _by_place(by_hand, [unit for unit in units if unit.id not in settled])
    return tuple(
        Unit(
            id=UnitId(span.id),
            article=gold.layer.article,
            kind=UnitKind.STATEMENT if scheme.is_statement(span.label) else UnitKind.SPAN,
            status=Status.SINGLE,
            variants=(
                Variant(
                    readings=(),
                    label=span.label,
                    fragments=span.fragments,
                    quote=span.quote,
                    referent=gold.referent(span.referent),
                    attributes=span.attributes,
                    roles=dict(_roles(gold, span, unit_of)),
                ),
            ),
        )
        for span in unknown
        if span.id not in unit_of
    )


class _Comparison:
    def __init__(
        self,
        gold: Annotation,
        units: Sequence[Unit],
        decisions: Sequence[Decision],
        scheme: Scheme,
    ) -> None:
        self._gold = gold
        self._units = {unit.id: unit for unit in units}
        self._names = Names(scheme, chain(_referents(units, decisions), gold.referents))
        here = {span.id for span in gold.spans}
        self._decisions = {each.gold: each for each in decisions if each.gold in here}
        self._unit_of: dict[SpanId, UnitId] = {
            span: decision.unit for span, decision in self._decisions.items() if span
        }
        settled = {decision.unit for decision in decisions}
        self._unit_of |= _by_place(
            [span for span in gold.spans if span.id not in self._decisions],
            [unit for unit in units if unit.id not in settled],
        )
        self._gold_of = {unit: span for span, unit in self._unit_of.items()} | {
            each.unit: each.gold for each in self._decisions.values() if each.gold
        }

    def spans(self) -> tuple[GoldSpan, ...]:
        return tuple(self._compared(span) for span in self._gold.spans)

    def _compared(self, span: Span) -> GoldSpan:
        decision = self._decisions.get(span.id)
        unit = self._unit_of.get(span.id)
        written = decision.written if decision else None
        edited: tuple[Aspect, ...] = ()
        if isinstance(written, SpanDraft):
            edited = self._differences(span, written.referent, written)
        elif unit in self._units:
            edited = min(
                (
                    self._differences(span, variant.referent, variant)
                    for variant in self._units[unit].marked
                ),
                key=len,
                default=(),
            )
        return GoldSpan(
            span=span.id,
            unit=unit if unit in self._units else None,
            decision=decision,
            edited=edited,
        )

    def _differences(
        self, span: Span, referent: Referent | None, said: SpanDraft | Variant
    ) -> tuple[Aspect, ...]:
        return differences(
            [
                Signature(
                    label=said.label,
                    fragments=said.fragments,
                    referent=None if referent is None else referent_key(referent),
                    attributes=self._names.answers(said.label, said.attributes),
                    roles=self._said_roles(said.roles),
                ),
                Signature(
                    label=span.label,
                    fragments=span.fragments,
                    referent=self._names.key(span.label, span.referent),
                    attributes=self._names.answers(span.label, span.attributes),
                    roles=self._gold_roles(span),
                ),
            ]
        )

    # Both with the spans of gold in the place of units. What has none yet can't be linked to, so
    # that it is missing is no edit.

    def _said_roles(self, roles: Roles) -> tuple[tuple[str, Filling], ...]:
        found = {
            role: Filling(
                units=_sorted(self._gold_of[unit] for unit in said.units if unit in self._gold_of),
                absences=said.absences,
            )
            for role, said in roles.items()
        }
        return tuple((role, found[role]) for role in sorted(found) if found[role] != Filling())

    def _gold_roles(self, span: Span) -> tuple[tuple[str, Filling], ...]:
        return _roles(self._gold, span, {})


def _roles(
    gold: Annotation, span: Span, unit_of: Mapping[SpanId, UnitId]
) -> tuple[tuple[str, Filling], ...]:
    """What stands in the roles of a span of gold: units, or other spans of gold as such."""
    links = gold.links_from(span.id)
    return tuple(
        (
            role,
            Filling(
                units=_sorted(
                    unit_of.get(each.target, each.target)
                    for each in links
                    if each.role == role and each.target is not None
                ),
                absences=tuple(
                    sorted(each.absence for each in links if each.role == role and each.absence)
                ),
            ),
        )
        for role in sorted({each.role for each in links})
    )


def _sorted(spans: Iterable[str | None]) -> tuple[UnitId, ...]:
    return tuple(sorted(UnitId(span) for span in {*spans} if span))


def _by_place(spans: Sequence[Span], units: Sequence[Unit]) -> dict[SpanId, UnitId]:
    weights: dict[Pair, int] = {}
    places = [(unit.start, unit.end, unit) for unit in units]
    for left, span in enumerate(spans):
        for right, (start, end, unit) in enumerate(places):
            if start < span.end and span.start < end:
                alike = _likeness(span, unit)
                if alike:
                    weights[left, right] = max(1, round(alike * _UNITS_OF_LIKENESS))
    return {spans[left].id: units[right].id for left, right in best_pairs(weights)}


def _likeness(span: Span, unit: Unit) -> float:
    """How like a span is to the nearest variant; the same label counts as much as all words."""
    found = 0.0
    for variant in unit.marked:
        alike = likeness(span.fragments, variant.fragments)
        if variant.label == span.label and alike:
            found = max(found, 1 + alike)
        elif alike >= _NEARLY_THE_SAME:
            found = max(found, alike)
    return found


def _referents(units: Iterable[Unit], decisions: Iterable[Decision]) -> Iterator[Referent]:
    for variant in chain.from_iterable(unit.variants for unit in units):
        if variant.referent:
            yield variant.referent
    for decision in decisions:
        if isinstance(decision.written, SpanDraft) and decision.written.referent:
            yield decision.written.referent
