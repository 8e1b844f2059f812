"""What a plan has read is kept for the import, within bounds, and only while it is still true."""

from __future__ import annotations

import os

import pytest

from db.errors import InvalidInput
from db.formats.record import Read
from db.imports import places
from db.imports.collecting import collect
from db.imports.kept import Kept
from db.imports.plan import apply, plan
from db.queries import articles
from tests.builders import article_ids, author_of
from tests.db.imports.file_samples import packed


@pytest.fixture
def opened(monkeypatch):
    """How often a file on the disk was opened as a whole."""
    counted = []
    real = os.open

    def count(path, *more):
        counted.append(path)
        return real(path, *more)

    monkeypatch.setattr(places.os, "open", count)
    return counted


def bodies(project):
    return [articles.one(project, each).body for each in article_ids(project)]


def write(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [folder / f"{name}.txt" for name in texts]


def test_each_text_is_opened_once(project, tmp_path, opened):
    paths = write(tmp_path, a="One speaks.", b="Two speak.")
    made = plan(project, paths)
    apply(project, author_of(project), plan=made)
    assert bodies(project) == ["One speaks.", "Two speak."]
    assert opened == paths


def test_a_text_that_was_changed_since_is_read_again(project, tmp_path):
    (path,) = write(tmp_path, a="One speaks.")
    made = plan(project, [path])
    path.write_text("Another one speaks.", encoding="utf-8")
    apply(project, author_of(project), plan=made)
    assert bodies(project) == ["Another one speaks."]


def test_a_text_that_is_gone_stops_the_import(project, tmp_path):
    (path,) = write(tmp_path, a="One speaks.")
    made = plan(project, [path])
    path.unlink()
    with pytest.raises(InvalidInput, match="can't be read"):
        apply(project, author_of(project), plan=made)
    assert bodies(project) == []


def test_an_archive_that_was_changed_since_is_read_again(project, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.txt": b"One speaks."}))
    os.utime(path, ns=(1, 1))
    made = plan(project, [path])
    path.write_bytes(packed({"a.txt": b"Another one speaks."}))
    apply(project, author_of(project), plan=made)
    assert bodies(project) == ["Another one speaks."]


def test_after_an_import_nothing_is_kept(project, tmp_path):
    made = plan(project, write(tmp_path, a="One speaks."))
    assert made.kept.of(made.files[0])
    apply(project, author_of(project), plan=made)
    assert made.kept.of(made.files[0]) is None


def test_what_has_no_room_is_read_twice(project, tmp_path, monkeypatch, opened):
    paths = write(tmp_path, a="One speaks.", b="Two speak.")
    monkeypatch.setattr("db.imports.planning.Kept", lambda: Kept(2_000))
    apply(project, author_of(project), plan=plan(project, paths))
    assert opened == [*paths, paths[1]]


def test_a_file_of_many_articles_is_kept_whole_or_not_at_all(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text\nx\n", encoding="utf-8")
    (file,) = collect([path]).files
    reads = [Read(path="a", line=number, record=None) for number in range(3)]
    for room, is_kept in ((4_500, True), (4_499, False), (0, False)):
        held = Kept(room)
        assert list(held.watching(file, iter(reads))) == reads
        assert (held.of(file) is not None) is is_kept
