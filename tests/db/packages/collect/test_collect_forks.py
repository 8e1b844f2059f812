"""Copies of a layer that were edited apart: which of them counts is the lead's to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import doctor
from db.errors import SchemeViolation
from db.merge.plan import Verdict
from db.operations import comments, forks, history, referents
from db.queries import forks as queries
from db.queries.forks import Fork
from tests.builders import ADVANCING, Desk, all_rows
from tests.db.packages.collect.acts import SAID, collected, everything, verdicts, work
from tests.db.team.team import Team, at_desk, said


@pytest.fixture
def forked(team: Team) -> tuple[Path, Path]:
    """Two copies of a file: Germany is marked in the one, Poland in the one edited last."""
    person = team.people[0]
    package = team.pack(person)
    with at_desk(package, person, team.articles[0]) as desk:
        proposal = desk.mark("PROPOSAL", "send troops")
        desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
    copy = team.copy(package)
    work(package, team, person, "Germany")
    work(copy, team, person, "Poland")
    team.collect(team.send_back(package, person), team.send_back(copy, person))
    return package, copy


def layer(team: Team) -> Desk:
    return Desk(team.project, team.people[0], team.articles[0])


def others(team: Team) -> list[str]:
    """What is marked in the layer or a fork beyond what both have, the layer first."""
    both = {"send troops", "France"}
    annotations = [layer(team).annotation] + [
        queries.annotation(team.project, each.id) for each in queries.every(team.project)
    ]
    return [
        " ".join(span.quote for span in each.spans if span.quote not in both)
        for each in annotations
    ]


def fork(team: Team) -> Fork:
    (found,) = queries.every(team.project)
    return found


def keep_fork(team: Team) -> None:
    forks.keep_fork(team.project, team.lead, fork=fork(team).id)


def keep_layer(team: Team) -> None:
    forks.keep_layer(team.project, team.lead, article=team.articles[0], annotator=team.people[0])


def reopen(team: Team) -> None:
    forks.reopen(team.project, team.lead, article=team.articles[0], annotator=team.people[0])


def test_the_copy_that_was_edited_last_is_shown_and_the_other_asks(
    team: Team, forked: tuple[Path, Path]
):
    assert others(team) == ["Poland", "Germany"]
    found = fork(team)
    assert (found.is_open, found.article, found.annotator) == (
        True, team.articles[0], team.people[0],
    )  # fmt: skip
    copy = queries.annotation(team.project, found.id)
    assert len(copy.links) == 1
    assert {each.name for each in copy.referents} >= {"France", "Germany"}
    assert doctor.examine(team.project) == ()


def test_a_fork_names_its_article(team: Team, forked: tuple[Path, Path]):
    assert fork(team).title.startswith("France proposed")
    assert queries.one(team.project, fork(team).id) == fork(team)
    assert queries.every(team.project, article=team.articles[1]) == ()
    assert queries.every(team.project, annotator=team.people[1]) == ()
    assert queries.one(team.project, "nothing") is None


def test_keeping_what_is_shown_settles_the_other(team: Team, forked: tuple[Path, Path]):
    keep_layer(team)
    assert others(team) == ["Poland", "Germany"]
    assert not fork(team).is_open


def test_keeping_the_other_puts_it_in_the_place_and_loses_nothing(
    team: Team, forked: tuple[Path, Path]
):
    keep_fork(team)
    assert others(team) == ["Germany", "Poland"]
    assert not fork(team).is_open
    assert len(layer(team).annotation.links) == 1
    assert doctor.examine(team.project) == ()


def test_keeping_one_and_then_the_other_leads_back(team: Team, forked: tuple[Path, Path]):
    before = said(team.project)
    keep_fork(team)
    keep_fork(team)
    reopen(team)
    assert said(team.project) == before


def test_a_settled_fork_can_be_asked_about_again(team: Team, forked: tuple[Path, Path]):
    keep_layer(team)
    reopen(team)
    assert fork(team).is_open


@pytest.mark.parametrize("act", [keep_layer, keep_fork])
def test_settling_is_undone_and_done_again_like_any_action(
    team: Team, forked: tuple[Path, Path], act
):
    before = all_rows(team.project, *SAID, but=ADVANCING)
    act(team)
    after = all_rows(team.project, *SAID, but=ADVANCING)
    assert history.undo(team.project, team.lead) is not None
    assert all_rows(team.project, *SAID, but=ADVANCING) == before
    assert history.redo(team.project, team.lead) is not None
    assert all_rows(team.project, *SAID, but=ADVANCING) == after


def test_settling_does_not_make_the_lead_s_own_layer_newer(team: Team, forked: tuple[Path, Path]):
    Desk(team.project, team.lead, team.articles[0]).mark("ACTOR", "Poland")
    own = "SELECT lineage, updated_at FROM layer WHERE annotator = ?"
    before = team.project.connection.execute(own, (team.lead,)).fetchall()
    keep_fork(team)
    assert team.project.connection.execute(own, (team.lead,)).fetchall() == before


def test_comments_stay_with_spans_that_both_copies_have(team: Team, forked: tuple[Path, Path]):
    spans = {each.quote: each.id for each in layer(team).annotation.spans}
    for words in ("France", "Poland"):
        comments.add_comment(
            team.project, team.lead, article=team.articles[0], text=words, span=spans[words]
        )
    keep_fork(team)
    found = dict(team.project.connection.execute('SELECT "text", span FROM comment').fetchall())
    assert found == {"France": spans["France"], "Poland": None}
    assert history.undo(team.project, team.lead) is not None
    found = dict(team.project.connection.execute('SELECT "text", span FROM comment').fetchall())
    assert found == {words: spans[words] for words in ("France", "Poland")}


def test_a_fork_that_is_gone_is_not_kept(team: Team, forked: tuple[Path, Path]):
    before = everything(team.project)
    with pytest.raises(SchemeViolation, match="no longer there"):
        forks.keep_fork(team.project, team.lead, fork="nothing")
    assert everything(team.project) == before


class TestAfterwards:
    def test_both_files_again_change_nothing_once_it_is_settled(
        self, team: Team, forked: tuple[Path, Path]
    ):
        keep_fork(team)
        before = said(team.project)
        plans = collected(team, *team.returned)
        assert [verdicts(each) for each in plans] == [[Verdict.UNCHANGED], [Verdict.UNCHANGED]]
        assert said(team.project) == before

    def test_work_that_goes_on_from_the_kept_copy_is_newer(
        self, team: Team, forked: tuple[Path, Path]
    ):
        keep_fork(team)
        person = team.people[0]
        work(forked[0], team, person, "the plan")
        (plan,) = collected(team, team.send_back(forked[0], person))
        assert verdicts(plan) == [Verdict.NEWER]
        assert not fork(team).is_open

    def test_work_that_goes_on_from_the_other_asks_again(
        self, team: Team, forked: tuple[Path, Path]
    ):
        keep_fork(team)
        person = team.people[0]
        work(forked[1], team, person, "the plan")
        (plan,) = collected(team, team.send_back(forked[1], person))
        assert verdicts(plan) == [Verdict.FORKED]
        assert sorted(each.is_open for each in queries.every(team.project)) == [False, True]

    def test_a_copy_of_an_open_fork_that_goes_on_replaces_it(
        self, team: Team, forked: tuple[Path, Path]
    ):
        person = team.people[0]
        work(forked[0], team, person, "the plan")
        (plan,) = collected(team, team.send_back(forked[0], person))
        assert verdicts(plan) == [Verdict.NEWER]
        assert others(team) == ["Germany the plan", "Poland"]
        assert fork(team).is_open

    def test_a_third_copy_is_kept_beside_the_two(self, team: Team, forked: tuple[Path, Path]):
        person = team.people[0]
        third = team.pack(person)
        fourth = team.copy(third)
        work(third, team, person, "the plan")
        work(fourth, team, person, "said nothing")
        team.collect(team.send_back(third, person), team.send_back(fourth, person))
        assert len(queries.every(team.project)) == 2
        assert len(set(others(team))) == 3


def test_a_fork_of_which_the_lead_merged_a_referent_comes_back_with_what_it_became(
    team: Team, tmp_path: Path
):
    person = team.people[0]
    package = team.pack(person)
    work(package, team, person, "the plan")
    copy = team.copy(package)
    work(package, team, person, "Germany")
    work(copy, team, person, "Poland")
    team.collect(team.send_back(package, person), team.send_back(copy, person))
    desk = layer(team)
    plan = next(each for each in desk.annotation.spans if each.quote == "the plan")
    shared = team.project.connection.execute(
        "SELECT id FROM referent WHERE name = 'France'"
    ).fetchone()[0]
    referents.merge_referents(
        team.project, team.lead, kept=shared, merged=[desk.referent_of(plan.id)]
    )
    keep_fork(team)
    assert layer(team).referent_of(plan.id) == shared
    assert doctor.examine(team.project) == ()


@pytest.mark.parametrize("content", ["not json", "[]", "{}", '{"layer": [], "span": []}'])
def test_a_copy_that_can_t_be_read_is_found_by_the_doctor_and_removed(
    team: Team, forked: tuple[Path, Path], content: str
):
    with team.project.transaction() as connection:
        connection.execute("UPDATE forked_layer SET content = ?", (content,))
    (finding,) = doctor.examine(team.project)
    assert "kept aside" in finding.text
    assert [each.was_repaired for each in doctor.repair(team.project)] == [True]
    assert queries.every(team.project) == ()
    assert doctor.examine(team.project) == ()
