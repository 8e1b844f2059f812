"""One line for each file of an import, and for each that is not read; no screen."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from db.errors import Problem
from db.imports.choices import ImportChoices
from db.imports.collecting import SourceFile
from db.imports.judging import Contents
from db.imports.kinds import Kind
from db.imports.plan import ImportPlan
from gui.translation import tr, tr_count, tr_said


class Standing(StrEnum):
    """What becomes of a file."""

    READ = "read"
    PROBLEM = "problem"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A file; `file` is None where it is not read, `problem` says why, or what is wrong in it.

    `said_kind` is what a person said of it.
    """

    path: Path
    name: str
    standing: Standing
    contents: Contents = field(default_factory=Contents)
    problem: Problem | None = None
    file: SourceFile | None = None
    said_kind: Kind | None = None
    encoding: str = ""
    is_wanted: bool = True
    """False where a person left it out."""

    @property
    def kind_words(self) -> str:
        """What it is read as."""
        if self.file is not None:
            return tr_said(self.file.kind.in_words)
        return tr("not read")

    @property
    def outcome(self) -> str:
        """What comes of it; only put into words where it is seen, for there may be very many."""
        if self.problem is None:
            return _in_words(self.contents)
        reason, line = tr_said(self.problem.reason), self.problem.line
        return reason if line is None else tr("line {line}: ", line=line) + reason


def file_rows(plan: ImportPlan, choices: ImportChoices) -> tuple[FileRow, ...]:
    """The files in the order of the import, those with problems first, those not read last."""
    first: dict[str, Problem] = {}
    for problem in plan.problems:
        first.setdefault(problem.path, problem)
    names = [file.name for file in plan.files]
    unread = tuple(_unread(plan, frozenset(names)))
    cut = _common((*names, *(each.path for each in unread)))
    broken = {file.name for file in plan.with_problems}
    # Asking a mapping for a path is slow, and there may be very many files.
    said = choices.kinds
    rows = [
        FileRow(
            path=file.path,
            name=_short(file.name, cut),
            file=file,
            standing=Standing.PROBLEM if file.name in broken else Standing.READ,
            contents=contents,
            problem=_problem(file.name, first) if file.name in broken else None,
            said_kind=said.get(file.path) if said else None,
            encoding=_encoding(file),
        )
        for file, contents in zip(plan.files, plan.contents, strict=True)
    ]
    rows.sort(key=lambda each: each.standing is not Standing.PROBLEM)
    rows.extend(
        FileRow(
            path=Path(each.path),
            name=_short(each.path, cut),
            standing=Standing.PROBLEM if each.path in first else Standing.LEFT_OUT,
            problem=each,
            said_kind=said.get(Path(each.path)),
            is_wanted=Path(each.path) not in choices.left_out,
        )
        for each in unread
    )
    return tuple(rows)


def _unread(plan: ImportPlan, names: frozenset[str]) -> Iterator[Problem]:
    """What was found beside the files that are read."""
    said = set()
    for each in (*plan.problems, *plan.skipped):
        is_inside = any(str(parent) in names for parent in Path(each.path).parents)
        if each.path in names or is_inside or each.path in said or each.line is not None:
            continue
        said.add(each.path)
        # The project itself is named where it can't take a scheme.
        if os.sep in each.path or "/" in each.path:
            yield each


def _problem(name: str, first: dict[str, Problem]) -> Problem | None:
    """That of a file itself, or of one inside it."""
    known = first.get(name)
    if known is not None:
        return known
    return next((each for path, each in first.items() if path.startswith(f"{name}/")), None)


def _in_words(contents: Contents) -> str:
    said = []
    if contents.articles:
        said.append(tr_count(contents.articles, "{count} article", "{count} articles"))
    if contents.layers:
        said.append(tr_count(contents.layers, "{count} annotation", "{count} annotations"))
    return ", ".join(said) or tr("nothing new")


def _encoding(file: SourceFile) -> str:
    if not file.kind.has_encoding:
        return ""
    return file.encoding or tr("as it seems")


def _common(names: Iterable[str]) -> str:
    folders = {each[: max(each.rfind("/"), each.rfind(os.sep), 0)] for each in names}
    try:
        return os.path.commonpath(folders) if folders else ""
    except ValueError:
        # On two drives.
        return ""


def _short(name: str, cut: str) -> str:
    return name.removeprefix(cut).lstrip("/\\") if cut else name
