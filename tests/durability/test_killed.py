"""A program killed at any moment loses nothing that it said was saved; the file stays sound."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from db import doctor
from db.operations import history, search_index
from db.project import Project
from db.queries import search
from tests.builders import author_of, make_project
from tests.durability.annotate_for_ever import content, last_operation

WORDS = ("France", "Germany", "Poland", "proposed", "rejected", "troops", "border", "plan", "veto")
PROGRAM = Path(__file__).with_name("annotate_for_ever.py")

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="this system kills in another way"
)


def kill_after(path: Path, lines: int, *, seed: int, what: str = "annotate") -> list[str]:
    """Let the program work, kill it after so many lines, and return all that it said."""
    arguments = [sys.executable, str(PROGRAM), str(path), str(seed), what]
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        said = [program.stdout.readline() for _ in range(lines)]
        program.kill()
        said += program.stdout.readlines()
        assert said[0], program.stderr.read()
    # A last line that was cut in the middle was not said.
    return [line.strip() for line in said if line.endswith("\n")]


@pytest.mark.parametrize("seed", range(10))
def test_no_step_that_was_shown_as_saved_is_lost(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with make_project(tmp_path, articles=[" ".join(WORDS)]) as project:
        path = project.path
    for round_ in range(2):
        said = kill_after(path, chance.randint(1, 60), seed=10 * seed + round_)
        number, fingerprint = said[-1].split()
        with Project.open(path) as project:
            assert last_operation(project) in {int(number), int(number) + 1}
            if last_operation(project) == int(number) + 1:
                take_back_the_last_step(project)
            assert content(project) == fingerprint
            assert doctor.examine(project) == ()


def take_back_the_last_step(project: Project) -> None:
    """The step that was saved but not yet said, whichever it was."""
    row = project.connection.execute("SELECT kind FROM operation ORDER BY number DESC LIMIT 1")
    kind = row.fetchone()[0]
    if kind in {"action", "redo"}:
        history.undo(project, author_of(project))
    elif kind == "undo":
        history.redo(project, author_of(project))


def test_undo_goes_on_after_the_kill_down_to_the_beginning(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=[" ".join(WORDS)]) as project:
        path = project.path
        before = project.connection.execute("SELECT count(*) FROM referent").fetchone()
    kill_after(path, 40, seed=1)
    with Project.open(path) as project:
        while history.undo(project, author_of(project)) is not None:
            pass
        counts = [
            project.connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            for table in ("span", "link")
        ]
        assert counts == [(0,), (0,)]
        assert project.connection.execute("SELECT count(*) FROM referent").fetchone() == before
        while history.redo(project, author_of(project)) is not None:
            pass
        assert doctor.examine(project) == ()


@pytest.mark.parametrize("lines", [1, 300, 3000, 12000])
def test_a_killed_import_leaves_nothing_half_imported(tmp_path: Path, lines: int) -> None:
    with make_project(tmp_path, articles=["France said no."]) as project:
        path = project.path
        before = last_operation(project)
    kill_after(path, lines, seed=0, what="import")
    with Project.open(path) as project:
        assert project.connection.execute("SELECT count(*) FROM article").fetchone() == (1,)
        assert last_operation(project) == before
        assert doctor.examine(project) == ()


@pytest.mark.parametrize("lines", [1, 5, 12])
def test_killed_indexing_goes_on_where_it_was(tmp_path: Path, lines: int) -> None:
    bodies = [f"France said no, word{number}." for number in range(150)]
    with make_project(tmp_path, articles=bodies) as project:
        path = project.path
    kill_after(path, lines, seed=0, what="index")
    with Project.open(path) as project:
        assert doctor.examine(project) == ()
        while not search_index.index_some(project).is_complete:
            pass
        for number in (0, 77, 149):
            assert len(search.search(project, f'"word{number}"')) == 1
