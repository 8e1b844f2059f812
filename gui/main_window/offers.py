"""The only place that says what can be done with files that are dropped on a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from db.packages.bundle import BACK_SUFFIX, PACKAGE_SUFFIX
from db.project import SUFFIX
from gui.isolation import in_a_row
from gui.translation import tr, tr_count

_SCHEME = ".toml"


class Deed(StrEnum):
    """What is done with files."""

    OPEN = "open"
    TAKE_IN = "take_in"
    COLLECT = "collect"
    IMPORT = "import"
    SCHEME = "scheme"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to do with some of the files, in words for the person."""

    deed: Deed
    paths: tuple[Path, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where files are dropped: in whose file, on which page and section of it."""

    is_work_package: bool = False
    page: str = "annotate"
    section: str = ""


def offers(paths: Sequence[Path], room: Room) -> tuple[tuple[Offer, ...], ...]:
    """For each kind of file what can be done with it; several offers mean that it is unclear.

    Empty where nothing can be done: `refusal` says why.
    """
    returned = tuple(each for each in paths if each.suffix == BACK_SUFFIX)
    packages = tuple(each for each in paths if each.suffix == PACKAGE_SUFFIX)
    projects = tuple(each for each in paths if each.suffix == SUFFIX and not each.is_dir())
    schemes = tuple(each for each in paths if each.suffix == _SCHEME and not each.is_dir())
    known = {*returned, *packages, *projects, *schemes}
    articles = tuple(each for each in paths if each not in known)
    found = _in_package if room.is_work_package else _in_project
    groups = found(room, returned, packages + projects, schemes, articles)
    return tuple(tuple(group) for group in groups if group)


def refusal(room: Room) -> str:
    """Why nothing can be done with what is held over the window."""
    if room.is_work_package:
        return tr("Articles and schemes are brought in by the lead")
    return tr("Nothing can be done with this here")


def promise(groups: Sequence[Sequence[Offer]]) -> str:
    """What would happen, in one line, for the overlay."""
    return in_a_row(
        group[0].words if len(group) == 1 else tr("Choose what to do with it") for group in groups
    )


def _in_package(
    _room: Room,
    _returned: tuple[Path, ...],
    files: tuple[Path, ...],
    _schemes: tuple[Path, ...],
    _articles: tuple[Path, ...],
) -> list[list[Offer]]:
    if len(files) != 1:
        return []
    return [[_take_in(files), _open(files)]]


def _in_project(
    room: Room,
    returned: tuple[Path, ...],
    files: tuple[Path, ...],
    schemes: tuple[Path, ...],
    articles: tuple[Path, ...],
) -> list[list[Offer]]:
    collects = room.page == "project" and room.section in {"collect", "assignment"}
    groups: list[list[Offer]] = []
    if returned and not files:
        groups.append([_collect(returned)])
    elif files:
        both = [_collect(returned + files)]
        groups.append(both if collects or returned or len(files) > 1 else [*both, _open(files)])
    if schemes:
        groups.append([_scheme(schemes[:1])])
    if articles:
        groups.append([_import(articles)])
    return groups


def _open(paths: tuple[Path, ...]) -> Offer:
    return Offer(Deed.OPEN, paths, tr("Open {file}", file=paths[0].name))


def _take_in(paths: tuple[Path, ...]) -> Offer:
    return Offer(Deed.TAKE_IN, paths, tr("Take in what is new in {file}", file=paths[0].name))


def _collect(paths: tuple[Path, ...]) -> Offer:
    words = tr_count(
        len(paths), "Collect the work in {count} file", "Collect the work in {count} files"
    )
    return Offer(Deed.COLLECT, paths, words)


def _scheme(paths: tuple[Path, ...]) -> Offer:
    return Offer(Deed.SCHEME, paths, tr("Look at the scheme in {file}", file=paths[0].name))


def _import(paths: tuple[Path, ...]) -> Offer:
    words = tr_count(
        len(paths),
        "Import articles: you see first what would come in",
        "Import articles from {count} files: you see first what would come in",
    )
    return Offer(Deed.IMPORT, paths, words)
