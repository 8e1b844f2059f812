"""Names for the files of articles: readable, fit for every system, and no two alike."""

from __future__ import annotations

import re

from db.formats.losses import name_of
from db.formats.record import Record
from db.model import AnnotatorKind

_UNFIT = re.compile(r"[^\w.-]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST_BYTES = 100


class FileNames:
    """Gives each layer a name without suffix; those of annotators stand in folders of theirs."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def of(self, record: Record) -> str:
        """The name for the files of a layer, with a slash where it stands in a folder."""
        layer = record.layer
        folder = ""
        if layer is not None and layer.kind is not AnnotatorKind.GOLD and layer.annotator:
            folder = f"{fit(layer.annotator)}/"
        base = f"{folder}{fit(name_of(record))}"
        name = base
        while name.casefold() in self._taken:
            self._taken[base.casefold()] += 1
            name = f"{base}-{self._taken[base.casefold()]}"
        self._taken[name.casefold()] = 1
        return name


def fit(words: str) -> str:
    """Words as a part of a path: no signs that a system minds, not too long, never hidden."""
    name = _UNFIT.sub("-", words).strip(".-")
    while len(name.encode()) > _LONGEST_BYTES:
        name = name[:-1]
    name = name.rstrip(".-")
    return f"{name}_" if not name or _RESERVED.fullmatch(name) else name
