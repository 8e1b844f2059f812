"""Settling what annotators said differently: what comes into gold, what is kept, and undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from db import doctor
from db.errors import SchemeViolation
from db.model import Annotation, AnnotatorId, ArticleId, LayerState
from db.operations import history, layers, projects, review, spans
from db.operations.review import Wish
from db.project import Project
from db.queries import annotators, review_rules
from db.queries import review as queries
from db.queries.review import ReviewArticle
from db.review import strategies
from db.review.choices import Combine, Edit, TakeIntersection, TakeNothing, TakeUnion, TakeVersion
from db.review.decisions import Reason, Source
from db.review.model import Unit, UnitId
from db.review.standing import UnitState
from tests.builders import ADVANCING, Desk, all_rows, article_ids, author_of, make_project

BODY = "France proposed to send troops to the border. Germany rejected the plan."
WRITTEN = ("layer", "span", "link", "decision", "referent")


@dataclass
class Board:
    """A lead, two annotators who have read one article, and what is settled of it."""

    project: Project
    lead: AnnotatorId
    people: tuple[AnnotatorId, ...]
    articles: tuple[ArticleId, ...]

    def desk(self, number: int, article: int = 0) -> Desk:
        return Desk(self.project, self.people[number], self.articles[article])

    def finish(self) -> None:
        for article in self.articles:
            for person in self.people:
                layers.set_state(self.project, person, article=article, state=LayerState.DONE)

    def reviewed(self, article: int = 0) -> ReviewArticle:
        found = queries.article(self.project, self.articles[article])
        assert found is not None
        return found

    def unit(self, words: str, label: str = "", article: int = 0) -> Unit:
        """The unit in which somebody marked exactly these words."""
        found = [
            unit
            for unit in self.reviewed(article).units
            for variant in unit.marked
            if variant.quote == words and label in {"", variant.label}
        ]
        assert len({each.id for each in found}) == 1, found
        return found[0]

    def decide(self, *wishes: Wish, article: int = 0) -> None:
        review.decide(self.project, self.lead, article=self.articles[article], wishes=wishes)

    @property
    def gold(self) -> Annotation:
        found = self.reviewed().gold
        assert found is not None
        return found

    @property
    def quotes(self) -> list[tuple[str, str]]:
        return [(each.label, each.quote) for each in self.gold.spans]

    def state(self, unit: UnitId) -> UnitState:
        return self.reviewed().standings[unit].state


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with make_project(tmp_path, articles=[BODY, BODY]) as project:
        for name in ("annotator 1", "annotator 2"):
            projects.add_annotator(project, author_of(project), name=name)
        people = tuple(each.id for each in annotators.every(project)[-2:])
        made = Board(project, author_of(project), people, article_ids(project))
        for number, words in enumerate(("send troops", "to send troops")):
            desk = made.desk(number)
            proposal = desk.mark("PROPOSAL", words)
            desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
            other = made.desk(number, 1)
            other.mark("ACTOR", "France")
        made.desk(0).mark("ACTOR", "Germany")
        made.finish()
        yield made


def version(unit: Unit, number: int = 1) -> Wish:
    return Wish(unit=unit.id, choice=TakeVersion(number=number))


def test_a_version_becomes_gold_with_its_links_once_the_filler_is_settled_too(board: Board) -> None:
    proposal = board.unit("send troops")
    number = 1 + [each.quote for each in proposal.variants].index("to send troops")
    board.decide(version(proposal, number))
    assert board.quotes == [("PROPOSAL", "to send troops")]
    assert board.gold.links == ()
    board.decide(version(board.unit("France")))
    assert board.quotes == [("ACTOR", "France"), ("PROPOSAL", "to send troops")]
    assert [(each.role, each.source, each.target) for each in board.gold.links] == [
        ("proposed_by", board.gold.spans[1].id, board.gold.spans[0].id)
    ]
    assert doctor.examine(board.project) == ()


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (TakeUnion(), "to send troops"),
        (TakeIntersection(), "send troops"),
        (Combine(extent=1, roles=2), None),
    ],
)
def test_extents_can_be_joined_cut_and_combined(
    board: Board, choice: TakeUnion | TakeIntersection | Combine, expected: str | None
) -> None:
    unit = board.unit("send troops")
    board.decide(Wish(unit=unit.id, choice=choice))
    assert [quote for _, quote in board.quotes] == [expected or unit.variants[0].quote]
    assert board.reviewed().settled[0].decision.source is Source.ADJUDICATED


def test_nothing_takes_out_what_was_settled_before_and_tells_of_who_filled_a_role(
    board: Board,
) -> None:
    france = board.unit("France")
    board.decide(version(board.unit("send troops")), version(france))
    board.decide(Wish(unit=france.id, choice=TakeNothing()))
    assert [label for label, _ in board.quotes] == ["PROPOSAL"]
    assert board.gold.links == ()
    [problem] = review.problems_of(board.reviewed())
    assert (problem.role, problem.other) == ("proposed_by", france.id)


def test_a_free_edit_is_written_as_it_is(board: Board) -> None:
    unit = board.unit("send troops")
    pieces = (board.desk(0).place("France proposed to send troops"),)
    board.decide(Wish(unit=unit.id, choice=Edit(label="REJECTION", fragments=pieces)))
    assert board.quotes == [("REJECTION", "France proposed to send troops")]
    assert board.reviewed().settled[0].decision.source is Source.EDITED


def test_a_decision_keeps_who_when_why_and_a_note(board: Board) -> None:
    unit = board.unit("send troops")
    board.decide(
        Wish(
            unit=unit.id,
            choice=TakeVersion(),
            reason=Reason.BOUNDARY,
            note="Leave “to” out.",
            addressee=board.people[1],
            is_guideline_gap=True,
        )
    )
    [kept] = board.reviewed().settled
    assert kept.author == board.lead
    assert (kept.reason, kept.note, kept.addressee) == (
        Reason.BOUNDARY,
        "Leave “to” out.",
        board.people[1],
    )
    [gap] = review_rules.gaps(board.project)
    assert (gap.article, gap.unit, gap.note) == (
        board.articles[0],
        kept.decision.unit,
        kept.note,
    )


def test_every_step_is_taken_back_and_done_again_row_for_row(board: Board) -> None:
    proposal, france, germany = (board.unit(each) for each in ("send troops", "France", "Germany"))
    steps = (
        lambda: board.decide(version(proposal)),
        lambda: board.decide(version(france), Wish(unit=germany.id, choice=TakeNothing())),
        lambda: board.decide(Wish(unit=france.id, choice=TakeNothing())),
        lambda: review.reopen(
            board.project, board.lead, article=board.articles[0], unit=proposal.id
        ),
    )
    layers.open_layer(board.project, annotators.gold(board.project), article=board.articles[0])
    seen = [all_rows(board.project, *WRITTEN, but=ADVANCING)]
    for step in steps:
        step()
        seen.append(all_rows(board.project, *WRITTEN, but=ADVANCING))
    for before in reversed(seen[:-1]):
        history.undo(board.project, board.lead)
        assert all_rows(board.project, *WRITTEN, but=ADVANCING) == before
    for after in seen[1:]:
        history.redo(board.project, board.lead)
        assert all_rows(board.project, *WRITTEN, but=ADVANCING) == after


def test_gold_is_a_newer_layer_after_each_decision_and_its_undo(board: Board) -> None:
    def lineage() -> str:
        query = "SELECT lineage FROM layer WHERE annotator = ?"
        row = board.project.connection.execute(query, (annotators.gold(board.project),)).fetchone()
        return str(row[0])

    board.decide(version(board.unit("Germany")))
    first = lineage()
    board.decide(version(board.unit("France")))
    second = lineage()
    history.undo(board.project, board.lead)
    assert first < second < lineage()
    assert lineage().startswith(second)
    assert second.startswith(first)


def test_units_of_many_articles_are_settled_as_one_step(board: Board) -> None:
    proposals = review.propose(
        board.project, articles=board.articles, strategy=strategies.unanimous
    )
    assert [(len(each.wishes), each.left) for each in proposals] == [(1, 2), (1, 0)]
    review.decide_many(
        board.project, board.lead, wishes={each.article: each.wishes for each in proposals}
    )
    assert board.quotes == [("ACTOR", "France")]
    assert [len(board.reviewed(number).settled) for number in (0, 1)] == [1, 1]
    assert {each.decision.source for each in board.reviewed().settled} == {Source.UNANIMOUS}
    lineages = board.project.connection.execute(
        "SELECT length(lineage) FROM layer WHERE annotator = ?", (annotators.gold(board.project),)
    ).fetchall()
    assert lineages == [(8,), (8,)]
    history.undo(board.project, board.lead)
    assert board.reviewed().settled == board.reviewed(1).settled == ()
    assert board.gold.spans == ()


def test_an_article_is_done_only_when_every_unit_is_settled(board: Board) -> None:
    article = board.articles[0]
    with pytest.raises(SchemeViolation, match="3 places are still to be settled"):
        review.set_done(board.project, board.lead, article=article, is_done=True)
    board.decide(*(version(each) for each in board.reviewed().units))
    review.set_done(board.project, board.lead, article=article, is_done=True)
    assert board.reviewed().is_done
    board.decide(Wish(unit=board.unit("Germany").id, choice=TakeNothing()))
    assert not board.reviewed().is_done


def test_only_what_changed_since_is_open_again(board: Board) -> None:
    proposal, france = board.unit("send troops"), board.unit("France")
    board.decide(version(proposal), version(france))
    desk = board.desk(1)
    [moved] = [each for each in desk.annotation.spans if each.quote == "to send troops"]
    spans.set_fragments(
        board.project,
        desk.author,
        article=desk.article,
        span=moved.id,
        fragments=[desk.place("send troops to the border")],
    )
    assert board.state(france.id) is UnitState.SETTLED
    assert board.state(proposal.id) is UnitState.CHANGED
    assert board.quotes[1][0] == "PROPOSAL"


def test_a_unit_that_is_gone_is_refused_and_nothing_is_changed(board: Board) -> None:
    before = all_rows(board.project, *WRITTEN)
    with pytest.raises(SchemeViolation, match="changed meanwhile"):
        board.decide(Wish(unit=UnitId("gone"), choice=TakeVersion()))
    assert all_rows(board.project, *WRITTEN) == before
