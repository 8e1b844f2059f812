"""The words behind differences."""

from __future__ import annotations

import pytest

from db.agreement.figure import Difference, DifferenceKind
from db.agreement.layers import pair_of
from db.model import AnnotatorId, SpanId
from db.operations import projects, spans
from db.queries import annotators, passages
from tests.builders import BODY, Desk, article_ids, author_of, make_project


@pytest.fixture
def desks(tmp_path):
    with make_project(tmp_path, articles=[BODY]) as project:
        projects.add_annotator(project, author_of(project), name="annotator 1")
        [article] = article_ids(project)
        people = sorted(each.id for each in annotators.every(project) if each.kind == "human")
        yield [Desk(project, each, article) for each in people]


def difference(desks, kind, items, **more):
    one, other = (each.author for each in desks)
    return Difference(
        article=desks[0].article,
        annotators=pair_of(AnnotatorId(one), AnnotatorId(other)),
        kind=kind,
        label="PROPOSAL",
        items=items,
        **more,
    )


def said(desks, *differences):
    return passages.passages(desks[0].project, differences)


def test_a_passage_says_which_words_each_of_the_two_marked(desks):
    first, second = desks
    items = (
        first.mark("PROPOSAL", "send troops to the border"),
        second.mark("PROPOSAL", "to send troops"),
    )
    [found] = said(desks, difference(desks, DifferenceKind.EXTENT, items))
    assert [(each.text, each.is_first, each.is_second) for each in found.pieces] == [
        ("to ", False, True),
        ("send troops", True, True),
        (" to the border", True, False),
    ]
    assert found.before == "France proposed "
    assert found.after.startswith(". Germany rejected")
    assert BODY[found.place.start : found.place.end] == "to send troops to the border"
    assert found.title == "France proposed to send troops to"


def test_gaps_between_the_pieces_of_a_span_belong_to_nobody(desks):
    first, _ = desks
    items = (first.mark("PROPOSAL", "proposed", "troops"), None)
    [found] = said(desks, difference(desks, DifferenceKind.ONLY_ONE, items))
    assert [(each.text, each.is_first) for each in found.pieces] == [
        ("proposed", True),
        (" to send ", False),
        ("troops", True),
    ]


def test_answers_referents_and_links_are_said_in_words(desks):
    first, second = desks
    proposals = [each.mark("PROPOSAL", "to send troops") for each in desks]
    france = second.mark("ACTOR", "France")
    second.link(proposals[1], "proposed_by", france)
    items = (proposals[0], proposals[1])
    answer, referent, link, absence = said(
        desks,
        difference(desks, DifferenceKind.ATTRIBUTE, items, name="status", values=("floated", None)),
        difference(desks, DifferenceKind.REFERENT, items, values=("a key", "another key")),
        difference(desks, DifferenceKind.LINK, items, name="proposed_by", values=(None, france)),
        difference(
            desks, DifferenceKind.LINK, items, name="proposed_by", values=("other_article", None)
        ),
    )
    assert answer.said == ("floated", None)
    assert referent.said == ("to send troops", "to send troops")
    assert link.said == (None, "“France”")
    assert absence.said == ("other article", None)
    assert first.project.connection.in_transaction is False


def test_spans_that_are_gone_leave_an_empty_passage(desks):
    first, _ = desks
    gone = first.mark("PROPOSAL", "to send troops")
    spans.delete_span(first.project, first.author, article=first.article, span=gone)
    [found] = said(desks, difference(desks, DifferenceKind.ONLY_ONE, (gone, None)))
    assert found.place is None
    assert found.pieces == ()
    assert found.title


def test_places_count_code_points(tmp_path):
    body = "😀 Fränce proposed 𝔱alks 😀 today."
    with make_project(tmp_path, articles=[body]) as project:
        [article] = article_ids(project)
        desk = Desk(project, author_of(project), article)
        item = desk.mark("PROPOSAL", "𝔱alks 😀")
        [found] = passages.passages(
            project,
            [
                Difference(
                    article=article,
                    annotators=pair_of(desk.author, AnnotatorId("z")),
                    kind=DifferenceKind.ONLY_ONE,
                    label="PROPOSAL",
                    items=(SpanId(item), None),
                )
            ],
        )
    assert [each.text for each in found.pieces] == ["𝔱alks 😀"]
    assert (found.before, found.after) == ("😀 Fränce proposed ", " today.")
