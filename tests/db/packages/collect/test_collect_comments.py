"""Comments and questions of annotators, and the lead's answers to them, across returns."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import doctor
from db.merge.plan import Verdict
from db.model import CommentId
from db.operations import comments, spans
from db.project import Project
from db.queries import forks
from tests.db.packages.collect.acts import collected, planned, verdicts, work
from tests.db.team.team import Team, at_desk


@pytest.fixture
def package(team: Team) -> Path:
    """The file of annotator number 1, in which France is marked and asked about."""
    path = team.pack(team.people[0])
    with at_desk(path, team.people[0], team.articles[0]) as desk:
        span = desk.mark("ACTOR", "France")
        comments.add_comment(
            desk.project, desk.author, article=desk.article, text="A state?", span=span
        )
    return path


def back(team: Team, path: Path) -> Path:
    return team.send_back(path, team.people[0])


def words(team: Team) -> list[str]:
    rows = team.project.connection.execute('SELECT "text" FROM comment ORDER BY id').fetchall()
    return [row[0] for row in rows]


def the_comment(project: Project) -> CommentId:
    return CommentId(project.connection.execute("SELECT min(id) FROM comment").fetchone()[0])


def edit(team: Team, path: Path, text: str) -> None:
    """Annotator number 1 puts the question otherwise."""
    with Project.open(path) as project:
        comments.edit_comment(
            project,
            team.people[0],
            article=team.articles[0],
            comment=the_comment(project),
            text=text,
        )


def test_a_comment_comes_along_on_its_span(team: Team, package: Path):
    (plan,) = collected(team, back(team, package))
    assert plan.contents.rest.comments_new == 1
    assert words(team) == ["A state?"]
    span, quoted = team.project.connection.execute(
        "SELECT comment.span, span.quote FROM comment JOIN span ON span.id = comment.span"
    ).fetchone()
    assert (bool(span), quoted) == (True, "France")


def test_a_changed_comment_comes_along_and_an_older_one_does_not(team: Team, package: Path):
    first = back(team, package)
    edit(team, package, "A state or an army?")
    second = back(team, package)
    team.collect(second)
    assert words(team) == ["A state or an army?"]
    (plan,) = collected(team, first)
    assert plan.contents.rest.comments_changed == 0
    assert words(team) == ["A state or an army?"]


def test_a_comment_that_the_lead_has_answered_is_still_the_annotator_s_to_change(
    team: Team, package: Path
):
    team.collect(back(team, package))
    comments.add_comment(team.project, team.lead, article=team.articles[0], text="A state.")
    edit(team, package, "A state or an army?")
    (plan,) = collected(team, back(team, package))
    assert plan.contents.rest.comments_changed == 1
    assert words(team) == ["A state or an army?", "A state."]


def test_a_comment_alone_does_not_make_two_copies_forked(team: Team, package: Path):
    copy = team.copy(package)
    with at_desk(copy, team.people[0], team.articles[0]) as desk:
        comments.add_comment(desk.project, desk.author, article=desk.article, text="And this?")
    work(package, team, team.people[0], "Germany")
    team.collect(back(team, package), back(team, copy))
    assert forks.every(team.project) == ()
    assert words(team) == ["A state?", "And this?"]


def test_a_comment_alone_brings_no_newer_layer(team: Team, package: Path):
    team.collect(back(team, package))
    edit(team, package, "A state or an army?")
    (plan,) = planned(team, back(team, package))
    assert verdicts(plan) == [Verdict.UNCHANGED]
    assert plan.contents.changes_something


def test_a_comment_on_a_span_that_is_gone_keeps_its_words(team: Team, package: Path):
    team.collect(back(team, package))
    with Project.open(package) as project:
        span = project.connection.execute("SELECT id FROM span").fetchone()[0]
        spans.delete_span(project, team.people[0], article=team.articles[0], span=span)
    team.collect(back(team, package))
    rows = team.project.connection.execute('SELECT "text", span FROM comment').fetchall()
    assert rows == [("A state?", None)]
    assert doctor.examine(team.project) == ()


def test_an_answer_finds_what_it_answers_in_whatever_order_they_come(team: Team, package: Path):
    with Project.open(package) as project:
        question = the_comment(project)
        comments.add_comment(project, team.people[0], article=team.articles[0], text="Yes, one.")
        with project.transaction() as connection:
            connection.execute(
                "UPDATE comment SET reply_to = ? WHERE id <> ?", (question, question)
            )
    team.collect(back(team, package))
    rows = team.project.connection.execute(
        'SELECT "text", reply_to FROM comment ORDER BY "text"'
    ).fetchall()
    assert rows == [("A state?", None), ("Yes, one.", question)]


def test_an_answer_to_a_comment_that_the_lead_has_deleted_comes_in_without_it(team: Team):
    person, article = team.people[0], team.articles[0]
    comments.add_comment(team.project, team.lead, article=article, text="Look again")
    asked = the_comment(team.project)
    package = team.pack(person)
    with Project.open(package) as project:
        comments.add_comment(project, person, article=article, text="I did")
        answer = project.connection.execute("SELECT max(id) FROM comment").fetchone()[0]
        with project.transaction() as connection:
            connection.execute("UPDATE comment SET reply_to = ? WHERE id = ?", (asked, answer))
    team.collect(back(team, package))
    comments.delete_comment(team.project, team.lead, article=article, comment=asked)
    with Project.open(package) as project:
        comments.edit_comment(
            project, person, article=article, comment=CommentId(answer), text="I did, twice"
        )
    team.collect(back(team, package))
    rows = team.project.connection.execute('SELECT "text", reply_to FROM comment').fetchall()
    assert rows == [("I did, twice", None)]
    assert doctor.examine(team.project) == ()


def test_the_lead_s_own_comments_never_come_back_changed(team: Team):
    person, article = team.people[0], team.articles[0]
    comments.add_comment(team.project, team.lead, article=article, text="Look again")
    package = team.pack(person)
    with Project.open(package) as project, project.transaction() as connection:
        connection.execute("""UPDATE comment SET "text" = 'forged', changed_at = '9999'""")
    team.collect(package)
    assert words(team) == ["Look again"]
