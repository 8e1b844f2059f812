"""Importing in two steps: a plan that judges everything, then the import, all of it or nothing.

The files are read twice, so that memory stays flat and nothing is written before the last line was
judged. Files of other tools are looked at once more before, for a mapping of their labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from db.errors import InvalidInput, Problem, Stopped
from db.imports.choices import NOTHING_CHOSEN, ImportChoices
from db.imports.collecting import SourceFile, collect
from db.imports.judging import Contents, Judge, Preview, summed
from db.imports.kinds import Kind
from db.imports.mapping.account import LeftOut
from db.imports.mapping.inventory import Census
from db.imports.mapping.making import made_from
from db.imports.mapping.proposing import propose
from db.imports.mapping.seen import Inventory
from db.imports.mapping.unmapped import Unmapped, unmapped
from db.imports.own_scheme import numbered, own_scheme, why_not
from db.imports.places import Shelf
from db.imports.reading import Reader
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

    `contents` are those of `files`, in their order. `skipped` are duplicates and the like; `notes`
    say what is changed on the way; `new_annotators` are the names of those whom the records bring
    along. `choices` are those of the person, with the mapping that is used; `seen` is all that
    files of other tools say, `left_out` what of it has no place here. `preview` are the first
    articles, and `new_scheme` is the one that is made of the labels, where that was chosen.
    """

    files: tuple[SourceFile, ...]
    contents: tuple[Contents, ...]
    articles: int
    layers: int
    new_annotators: tuple[str, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    preview: tuple[Preview, ...] = ()
    choices: ImportChoices = NOTHING_CHOSEN
    seen: Inventory | None = None
    left_out: tuple[LeftOut, ...] = ()
    new_scheme: Scheme | None = None

    @property
    def has_anything(self) -> bool:
        """Whether there is something to bring in."""
        return bool(self.articles or self.layers)

    @property
    def with_problems(self) -> tuple[SourceFile, ...]:
        """The files that something is wrong with, or with a part of them."""
        broken: set[str] = set()
        for problem in self.problems:
            broken.update(accumulate(problem.path.split("/"), "{}/{}".format))
        return tuple(file for file in self.files if file.name in broken)

    @property
    def unmapped(self) -> Unmapped:
        """What of the files of other tools has no target, by the mapping that is used."""
        mapping = self.choices.mapping
        return Unmapped() if mapping is None or self.seen is None else unmapped(mapping, self.seen)

    def of_kinds(self) -> dict[Kind, tuple[int, Contents]]:
        """How many files of each kind there are, and what comes of them."""
        found: dict[Kind, list[Contents]] = {}
        for file, contents in zip(self.files, self.contents, strict=True):
            found.setdefault(file.kind, []).append(contents)
        return {kind: (len(each), summed(each)) for kind, each in found.items()}


def plan(
    project: Project,
    paths: Iterable[Path],
    *,
    choices: ImportChoices = NOTHING_CHOSEN,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> ImportPlan:
    """Read all files and say what would come in and what is wrong; changes nothing.

    Progress counts bytes. Raises InvalidPattern and Stopped.
    """
    with Shelf() as shelf:
        return _Planner(project, shelf, choices, (progress, is_cancelled)).plan(paths)


def apply(
    project: Project,
    author: AnnotatorId | None,
    *,
    plan: ImportPlan,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Changes:
    """Do what a plan says, as one batch; grouping near-duplicates is a step of its own after it.

    Raises InvalidInput where the plan has problems, or a file was changed since and has some now;
    and Stopped. Nothing is imported then.
    """
    if plan.problems:
        raise InvalidInput(plan.problems)
    judge = Judge(project)
    number = f"{plan.articles:,} article{'' if plan.articles == 1 else 's'}"
    with Shelf() as shelf:
        scheme = plan.new_scheme or schemes.current(project)
        return add_records(
            project,
            author,
            placed=_placed(plan.files, Reader(shelf, scheme, plan.choices), judge),
            scheme=None if plan.new_scheme is None else own_scheme(project, plan.new_scheme),
            name=f"import {number}" if plan.articles else "import annotations",
            total=max(plan.articles, plan.layers),
            progress=progress,
            is_cancelled=is_cancelled,
        )


def _placed(files: tuple[SourceFile, ...], reader: Reader, judge: Judge) -> Iterator[Placed]:
    for file in files:
        for found in reader.read(file):
            if found.problems:
                raise InvalidInput(found.problems)
            placed = judge.judge(found)
            if placed is not None:
                yield placed


class _Planner:
    """Makes one plan."""

    def __init__(
        self,
        project: Project,
        shelf: Shelf,
        choices: ImportChoices,
        watch: tuple[Progress | None, IsCancelled | None],
    ) -> None:
        self._project = project
        self._shelf = shelf
        self._choices = choices
        self._progress, self._is_cancelled = watch
        self._scheme = schemes.current(project)
        self._judge = Judge(project, is_trial=True)
        self._done = 0
        self._total = 0

    def plan(self, paths: Iterable[Path]) -> ImportPlan:
        """Collect, look at what other tools say, and judge."""
        chosen = self._choices
        # Made here so that a wrong pattern is said before anything is read.
        Reader(self._shelf, self._scheme, chosen)
        paths = tuple(paths)
        collected = collect(
            paths,
            kinds=chosen.kinds,
            kind=chosen.kind,
            left_out=chosen.left_out,
            shelf=self._shelf,
        )
        files = tuple(map(self._with_encoding, collected.files))
        foreign = [file for file in files if file.kind.is_foreign]
        self._total = sum(file.size for file in (*files, *foreign))
        seen = self._seen(foreign) if foreign else None
        new_scheme = None if seen is None else self._choose_mapping(seen, paths)
        scheme = new_scheme or self._scheme
        reader = Reader(self._shelf, scheme, self._choices)
        contents = tuple(self._contents(file, reader) for file in files)
        self._tell(0)
        judge = self._judge
        return ImportPlan(
            files=files,
            contents=contents,
            articles=judge.articles,
            layers=judge.layers,
            new_annotators=tuple(judge.new_annotators),
            problems=(*collected.problems, *judge.problems),
            skipped=(*collected.skipped, *judge.skipped),
            notes=(*judge.notes, *(each.note() for each in reader.left_out)),
            preview=tuple(judge.previews),
            choices=self._choices,
            seen=seen,
            left_out=reader.left_out,
            new_scheme=new_scheme,
        )

    def _seen(self, files: list[SourceFile]) -> Inventory:
        """All that files of other tools say."""
        census = Census()
        reader = Reader(self._shelf, self._scheme, self._choices)
        for file in files:
            self._tell(0)
            for each in reader.foreign(file):
                census.add(each)
                self._tell(reader.position, is_silent=True)
            self._done += file.size
        return census.inventory()

    def _choose_mapping(self, seen: Inventory, paths: tuple[Path, ...]) -> Scheme | None:
        """Keep the mapping that is used, and give the scheme that is made, if one is."""
        if self._choices.makes_scheme:
            scheme: Scheme | None
            scheme, mapping = made_from(seen, paths[0].stem)
            if self._choices.mapping is not None and self._choices.mapping.annotators:
                mapping = replace(mapping, annotators=self._choices.mapping.annotators)
            scheme = numbered(self._project, scheme)
            reason = why_not(self._project, scheme)
            if reason:
                path = self._project.path.name
                self._judge.problems.append(Problem(path=path, line=None, reason=reason))
        else:
            scheme = None
            mapping = self._choices.mapping or propose(seen, self._scheme)
        self._choices = replace(self._choices, mapping=mapping)
        return scheme

    def _contents(self, file: SourceFile, reader: Reader) -> Contents:
        judge = self._judge
        before = Contents(judge.articles, judge.layers)
        self._tell(0)
        for number, found in enumerate(reader.read(file)):
            judge.judge(found)
            if number % _RECORDS_BETWEEN_REPORTS == 0:
                self._tell(reader.position)
            elif self._is_cancelled is not None and self._is_cancelled():
                raise Stopped
        self._done += file.size
        return judge.since(before)

    def _with_encoding(self, file: SourceFile) -> SourceFile:
        said = self._choices.encoding
        if self._choices.encodings:
            said = self._choices.encodings.get(file.path, said)
        return file if said is None else replace(file, encoding=said)

    def _tell(self, position: int, *, is_silent: bool = False) -> None:
        """Ask whether to go on, and say how many bytes are done unless it was said just now."""
        tell(
            min(self._done + position, self._total),
            self._total,
            progress=None if is_silent else self._progress,
            is_cancelled=self._is_cancelled,
        )
