"""Finding and opening the project that a command is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from db.project import SUFFIX, Project

project_argument = click.argument("project", type=click.Path(path_type=Path))


@contextmanager
def opened(path: Path, *, is_read_only: bool = False) -> Iterator[Project]:
    """The project, closed afterwards; its suffix may be left out."""
    with_suffix = with_project_suffix(path)
    found = with_suffix if not path.exists() and with_suffix.exists() else path
    with Project.open(found, is_read_only=is_read_only) as project:
        yield project


def with_project_suffix(path: Path) -> Path:
    """The path with the suffix of projects, which may be left out on the command line."""
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
