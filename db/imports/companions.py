"""Finds the other half of a file: the text that brat annotates, or the types of an XMI."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath

from db.imports.kinds import Kind
from db.imports.places import Place, Shelf

_FOLDERS_REMEMBERED = 64


class Companions:
    """Looks beside files, on the disk and inside archives."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._names = lru_cache(_FOLDERS_REMEMBERED)(self._names_in)

    def of(self, kind: Kind, place: Place) -> Place | None:
        """The half that a file of a kind has; None where there is none."""
        match kind:
            case Kind.BRAT:
                return self._text(place)
            case Kind.CAS_XMI:
                return self._types(place)
            case _:
                return None

    def _text(self, place: Place) -> Place | None:
        stem = PurePosixPath(place.name).stem
        found = place.beside(f"{stem}.txt")
        if not place.members:
            return found if found.path.is_file() else None
        return found if found.name in self._names(place.folder) else None

    def _types(self, place: Place) -> Place | None:
        """By the name of the file, or the only type system of the folder."""
        names = self._names(place.folder)
        known = [each for each in names if "typesystem" in each.lower() and each.endswith(".xml")]
        stem = PurePosixPath(place.name).stem
        own = [each for each in known if each.startswith(stem)] or known
        return place.beside(own[0]) if len(own) == 1 else None

    def _names_in(self, folder: Place) -> frozenset[str]:
        """The names of the files in a folder."""
        if not folder.members:
            return frozenset(each.name for each in folder.path.iterdir() if each.is_file())
        inside = folder.members[-1]
        return frozenset(
            name.removeprefix(inside)
            for name in self._shelf.archive(folder.outer).names
            if name.startswith(inside) and "/" not in name.removeprefix(inside)
        )
