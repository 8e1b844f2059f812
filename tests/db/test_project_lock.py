"""A project is written by one program at a time."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from db.errors import ProjectLocked, StorageFault
from db.project import Project
from db.project_lock import ProjectLock
from tests.builders import Desk, make_project
from tests.db.closed import closed_project, in_another_process


def test_a_project_is_open_once(tmp_path: Path) -> None:
    with make_project(tmp_path) as project:
        with pytest.raises(ProjectLocked, match="open elsewhere") as caught:
            Project.open(project.path)
        assert f"process {os.getpid()}" in caught.value.holder
    with Project.open(project.path):
        pass


def test_a_project_is_read_while_it_is_open_elsewhere(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    with Project.open(desk.project.path, is_read_only=True) as reader:
        assert reader.connection.execute("SELECT quote FROM span").fetchall() == [("France",)]
        with pytest.raises(StorageFault, match="reading only"), reader.transaction():
            pass
    desk.mark("ACTOR", "Poland")


def test_another_process_is_told_who_holds_the_project(tmp_path: Path) -> None:
    with make_project(tmp_path) as project:
        said = in_another_process(
            "import sys; from pathlib import Path; from db.project import Project\n"
            "from db.errors import UserFault\n"
            "try: Project.open(Path(sys.argv[1]))\n"
            "except UserFault as fault: print(fault)",
            project.path,
        )
    assert "open elsewhere" in said
    assert str(os.getpid()) in said


def test_a_lock_of_a_dead_process_holds_nobody(tmp_path: Path) -> None:
    path = closed_project(tmp_path)
    in_another_process(
        "import os, sys; from pathlib import Path; from db.project import Project\n"
        "Project.open(Path(sys.argv[1])); os._exit(1)",
        path,
    )
    with Project.open(path):
        pass


def test_a_lock_file_that_says_nothing_sensible_is_no_obstacle(tmp_path: Path) -> None:
    path = closed_project(tmp_path)
    path.with_name(f"{path.name}.lock").write_text("[]")
    with Project.open(path) as project:
        path.with_name(f"{path.name}.lock").write_text("[]")
        with pytest.raises(ProjectLocked, match="another program"):
            Project.open(project.path)


def test_two_that_race_for_a_lock_never_both_get_it(tmp_path: Path) -> None:
    path = tmp_path / "x.demarche"
    holders = 0
    most = 0
    guard = threading.Lock()

    def take_often() -> None:
        nonlocal holders, most
        for _ in range(100):
            try:
                lock = ProjectLock.acquire(path)
            except ProjectLocked:
                continue
            with guard:
                holders += 1
                most = max(most, holders)
            with guard:
                holders -= 1
            lock.release()

    threads = [threading.Thread(target=take_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
