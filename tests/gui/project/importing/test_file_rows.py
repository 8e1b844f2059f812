from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from db.imports.choices import ImportChoices
from db.imports.kinds import Kind
from db.imports.plan import plan
from gui.project.importing import wish
from gui.project.importing.file_rows import Standing, file_rows
from tests.builders import BODY, make_project
from tests.db.imports.file_samples import packed
from tests.gui.project.office import write_texts


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path, articles=[BODY]) as made:
        yield made


def rows(project, choices, *paths):
    return {each.name: each for each in file_rows(plan(project, paths, choices=choices), choices)}


def test_files_stand_with_what_comes_of_them_and_the_broken_ones_first(project, tmp_path):
    folder = tmp_path / "in"
    write_texts(
        folder,
        {"a.txt": "New words.", "b.txt": BODY, "c.jsonl": "no record\n", "d.png": b"\x89PNG"},
    )
    found = rows(project, ImportChoices(), folder)
    assert list(found) == ["c.jsonl", "a.txt", "b.txt", "d.png"]
    assert found["c.jsonl"].standing is Standing.PROBLEM
    assert found["c.jsonl"].outcome.startswith("line 1: ")
    assert [found[name].outcome for name in ("a.txt", "b.txt")] == ["1 article", "nothing new"]
    assert found["d.png"].file is None


def test_files_of_archives_stand_with_their_place_in_it(project, tmp_path):
    path = tmp_path / "all.zip"
    path.write_bytes(packed({"x/a.txt": b"New words.", "b.bin": b"\0\1\2\3" * 40}))
    found = rows(project, ImportChoices(), path)
    assert found["x/a.txt"].outcome == "1 article"
    assert found["b.bin"].file is None


def test_what_a_person_left_out_is_listed_so_that_it_can_come_again(project, tmp_path):
    (path,) = write_texts(tmp_path / "in", {"a.txt": "New words."})
    chosen = wish.without(ImportChoices(), [path])
    (row,) = rows(project, chosen, path).values()
    assert (row.is_wanted, row.path) == (False, path)
    assert wish.with_again(chosen, [path]) == ImportChoices()


def test_saying_what_a_file_is_takes_it_in_again():
    path = Path("a.txt")
    chosen = wish.with_kind(wish.without(ImportChoices(), [path]), [path], Kind.HTML)
    assert chosen == ImportChoices(kinds={path: Kind.HTML})
    assert wish.with_kind(chosen, [path], None) == ImportChoices()


def test_encodings_are_said_of_some_files_and_the_others_keep_theirs():
    one, two = Path("a.txt"), Path("b.txt")
    chosen = replace(ImportChoices(), encodings={one: "cp1250", two: "cp1251"})
    assert wish.with_encodings(chosen, [two], {}).encodings == {one: "cp1250"}
    assert wish.with_encodings(chosen, [two], {two: "big5"}).encodings == {
        one: "cp1250",
        two: "big5",
    }
