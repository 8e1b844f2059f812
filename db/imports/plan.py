"""Importing in two steps: a plan that judges everything, then the import, all of it or nothing.

The files are read twice, so that memory stays flat and nothing is written before the last line was
judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from db.errors import InvalidInput, Problem
from db.formats.record import Read
from db.imports.collecting import SourceFile, collect
from db.imports.placing import Placer
from db.imports.reading import read
from db.model import AnnotatorId, Changes
from db.operations.imports import add_records
from db.operations.record_rows import Placed
from db.progress import IsCancelled, Progress, tell
from db.project import Project
from db.queries import schemes
from db.scheme.model import Scheme

_RECORDS_BETWEEN_REPORTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import would do.

    `skipped` are duplicates and the like; `notes` say what is changed on the way;
    `new_annotators` are the names of those whom the records bring along.
    """

    files: tuple[SourceFile, ...]
    articles: int
    layers: int
    new_annotators: tuple[str, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Problem, ...]
    notes: tuple[Problem, ...]

    @property
    def has_anything(self) -> bool:
        """Whether there is something to bring in."""
        return bool(self.articles or self.layers)


def plan(
    project: Project,
    paths: Iterable[Path],
    *,
    encodings: Mapping[Path, str] | None = None,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> ImportPlan:
    """Read all files and say what would come in and what is wrong; changes nothing.

    Progress counts bytes. `encodings` is what a person says of plain texts, by the path that the
    plan has for them.
    """
    collected = collect(paths)
    said = encodings or {}
    files = tuple(replace(each, encoding=said.get(each.path)) for each in collected.files)
    judge = _Judge(project)
    total = sum(file.size for file in files)
    done = 0
    for file in files:
        tell(done, total, progress=progress, is_cancelled=is_cancelled)
        for number, found in enumerate(read(file, judge.scheme)):
            judge.judge(found)
            if number % _RECORDS_BETWEEN_REPORTS == 0:
                tell(done, total, progress=None, is_cancelled=is_cancelled)
        done += file.size
    tell(done, total, progress=progress, is_cancelled=is_cancelled)
    return ImportPlan(
        files=files,
        articles=judge.articles,
        layers=judge.layers,
        new_annotators=tuple(judge.new_annotators),
        problems=(*collected.problems, *judge.problems),
        skipped=(*collected.skipped, *judge.skipped),
        notes=tuple(judge.notes),
    )


def apply(
    project: Project,
    author: AnnotatorId | None,
    *,
    plan: ImportPlan,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Changes:
    """Do what a plan says, as one batch.

    Raises InvalidInput where the plan has problems, or a file was changed since and has some now;
    and Stopped. Nothing is imported then.
    """
    if plan.problems:
        raise InvalidInput(plan.problems)
    judge = _Judge(project)
    number = f"{plan.articles:,} article{'' if plan.articles == 1 else 's'}"
    return add_records(
        project,
        author,
        placed=_placed(plan.files, judge),
        name=f"import {number}" if plan.articles else "import annotations",
        total=max(plan.articles, plan.layers),
        progress=progress,
        is_cancelled=is_cancelled,
    )


def _placed(files: tuple[SourceFile, ...], judge: _Judge) -> Iterator[Placed]:
    for file in files:
        for found in read(file, judge.scheme):
            if found.problems:
                raise InvalidInput(found.problems)
            placed = judge.judge(found)
            if placed is not None:
                yield placed


class _Judge:
    """Places what was read and keeps the account of it."""

    def __init__(self, project: Project) -> None:
        self.scheme: Scheme = schemes.current(project)
        self.articles = 0
        self.layers = 0
        self.new_annotators: list[str] = []
        self.problems: list[Problem] = []
        self.skipped: list[Problem] = []
        self.notes: list[Problem] = []
        self._placer = Placer(project)

    def judge(self, found: Read) -> Placed | None:
        """The place of a record, or None where it has problems or is there already."""
        self.problems.extend(found.problems)
        self.notes.extend(found.notes)
        if found.record is None:
            return None
        decision = self._placer.place(found, found.record)
        for text, account in ((decision.skipped, self.skipped), (decision.note, self.notes)):
            if text is not None:
                account.append(Problem(path=found.path, line=found.line, reason=text))
        placed = decision.placed
        if placed is not None:
            self.articles += placed.is_new
            self.layers += placed.annotator is not None
            if placed.new_annotator is not None:
                self.new_annotators.append(placed.new_annotator.name)
        return placed
