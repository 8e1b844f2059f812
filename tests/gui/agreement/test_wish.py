from __future__ import annotations

from dataclasses import replace

from db.agreement.comparison import Comparison
from db.agreement.figure import Difference, DifferenceKind, Measure, Scope
from db.agreement.overview import confusion, disagreements
from db.model import AnnotatorId, ArticleId, SpanId
from db.queries import agreement
from gui.agreement.wish import Behind, Wish, behind_cell, behind_figure, behind_kind

ONE, OTHER = AnnotatorId("a"), AnnotatorId("b")


def difference(kind=DifferenceKind.LABEL, values=("PROPOSAL", "REJECTION"), **more):
    return Difference(
        article=ArticleId("article"),
        annotators=(ONE, OTHER),
        kind=kind,
        label=values[0] or values[1] or "PROPOSAL",
        items=(SpanId("1"), SpanId("2")),
        values=values,
        **more,
    )


def test_a_figure_opens_all_that_keeps_it_from_being_one():
    behind = Behind(measure=Measure.SPANS_EXACT, scope=Scope())
    assert behind.holds(difference())
    assert behind.holds(difference(DifferenceKind.EXTENT, (None, None)))


def test_over_all_pairs_labels_hold_either_way_round_and_of_one_pair_in_its_order():
    cell = behind_cell(("REJECTION", "PROPOSAL"), Wish())
    assert cell.holds(difference())
    assert not cell.holds(difference(values=("ACTOR", "REJECTION")))
    of_pair = behind_cell(("REJECTION", "PROPOSAL"), Wish(annotators=(ONE, OTHER)))
    assert not of_pair.holds(difference())


def test_the_diagonal_opens_what_differs_in_extent_and_an_edge_what_only_one_marked():
    assert behind_cell(("ACTOR", "ACTOR"), Wish()).kind is DifferenceKind.EXTENT
    assert behind_cell(("ACTOR", None), Wish()).kind is DifferenceKind.ONLY_ONE


def test_what_is_behind_stays_the_same_whatever_its_figure_is_by_now(team):
    comparison = Comparison(agreement.layers(team.project))
    figure = comparison.figure(Measure.SPANS_EXACT)
    other = replace(figure, value=0.1)
    assert behind_figure(figure, Wish().basis) == behind_figure(other, Wish().basis)


def test_every_row_and_cell_opens_as_many_differences_as_it_counts(team):
    comparison = Comparison(agreement.layers(team.project))

    def count(behind):
        found = comparison.differences(behind.measure, behind.scope)
        return sum(map(behind.holds, found))

    for wish in (Wish(), Wish(annotators=comparison.pairs[0])):
        kinds = disagreements(comparison, wish.scope)
        assert kinds
        for each in kinds:
            assert count(behind_kind(each.kind, each.labels, each.name, wish)) == each.count
        found = confusion(comparison, wish.scope)
        for (one, other), number in found.counts.items():
            if one != other:
                assert count(behind_cell((one, other), wish)) == number
