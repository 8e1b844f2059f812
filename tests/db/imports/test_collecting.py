from __future__ import annotations

import os

import pytest

from db.imports.collecting import collect
from db.imports.kinds import Kind
from db.imports.places import Place


def write(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")


def names_of(collected):
    return [file.path.name for file in collected.files]


def test_folders_are_read_by_name_with_numbers_as_numbers(tmp_path):
    write(tmp_path, "10.txt", "2.txt", "B.txt", "a.txt", "sub/1.txt", "Ärger.txt")
    assert names_of(collect([tmp_path])) == [
        "2.txt",
        "10.txt",
        "a.txt",
        "B.txt",
        "Ärger.txt",
        "1.txt",
    ]


def test_paths_keep_the_order_in_which_they_are_named(tmp_path):
    write(tmp_path, "a.txt", "b.txt")
    assert names_of(collect([tmp_path / "b.txt", tmp_path / "a.txt"])) == ["b.txt", "a.txt"]


def test_a_file_is_read_once_however_often_it_is_named(tmp_path):
    write(tmp_path, "a.txt")
    found = collect([tmp_path / "a.txt", tmp_path])
    assert names_of(found) == ["a.txt"]
    assert "named before" in found.skipped[0].reason


def test_what_a_folder_holds_besides_articles_is_skipped_and_said(tmp_path):
    write(tmp_path, "a.txt", "picture.png", "manifest.json", ".hidden.txt", ".git/x.txt")
    found = collect([tmp_path])
    assert names_of(found) == ["a.txt"]
    assert sorted(each.path.rsplit("/")[-1] for each in found.skipped) == [
        "manifest.json",
        "picture.png",
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.jsonl", Kind.RECORDS),
        ("a.NDJSON", Kind.RECORDS),
        ("a.json", Kind.RECORDS),
        ("a.TXT", Kind.PLAIN_TEXT),
        ("README", Kind.PLAIN_TEXT),
        ("a.dat", Kind.PLAIN_TEXT),
    ],
)
def test_a_file_that_is_named_is_read_by_its_suffix_or_as_plain_text(tmp_path, name, kind):
    write(tmp_path, name)
    (file,) = collect([tmp_path / name]).files
    assert file.kind is kind


def test_what_is_not_there_is_a_problem(tmp_path):
    (problem,) = collect([tmp_path / "gone.txt"]).problems
    assert str(problem) == f"{tmp_path / 'gone.txt'}: there is no such file or folder"


def test_a_project_is_not_imported_as_text(tmp_path):
    write(tmp_path, "a.demarche")
    (problem,) = collect([tmp_path / "a.demarche"]).problems
    assert "it is a project" in problem.reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (problem,) = collect([tmp_path]).problems
    assert "no ordinary file" in problem.reason


def test_an_annotation_of_brat_and_its_text_are_one_file(tmp_path):
    write(tmp_path, "a.ann", "a.txt", "b.txt", "annotation.conf")
    found = collect([tmp_path])
    assert names_of(found) == ["a.ann", "b.txt"]
    assert found.files[0].beside == Place(tmp_path / "a.txt")
    named = collect([tmp_path / "a.txt", tmp_path / "a.ann"])
    assert names_of(named) == ["a.ann"]
    assert names_of(collect([tmp_path / "a.txt"])) == ["a.txt"]


def test_an_annotation_of_brat_without_its_text_is_a_problem(tmp_path):
    write(tmp_path, "a.ann")
    (problem,) = collect([tmp_path]).problems
    assert "a.txt, is not beside it" in problem.reason


def test_an_xmi_is_read_with_the_types_beside_it(tmp_path):
    write(tmp_path, "a.xmi", "b.xmi")
    types = "<typeSystemDescription ></typeSystemDescription>"
    (tmp_path / "TypeSystem.xml").write_text(types)
    found = collect([tmp_path])
    assert {file.beside for file in found.files} == {Place(tmp_path / "TypeSystem.xml")}
    assert found.skipped == ()
    (tmp_path / "b-typesystem.xml").write_text(types)
    halves = [file.beside and file.beside.name for file in collect([tmp_path]).files]
    assert halves == [None, "b-typesystem.xml"]


def test_a_person_can_say_what_a_file_is(tmp_path):
    write(tmp_path, "a.story", "b.story", "c.txt")
    one = tmp_path / "a.story"
    assert [file.path for file in collect([tmp_path], kinds={one: Kind.PLAIN_TEXT}).files] == [
        one,
        tmp_path / "c.txt",
    ]
    found = collect([tmp_path], kind=Kind.HTML)
    assert [file.kind for file in found.files] == [Kind.HTML] * 3


def test_what_all_files_are_said_to_be_does_not_hold_for_settings_and_halves(tmp_path):
    write(tmp_path, "a.ann", "a.txt", "annotation.conf")
    found = collect([tmp_path], kind=Kind.BRAT)
    assert (names_of(found), found.problems) == (["a.ann"], ())
