"""Damage as disks and sticks make it: whole pages of a file that hold rubbish."""

from __future__ import annotations

from pathlib import Path

from db.project import Project
from tests.builders import Desk


def spoil(path: Path, *names: str) -> None:
    """Fill the first page of each table or index of a closed project with rubbish."""
    with Project.open(path) as project:
        pages = [
            project.connection.execute(
                "SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)
            ).fetchone()[0]
            for name in names
        ]
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    for page in pages:
        content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)


def spoiled(desk: Desk, *names: str) -> Path:
    """The desk's project, closed and spoiled."""
    desk.project.close()
    spoil(desk.project.path, *names)
    return desk.project.path
