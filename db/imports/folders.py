"""The files inside folders and archives, in the order in which people expect them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

# More digits than this are many numbers, for Python refuses to read them as one.
_NUMBERS = re.compile(r"([0-9]{1,1000})")


def files_inside(folder: Path, *, on_error: Callable[[OSError], None]) -> Iterator[Path]:
    """All files of a folder that are not hidden, those of its own before those of folders in it.

    `on_error` hears of folders that can't be read.
    """
    for place, folders, names in os.walk(folder, onerror=on_error):
        folders[:] = sorted((each for each in folders if not each.startswith(".")), key=_natural)
        here = Path(place)
        for name in sorted(names, key=_natural):
            if not name.startswith("."):
                yield here / name


def in_order(members: Iterable[str]) -> list[str]:
    """The names inside an archive, each once and without the hidden ones, as from a folder."""
    return sorted(filter(_is_visible, dict.fromkeys(members)), key=_natural_path)


def _is_visible(name: str) -> bool:
    parts = name.split("/")
    return parts[0] != "__MACOSX" and not any(each.startswith(".") for each in parts)


def _natural(name: str) -> tuple[list[str | int], str]:
    """Sorts 2.txt before 10.txt, and large letters like small ones."""
    # Texts and numbers take turns, so that like is compared with like.
    parts: list[str | int] = list(_NUMBERS.split(name.casefold()))
    parts[1::2] = map(int, parts[1::2])
    return parts, name


def _natural_path(name: str) -> tuple[object, ...]:
    """The files of a folder before the folders in it, as on the disk."""
    *folders, last = name.split("/")
    return (*((1, _natural(each)) for each in folders), (0, _natural(last)))
