"""What the benchmarks of collecting work with: a lead's fresh project, and the bare minimum."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.connection import Access, connect
from db.merge.plan import Authority
from db.packages import collect
from db.packages.collect_plan import CollectPlan
from db.project import Project
from tests.benchmarks.figures import seconds_of
from tests.builders import author_of


@dataclass
class Desk:
    """A lead in front of a fresh copy of a project, as often as one is needed."""

    original: Path
    folder: Path
    project: Project | None = None
    plan: CollectPlan | None = None

    def renew(self) -> None:
        """Begin with the project as it was."""
        self.close()
        path = self.folder / "lead.demarche"
        shutil.copy(self.original, path)
        self.project = Project.open(path)

    def read(self, files: Sequence[Path]) -> None:
        """Plan to collect."""
        self.plan = collect.read_plan(self.opened, files, authority=Authority.COLLECT)

    def apply(self) -> None:
        """Collect what was planned."""
        assert self.plan is not None
        collect.apply(self.opened, author_of(self.opened), self.plan)

    @property
    def opened(self) -> Project:
        """The project."""
        assert self.project is not None
        return self.project

    def close(self) -> None:
        """Put everything away."""
        if self.plan is not None:
            self.plan.close()
        if self.project is not None:
            self.project.close()
        self.plan = self.project = None


@dataclass
class BareCopy:
    """Copies the rows of a returned file into a project, and nothing else."""

    original: Path
    target: Path
    content: Path

    def __call__(self) -> float:
        shutil.copy(self.original, self.target)
        connection = connect(self.target, Access.WRITE)
        connection.execute("ATTACH ? AS content", (str(self.content),))
        seconds = seconds_of(lambda: self._copy(connection))
        connection.close()
        return seconds

    def _copy(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for table in ("layer", "referent", "span", "link"):
            connection.execute(
                f"""INSERT INTO main.{table} SELECT * FROM content.{table}
                    WHERE id NOT IN (SELECT id FROM main.{table})"""
            )
        connection.execute("COMMIT")
