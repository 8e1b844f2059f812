from __future__ import annotations

import json

import pytest

from db import backup
from db.errors import SchemeViolation, Stopped
from db.imports.plan import apply, plan
from db.model import ArticleId
from db.operations import comments, history, imports, layers, search_index, spans
from db.queries import articles, search
from db.queries import imports as batches
from db.schema import TABLES
from tests.builders import BODY, Desk, all_rows, article_ids, author_of, make_article, make_desk

# What a removed batch leaves: the journal's own account of it.
KEPT = ("operation", "change")
ANNOTATION = tuple(table for table in TABLES if table not in KEPT)


def add(project, *bodies, **options):
    return imports.add_articles(
        project, author_of(project), articles=[make_article(each) for each in bodies], **options
    )


def test_articles_go_to_the_end_of_the_list_in_their_order(project):
    add(project, "One.", "Two.")
    add(project, "Three.")
    bodies = [articles.body(project, each) for each in article_ids(project)]
    assert bodies == ["One.", "Two.", "Three."]


def test_an_article_keeps_what_it_came_with(project):
    new = make_article("Words.", title="A title", metadata={"date": "2024"}, external_id="x1")
    imports.add_articles(project, None, articles=[new])
    found = articles.one(project, article_ids(project)[0])
    assert (found.title, found.body, found.metadata) == ("A title", "Words.", {"date": "2024"})


def test_an_import_of_nothing_leaves_no_trace(project):
    before = all_rows(project, *TABLES)
    changes = add(project)
    assert not changes.tables
    assert all_rows(project, *TABLES) == before


def test_undo_does_not_cross_an_import(desk: Desk):
    desk.mark("ACTOR", "France")
    add(desk.project, "One.")
    assert history.next_undo(desk.project) is None


def test_an_import_that_is_stopped_leaves_nothing(project):
    before = all_rows(project, *TABLES)
    with pytest.raises(Stopped):
        add(
            project,
            *(f"Article {number}." for number in range(500)),
            is_cancelled=iter([False, False, True]).__next__,
        )
    assert all_rows(project, *TABLES) == before


def test_an_import_that_fails_half_way_leaves_nothing(project):
    before = all_rows(project, *TABLES)

    def failing():
        yield make_article("One.")
        raise OSError("the drive is gone")

    with pytest.raises(OSError, match="the drive is gone"):
        imports.add_articles(project, None, articles=failing())
    assert all_rows(project, *TABLES) == before


def test_progress_is_told_with_the_total(project):
    said = []
    add(project, "One.", "Two.", total=2, progress=lambda *each: said.append(each))
    assert said == [(0, 2), (2, 2)]


def test_a_large_import_leaves_the_project_in_its_usual_journal_mode(project):
    add(project, "One.", total=1_000_000)
    assert project.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_batch_is_taken_out_as_one(desk: Desk):
    desk.mark("ACTOR", "France")
    before = all_rows(desk.project, *ANNOTATION)
    add(desk.project, "One.", "Two.")
    (batch, _) = batches.batches(desk.project)
    assert batches.contents(desk.project, batch.id).articles == 2
    imports.remove_batch(desk.project, desk.author, batch=batch.id)
    assert all_rows(desk.project, *ANNOTATION) == before


def test_removing_says_beforehand_what_goes_and_keeps_a_backup(tmp_path):
    desk = make_desk(tmp_path)
    with desk.project as project:
        france = desk.mark("ACTOR", "France")
        comments.add_comment(project, desk.author, article=desk.article, span=france, text="Sure?")
        (batch,) = batches.batches(project)
        contents = batches.contents(project, batch.id)
        assert (contents.articles, contents.layers, contents.spans, contents.comments) == (
            1,
            1,
            1,
            1,
        )
        assert contents.holds_annotation
        imports.remove_batch(project, desk.author, batch=batch.id)
        assert article_ids(project) == ()
        assert list(backup.folder_of(project.path).iterdir())
        assert project.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_batch_without_work_needs_no_backup(project):
    add(project, "One.")
    imports.remove_batch(project, None, batch=batches.batches(project)[0].id)
    assert not backup.folder_of(project.path).exists()


def test_a_batch_that_is_gone_is_refused(project):
    with pytest.raises(SchemeViolation, match="no longer in the project"):
        imports.remove_batch(project, None, batch="99")


def test_the_register_is_as_before_once_a_batch_with_annotation_is_out(project, tmp_path):
    before = all_rows(project, *ANNOTATION)
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(ANNOTATED))
    apply(project, author_of(project), plan=plan(project, [path]))
    assert all_rows(project, *ANNOTATION) != before
    imports.remove_batch(project, None, batch=batches.batches(project)[0].id)
    assert all_rows(project, *ANNOTATION) == before


def test_a_layer_that_a_batch_brought_to_an_older_article_goes_with_it(tmp_path):
    desk = make_desk(tmp_path)
    with desk.project as project:
        desk.mark("ACTOR", "Germany")
        before = all_rows(project, *ANNOTATION)
        path = tmp_path / "a.jsonl"
        path.write_text(json.dumps(ANNOTATED | {"text": BODY}))
        apply(project, desk.author, plan=plan(project, [path]))
        number = project.connection.execute("SELECT max(number) FROM operation").fetchone()[0]
        assert batches.contents(project, str(number)).layers == 1
        imports.remove_batch(project, desk.author, batch=str(number))
        assert all_rows(project, *ANNOTATION) == before


def test_the_search_forgets_the_articles_of_a_removed_batch(project):
    add(project, "Something about zebras.")
    search_index.index_some(project)
    assert search.search(project, "zebras")
    imports.remove_batch(project, None, batch=batches.batches(project)[0].id)
    add(project, "Something about lions.")
    search_index.index_some(project)
    assert not search.search(project, "zebras")
    assert search_index.is_sound(project)


def test_a_blank_layer_is_filled_and_not_doubled(desk: Desk, tmp_path):
    layers.open_layer(desk.project, desk.author, article=desk.article)
    record = ANNOTATED | {
        "text": BODY,
        "layer": {"kind": "human", "annotator": desk.author, "state": "done"},
    }
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record))
    apply(desk.project, desk.author, plan=plan(desk.project, [path]))
    assert desk.quotes == [("ACTOR", "France"), ("ACTOR", "Germany")]


def test_imported_spans_can_be_worked_on_and_undone(desk: Desk, tmp_path):
    test_a_blank_layer_is_filled_and_not_doubled(desk, tmp_path)
    first = desk.annotation.spans[0].id
    before = desk.annotation
    spans.delete_span(desk.project, desk.author, article=ArticleId(desk.article), span=first)
    assert desk.quotes == [("ACTOR", "Germany")]
    desk.undo()
    assert desk.annotation.spans == before.spans


ANNOTATED = {
    "schema_version": "1.0",
    "id": "annotated",
    "text": f"{BODY} Or so.",
    "offset_unit": "codepoint",
    "spans": [
        {"id": "a", "label": "ACTOR", "start": 0, "end": 6, "referent": "f"},
        {"id": "b", "label": "ACTOR", "start": 46, "end": 53, "referent": "g"},
    ],
    "referents": [
        {"id": "f", "label": "ACTOR", "name": "Norland", "attributes": {"affiliation": "g"}},
        {"id": "g", "label": "ACTOR", "name": "A club", "attributes": {"affiliation": "f"}},
        {"id": "h", "label": "ACTOR", "name": "Nobody mentions me"},
    ],
    "layer": {"kind": "gold", "state": "done"},
}
