"""Which files an import reads: those that were named, and those of known kinds inside folders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from db.errors import Problem
from db.formats import jsonl, plain_text
from db.project import SUFFIX as PROJECT_SUFFIX


class Kind(StrEnum):
    """How a file is read."""

    PLAIN_TEXT = "plain text"
    JSONL = "JSONL"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file to read; `name` is how problems name it, `encoding` what a person says it is in."""

    path: Path
    name: str
    kind: Kind
    size: int
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """The files in the order of the import, and what is no file to read."""

    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Problem, ...]


def collect(paths: Iterable[Path]) -> Collected:
    """The files behind paths: in the order given, in folders by name with numbers as numbers."""
    files: dict[Path, SourceFile] = {}
    problems: list[Problem] = []
    skipped: list[Problem] = []
    for path in paths:
        for found in _inside(path, problems) if path.is_dir() else (path,):
            kind = _kind(found, is_named=found is path)
            if kind is None:
                skipped.append(_about(found, "files of this kind are not read"))
                continue
            reason, size = _what_is_wrong(found)
            if reason:
                problems.append(_about(found, reason))
                continue
            real = found.resolve()
            if real in files:
                skipped.append(_about(found, "the same file was named before"))
            else:
                files[real] = SourceFile(path=found, name=str(found), kind=kind, size=size)
    return Collected(files=tuple(files.values()), problems=tuple(problems), skipped=tuple(skipped))


def _inside(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        problems.append(_about(Path(error.filename), f"it can't be read ({error.strerror})"))

    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted((each for each in folders if not each.startswith(".")), key=_natural)
        for name in sorted(names, key=_natural):
            if not name.startswith("."):
                yield Path(place, name)


def _kind(path: Path, *, is_named: bool) -> Kind | None:
    suffix = path.suffix.lower()
    if suffix in jsonl.SUFFIXES:
        return Kind.JSONL
    if suffix in plain_text.SUFFIXES:
        return Kind.PLAIN_TEXT
    if not is_named:
        return None
    # Who names a file means it; what it holds decides whether it can be read.
    return Kind.JSONL if suffix == ".json" else Kind.PLAIN_TEXT


def _what_is_wrong(path: Path) -> tuple[str, int]:
    """Why a file can't be read, or "" and its size in bytes."""
    if path.suffix.lower() == PROJECT_SUFFIX:
        return "it is a project; open it, or export from it what you want to import", 0
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return "there is no such file or folder", 0
    except OSError as error:
        return f"it can't be read ({error.strerror})", 0
    return ("", size) if path.is_file() else ("it is no ordinary file", 0)


def _about(path: Path, reason: str) -> Problem:
    return Problem(path=str(path), line=None, reason=reason)


def _natural(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Sorts 2.txt before 10.txt, and large letters like small ones."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts), name
