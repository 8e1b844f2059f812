"""Marking spans."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import SchemeViolation
from db.model import Absence, AnnotatorId, Fragment, LayerState, Origin, SpanId
from db.operations import comments, layers, projects, referents, spans
from db.operations.spans import NewReferent
from db.queries import annotators
from db.queries import comments as comment_queries
from db.queries import referents as referent_queries
from tests.builders import Desk, article_ids, make_project


def test_a_marked_span_keeps_its_place_quote_and_defaults(desk: Desk) -> None:
    desk.mark("PROPOSAL", "send troops")
    (span,) = desk.annotation.spans
    assert (span.label, span.quote, span.origin) == ("PROPOSAL", "send troops", Origin.MANUAL)
    assert desk.body[span.start : span.end] == "send troops"
    assert span.attributes["status"] == "proposed"


def test_marking_selects_the_new_span_and_names_what_it_touched(desk: Desk) -> None:
    changes = spans.add_span(
        desk.project,
        desk.author,
        article=desk.article,
        label="ACTOR",
        fragments=[desk.place("France")],
    )
    assert changes.focus == desk.annotation.spans[0].id
    assert changes.tables == {"layer", "span"}
    assert changes.articles == {desk.article}


def test_the_first_mark_opens_the_article(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    assert desk.annotation.layer.state is LayerState.OPEN


def test_an_edit_after_done_asks_for_done_again(desk: Desk) -> None:
    layers.set_state(desk.project, desk.author, article=desk.article, state=LayerState.DONE)
    desk.mark("ACTOR", "France")
    assert desk.annotation.layer.state is LayerState.OPEN


def test_marking_takes_back_nothing_here(desk: Desk) -> None:
    layers.set_nothing_here(desk.project, desk.author, article=desk.article, value=True)
    desk.mark("ACTOR", "France")
    assert not desk.annotation.layer.nothing_here


def test_nested_crossing_and_same_extent_spans_live_side_by_side(desk: Desk) -> None:
    desk.mark("PROPOSAL", "send troops to the border")
    desk.mark("ACTOR", "troops")
    desk.mark("REJECTION", "troops to the border. Germany")
    desk.mark("REJECTION", "send troops to the border")
    assert len(desk.annotation.spans) == 4


def test_a_span_in_pieces_keeps_them_in_text_order_and_quotes_the_gap(desk: Desk) -> None:
    desk.mark("PROPOSAL", "send", "to the border")
    desk.mark("ACTOR", "Poland", "Germany")
    actor, proposal = sorted(desk.annotation.spans, key=lambda span: span.label)
    assert proposal.quote == "send troops to the border"
    assert [desk.body[each.start : each.end] for each in actor.fragments] == ["Germany", "Poland"]


@pytest.mark.parametrize(
    ("fragments", "reason"),
    [
        ([], "no words"),
        ([Fragment(6, 15)], "visible character"),
        ([Fragment(0, 7)], "visible character"),
        ([Fragment(6, 7)], "visible character"),
        ([Fragment(0, 10_000)], "visible character"),
        ([Fragment(0, 3), Fragment(3, 6)], "touch or overlap"),
        ([Fragment(0, 5), Fragment(2, 6)], "touch or overlap"),
    ],
)
def test_a_span_that_is_no_stretch_of_words_is_refused(
    desk: Desk, fragments: list[Fragment], reason: str
) -> None:
    with pytest.raises(SchemeViolation, match=reason):
        spans.add_span(
            desk.project, desk.author, article=desk.article, label="ACTOR", fragments=fragments
        )
    assert desk.project.connection.execute("SELECT count(*) FROM span").fetchone() == (0,)


def test_a_label_that_the_scheme_does_not_know_is_refused(desk: Desk) -> None:
    with pytest.raises(SchemeViolation, match="no label THREAT"):
        desk.mark("THREAT", "France")


def test_the_same_words_are_marked_alike_only_once(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    with pytest.raises(SchemeViolation, match="already"):
        desk.mark("ACTOR", "France")
    desk.mark("PROPOSAL", "France")
    assert len(desk.annotation.spans) == 2


def test_an_equal_mention_shares_its_referent(desk: Desk) -> None:
    first = desk.mark("PROPOSAL", "send troops")
    second = desk.mark("PROPOSAL", "send troops", nth=1)
    assert desk.referent_of(first) == desk.referent_of(second)


def test_a_known_name_takes_its_entry_in_the_register(desk: Desk) -> None:
    known = referent_queries.named(desk.project, "ACTOR", "France")
    assert known is not None
    assert desk.referent_of(desk.mark("ACTOR", "France")) == known.id


def test_unknown_words_make_a_referent_of_the_authors_own(desk: Desk) -> None:
    span = desk.mark("ACTOR", "The plan")
    found = referent_queries.one(desk.project, desk.referent_of(span))
    assert found is not None
    assert (found.name, found.owner) == ("The plan", desk.author)


def test_an_equal_mention_shares_its_referent_also_when_that_has_another_name(desk: Desk) -> None:
    span = desk.mark("ACTOR", "The plan")
    referents.rename_referent(
        desk.project, desk.author, referent=desk.referent_of(span), name="Something else"
    )
    again = desk.mark("ACTOR", "the plan")
    assert desk.referent_of(again) == desk.referent_of(span)


def test_a_statement_takes_no_referent_from_another_article(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=["It is a proposal.", "It is a proposal."]) as project:
        first, second = (
            Desk(project, annotators.default_author(project), article)
            for article in article_ids(project)
        )
        one = first.mark("PROPOSAL", "proposal")
        two = second.mark("PROPOSAL", "proposal")
        assert first.referent_of(one) != second.referent_of(two)


def test_an_actor_takes_the_referent_that_the_author_gave_elsewhere(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=["the house", "the house"]) as project:
        first, second = (
            Desk(project, annotators.default_author(project), article)
            for article in article_ids(project)
        )
        one = first.mark("ACTOR", "house", referent=NewReferent(name="The White House"))
        assert second.referent_of(second.mark("ACTOR", "house")) == first.referent_of(one)


def test_a_new_referent_can_be_asked_for_and_named(desk: Desk) -> None:
    span = desk.mark("ACTOR", "France", referent=NewReferent(name=" the  French team "))
    found = referent_queries.one(desk.project, desk.referent_of(span))
    assert found is not None
    assert found.name == "the French team"


def test_a_referent_of_another_label_is_refused(desk: Desk) -> None:
    span = desk.mark("PROPOSAL", "send troops")
    with pytest.raises(SchemeViolation, match="another label"):
        desk.mark("ACTOR", "France", referent=desk.referent_of(span))


def test_a_repeated_mention_takes_over_the_answers_of_the_last_one(desk: Desk) -> None:
    first = desk.mark("PROPOSAL", "send troops")
    spans.set_attribute(
        desk.project,
        desk.author,
        article=desk.article,
        span=first,
        name="status",
        value="withdrawn",
    )
    second = desk.mark("PROPOSAL", "send troops", nth=1)
    found = desk.annotation.span(second)
    assert found is not None
    assert found.attributes["status"] == "withdrawn"


def test_marking_all_the_same_is_one_step_that_passes_over_what_is_marked(desk: Desk) -> None:
    first = desk.mark("ACTOR", "France")
    places = [desk.place("France", 0), desk.place("France", 1)]
    spans.add_mentions(desk.project, desk.author, article=desk.article, like=first, places=places)
    assert [span.origin for span in desk.annotation.spans] == [Origin.MANUAL, Origin.REPEATED]
    desk.undo()
    assert len(desk.annotation.spans) == 1


def test_relabelling_gives_the_new_labels_referent_and_defaults(desk: Desk) -> None:
    span = desk.mark("PROPOSAL", "The plan")
    before = desk.referent_of(span)
    spans.relabel_span(
        desk.project, desk.author, article=desk.article, span=span, label="REJECTION"
    )
    (found,) = desk.annotation.spans
    assert found.label == "REJECTION"
    assert found.attributes["strength"] == "unspecified"
    assert "status" not in found.attributes
    assert referent_queries.one(desk.project, before) is None


def test_relabelling_drops_only_the_spans_own_links_that_no_longer_fit(desk: Desk) -> None:
    proposal = desk.mark("PROPOSAL", "send troops")
    other = desk.mark("PROPOSAL", "the proposal")
    france, germany = desk.mark("ACTOR", "France"), desk.mark("ACTOR", "Germany")
    desk.link(proposal, "proposed_by", france)
    desk.link(other, "proposed_by", germany)
    desk.link(other, "supported_by", france)
    spans.relabel_span(
        desk.project, desk.author, article=desk.article, span=france, label="REJECTION"
    )
    (left,) = desk.annotation.links
    assert (left.source, left.target) == (other, germany)


def test_relabelling_to_the_same_label_changes_nothing(desk: Desk) -> None:
    span = desk.mark("PROPOSAL", "The plan")
    before = desk.annotation
    changes = spans.relabel_span(
        desk.project, desk.author, article=desk.article, span=span, label="PROPOSAL"
    )
    assert (desk.annotation, changes.tables) == (before, frozenset())


def test_moving_an_edge_keeps_referent_and_links(desk: Desk) -> None:
    proposal, france = desk.mark("PROPOSAL", "send troops"), desk.mark("ACTOR", "France")
    desk.link(proposal, "proposed_by", france)
    referent = desk.referent_of(proposal)
    spans.set_fragments(
        desk.project,
        desk.author,
        article=desk.article,
        span=proposal,
        fragments=[desk.place("send troops to the border")],
    )
    moved = desk.annotation.span(proposal)
    assert moved is not None
    assert (moved.quote, moved.referent) == ("send troops to the border", referent)
    assert len(desk.annotation.links) == 1


def test_a_span_can_get_a_gap_and_lose_it_again(desk: Desk) -> None:
    span = desk.mark("PROPOSAL", "send troops to the border")
    for words in (("send", "to the border"), ("send troops",)):
        spans.set_fragments(
            desk.project,
            desk.author,
            article=desk.article,
            span=span,
            fragments=[desk.place(each) for each in words],
        )
        (found,) = desk.annotation.spans
        assert found.fragments == tuple(desk.place(each) for each in words)


def test_deleting_a_span_keeps_its_overlapping_neighbour(desk: Desk) -> None:
    outer, inner = desk.mark("PROPOSAL", "send troops"), desk.mark("ACTOR", "troops")
    spans.delete_span(desk.project, desk.author, article=desk.article, span=outer)
    assert [span.id for span in desk.annotation.spans] == [inner]


def test_deleting_a_span_takes_its_links_and_leaves_its_comments(desk: Desk) -> None:
    proposal, france = desk.mark("PROPOSAL", "send troops"), desk.mark("ACTOR", "France")
    desk.link(proposal, "proposed_by", france)
    desk.leave_open(proposal, "addressed_to", Absence.UNNAMED)
    comments.add_comment(
        desk.project, desk.author, article=desk.article, text="Really?", span=proposal
    )
    spans.delete_span(desk.project, desk.author, article=desk.article, span=proposal)
    assert desk.annotation.links == ()
    (comment,) = comment_queries.of_article(desk.project, desk.article)
    assert (comment.text, comment.span) == ("Really?", None)
    desk.undo()
    (comment,) = comment_queries.of_article(desk.project, desk.article)
    assert comment.span == proposal
    assert len(desk.annotation.links) == 2


def test_deleting_the_last_mention_takes_an_own_referent_along(desk: Desk) -> None:
    span = desk.mark("ACTOR", "The plan")
    referent = desk.referent_of(span)
    spans.delete_span(desk.project, desk.author, article=desk.article, span=span)
    assert referent_queries.one(desk.project, referent) is None


def test_deleting_the_last_mention_leaves_a_shared_referent(desk: Desk) -> None:
    span = desk.mark("ACTOR", "France")
    referent = desk.referent_of(span)
    spans.delete_span(desk.project, desk.author, article=desk.article, span=span)
    assert referent_queries.one(desk.project, referent) is not None


def test_a_referent_that_another_one_names_stays(desk: Desk) -> None:
    ministry, plan = desk.mark("ACTOR", "The plan"), desk.mark("ACTOR", "Poland")
    referents.set_referent_attribute(
        desk.project,
        desk.author,
        referent=desk.referent_of(plan),
        name="affiliation",
        value=desk.referent_of(ministry),
    )
    referent = desk.referent_of(ministry)
    spans.delete_span(desk.project, desk.author, article=desk.article, span=ministry)
    assert referent_queries.one(desk.project, referent) is not None


def test_an_answer_is_set_and_removed(desk: Desk) -> None:
    span = desk.mark("PROPOSAL", "send troops")
    for value in ("accepted", None):
        spans.set_attribute(
            desk.project, desk.author, article=desk.article, span=span, name="status", value=value
        )
        (found,) = desk.annotation.spans
        assert found.attributes.get("status") == value


def test_an_answer_that_no_file_can_hold_is_refused(desk: Desk) -> None:
    span = desk.mark("PROPOSAL", "send troops")
    for value in (float("nan"), 2**70):
        with pytest.raises(SchemeViolation, match="number"):
            spans.set_attribute(
                desk.project,
                desk.author,
                article=desk.article,
                span=span,
                name="count",
                value=value,
            )


def test_choosing_another_referent_drops_the_own_one_that_nothing_mentions(desk: Desk) -> None:
    plan, france = desk.mark("ACTOR", "The plan"), desk.mark("ACTOR", "France")
    old, new = desk.referent_of(plan), desk.referent_of(france)
    spans.set_referent(desk.project, desk.author, article=desk.article, span=plan, referent=new)
    assert desk.referent_of(plan) == new
    assert referent_queries.one(desk.project, old) is None


def test_choosing_the_same_referent_changes_nothing(desk: Desk) -> None:
    plan = desk.mark("ACTOR", "The plan")
    changes = spans.set_referent(
        desk.project,
        desk.author,
        article=desk.article,
        span=plan,
        referent=desk.referent_of(plan),
    )
    assert not changes.tables
    assert len(desk.annotation.referents) == 1


@pytest.mark.parametrize("whose", ["nobody", "somebody else"])
def test_a_span_that_is_not_the_authors_own_is_left_alone(desk: Desk, whose: str) -> None:
    span = desk.mark("ACTOR", "France")
    projects.add_annotator(desk.project, desk.author, name="Bob")
    bob = annotators.every(desk.project)[-1].id
    author, wanted = (bob, span) if whose == "somebody else" else (desk.author, SpanId("gone"))
    before = desk.annotation
    for act in (
        lambda: spans.delete_span(desk.project, author, article=desk.article, span=wanted),
        lambda: spans.relabel_span(
            desk.project, author, article=desk.article, span=wanted, label="PROPOSAL"
        ),
        lambda: spans.set_fragments(
            desk.project,
            author,
            article=desk.article,
            span=wanted,
            fragments=[desk.place("Poland")],
        ),
        lambda: spans.set_attribute(
            desk.project, author, article=desk.article, span=wanted, name="a", value="b"
        ),
        lambda: spans.set_referent(
            desk.project, author, article=desk.article, span=wanted, referent=NewReferent()
        ),
        lambda: spans.add_mentions(
            desk.project, author, article=desk.article, like=wanted, places=[]
        ),
    ):
        with pytest.raises(SchemeViolation, match="no longer there"):
            act()
    assert desk.annotation == before


def test_two_annotators_mark_the_same_words_each_in_their_layer(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    projects.add_annotator(desk.project, desk.author, name="Bob")
    bob = Desk(desk.project, AnnotatorId(annotators.every(desk.project)[-1].id), desk.article)
    bob.mark("ACTOR", "France")
    assert len(desk.annotation.spans) == len(bob.annotation.spans) == 1
    assert desk.annotation.layer.id != bob.annotation.layer.id
