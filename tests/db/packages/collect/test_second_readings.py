"""An article that somebody reads twice without knowing: handed out, brought back, compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import doctor
from db.agreement.comparison import Comparison
from db.agreement.drift import FIRST_TIME, SECOND_TIME, self_consistency
from db.agreement.figure import Measure, Scope
from db.assignment.planner import plan
from db.merge.plan import Authority, Verdict
from db.model import ArticleId, LayerState, Purpose
from db.operations import assignments, comments, forks, history, layers, taking_back
from db.project import Project
from db.queries import (
    annotator_profile,
    annotators,
    assignment_loads,
    collects,
    packing,
    passages,
    second_readings,
)
from db.queries import exports as export_queries
from db.queries import forks as fork_queries
from db.queries.exports import Which
from tests.builders import Desk, all_rows, article_ids
from tests.db.packages.collect.acts import everything, verdicts
from tests.db.packages.collect.reading_twice import (
    BODIES,
    copies_in,
    hand_out,
    read,
    request,
    work_through,
)
from tests.db.team.team import Team, make_team, take


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """Two annotators, six articles, nothing handed out."""
    made = make_team(tmp_path, bodies=BODIES, assigned=False)
    with made.project:
        yield made


def twice(team: Team, person: int = 0) -> Comparison:
    """Somebody beside themselves."""
    return self_consistency(annotator_profile.read_twice(team.project, team.people[person]))


def test_a_plan_hands_out_again_what_somebody_gets(team: Team):
    hand_out(team)
    rows = team.project.connection.execute(
        """SELECT repeats, article, purpose FROM assignment
           JOIN annotator ON annotator.id = assignment.annotator AND repeats IS NOT NULL"""
    ).fetchall()
    assert sorted(person for person, _, _ in rows) == sorted(2 * team.people)
    assert {purpose for _, _, purpose in rows} == {Purpose.REPEAT}
    loads = {each.annotator: each for each in assignment_loads.loads(team.project)}
    assert [(loads[each].assigned, loads[each].repeats) for each in team.people] == [(6, 2)] * 2
    # A second plan finds that there is enough of it.
    assert plan(request(team)).rows == ()


def test_handing_out_again_is_undone_and_redone_exactly(team: Team):
    before = everything(team.project)
    hand_out(team)
    after = everything(team.project)
    history.undo(team.project, team.lead)
    assert everything(team.project) == before
    history.redo(team.project, team.lead)
    assert everything(team.project) == after


def test_what_is_taken_back_does_not_come_again(team: Team):
    hand_out(team)
    before = everything(team.project)
    assignments.unassign(team.project, team.lead, annotators=[team.people[0]])
    left = team.project.connection.execute("SELECT count(*) FROM assignment").fetchone()[0]
    assert left == 8
    history.undo(team.project, team.lead)
    assert everything(team.project) == before


def test_what_came_in_an_earlier_round_does_not_come_again_once_that_is_taken_back(team: Team):
    hand_out(team, repeats=0)
    hand_out(team, round=2, repeats_after=0)
    assignments.unassign(team.project, team.lead, round_=1)
    assert all_rows(team.project, "assignment") == {"assignment": []}


def test_a_package_holds_it_like_any_other_article(team: Team):
    hand_out(team)
    with Project.open(team.pack(team.people[0])) as package:
        copies = copies_in(package)
        assert len(copies) == 2
        assert len(article_ids(package)) == 8
        assert all_rows(package, "annotator")["annotator"] == [
            row for row in all_rows(package, "annotator")["annotator"] if team.people[0] in row
        ]
        like = "SELECT title, sha256, words, group_name, external_id, created_at, metadata, body"
        for copy, original in copies.items():
            one, other = (
                package.connection.execute(f"{like} FROM article WHERE id = ?", (each,)).fetchone()
                for each in (copy, original)
            )
            assert one == other
        said = package.connection.execute("SELECT DISTINCT annotator, purpose FROM assignment")
        assert said.fetchall() == [(team.people[0], "share")]
        assert doctor.examine(package) == ()


def test_the_first_marks_are_not_on_the_second_copy(team: Team):
    hand_out(team)
    path = team.pack(team.people[0])
    with Project.open(path) as package:
        for original in set(copies_in(package).values()):
            Desk(package, team.people[0], original).mark("ACTOR", "France")
    team.collect(team.send_back(path, team.people[0]))
    with Project.open(team.pack(team.people[0])) as package:
        marked = package.connection.execute("SELECT article FROM layer").fetchall()
        assert {row[0] for row in marked} == set(copies_in(package).values())


def test_both_readings_come_back_and_are_compared(team: Team):
    hand_out(team)
    work_through(team, again="Germany")
    assert doctor.examine(team.project) == ()
    comparison = twice(team)
    assert len(annotator_profile.read_twice(team.project, team.people[0])) == 2
    scope = Scope(annotators=(FIRST_TIME, SECOND_TIME))
    assert comparison.figure(Measure.SPANS_EXACT, scope).value == 0.0
    # The list behind the figure has the words of both.
    found = passages.passages(
        team.project, list(comparison.differences(Measure.SPANS_EXACT, scope))
    )
    assert sorted("".join(piece.text for piece in each.pieces) for each in found) == [
        "France", "France", "Germany", "Germany",
    ]  # fmt: skip
    assert all(each.title.startswith("France proposed") for each in found)


def test_the_same_marks_agree_fully(team: Team):
    hand_out(team)
    work_through(team)
    scope = Scope(annotators=(FIRST_TIME, SECOND_TIME))
    assert twice(team).figure(Measure.SPANS_EXACT, scope).value == 1.0
    loads = assignment_loads.loads(team.project)
    assert [(each.back, each.repeats_back) for each in loads] == [(6, 2)] * 2


def test_an_unfinished_second_reading_is_not_compared(team: Team):
    hand_out(team)
    path = team.pack(team.people[0])
    with Project.open(path) as package:
        copy, original = next(iter(copies_in(package).items()))
        Desk(package, team.people[0], copy).mark("ACTOR", "France")
        layers.set_state(package, team.people[0], article=original, state=LayerState.DONE)
    team.collect(team.send_back(path, team.people[0]))
    assert annotator_profile.read_twice(team.project, team.people[0]) == ()


def test_collecting_it_again_changes_nothing(team: Team):
    hand_out(team)
    path = team.pack(team.people[0])
    read(path, team.people[0])
    back = team.send_back(path, team.people[0])
    [first] = team.collect(back)
    assert verdicts(first) == [Verdict.NEW] * 8
    before = everything(team.project)
    [again] = team.collect(back)
    assert verdicts(again) == [Verdict.UNCHANGED] * 8
    assert not again.contents.changes_something
    assert everything(team.project) == before


def test_a_collect_is_taken_back_with_all_second_readings(team: Team):
    hand_out(team)
    path = team.pack(team.people[0])
    before = everything(team.project)
    read(path, team.people[0])
    team.collect(team.send_back(path, team.people[0]))
    [came] = collects.every(team.project)
    taking_back.take_back(team.project, team.lead, operation=came.operation)
    assert everything(team.project) == before


def test_what_goes_on_is_newer_and_what_was_done_twice_is_a_fork(team: Team):
    hand_out(team)
    person = team.people[0]
    path = team.pack(person)
    with Project.open(path) as package:
        [copy, *_] = copies_in(package)
        Desk(package, person, copy).mark("ACTOR", "France")
    other = team.copy(path)
    team.collect(team.send_back(path, person))
    for file, words in ((path, "Germany"), (other, "plan")):
        with Project.open(file) as package:
            Desk(package, person, copy).mark("ACTOR", words)
    [newer] = team.collect(team.send_back(path, person))
    assert verdicts(newer).count(Verdict.NEWER) == 1
    [forked] = team.collect(team.send_back(other, person))
    assert verdicts(forked).count(Verdict.FORKED) == 1
    [fork] = fork_queries.every(team.project)
    assert fork.annotator == second_readings.readers(team.project)[person]
    forks.keep_fork(team.project, team.lead, fork=fork.id)
    assert doctor.examine(team.project) == ()


def test_a_newer_package_brings_back_both_readings_to_a_new_computer(team: Team):
    hand_out(team)
    path = team.pack(team.people[0])
    read(path, team.people[0], again="Germany")
    team.collect(team.send_back(path, team.people[0]))
    newer = team.pack(team.people[0])
    tables = ("article", "layer", "span", "assignment")
    with Project.open(path) as old, Project.open(newer) as new:
        assert doctor.examine(new) == ()
        for table in tables:
            columns = "id, article, annotator" if table in ("layer", "assignment") else "id"
            select = f"SELECT {columns} FROM {table} ORDER BY id"
            assert (
                old.connection.execute(select).fetchall()
                == new.connection.execute(select).fetchall()
            )
        [plan_] = take(old, team.people[0], newer, authority=Authority.RECEIVE)
        assert set(verdicts(plan_)) == {Verdict.UNCHANGED}
    [again] = team.collect(team.send_back(path, team.people[0]))
    assert set(verdicts(again)) == {Verdict.UNCHANGED}


def test_a_later_round_brings_an_article_again_into_the_file_that_has_it(team: Team):
    hand_out(team, repeats=0, articles=request(team).articles[:3])
    person = team.people[0]
    path = team.pack(person)
    read(path, person)
    team.collect(team.send_back(path, person))
    hand_out(team, repeats=1, repeats_after=3)
    with Project.open(path) as package:
        [plan_] = take(package, person, team.pack(person), authority=Authority.RECEIVE)
        assert plan_.refusal == ""
        [copy] = copies_in(package)
        assert len(article_ids(package)) == 7
        Desk(package, person, copy).mark("ACTOR", "Germany")
        layers.set_state(package, person, article=copy, state=LayerState.DONE)
    team.collect(team.send_back(path, person))
    [read_twice] = annotator_profile.read_twice(team.project, person)
    assert read_twice.article in team.articles


def test_the_settled_version_is_shown_after_the_second_reading_only(team: Team):
    hand_out(team, repeats_after=0)
    person = team.people[0]
    path = team.pack(person)
    with Project.open(path) as package:
        copies = copies_in(package)
        for article in article_ids(package):
            if article not in copies:
                layers.set_state(package, person, article=article, state=LayerState.DONE)
    team.collect(team.send_back(path, person))
    gold = annotators.gold(team.project)
    for article in team.articles:
        layers.set_state(team.project, gold, article=article, state=LayerState.DONE)

    def settled_in(package: Path) -> set[ArticleId]:
        with Project.open(package) as project:
            rows = project.connection.execute(
                "SELECT article FROM layer WHERE annotator = ?", (gold,)
            )
            return {row[0] for row in rows}

    assert settled_in(team.pack(person)) == set(team.articles) - set(copies.values())
    read(path, person)
    team.collect(team.send_back(path, person))
    assert packing.planned(team.project, among=[person])[0].has_news
    assert settled_in(team.pack(person)) == set(team.articles)


def test_a_comment_on_the_second_copy_is_on_the_article(team: Team):
    hand_out(team)
    person = team.people[0]
    path = team.pack(person)
    with Project.open(path) as package:
        copy, original = next(iter(copies_in(package).items()))
        span = Desk(package, person, copy).mark("ACTOR", "France")
        comments.add_comment(package, person, article=copy, text="Seen before?", span=span)
    back = team.send_back(path, person)
    team.collect(back)
    select = "SELECT article, span, text FROM comment"
    assert team.project.connection.execute(select).fetchall() == [(original, span, "Seen before?")]
    with Project.open(team.pack(person)) as package:
        assert package.connection.execute(select).fetchall() == [(copy, span, "Seen before?")]
    before = everything(team.project)
    team.collect(back)
    assert everything(team.project) == before


def test_a_file_can_not_say_that_it_is_somebody_elses_second_reading(team: Team):
    hand_out(team)
    one, other = team.people
    path = team.pack(one)
    with Project.open(path) as package:
        copy = next(iter(copies_in(package)))
        Desk(package, one, copy).mark("ACTOR", "France")
    theirs = team.project.connection.execute(
        """SELECT assignment.id FROM assignment JOIN annotator ON annotator.id = annotator
           WHERE repeats = ?""",
        (other,),
    ).fetchone()[0]
    with Project.open(path) as package, package.transaction() as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute("UPDATE article SET id = ? WHERE id = ?", (theirs, copy))
        for table in ("layer", "assignment"):
            connection.execute(f"UPDATE {table} SET article = ? WHERE article = ?", (theirs, copy))
    before = everything(team.project)
    [plan_] = team.collect(team.send_back(path, one))
    assert verdicts(plan_) == [Verdict.REFUSED]
    after = everything(team.project)
    assert (after["layer"], after["span"]) == (before["layer"], before["span"])


def test_two_projects_that_become_one_keep_second_readings(team: Team, tmp_path: Path):
    hand_out(team)
    copy = tmp_path / "copy.demarche"
    work_through(team, again="Germany")
    team.project.connection.execute("VACUUM main INTO ?", (str(copy),))
    empty = tmp_path / "empty"
    empty.mkdir()
    other = make_team(empty, bodies=(), people=0)
    with other.project as target:
        [plan_] = take(target, other.lead, copy, authority=Authority.MERGE)
        assert plan_.refusal == ""
        assert doctor.examine(target) == ()
        for person in team.people:
            assert len(annotator_profile.read_twice(target, person)) == 2
        before = all_rows(target, "annotator", "layer", "span", "assignment")
        take(target, other.lead, copy, authority=Authority.MERGE)
        assert all_rows(target, "annotator", "layer", "span", "assignment") == before


def test_what_an_export_leaves_out_is_said(team: Team):
    hand_out(team)
    work_through(team)
    assert export_queries.count(team.project, Which.FINISHED) == 12
    assert export_queries.left_out(team.project, Which.FINISHED).second_readings == 4
