"""What is no project is refused with the reason, before anything in it is run."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from db import doctor, schema
from db.errors import FileTooNew, NotAProject
from db.project import Project
from tests.builders import make_desk
from tests.db.closed import beside, closed_project, in_another_process


def _tampered(folder: Path, *statements: str) -> Path:
    path = closed_project(folder)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path


def _text(path: Path) -> None:
    path.write_text("France said no. " * 50)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.mkdir()


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE project (a)")
    connection.close()


def _nothing(_path: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_nothing, "there is no such file"),
        (_folder, "it is a folder"),
        (_empty, "it is empty"),
        (_text, "not a project file"),
        (_foreign, "a database of another program"),
    ],
)
def test_what_is_no_project_is_refused_with_the_reason(
    tmp_path: Path, make: Callable[[Path], None], reason: str
) -> None:
    path = tmp_path / "x.demarche"
    make(path)
    for is_read_only in (False, True):
        with pytest.raises(NotAProject, match=reason):
            Project.open(path, is_read_only=is_read_only)
    assert beside(path) == []


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        (
            ["CREATE TRIGGER evil AFTER INSERT ON span BEGIN DELETE FROM article; END"],
            r"holds a trigger that no project has \(evil\)",
        ),
        (["CREATE VIEW evil AS SELECT * FROM span"], r"holds a view .*\(evil\)"),
        (["CREATE TABLE evil (a)"], r"holds a table .*\(evil\)"),
        (["CREATE INDEX evil ON span(abs(id))"], r"holds a index .*\(evil\)"),
        (["CREATE VIRTUAL TABLE evil USING fts5(a)"], r"holds a table .*\(evil"),
        (["ALTER TABLE span ADD COLUMN extra TEXT"], "table span is not made as in a project"),
        (
            ["ALTER TABLE span ADD COLUMN evil TEXT AS (hex(quote)) VIRTUAL"],
            "table span is not made",
        ),
        (["DROP TABLE comment"], "its .* is missing"),
        (["DROP INDEX span_layer"], "index span_layer is missing"),
        (
            ["DROP TABLE comment", "CREATE VIEW comment AS SELECT 1 AS id"],
            "view comment is not made",
        ),
        (
            [
                """UPDATE sqlite_schema SET sql =
                   replace(sql, 'label TEXT NOT NULL', 'label INTEGER NOT NULL')
                   WHERE name = 'span'"""
            ],
            "table span is not made",
        ),
        (["PRAGMA user_version = 0"], "never finished"),
        (["DELETE FROM project"], "never finished"),
        (["UPDATE scheme SET is_current = 0"], "never finished"),
        (["INSERT INTO project VALUES ('x', 'Two', 'project', '')"], "says twice"),
        (["PRAGMA application_id = 7"], "another program"),
    ],
)
def test_a_file_with_anything_of_its_own_is_refused_before_anything_is_run(
    tmp_path: Path, statements: list[str], reason: str
) -> None:
    path = _tampered(tmp_path, *statements)
    before = path.read_bytes()
    with pytest.raises(NotAProject, match=reason):
        Project.open(path)
    assert path.read_bytes() == before
    assert beside(path) == []


def test_what_sqlite_itself_keeps_is_no_obstacle(tmp_path: Path) -> None:
    path = _tampered(tmp_path, "ANALYZE")
    with Project.open(path) as project:
        assert doctor.examine(project) == ()


def test_a_newer_format_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = _tampered(
        tmp_path, f"PRAGMA user_version = {schema.newest_format() + 1}", "CREATE TABLE new (a)"
    )
    before = path.read_bytes()
    with pytest.raises(FileTooNew, match="newer version of Demarche"):
        Project.open(path)
    assert path.read_bytes() == before


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = closed_project(tmp_path)
    content = path.read_bytes()
    for length in (50, 3000, 4096, len(content) // 2):
        path.write_bytes(content[:length])
        with pytest.raises(NotAProject):
            Project.open(path)


def test_damage_in_a_table_is_found_after_a_crash(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    desk.mark("ACTOR", "France")
    crashed = tmp_path / "crashed.demarche"
    desk.project.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    root = desk.project.connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'span'"
    ).fetchone()[0]
    desk.mark("ACTOR", "Poland")
    shutil.copyfile(desk.project.path, crashed)
    desk.project.close()
    size = 4096
    content = bytearray(crashed.read_bytes())
    content[(root - 1) * size : root * size] = b"\xff" * size
    crashed.write_bytes(content)
    crashed.with_name(f"{crashed.name}-wal").write_bytes(b"not a log")
    with pytest.raises(NotAProject, match="damaged"):
        Project.open(crashed)


def test_a_project_says_whether_it_ended_uncleanly(tmp_path: Path) -> None:
    path = closed_project(tmp_path)
    in_another_process(
        "import os, sys; from pathlib import Path; from db.project import Project\n"
        "project = Project.open(Path(sys.argv[1]))\n"
        "with project.transaction() as connection:\n"
        "    connection.execute(\"UPDATE project SET title = 'Saved'\")\n"
        "os._exit(1)",
        path,
    )
    with Project.open(path) as project:
        assert project.ended_uncleanly
        assert project.connection.execute("SELECT title FROM project").fetchone() == ("Saved",)
    with Project.open(path) as project:
        assert not project.ended_uncleanly
