"""Copies of a project file, made with SQLite's backup API while it is in use, and thinned by age."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path


def folder_of(project_path: Path) -> Path:
    """The folder beside the project that holds its backups."""
    return project_path.with_name(f"{project_path.stem}-backups")


def make(
    connection: sqlite3.Connection, project_path: Path, *, reason: str, now: datetime | None = None
) -> Path:
    """Write a complete copy of the open project and return its path. `reason` is a few words joined by hyphens."""
    moment = now or datetime.now(UTC)
    folder = folder_of(project_path)
    folder.mkdir(exist_ok=True)
    target = folder / f"{moment:%Y%m%dT%H%M%S}Z-{reason}{project_path.suffix}"
    partial = target.with_suffix(".partial")
    copy = sqlite3.connect(partial)
    try:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
    partial.replace(target)
    return target
