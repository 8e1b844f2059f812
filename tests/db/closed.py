"""Projects as closed files, and other processes that open them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.builders import make_project


def closed_project(folder: Path) -> Path:
    with make_project(folder, articles=["France said no."]) as project:
        return project.path


def beside(path: Path) -> list[str]:
    """The names of the files that lie beside a project."""
    return sorted(each.name for each in path.parent.iterdir() if each != path)


def in_another_process(code: str, path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout
