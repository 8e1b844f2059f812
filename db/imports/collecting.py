"""Which files an import reads: those that were named, and those of known kinds inside folders."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from db.errors import Problem, UserFault
from db.formats.archive import Budget
from db.formats.tables import NAMES
from db.imports.companions import Companions
from db.imports.folders import files_inside, in_order
from db.imports.kinds import PACKED, Kind
from db.imports.places import Place, Shelf, why_unread
from db.imports.recognising import (
    GLANCE_BYTES,
    Unread,
    companion_of,
    kind_of_archive,
    kind_of_bytes,
    kind_of_name,
    kind_of_parquet,
    suffix_of,
)
from db.project import SUFFIX as PROJECT_SUFFIX

_NO_KINDS: Mapping[Path, Kind] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file to read; `name` is how problems name it, `encoding` what a person says it is in.

    `beside` is the other half of it: the text that brat annotates, or the types of an XMI.
    `changed_ns` is when the file, or the archive that it lies in, was changed last.
    """

    place: Place
    name: str
    kind: Kind
    size: int
    changed_ns: int = 0
    encoding: str | None = None
    beside: Place | None = None

    @property
    def path(self) -> Path:
        """The file, or what tells it from all others where it lies inside an archive."""
        return self.place.as_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """The files in the order of the import, and what is no file to read."""

    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Problem, ...]


def collect(
    paths: Iterable[Path],
    *,
    kinds: Mapping[Path, Kind] = _NO_KINDS,
    kind: Kind | None = None,
    left_out: Collection[Path] = (),
    shelf: Shelf | None = None,
) -> Collected:
    """The files behind paths: in the order given, in folders by name with numbers as numbers.

    `kinds` and `kind` are what a person says of some files, by `SourceFile.path`, and of all;
    `left_out` are those that they don't want.
    """
    if shelf is None:
        with Shelf() as own:
            return collect(paths, kinds=kinds, kind=kind, left_out=left_out, shelf=own)
    collector = _Collector(shelf, kinds, kind, frozenset(left_out))
    for path in paths:
        collector.add(path)
    return collector.collected()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A file before it is known what it is; `key` is the same for the same file.

    `verdict` is what its name tells.
    """

    place: Place
    size: int
    changed_ns: int
    key: object
    is_named: bool
    verdict: Kind | Unread | None


class _Collector:
    """Sorts one file after another."""

    def __init__(
        self,
        shelf: Shelf,
        kinds: Mapping[Path, Kind],
        kind: Kind | None,
        left_out: frozenset[Path],
    ) -> None:
        self._shelf = shelf
        self._left_out = left_out
        self._kinds = kinds
        self._kind = kind
        self._companions = Companions(shelf)
        self._budget = Budget()
        self._files: dict[object, SourceFile] = {}
        self._problems: list[Problem] = []
        self._skipped: list[Problem] = []

    def add(self, path: Path) -> None:
        """A file, or all of a folder."""
        if not path.is_dir():
            self._add_file(path, is_named=True)
            return
        for each in files_inside(path, on_error=self._note):
            self._add_file(each, is_named=False)

    def collected(self) -> Collected:
        """All of it, without the files that are halves of others."""
        files: Collection[SourceFile] = self._files.values()
        read_with_others = {file.beside for file in files if file.beside is not None}
        names = set(map(str, read_with_others))
        names.update(
            str(file.place.beside(each))
            for file in files
            if file.kind is Kind.TABLES
            for each in NAMES
        )
        if read_with_others:
            files = [file for file in files if file.place not in read_with_others]
        return Collected(
            files=tuple(files),
            problems=tuple(self._problems),
            skipped=tuple(each for each in self._skipped if each.path not in names),
        )

    def _note(self, error: OSError) -> None:
        self._problems.append(_about(Place(Path(error.filename)), why_unread(error)))

    def _add_file(self, path: Path, *, is_named: bool) -> None:
        place = Place(path)
        verdict = kind_of_name(path.name, is_named=is_named)
        if isinstance(verdict, Unread) and not is_named and self._said(place) is None:
            self._skipped.append(_about(place, verdict.reason))
            return
        status = _status(path)
        if isinstance(status, str):
            self._problems.append(_about(place, status))
            return
        self._budget = Budget()
        found = _Found(
            place=place,
            size=status.st_size,
            changed_ns=status.st_mtime_ns,
            # Some drives number their files not at all.
            key=(status.st_dev, status.st_ino) if status.st_ino else path.resolve(),
            is_named=is_named,
            verdict=verdict,
        )
        self._sort(found)

    def _sort(self, found: _Found) -> None:
        """Take a file, or all of an archive."""
        if self._left_out and found.place.as_path in self._left_out:
            self._skipped.append(_about(found.place, "it was to be left out"))
            return
        try:
            kind = self._kind_of(found)
            if isinstance(kind, Unread):
                is_problem = found.is_named and not kind.is_companion
                listing = self._problems if is_problem else self._skipped
                listing.append(_about(found.place, kind.reason))
            elif kind is Kind.ZIP:
                self._unfold(found)
            else:
                self._take(found, kind)
        except (OSError, UserFault) as error:
            self._problems.append(_about(found.place, why_unread(error)))

    def _said(self, place: Place) -> Kind | None:
        """What a person says of a file; an archive is opened unless they say what it is itself."""
        if self._kinds and place.as_path in self._kinds:
            return self._kinds[place.as_path]
        if suffix_of(place.name) == ".zip" and self._kind not in PACKED:
            return None
        return self._kind

    def _kind_of(self, found: _Found) -> Kind | Unread:
        if isinstance(found.verdict, Kind) and self._kind is None and not self._kinds:
            return found.verdict
        said = self._said(found.place)
        if said is not None and self._kinds and found.place.as_path in self._kinds:
            return said
        name, verdict = found.place.name, found.verdict
        may_be_types = suffix_of(name) == ".xml"
        if may_be_types or (verdict is None and said is None):
            head = self._shelf.head(found.place, GLANCE_BYTES)
            verdict = kind_of_bytes(name, head, is_named=found.is_named)
        if isinstance(verdict, Unread) and verdict.is_companion:
            return verdict
        if said is not None:
            return companion_of(said, name) or said
        return self._looked_into(verdict or Kind.PLAIN_TEXT, found.place)

    def _looked_into(self, kind: Kind | Unread, place: Place) -> Kind | Unread:
        """What a file is of which more must be seen than its first bytes."""
        match kind:
            case Kind.ZIP:
                return kind_of_archive(self._shelf.archive(place))
            case Kind.PARQUET:
                with self._shelf.opened(place) as stream:
                    return kind_of_parquet(stream)
            case _:
                return kind

    def _unfold(self, found: _Found) -> None:
        place = found.place
        if len(place.members) > 1:
            reason = "it is an archive in an archive in an archive; unpack one of them first"
            self._problems.append(_about(place, reason))
            return
        archive = self._shelf.archive(place)
        names = in_order(archive.names)
        sizes = {name: archive.size(name) for name in names}
        self._budget.spend(sizes.values())
        for name, size in sizes.items():
            inside = place.inside(name)
            member = _Found(
                place=inside,
                size=size,
                changed_ns=found.changed_ns,
                key=inside,
                is_named=False,
                verdict=kind_of_name(inside.name, is_named=False),
            )
            self._sort(member)

    def _take(self, found: _Found, kind: Kind) -> None:
        if found.key in self._files:
            self._skipped.append(_about(found.place, "the same file was named before"))
            return
        beside = self._companions.of(kind, found.place)
        if kind is Kind.BRAT and beside is None:
            text = f"{PurePath(found.place.name).stem}.txt"
            self._problems.append(
                _about(found.place, f"the text that it is about, {text}, is not beside it")
            )
            return
        self._files[found.key] = SourceFile(
            place=found.place,
            name=str(found.place),
            kind=kind,
            size=found.size,
            changed_ns=found.changed_ns,
            beside=beside,
        )


def _status(path: Path) -> os.stat_result | str:
    """What the system knows of a file, or why it can't be read."""
    if path.name.lower().endswith(PROJECT_SUFFIX):
        return "it is a project; open it, or export from it what you want to import"
    try:
        status = path.stat()
    except FileNotFoundError:
        return "there is no such file or folder"
    except OSError as error:
        return why_unread(error)
    return status if stat.S_ISREG(status.st_mode) else "it is no ordinary file"


def _about(place: Place, reason: str) -> Problem:
    return Problem(path=str(place), line=None, reason=reason)
