"""What a person wants to import and what they said of it, as one value; no screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from db.imports.choices import NOTHING_CHOSEN, ImportChoices
from db.imports.kinds import Kind

_Said = TypeVar("_Said")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Files and folders, and how they are to be read."""

    paths: tuple[Path, ...] = ()
    choices: ImportChoices = NOTHING_CHOSEN

    def with_paths(self, more: Iterable[Path]) -> Wish:
        """The same with more files and folders, each of them once."""
        return replace(self, paths=tuple(dict.fromkeys((*self.paths, *more))))


def with_kind(choices: ImportChoices, files: Iterable[Path], kind: Kind | None) -> ImportChoices:
    """Files read as a kind, or with None as what they seem to be."""
    files = tuple(files)
    chosen = with_again(choices, files)
    return replace(chosen, kinds=_said(chosen.kinds, files, kind))


def with_encodings(
    choices: ImportChoices, files: Iterable[Path], encodings: Mapping[Path, str]
) -> ImportChoices:
    """Files in these encodings; those of them without one in the one that they seem to be in."""
    kept = _said(choices.encodings, files, None)
    return replace(choices, encodings={**kept, **encodings})


def without(choices: ImportChoices, files: Iterable[Path]) -> ImportChoices:
    """These files are left out, too."""
    return replace(choices, left_out=choices.left_out | set(files))


def with_again(choices: ImportChoices, files: Iterable[Path]) -> ImportChoices:
    """These files are no longer left out."""
    return replace(choices, left_out=choices.left_out - set(files))


def _said(
    known: Mapping[Path, _Said], files: Iterable[Path], value: _Said | None
) -> dict[Path, _Said]:
    changed = dict(known)
    for file in files:
        if value is None:
            changed.pop(file, None)
        else:
            changed[file] = value
    return changed
