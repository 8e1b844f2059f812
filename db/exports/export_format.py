"""What the program knows of a format, besides how it is written and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from db.exports.facts import MediaType
from db.exports.sinks import Setting, Sink
from db.formats.extras import MissingLibrary
from db.formats.losses import LossKind


class Shape(StrEnum):
    """What an export makes: one file, a folder with a file for each layer, or one of tables."""

    ONE_FILE = "one file"
    FILE_PER_ARTICLE = "a file for each article"
    TABLES = "tables"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """A format as people choose it.

    `help` says what a record is. `extra` is what must be installed for it besides the program, by
    the name of the extra, and `library` the module that it brings. `loses` is all that can happen.
    A format that `has_split_field` has a place in each record for the split. `sink` is None for our
    own JSONL, which `db.exports.lines` writes. `beside` gives the files that
    stand once beside the data.
    """

    name: str
    title: str
    help: str
    suffix: str
    media_type: MediaType
    shape: Shape = Shape.ONE_FILE
    extra: str | None = None
    library: str | None = None
    loses: frozenset[LossKind] = frozenset()
    is_text: bool = True
    has_split_field: bool = False
    sink: Callable[[Path, Setting], Sink] | None = None
    beside: Callable[[Setting], Mapping[str, bytes]] = lambda _setting: {}

    @property
    def is_ours(self) -> bool:
        """Whether it is our own JSONL, which holds everything."""
        return self.sink is None

    @property
    def is_one_file(self) -> bool:
        """Whether all records stand in one file, or in one for each split."""
        return self.shape is Shape.ONE_FILE

    @property
    def is_installed(self) -> bool:
        """Whether what it needs is there."""
        return self.library is None or find_spec(self.library) is not None

    def check_installed(self) -> None:
        """Raise MissingLibrary, whose text has the line that installs it."""
        if not self.is_installed:
            raise MissingLibrary(self.title, self.extra or "")
