"""The only place that says what can be asked of this page: a view of figures, or what lies behind.

Values only, so that they can be kept, compared and handed to another thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from db.agreement.figure import Difference, DifferenceKind, Figure, Grain, Measure, Scope
from db.agreement.layers import Pair
from db.agreement.overview import LabelPair
from db.model import AnnotatorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Which layers are compared, and what kappa, alpha and character F1 count."""

    grain: Grain = Grain.CHARACTERS
    with_gold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the figures are about; None where they are about all."""

    measure: Measure = Measure.SPANS_RELAXED
    label: str | None = None
    annotators: Pair | None = None
    round: int | None = None
    basis: Basis = Basis()

    @property
    def scope(self) -> Scope:
        """The same for the measures."""
        return Scope(label=self.label, annotators=self.annotators, round=self.round)


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The differences that a person opened: those of a figure, or one kind of them.

    `labels` are ordered as in `db.agreement.overview`: one pair of annotators in their order, else
    either way round. `figure` is the one that was opened, if it was one, as it was then.
    `read_twice_by` asks for the differences of an annotator from themselves, over the texts that
    they annotated twice.
    """

    measure: Measure
    scope: Scope
    basis: Basis = Basis()
    kind: DifferenceKind | None = None
    labels: LabelPair | None = None
    name: str | None = None
    figure: Figure | None = field(default=None, compare=False)
    read_twice_by: AnnotatorId | None = None

    def holds(self, difference: Difference) -> bool:
        """Whether a difference of the measure and scope is one of these."""
        if self.kind is not None and difference.kind is not self.kind:
            return False
        if self.name is not None and difference.name != self.name:
            return False
        if self.labels is None:
            return True
        found = labels_of(difference)
        return found == self.labels or (
            self.scope.annotators is None and found[::-1] == self.labels
        )


def labels_of(difference: Difference) -> LabelPair:
    """The labels that the two annotators gave; the same twice where they agree on it."""
    if difference.kind in {DifferenceKind.LABEL, DifferenceKind.ONLY_ONE}:
        return difference.values
    return difference.label, difference.label


def behind_figure(figure: Figure, basis: Basis) -> Behind:
    """What keeps a figure from being 1."""
    return Behind(
        measure=figure.measure,
        scope=figure.scope,
        basis=basis,
        figure=figure,
    )


def behind_cell(labels: LabelPair, wish: Wish) -> Behind:
    """What lies behind a cell of the confusion matrix; on the diagonal those of other extent."""
    one, other = labels
    kind = DifferenceKind.LABEL
    if one is None or other is None:
        kind = DifferenceKind.ONLY_ONE
    elif one == other:
        kind = DifferenceKind.EXTENT
    return Behind(
        measure=Measure.SPANS_EXACT,
        scope=replace(wish.scope, label=None),
        basis=wish.basis,
        kind=kind,
        labels=labels,
    )


def behind_kind(kind: DifferenceKind, labels: LabelPair, name: str | None, wish: Wish) -> Behind:
    """What lies behind a row of what annotators disagree on."""
    measures = {
        DifferenceKind.ATTRIBUTE: Measure.ATTRIBUTES_SAME,
        DifferenceKind.REFERENT: Measure.REFERENTS_SAME,
        DifferenceKind.LINK: Measure.LINKS_GIVEN_SPANS,
    }
    return Behind(
        measure=measures.get(kind, Measure.SPANS_EXACT),
        scope=wish.scope,
        basis=wish.basis,
        kind=kind,
        labels=labels,
        name=name,
    )
