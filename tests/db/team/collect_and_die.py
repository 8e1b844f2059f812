"""Collects files and kills itself after so many steps of SQLite; says "done" if it comes that far.

Run as a program: PROJECT, STEPS, and the files.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from db.merge.plan import Authority
from db.packages import collect
from db.project import Project
from db.queries import annotators

STEP = 100
"""How many instructions of SQLite's machine one step is."""


def main(path: Path, steps: int, files: Sequence[Path]) -> None:
    left = steps

    def count_down() -> int:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    with (
        Project.open(path) as project,
        collect.read_plan(project, files, authority=Authority.COLLECT) as plan,
    ):
        project.connection.set_progress_handler(count_down, STEP)
        collect.apply(project, annotators.default_author(project), plan)
        project.connection.set_progress_handler(None, STEP)
    print("done")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), [Path(each) for each in sys.argv[3:]])
