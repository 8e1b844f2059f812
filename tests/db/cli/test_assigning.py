from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.model import LayerState
from db.operations import layers
from db.project import Project
from db.queries import annotators, assignments
from db.queries.assignment_filter import Filter
from tests.builders import article_ids


@pytest.fixture
def made(demarche):
    """A project of the samples, and three people to hand them to."""
    demarche("sample", "work")
    people = [part for n in (1, 2, 3) for part in ("--add", f"annotator {n}")]
    assert demarche("annotators", "work", *people).status == 0
    return Path("work.demarche")


def handed(path):
    """The names of those who have each article."""
    with Project.open(path, is_read_only=True) as project:
        rows = assignments.rows_of(project, article_ids(project))
        names = {each.id: each.name for each in annotators.every(project)}
        given = project.connection.execute("SELECT article, annotator FROM assignment").fetchall()
        return [
            sorted(names[who] for article, who in given if article == row.article) for row in rows
        ]


def test_articles_are_divided_among_everybody_but_the_lead(demarche, made):
    done = demarche("assign", "work", "-k", "2", "--common", "2", "--calibration", "1")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "Round 1: 12 articles to hand out."
    assert "Everybody gets 1 article first, for calibration." in lines
    assert "Everybody gets 2 common articles." in lines
    assert "Each pair has 6 articles in common." in lines
    assert lines[-1] == "Made 27 assignments."
    assert sorted(len(each) for each in handed(made)) == [2] * 9 + [3] * 3


def test_a_dry_run_says_the_same_and_changes_nothing(demarche, made):
    before = made.read_bytes()
    tried = demarche("assign", "work", "-k", "2", "--dry-run")
    assert "Would make 24 assignments." in tried.out
    assert made.read_bytes() == before
    done = demarche("assign", "work", "-k", "2")
    assert done.out.splitlines()[:-1] == tried.out.splitlines()[:-1]


@pytest.mark.parametrize(
    ("people", "articles"),
    [
        (("annotator 1=2", "ANNOTATOR 2", "annotator 3"), [2, 5, 5]),
        (("annotator 1", "annotator 2=50%", "annotator 3"), [3, 6, 3]),
        (("annotator 3", "annotator 1=0%"), [12, 0]),
    ],
)
def test_quotas_and_shares_stand_behind_the_names(demarche, made, people, articles):
    options = [part for each in people for part in ("-a", each)]
    done = demarche("assign", "work", *options, "--balance", "articles", "--json")
    assert [each["articles"] for each in json.loads(done.out)["annotators"]] == articles


def test_articles_come_to_everybody_for_the_second_time(demarche, made):
    tried = demarche("assign", "work", "-k", "2", "--repeat", "2", "--repeat-after", "3", "--json")
    planned = json.loads(tried.out)
    assert [each["repeats"] for each in planned["annotators"]] == [2, 2, 2]
    assert sum(each["purpose"] == "repeat" for each in planned["assignments"]) == 6
    assert planned["shortfalls"] == []
    shown = demarche("assign", "work", "--show").out.splitlines()
    assert sum("0 of 2 back for the second time" in line for line in shown) == 3
    assert json.loads(demarche("assign", "work", "--show", "--json").out)["unassigned"] == 0
    again = demarche("assign", "work", "-k", "2", "--repeat", "2", "--repeat-after", "3")
    assert "There is nothing to assign." in again.out
    assert "2 of them for the second time, too" in again.out
    taken = demarche("unassign", "work", "-a", "annotator 1")
    assert taken.out == "Took back 10 assignments.\n"


def test_what_can_not_come_again_is_said(demarche, made):
    done = demarche("assign", "work", "--repeat", "3")
    assert "annotator 1 gets 0 instead of 3 articles for the second time" in done.err
    with Project.open(made, is_read_only=True) as project:
        lead = annotators.lead(project)
    alone = demarche("assign", "work", "-a", lead, "--repeat", "1", "--repeat-after", "1")
    assert "works in the project itself" in alone.err


def test_what_can_not_be_met_is_said_and_the_rest_is_done(demarche, made):
    done = demarche("assign", "work", "-k", "2", "-a", "annotator 1=3", "-a", "annotator 2")
    assert done.status == 0
    assert "Of 12 articles, 3 get everybody that they should" in done.err
    assert "Nobody has 9 articles then." in done.out
    assert sum(bool(each) for each in handed(made)) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-k", "4"), "Each article should go to 4 people, but there are only 3."),
        (("-a", "annotator 1=1", "--common", "3"), "annotator 1 should get 3 articles that"),
        (("--common", "20"), "Everybody should get 20 articles, but there are only 12."),
        (
            ("-k", "2", "-a", "annotator 1=90%", "-a", "annotator 2", "-a", "annotator 3"),
            "annotator 1 can't have 90 % of the work, but 50 % at most",
        ),
        (
            ("-a", "annotator 1=100%", "-a", "annotator 2"),
            "The shares of the others leave nothing for annotator 2.",
        ),
    ],
)
def test_each_wish_that_can_not_be_met_has_its_sentence(demarche, made, arguments, said):
    done = demarche("assign", "work", "--dry-run", *arguments)
    assert done.status == 0
    assert said in done.err


def test_planning_again_assigns_only_what_is_missing(demarche, made):
    demarche("assign", "work", "-k", "2")
    before = handed(made)
    again = demarche("assign", "work", "-k", "2")
    assert "There is nothing to assign." in again.out
    assert handed(made) == before
    demarche("assign", "work", "-k", "3")
    assert [len(each) for each in handed(made)] == [3] * 12


def test_only_what_fits_or_what_nobody_has_is_assigned(demarche, made):
    title = title_of(made, 0)
    demarche("assign", "work", "--filter", title)
    assert [len(each) for each in handed(made)] == [1] + [0] * 11
    done = demarche("assign", "work", "-k", "2", "--unassigned")
    assert "Made 22 assignments." in done.out
    assert [len(each) for each in handed(made)] == [1] + [2] * 11


def test_calibration_articles_are_read_from_a_file(demarche, made):
    Path("first.txt").write_text(f"{title_of(made, 3)}\n\n{title_of(made, 1)}\n", "utf-8-sig")
    done = demarche("assign", "work", "-k", "0", "--calibration", "first.txt", "--json")
    with Project.open(made, is_read_only=True) as project:
        ids = article_ids(project)
    assert json.loads(done.out)["calibration"] == [ids[3], ids[1]]
    assert [len(each) for each in handed(made)] == [0, 3, 0, 3] + [0] * 8


def test_calibration_articles_outside_the_filter_are_told(demarche, made):
    Path("first.txt").write_text(title_of(made, 3), "utf-8")
    done = demarche(
        "assign", "work", "--filter", title_of(made, 1), "--calibration", "first.txt", "--dry-run"
    )
    assert "Of 1 calibration article, 0 are among those to hand out." in done.err


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "first.txt: it can't be read"),
        (b"\xff\xfe\xfa", "first.txt: it can't be read"),
        (b"No such title\n", "first.txt, line 1: no article, or several, are called"),
    ],
)
def test_a_calibration_file_that_does_not_hold_is_refused(demarche, made, data, said):
    if data is not None:
        Path("first.txt").write_bytes(data)
    done = demarche("assign", "work", "--calibration", "first.txt")
    assert done.status == 1
    assert said in done.err
    assert not any(handed(made))


def test_somebody_unknown_is_refused(demarche, made):
    for command in (("assign", "work"), ("unassign", "work")):
        done = demarche(*command, "-a", "somebody")
        assert done.status == 1
        assert "no annotator “somebody”" in done.err


def test_a_share_above_all_is_wrong_usage(demarche, made):
    done = demarche("assign", "work", "-a", "annotator 1=130%")
    assert done.status == 2
    assert "more than 100 %" in done.err


def test_a_project_without_annotators_says_what_to_do(demarche):
    demarche("new", "work")
    done = demarche("assign", "work")
    assert done.status == 1
    assert "Add annotators first" in done.err


def test_show_says_who_has_what(demarche, made):
    demarche("assign", "work", "-a", "annotator 1")
    with Project.open(made) as project:
        who = next(each.id for each in annotators.every(project) if each.name == "annotator 1")
        article = article_ids(project)[0]
        layers.set_state(project, who, article=article, state=LayerState.DONE)
        layers.set_flag(project, who, article=article, flag="?")
        with project.transaction() as connection:
            connection.execute("UPDATE layer SET active_seconds = 400 WHERE flag IS NOT NULL")
    before = made.read_bytes()
    done = demarche("assign", "work", "--show")
    assert made.read_bytes() == before
    first, *people = done.out.splitlines()
    assert first == "12 articles: 0 unassigned, 11 waiting, 1 back, 1 reviewed."
    assert "1 of 12 articles back" in people[0]
    assert "12 not sent yet; 7 min an article; 1 question open" in people[0]
    assert people[1] == "  annotator 2  nothing yet"
    data = json.loads(demarche("assign", "work", "--show", "--json").out)
    assert (data["waiting"], data["annotators"][0]["back"]) == (11, 1)
    assert data["annotators"][0]["seconds_an_article"] == 400


def test_unassign_takes_back_what_is_not_begun(demarche, made):
    demarche("assign", "work", "-k", "2")
    with Project.open(made) as project:
        row = assignments.grid(project, Filter()).rows[0]
        layers.set_state(project, next(iter(row.cells)), article=row.article, state=LayerState.OPEN)
    tried = demarche("unassign", "work", "--all", "--dry-run")
    assert (
        tried.out
        == "Would take back 23 assignments.\nKept 1 that are begun and 0 that are sent out.\n"
    )
    assert sum(len(each) for each in handed(made)) == 24
    done = demarche("unassign", "work", "-a", "annotator 1", "--json")
    taken = json.loads(done.out)["taken_back"]
    assert sum(len(each) for each in handed(made)) == 24 - taken
    assert 7 <= taken <= 8
    demarche("unassign", "work", "--all")
    assert sum(len(each) for each in handed(made)) == 1


def test_unassign_wants_to_know_what(demarche, made):
    done = demarche("unassign", "work")
    assert done.status == 2
    assert "Say what to take back" in done.err


def title_of(path, number):
    with Project.open(path, is_read_only=True) as project:
        return assignments.grid(project, Filter()).rows[number].title
