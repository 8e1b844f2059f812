"""Makes the plan of an import: reads all files and judges every record, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from db.errors import Problem, Stopped, UserFault
from db.formats import jsonl_reader
from db.imports.choices import ImportChoices
from db.imports.collecting import SourceFile, collect
from db.imports.import_plan import ImportPlan
from db.imports.judging import Contents, Judge
from db.imports.kept import Kept
from db.imports.kinds import Kind
from db.imports.mapping.inventory import Census
from db.imports.mapping.seen import Inventory
from db.imports.mapping_choice import with_mapping
from db.imports.own_scheme import why_not
from db.imports.places import Shelf
from db.imports.reading import Reader
from db.imports.recognising import GLANCE_BYTES
from db.imports.texts import Texts
from db.progress import IsCancelled, Progress, tell
from db.project import Project
from db.queries import schemes
from db.scheme.model import Scheme

_RECORDS_BETWEEN_REPORTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Beforehand:
    """What an earlier look at the same files has found.

    `keeps_texts` says that records name texts that come in with them by their digest alone.
    `unwanted` are the copies that stay out: the digest of each with the title of its original.
    """

    keeps_texts: bool = False
    unwanted: Mapping[bytes, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """Who looks on, told in bytes, and may stop it."""

    progress: Progress | None = None
    is_cancelled: IsCancelled | None = None


class Planner:
    """Makes one plan. Raises InvalidPattern when it is made."""

    def __init__(
        self,
        project: Project,
        shelf: Shelf,
        choices: ImportChoices,
        watching: Watching,
        beforehand: Beforehand,
    ) -> None:
        self._project = project
        self._shelf = shelf
        self._choices = choices
        self._watching = watching
        self._beforehand = beforehand
        self._scheme = schemes.current(project)
        # Made here so that a wrong pattern is said before anything is read.
        Reader(shelf, self._scheme, choices)
        self._judge = Judge(project, is_trial=True, unwanted=beforehand.unwanted)
        self._done = 0
        self._total = 0

    def plan(self, paths: tuple[Path, ...]) -> ImportPlan:
        """Collect, look at what other tools say, and judge; raises Stopped."""
        chosen = self._choices
        collected = collect(
            paths,
            kinds=chosen.kinds,
            kind=chosen.kind,
            left_out=chosen.left_out,
            shelf=self._shelf,
        )
        files = self._with_stand_off_last(map(self._with_encoding, collected.files))
        foreign = [file for file in files if file.kind.is_foreign]
        self._total = sum(file.size for file in (*files, *foreign))
        seen = self._seen(foreign) if foreign else None
        new_scheme = None if seen is None else self._choose_mapping(seen, paths[0].stem)
        kept = Kept()
        with Texts(self._project, keeps=self._beforehand.keeps_texts) as texts:
            reader = Reader(
                self._shelf,
                new_scheme or self._scheme,
                self._choices,
                kept=kept,
                text_of=texts.of,
            )
            contents = tuple(self._contents(file, reader, texts) for file in files)
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
            kept=kept,
            keeps_texts=self._beforehand.keeps_texts,
            lacks_texts=texts.was_missed,
        )

    def _with_stand_off_last(self, files: Iterable[SourceFile]) -> tuple[SourceFile, ...]:
        """The files with those last whose records need the texts of others."""
        first: list[SourceFile] = []
        last: list[SourceFile] = []
        for file in files:
            (last if self._holds_stand_off(file) else first).append(file)
        return (*first, *last)

    def _holds_stand_off(self, file: SourceFile) -> bool:
        if file.kind is not Kind.RECORDS:
            return False
        try:
            return jsonl_reader.holds_stand_off(self._shelf.head(file.place, GLANCE_BYTES))
        except (OSError, UserFault):
            # The reader says it.
            return False

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

    def _choose_mapping(self, seen: Inventory, name: str) -> Scheme | None:
        """Keep the mapping that is used, and give the scheme that is made, if one is."""
        self._choices, scheme = with_mapping(self._project, self._choices, seen, name=name)
        reason = "" if scheme is None else why_not(self._project, scheme)
        if reason:
            path = self._project.path.name
            self._judge.problems.append(Problem(path=path, line=None, reason=reason))
        return scheme

    def _contents(self, file: SourceFile, reader: Reader, texts: Texts) -> Contents:
        judge, is_cancelled = self._judge, self._watching.is_cancelled
        before = Contents(judge.articles, judge.layers)
        self._tell(0)
        for number, found in enumerate(reader.read(file), start=1):
            placed = judge.judge(found)
            if placed is not None:
                texts.came_in(placed)
            if number % _RECORDS_BETWEEN_REPORTS == 0:
                self._tell(reader.position)
            elif is_cancelled is not None and is_cancelled():
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
            progress=None if is_silent else self._watching.progress,
            is_cancelled=self._watching.is_cancelled,
        )
