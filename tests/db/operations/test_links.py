"""Filling the slots of statements."""

from __future__ import annotations

import pytest

from db.errors import SchemeViolation
from db.model import Absence, LinkId, SpanId
from db.operations import links, projects, spans
from db.queries import annotators
from tests.builders import Desk


@pytest.fixture
def proposal(desk: Desk) -> SpanId:
    return desk.mark("PROPOSAL", "send troops")


@pytest.fixture
def france(desk: Desk) -> SpanId:
    return desk.mark("ACTOR", "France")


def test_a_link_points_from_the_statement_to_its_filler(
    desk: Desk, proposal: SpanId, france: SpanId
) -> None:
    changes = desk.link(proposal, "proposed_by", france)
    (link,) = desk.annotation.links
    assert (link.source, link.role, link.target) == (proposal, "proposed_by", france)
    assert changes.focus == proposal


def test_a_slot_takes_several_fillers_but_none_twice(
    desk: Desk, proposal: SpanId, france: SpanId
) -> None:
    desk.link(proposal, "proposed_by", france)
    desk.link(proposal, "proposed_by", desk.mark("ACTOR", "Poland"))
    with pytest.raises(SchemeViolation, match="already"):
        desk.link(proposal, "proposed_by", france)
    assert len(desk.annotation.links) == 2


@pytest.mark.parametrize(
    ("role", "target", "reason"),
    [
        ("rejects", "france", "no such slot"),
        ("proposed_by", "rejection", "takes actor only"),
        ("proposed_by", "proposal", "its own slot"),
        ("proposed_by", "gone", "no longer there"),
    ],
)
def test_a_link_that_the_scheme_has_no_place_for_is_refused(
    desk: Desk, proposal: SpanId, france: SpanId, role: str, target: str, reason: str
) -> None:
    targets = {
        "france": france,
        "proposal": proposal,
        "rejection": desk.mark("REJECTION", "rejected"),
        "gone": SpanId("gone"),
    }
    with pytest.raises(SchemeViolation, match=reason):
        desk.link(proposal, role, targets[target])
    assert desk.annotation.links == ()


def test_a_span_of_another_annotator_fills_no_slot(
    desk: Desk, proposal: SpanId, france: SpanId
) -> None:
    projects.add_annotator(desk.project, desk.author, name="Bob")
    bob = Desk(desk.project, annotators.every(desk.project)[-1].id, desk.article)
    bobs = bob.mark("PROPOSAL", "send troops")
    with pytest.raises(SchemeViolation, match="no longer there"):
        bob.link(bobs, "proposed_by", france)


def test_a_filler_takes_the_place_of_an_absence_reason(
    desk: Desk, proposal: SpanId, france: SpanId
) -> None:
    desk.leave_open(proposal, "proposed_by", Absence.UNNAMED)
    desk.link(proposal, "proposed_by", france)
    assert [link.target for link in desk.annotation.links] == [france]


def test_a_later_absence_reason_takes_the_place_of_the_first(desk: Desk, proposal: SpanId) -> None:
    desk.leave_open(proposal, "proposed_by", Absence.UNNAMED)
    desk.leave_open(proposal, "proposed_by", Absence.IMPLIED)
    assert [link.absence for link in desk.annotation.links] == [Absence.IMPLIED]


def test_a_filled_slot_takes_no_absence_reason(
    desk: Desk, proposal: SpanId, france: SpanId
) -> None:
    desk.link(proposal, "proposed_by", france)
    with pytest.raises(SchemeViolation, match="filled"):
        desk.leave_open(proposal, "proposed_by", Absence.UNNAMED)


def test_words_are_marked_and_linked_in_one_step(desk: Desk, proposal: SpanId) -> None:
    links.mark_and_link(
        desk.project,
        desk.author,
        article=desk.article,
        statement=proposal,
        role="proposed_by",
        label="ACTOR",
        fragments=[desk.place("France")],
    )
    (link,) = desk.annotation.links
    filler = desk.annotation.span(link.target)
    assert filler is not None
    assert filler.quote == "France"
    desk.undo()
    assert (len(desk.annotation.spans), desk.annotation.links) == (1, ())


def test_words_that_are_marked_already_are_only_linked(
    desk: Desk, proposal: SpanId, france: SpanId
) -> None:
    links.mark_and_link(
        desk.project,
        desk.author,
        article=desk.article,
        statement=proposal,
        role="proposed_by",
        label="ACTOR",
        fragments=[desk.place("France")],
    )
    assert [link.target for link in desk.annotation.links] == [france]
    assert len(desk.annotation.spans) == 2


def test_words_that_cannot_fill_the_slot_are_not_even_marked(desk: Desk, proposal: SpanId) -> None:
    with pytest.raises(SchemeViolation):
        links.mark_and_link(
            desk.project,
            desk.author,
            article=desk.article,
            statement=proposal,
            role="proposed_by",
            label="REJECTION",
            fragments=[desk.place("rejected")],
        )
    assert len(desk.annotation.spans) == 1


def test_a_link_is_removed_and_comes_back_by_undo(
    desk: Desk, proposal: SpanId, france: SpanId
) -> None:
    desk.link(proposal, "proposed_by", france)
    (link,) = desk.annotation.links
    links.delete_link(desk.project, desk.author, article=desk.article, link=link.id)
    assert desk.annotation.links == ()
    desk.undo()
    assert desk.annotation.links == (link,)


def test_a_link_that_is_gone_is_not_removed_again(desk: Desk, proposal: SpanId) -> None:
    with pytest.raises(SchemeViolation, match="no longer there"):
        links.delete_link(desk.project, desk.author, article=desk.article, link=LinkId("gone"))


def test_a_statement_that_was_deleted_meanwhile_takes_no_link(
    desk: Desk, proposal: SpanId, france: SpanId
) -> None:
    spans.delete_span(desk.project, desk.author, article=desk.article, span=proposal)
    with pytest.raises(SchemeViolation, match="no longer there"):
        desk.link(proposal, "proposed_by", france)
