"""Forgetting a person: what goes, what stays, and where it is really gone."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from db import backup, doctor
from db.errors import SchemeViolation, StorageFault
from db.exports import person as files
from db.model import AnnotatorId
from db.operations import comments, history, layers, people, projects
from db.operations.people import Forget
from db.project import Project
from db.queries import annotators
from db.queries import person as queries
from tests.builders import Desk, all_rows, article_ids, author_of, make_project

SECRET = "Zorblatt said so"
NAME = "Quirinus Quandt"


@pytest.fixture
def two(tmp_path: Path):
    """A lead, and an annotator who marked, commented and was answered."""
    project = make_project(tmp_path, articles=["France proposed a truce. Poland slept."])
    lead = author_of(project)
    projects.add_annotator(project, lead, name=NAME)
    person = annotators.every(project)[-1].id
    article = article_ids(project)[0]
    desk = Desk(project, person, article)
    span = desk.mark("ACTOR", "France")
    desk.link(desk.mark("PROPOSAL", "a truce"), "proposed_by", span)
    layers.note_reading(project, person, article=article, coverage=(), seconds=120)
    comments.add_comment(project, person, article=article, text=SECRET, span=span)
    said = project.connection.execute("SELECT id FROM comment").fetchone()[0]
    comments.add_comment(project, lead, article=article, text="Thank you", span=span, reply_to=said)
    Desk(project, lead, article).mark("ACTOR", "Poland")
    yield desk
    desk.project.close()


def forget(desk: Desk, how: Forget, **more: bool):
    return people.forget(desk.project, author_of(desk.project), person=desk.author, how=how, **more)


def bytes_of(project: Project) -> bytes:
    """All that lies in the project's files once it is closed."""
    path = project.path
    project.close()
    beside = [path.with_name(f"{path.name}{end}") for end in ("", "-wal", "-journal")]
    return b"".join(each.read_bytes() for each in beside if each.exists())


def test_what_is_kept_is_counted(two: Desk) -> None:
    held = queries.held(two.project, two.author)
    assert (held.name, held.is_lead, held.is_author) == (NAME, False, False)
    assert (held.layers, held.spans, held.links, held.comments, held.seconds) == (1, 2, 1, 1, 120)
    assert held.steps > 3
    assert held.images > 3
    assert (held.named, held.backups) == (0, 0)
    backup.make(two.project.connection, two.project.path, reason="by-hand")
    comments.add_comment(
        two.project, author_of(two.project), article=two.article, text=f"{NAME} is right"
    )
    held = queries.held(two.project, two.author)
    assert (held.named, held.backups) == (1, 1)


def test_everything_is_written_readably_and_of_nobody_else(two: Desk, tmp_path: Path) -> None:
    made = files.write(two.project, tmp_path / "person.json", person=two.author)
    data = orjson.loads(made.read_bytes())
    assert len(data["what_this_is"]) >= 4
    (layer,) = data["layers"]["entries"]
    assert [each["quote"] for each in layer["spans"]] == ["France", "a truce"]
    assert [each["role"] for each in layer["links"]] == ["proposed_by"]
    assert layer["active_seconds"] == 120
    assert [each["text"] for each in data["comments"]["entries"]] == [SECRET]
    assert data["annotator"]["entries"][0]["name"] == NAME
    assert all(part["what"] for part in data.values() if isinstance(part, dict))
    text = made.read_text(encoding="utf-8")
    assert '"quote": "Poland"' not in text
    assert "Thank you" not in text


def test_a_file_that_cannot_be_written_is_said(two: Desk, tmp_path: Path) -> None:
    with pytest.raises(StorageFault, match="can't be written"):
        files.write(two.project, tmp_path / "nowhere" / "person.json", person=two.author)


def test_a_forgotten_name_is_nowhere_in_the_file_and_all_work_stays(two: Desk) -> None:
    kept = all_rows(two.project, "layer", "span", "link", "comment")
    projects.rename_annotator(
        two.project, author_of(two.project), annotator=two.author, name=f"{NAME} II"
    )
    changes = forget(two, Forget.NAME)
    assert changes.is_large
    found = annotators.one(two.project, two.author)
    assert found is not None
    assert found.name == "Somebody 1"
    assert all_rows(two.project, "layer", "span", "link", "comment") == kept
    assert doctor.examine(two.project) == ()
    assert history.next_undo(two.project) is None
    assert NAME.encode() not in bytes_of(two.project)


def test_a_backup_is_made_first_and_brings_the_person_back(two: Desk) -> None:
    forget(two, Forget.WORK)
    (made,) = backup.every(two.project.path)
    assert made.reason == people.BEFORE
    two.project.close()
    backup.restore(two.project.path, made.path)
    two.project = Project.open(two.project.path)
    assert queries.held(two.project, two.author).name == NAME
    assert [quote for _, quote in two.quotes] == ["France", "a truce"]


def test_work_goes_and_what_others_said_stays(two: Desk) -> None:
    forget(two, Forget.WORK)
    held = queries.held(two.project, two.author)
    assert (held.layers, held.spans, held.links, held.comments, held.seconds) == (0, 0, 0, 0, 0)
    assert held.images > 0
    left = two.project.connection.execute('SELECT "text", span, reply_to FROM comment').fetchall()
    assert left == [("Thank you", None, None)]
    lead = Desk(two.project, author_of(two.project), two.article)
    assert [quote for _, quote in lead.quotes] == ["Poland"]
    assert doctor.examine(two.project) == ()


def test_thinned_the_journal_and_the_file_hold_nothing_of_the_work(two: Desk) -> None:
    two.mark("ACTOR", "Poland")
    two.undo()
    forget(two, Forget.WORK, thins_journal=True)
    held = queries.held(two.project, two.author)
    assert (held.images, held.steps) == (0, 0)
    assert doctor.examine(two.project) == ()
    assert history.next_redo(two.project) is None
    lead = Desk(two.project, author_of(two.project), two.article)
    lead.mark("ACTOR", "France")
    lead.undo()
    content = bytes_of(two.project)
    assert SECRET.encode() not in content
    assert NAME.encode() not in content


def test_thinned_backups_know_the_person_no_more(two: Desk) -> None:
    backup.make(two.project.connection, two.project.path, reason="by-hand")
    forget(two, Forget.WORK, thins_journal=True)
    assert people.thin_backups(two.project, person=two.author) == 2
    (kept,) = backup.every(two.project.path)
    assert kept.reason == backup.AUTOMATIC
    assert SECRET.encode() not in kept.path.read_bytes()
    assert NAME.encode() not in kept.path.read_bytes()


def test_a_comment_that_was_deleted_long_ago_is_forgotten_too(two: Desk) -> None:
    mine = two.project.connection.execute(
        "SELECT id FROM comment WHERE annotator = ?", (two.author,)
    ).fetchone()[0]
    comments.delete_comment(two.project, two.author, article=two.article, comment=mine)
    forget(two, Forget.WORK, thins_journal=True)
    assert SECRET.encode() not in bytes_of(two.project)


def test_nobody_but_people_can_be_forgotten(two: Desk) -> None:
    for other in (annotators.gold(two.project), AnnotatorId("nobody")):
        with pytest.raises(SchemeViolation):
            people.forget(two.project, two.author, person=other, how=Forget.NAME)
    assert backup.every(two.project.path) == ()


def test_two_forgotten_people_are_told_apart(two: Desk) -> None:
    forget(two, Forget.NAME)
    people.forget(two.project, two.author, person=author_of(two.project), how=Forget.NAME)
    names = {each.name for each in annotators.every(two.project)}
    assert {"Somebody 1", "Somebody 2"} <= names
