"""Which files an import reads: those that were named, and those of known kinds inside folders."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from db.errors import Problem, UserFault
from db.formats.archive import MAX_MEMBERS, MAX_TOTAL_BYTES, NoArchive
from db.imports.companions import Companions
from db.imports.kinds import PACKED, Kind
from db.imports.places import Place, Shelf
from db.imports.recognising import (
    GLANCE_BYTES,
    Unread,
    kind_of_archive,
    kind_of_bytes,
    kind_of_name,
    suffix_of,
)
from db.project import SUFFIX as PROJECT_SUFFIX

_NO_KINDS: Mapping[Path, Kind] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file to read; `name` is how problems name it, `encoding` what a person says it is in.

    `beside` is the other half of it: the text that brat annotates, or the types of an XMI.
    """

    place: Place
    name: str
    kind: Kind
    size: int
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
    """A file before it is known what it is; `key` is the same for the same file."""

    place: Place
    size: int
    key: object
    is_named: bool


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
        for each in _inside(path, self._problems):
            self._add_file(each, is_named=False)

    def collected(self) -> Collected:
        """All of it, without the files that are halves of others."""
        files = self._files.values()
        read_with_others = {file.beside for file in files if file.beside is not None}
        names = set(map(str, read_with_others))
        return Collected(
            files=tuple(file for file in files if file.place not in read_with_others),
            problems=tuple(self._problems),
            skipped=tuple(each for each in self._skipped if each.path not in names),
        )

    def _add_file(self, path: Path, *, is_named: bool) -> None:
        place = Place(path)
        verdict = kind_of_name(path.name, is_named=is_named)
        if isinstance(verdict, Unread) and not is_named and self._said(place) is None:
            self._skipped.append(_about(place, verdict.reason))
            return
        reason, size, key = _what_is_wrong(path)
        if reason:
            self._problems.append(_about(place, reason))
        else:
            self._budget = Budget()
            self._sort(_Found(place=place, size=size, key=key, is_named=is_named))

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
                self._unfold(found.place)
            else:
                self._take(found, kind)
        except OSError as error:
            self._problems.append(_about(found.place, f"it can't be read ({error.strerror})"))
        except UserFault as error:
            self._problems.append(_about(found.place, str(error)))

    def _said(self, place: Place) -> Kind | None:
        """What a person says of a file; an archive is opened unless they say what it is itself."""
        if self._kinds and place.as_path in self._kinds:
            return self._kinds[place.as_path]
        if suffix_of(place.name) == ".zip" and self._kind not in PACKED:
            return None
        return self._kind

    def _kind_of(self, found: _Found) -> Kind | Unread:
        said = self._said(found.place)
        if said is not None and self._kinds and found.place.as_path in self._kinds:
            return said
        name = found.place.name
        verdict = kind_of_name(name, is_named=found.is_named)
        may_be_types = suffix_of(name) == ".xml"
        if may_be_types or (verdict is None and said is None):
            head = self._shelf.head(found.place, GLANCE_BYTES)
            verdict = kind_of_bytes(name, head, is_named=found.is_named)
        if isinstance(verdict, Unread) and verdict.is_companion:
            return verdict
        if said is Kind.BRAT and suffix_of(name) == ".txt":
            return Unread(reason="brat reads it together with its .ann file", is_companion=True)
        kind = said or verdict or Kind.PLAIN_TEXT
        if kind is Kind.ZIP and said is None:
            return kind_of_archive(self._shelf.archive(found.place))
        return kind

    def _unfold(self, place: Place) -> None:
        if len(place.members) > 1:
            reason = "it is an archive in an archive in an archive; unpack one of them first"
            self._problems.append(_about(place, reason))
            return
        archive = self._shelf.archive(place)
        names = sorted(filter(_is_visible, dict.fromkeys(archive.names)), key=_natural_path)
        sizes = {name: archive.size(name) for name in names}
        self._budget.spend(sizes.values())
        for name, size in sizes.items():
            inside = place.inside(name)
            self._sort(_Found(place=inside, size=size, key=inside, is_named=False))

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
            place=found.place, name=str(found.place), kind=kind, size=found.size, beside=beside
        )


class Budget:
    """How much the archives inside one file may unpack to, all together."""

    def __init__(self) -> None:
        self._files = 0
        self._bytes = 0

    def spend(self, sizes: Iterable[int]) -> None:
        """Count files of these sizes; raises NoArchive where it is too much."""
        for size in sizes:
            self._files += 1
            self._bytes += size
        if self._files > MAX_MEMBERS or self._bytes > MAX_TOTAL_BYTES:
            raise NoArchive(
                f"with the archives inside it, it unpacks to more than the {MAX_MEMBERS:,} files "
                f"or {MAX_TOTAL_BYTES / 1e9:,.0f} GB allowed"
            )


def _inside(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        problems.append(_about(Place(Path(error.filename)), f"it can't be read ({error.strerror})"))

    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted((each for each in folders if not each.startswith(".")), key=_natural)
        for name in sorted(names, key=_natural):
            if not name.startswith("."):
                yield Path(place, name)


def _what_is_wrong(path: Path) -> tuple[str, int, object]:
    """Why a file can't be read, or "", its size in bytes, and what tells it from all others."""
    if path.suffix.lower() == PROJECT_SUFFIX:
        return "it is a project; open it, or export from it what you want to import", 0, None
    try:
        status = path.stat()
    except FileNotFoundError:
        return "there is no such file or folder", 0, None
    except OSError as error:
        return f"it can't be read ({error.strerror})", 0, None
    if not stat.S_ISREG(status.st_mode):
        return "it is no ordinary file", 0, None
    # Some drives number their files not at all.
    key = (status.st_dev, status.st_ino) if status.st_ino else path.resolve()
    return "", status.st_size, key


def _about(place: Place, reason: str) -> Problem:
    return Problem(path=str(place), line=None, reason=reason)


def _is_visible(name: str) -> bool:
    parts = name.split("/")
    return parts[0] != "__MACOSX" and not any(each.startswith(".") for each in parts)


def _natural(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Sorts 2.txt before 10.txt, and large letters like small ones."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts), name


def _natural_path(name: str) -> tuple[object, ...]:
    """The files of a folder before the folders in it, as on the disk."""
    *folders, last = name.split("/")
    return (*((1, _natural(each)) for each in folders), (0, _natural(last)))
