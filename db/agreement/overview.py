"""The only place for the tables: pairs, labels against labels, what is disagreed on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from db.agreement.comparison import Comparison
from db.agreement.figure import By, DifferenceKind, Figure, Measure, Scope
from db.agreement.layers import Pair
from db.agreement.links import pairs_of
from db.model import AnnotatorId

LabelPair = tuple[str | None, str | None]
"""The labels that two annotators gave to one place; None is for not marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairMatrix:
    """A figure for each pair of annotators, for a heat map."""

    annotators: tuple[AnnotatorId, ...]
    figures: Mapping[Pair, Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """How often which label met which, over spans that are aligned one to one.

    Of one pair of annotators, the first of the pair is in front. Over several pairs who was first
    says nothing, and both orders of two labels count the same places.
    """

    labels: tuple[str, ...]
    counts: Mapping[LabelPair, int]
    is_symmetric: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One way of differing, and how often it occurs.

    `labels` are those of the two annotators, in alphabetical order unless one pair was asked for;
    `name` is the attribute or the role.
    """

    kind: DifferenceKind
    labels: LabelPair
    name: str | None
    count: int


def pair_matrix(comparison: Comparison, measure: Measure, scope: Scope | None = None) -> PairMatrix:
    """The measure for each pair of annotators within a scope, without intervals."""
    figures = comparison.figures(measure, By.PAIR, scope, interval=False)
    pairs = dict(zip(comparison.pairs, figures, strict=True))
    return PairMatrix(
        annotators=tuple(sorted({annotator for pair in pairs for annotator in pair})), figures=pairs
    )


def confusion(comparison: Comparison, scope: Scope | None = None) -> Confusion:
    """Labels against labels within a scope; the differences of exact F1 lie behind each cell."""
    scope = scope or Scope()
    counts: Counter[LabelPair] = Counter()
    is_symmetric = scope.annotators is None
    for article, pair in pairs_of(comparison.pool(scope), scope):
        alignment = article.alignment(pair)
        met: list[LabelPair] = [(first.label, second.label) for first, second in alignment.matched]
        met += [(first.label, second.label) for first, second in alignment.relabelled]
        met += [(item.label, None) for item in alignment.only_first]
        met += [(None, item.label) for item in alignment.only_second]
        for one, other in met:
            counts[one, other] += 1
            if is_symmetric and one != other:
                counts[other, one] += 1
    return Confusion(labels=comparison.labels, counts=dict(counts), is_symmetric=is_symmetric)


def disagreements(comparison: Comparison, scope: Scope | None = None) -> tuple[Disagreement, ...]:
    """What annotators differ on within a scope, most frequent first.

    With an annotator and gold in the scope these are the annotator's typical slips.
    """
    scope = scope or Scope()
    counts: Counter[tuple[DifferenceKind, LabelPair, str | None]] = Counter()
    for measure in (
        Measure.SPANS_EXACT,
        Measure.ATTRIBUTES_SAME,
        Measure.REFERENTS_SAME,
        Measure.LINKS_GIVEN_SPANS,
    ):
        for difference in comparison.differences(measure, scope):
            labels: LabelPair = (difference.label, difference.label)
            if difference.kind in {DifferenceKind.LABEL, DifferenceKind.ONLY_ONE}:
                labels = difference.values
                if scope.annotators is None and (labels[1] or "") < (labels[0] or ""):
                    labels = (labels[1], labels[0])
            counts[difference.kind, labels, difference.name] += 1
    ordered = sorted(
        counts.items(), key=lambda each: (-each[1], each[0][0], str(each[0][1]), str(each[0][2]))
    )
    return tuple(
        Disagreement(kind=kind, labels=labels, name=name, count=count)
        for (kind, labels, name), count in ordered
    )
