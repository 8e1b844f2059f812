"""Recovering a damaged project: what can be saved is shown before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import doctor
from db.doctor import Whole, recovery
from db.errors import NotAProject, Stopped, StorageFault
from db.operations import comments, history
from db.project import Project
from tests.builders import Desk, article_ids, author_of, make_article, make_project
from tests.db.doctor.damaging import spoiled


@pytest.fixture
def damaged(tmp_path: Path):
    """Two articles, one with marks of which one was undone and one deleted; not damaged yet."""
    project = make_project(
        tmp_path,
        articles=[make_article(title="Troops"), make_article("Poland slept.", title="Nap")],
    )
    desk = Desk(project, author_of(project), article_ids(project)[0])
    proposal = desk.mark("PROPOSAL", "send troops")
    desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
    desk.mark("ACTOR", "Germany")
    desk.undo()
    comments.add_comment(project, desk.author, article=desk.article, text="Certain?", span=proposal)
    yield desk
    project.close()


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    place = tmp_path / "workplace"
    place.mkdir()
    return place


def table(found: doctor.Recovery, name: str) -> doctor.TableSaved:
    return next(each for each in found.tables if each.table == name)


def test_of_a_sound_file_all_is_saved(damaged: Desk, workplace: Path) -> None:
    damaged.project.close()
    found = recovery.prepare(damaged.project.path, workplace)
    assert found.loses_nothing
    assert (found.whole, found.damaged, found.articles) == (2, 0, ())
    assert (found.saved("span"), found.saved("link"), found.saved("article")) == (2, 1, 2)


def test_spans_that_cannot_be_read_come_back_out_of_the_journal(
    damaged: Desk, workplace: Path
) -> None:
    before = damaged.annotation
    found = recovery.prepare(spoiled(damaged, "span"), workplace)
    assert found.loses_nothing
    spans = table(found, "span")
    assert (spans.saved, spans.brought_back, spans.lost) == (2, 2, 0)
    with Project.open(found.draft) as project:
        desk = Desk(project, damaged.author, damaged.article)
        assert desk.annotation.spans == before.spans
        assert desk.annotation.links == before.links
        assert doctor.examine(project) == ()
        assert project.connection.execute("SELECT count(*) FROM comment").fetchone() == (1,)


def test_without_a_journal_it_says_what_is_lost_and_where(damaged: Desk, workplace: Path) -> None:
    found = recovery.prepare(spoiled(damaged, "span", "change"), workplace)
    assert not found.loses_nothing
    spans = table(found, "span")
    assert (spans.saved, spans.lost, spans.is_all_known) == (0, 2, True)
    assert not table(found, "change").is_all_known
    (article,) = found.articles
    assert (article.title, article.state, found.whole) == ("Troops", Whole.PARTLY, 1)
    assert (article.layers, article.layers_lost) == (1, 0)
    assert (article.spans, article.spans_lost) == (0, 2)


def test_lost_layers_are_made_again_with_what_was_marked_in_them(
    damaged: Desk, workplace: Path
) -> None:
    found = recovery.prepare(spoiled(damaged, "layer", "span", "referent"), workplace)
    assert table(found, "layer").brought_back == 1
    with Project.open(found.draft) as project:
        desk = Desk(project, damaged.author, damaged.article)
        assert [quote for _, quote in desk.quotes] == ["France", "send troops"]


def test_articles_that_are_lost_are_counted_by_their_place(damaged: Desk, workplace: Path) -> None:
    found = recovery.prepare(spoiled(damaged, "article"), workplace)
    assert [(each.number, each.title, each.state) for each in found.articles] == [
        (1, None, Whole.LOST),
        (2, None, Whole.LOST),
    ]
    assert found.whole == 0
    assert (found.articles[0].layers_lost, found.articles[0].spans_lost) == (1, 2)


def test_a_span_that_was_deleted_stays_deleted(damaged: Desk, workplace: Path) -> None:
    found = recovery.prepare(spoiled(damaged, "span"), workplace)
    with Project.open(found.draft) as project:
        quotes = project.connection.execute("SELECT quote FROM span ORDER BY quote").fetchall()
        assert [row[0] for row in quotes] == ["France", "send troops"]
        assert history.next_undo(project) is None


def test_the_damaged_file_is_not_touched_and_nothing_lies_beside_it(
    damaged: Desk, workplace: Path
) -> None:
    path = spoiled(damaged, "span", "change")
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    recovery.prepare(path, workplace)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == beside


def test_the_new_project_is_written_beside_the_old_one_under_a_free_name(
    damaged: Desk, workplace: Path
) -> None:
    found = recovery.prepare(spoiled(damaged, "span"), workplace)
    target = recovery.suggested(found.source)
    assert target.parent == found.source.parent
    recovery.write(found, target)
    with Project.open(target) as project:
        assert project.connection.execute("SELECT count(*) FROM span").fetchone() == (2,)
    assert recovery.suggested(found.source) != target
    with pytest.raises(StorageFault, match="exists already"):
        recovery.write(found, target)


def test_a_place_that_cannot_be_written_is_said(damaged: Desk, workplace: Path) -> None:
    damaged.project.close()
    found = recovery.prepare(damaged.project.path, workplace)
    with pytest.raises(StorageFault, match="The damaged file is as it was"):
        recovery.write(found, workplace / "nowhere" / "new.demarche")


def test_of_what_is_no_project_nothing_is_saved(tmp_path: Path, workplace: Path) -> None:
    other = tmp_path / "other.demarche"
    other.write_bytes(b"no database at all" * 100)
    with pytest.raises(NotAProject):
        recovery.prepare(other, workplace)
    assert list(workplace.iterdir()) == []


def test_it_can_be_stopped(damaged: Desk, workplace: Path) -> None:
    damaged.project.close()
    with pytest.raises(Stopped):
        recovery.prepare(damaged.project.path, workplace, is_cancelled=lambda: True)
    assert list(workplace.iterdir()) == []


def test_the_workplace_goes_with_all_in_it() -> None:
    with recovery.workplace() as folder:
        (folder / "draft").write_text("x")
    assert not folder.exists()
