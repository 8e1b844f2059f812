"""Copying what is known out of hostile and damaged files."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import doctor, foreign, schema
from db.errors import FileTooNew, NotAProject, Stopped, StorageFault, UserFault
from db.project import Project
from db.queries import search
from tests.builders import Desk, all_rows, make_desk, make_project


def hostile(desk: Desk, *statements: str) -> Path:
    """A copy of the desk's project in which somebody did what they liked."""
    desk.project.close()
    path = desk.project.path.with_name("hostile.demarche")
    shutil.copyfile(desk.project.path, path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path


@pytest.fixture
def marked(desk: Desk) -> Desk:
    proposal = desk.mark("PROPOSAL", "send troops")
    desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
    return desk


def copy(path: Path) -> tuple[Path, foreign.Copied]:
    target = path.with_name("fresh.demarche")
    return target, foreign.copy_known_tables(path, target)


def test_a_sound_project_comes_along_whole(marked: Desk) -> None:
    before = all_rows(marked.project, *schema.TABLES)
    target, copied = copy(hostile(marked))
    assert copied.left_out == ()
    assert copied.counts["span"] == 2
    with Project.open(target) as fresh:
        assert all_rows(fresh, *schema.TABLES) == before
        assert doctor.examine(fresh) == ()
        assert search.indexed(fresh).done == 0


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER INSERT ON span BEGIN DELETE FROM article; END",
        "CREATE VIEW evil AS SELECT * FROM span",
        "CREATE TABLE evil (a)",
        "CREATE INDEX evil ON span(abs(id))",
        "ALTER TABLE span ADD COLUMN evil TEXT AS (hex(zeroblob(1000000000))) VIRTUAL",
        "ALTER TABLE span ADD COLUMN more TEXT",
    ],
)
def test_what_is_not_ours_stays_behind(marked: Desk, statement: str) -> None:
    before = all_rows(marked.project, *schema.TABLES)
    path = hostile(marked, statement)
    target, _ = copy(path)
    with Project.open(target) as fresh:
        assert all_rows(fresh, *schema.TABLES) == before


def test_a_view_in_the_place_of_a_table_is_not_read(marked: Desk) -> None:
    path = hostile(
        marked,
        "DROP TABLE comment",
        "CREATE VIEW comment AS SELECT hex(zeroblob(1000000000)) AS id",
    )
    target, copied = copy(path)
    assert copied.counts["comment"] == 0
    with Project.open(target):
        pass


def test_a_virtual_table_in_the_place_of_a_table_is_not_read(marked: Desk) -> None:
    path = hostile(marked, "DROP TABLE comment", "CREATE VIRTUAL TABLE comment USING fts5(id)")
    _, copied = copy(path)
    assert copied.counts["comment"] == 0


def test_rows_that_break_our_rules_are_left_out(marked: Desk) -> None:
    path = hostile(
        marked,
        """INSERT INTO comment (id, article, annotator, done, created_at, "text")
           SELECT 'good', article, annotator, 0, '', 'fine' FROM layer""",
        """UPDATE sqlite_schema
           SET sql = replace(replace(sql, 'CHECK (done IN (0, 1))', ''), 'STRICT', '')
           WHERE name = 'comment'""",
    )
    connection = sqlite3.connect(path)
    connection.execute(
        """INSERT INTO comment (id, article, annotator, done, created_at, "text")
           SELECT 'bad', article, annotator, 7, x'00', x'ff00' FROM layer"""
    )
    connection.execute(
        """INSERT INTO comment (id, article, annotator, done, created_at, "text")
           SELECT 'wrong', article, annotator, 'no', '', 'x' FROM layer"""
    )
    connection.commit()
    connection.close()
    target, copied = copy(path)
    assert {each.row for each in copied.left_out} == {"bad", "wrong"}
    with Project.open(target) as fresh:
        assert fresh.connection.execute("SELECT id FROM comment").fetchall() == [("good",)]
        assert doctor.examine(fresh) == ()


def test_rows_that_name_lost_ones_let_go_or_are_left_out(marked: Desk) -> None:
    path = hostile(
        marked,
        "DELETE FROM span WHERE quote = 'France'",
        "DELETE FROM referent WHERE name = 'send troops'",
        "DELETE FROM operation WHERE number = (SELECT max(number) FROM operation)",
    )
    target, copied = copy(path)
    assert [each.table for each in copied.left_out] == ["link"]
    with Project.open(target) as fresh:
        assert fresh.connection.execute("SELECT quote, referent FROM span").fetchall() == [
            ("send troops", None)
        ]
        assert fresh.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_there_is_one_project_with_one_scheme_whatever_the_file_says(marked: Desk) -> None:
    path = hostile(
        marked,
        "INSERT INTO project VALUES ('x', 'Another', 'project', '')",
        """INSERT INTO scheme SELECT 'x', name, 'old', sha256, 1, '', NULL, toml FROM scheme""",
    )
    target, _ = copy(path)
    with Project.open(target) as fresh:
        assert doctor.examine(fresh) == ()


def test_a_damaged_page_costs_its_rows_only(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=[f"Article {n}. " + "x " * 1500 for n in range(60)]) as p:
        path = p.path
    content = bytearray(path.read_bytes())
    at = content.index(b"Article 30. ", len(content) // 3)
    page = at // 4096
    content[page * 4096 : page * 4096 + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    target, copied = copy(path)
    assert copied.left_out
    with Project.open(target) as fresh:
        kept = fresh.connection.execute("SELECT count(*) FROM article").fetchone()[0]
    assert 30 <= kept < 60


def _no_file(path: Path) -> None:
    path.unlink(missing_ok=True)


def _text(path: Path) -> None:
    path.write_text("France said no. " * 100)


def _other_database(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE project (id, title)")
    connection.close()


def _newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (_no_file, NotAProject),
        (_text, NotAProject),
        (_other_database, NotAProject),
        (_newer, FileTooNew),
    ],
)
def test_where_nothing_can_be_saved_there_is_no_new_file(
    marked: Desk, make: Callable[[Path], None], fault: type[UserFault]
) -> None:
    path = hostile(marked)
    make(path)
    with pytest.raises(fault):
        copy(path)
    assert not path.with_name("fresh.demarche").exists()


def test_copying_can_be_stopped_and_leaves_no_new_file(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=["x"] * 1000) as project:
        path = project.path
    with pytest.raises(Stopped):
        foreign.copy_known_tables(path, tmp_path / "fresh.demarche", is_cancelled=lambda: True)
    assert [each.name for each in tmp_path.iterdir()] == ["project.demarche"]


def test_an_existing_file_is_not_replaced(marked: Desk) -> None:
    path = hostile(marked)
    target = path.with_name("fresh.demarche")
    target.write_text("mine")
    with pytest.raises(StorageFault, match="exists already"):
        foreign.copy_known_tables(path, target)
    assert target.read_text() == "mine"


def test_a_rescue_copies_repairs_and_leaves_the_damaged_file_alone(marked: Desk) -> None:
    path = hostile(
        marked,
        "CREATE TRIGGER evil AFTER INSERT ON span BEGIN DELETE FROM article; END",
        "DELETE FROM referent WHERE name = 'send troops'",
        "UPDATE referent SET name_key = 'x' WHERE name = 'France'",
    )
    before = path.read_bytes()
    target = path.with_name("fresh.demarche")
    rescued = doctor.rescue(path, target)
    assert path.read_bytes() == before
    assert rescued.copied.counts["span"] == 2
    assert any(each.was_repaired for each in rescued.repaired)
    with Project.open(target) as fresh:
        assert doctor.examine(fresh) == ()


class Sound:
    """The bytes of a sound project, and a folder to spoil them in."""

    def __init__(self, folder: Path, content: bytes) -> None:
        self.folder = folder
        self.content = content


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    folder = tmp_path_factory.mktemp("flipped")
    desk = make_desk(folder)
    proposal = desk.mark("PROPOSAL", "send troops")
    desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
    desk.project.close()
    return Sound(folder, desk.project.path.read_bytes())


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=300)), max_size=4))
def test_no_flipped_bytes_make_anything_but_a_clear_answer(
    sound: Sound, flips: list[tuple[float, bytes]]
) -> None:
    content = bytearray(sound.content)
    for place, noise in flips:
        at = int(place * len(content))
        content[at : at + len(noise)] = noise[: len(content) - at]
    for each in sound.folder.iterdir():
        each.unlink() if each.is_file() else shutil.rmtree(each)
    path, target = sound.folder / "flipped.demarche", sound.folder / "fresh.demarche"
    path.write_bytes(content)
    with suppress(UserFault), Project.open(path) as project:
        doctor.examine(project)
        doctor.repair(project)
    path.write_bytes(content)
    try:
        foreign.copy_known_tables(path, target)
    except UserFault:
        assert not target.exists()
    else:
        with Project.open(target) as fresh:
            assert fresh.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert fresh.connection.execute("PRAGMA foreign_key_check").fetchall() == []
