"""The head of a WebAnno TSV 3 file and the small language of its cells.

A cell holds stacked values between bars, each perhaps with the number of its annotation in
brackets; the fillers of slots stand between semicolons. `_` is no annotation, `*` one without a
value; a backslash takes a sign's meaning away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

FORMAT = "#FORMAT=WebAnno TSV 3"
NOTHING, EMPTY = "_", "*"

_NUMBERED = re.compile(r"((?:\\.|[^\\])*?)\[(\d{1,18})\]", re.DOTALL)
_REFERENCE = re.compile(r"(\d+-\d+(?:\.\d+)?)(?:\[(\d{1,18})(?:_(\d{1,18}))?\])?")
_SIGN = re.compile(r"\\.|[^\\]|\\$", re.DOTALL)
_MEANINGS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
_WRITTEN = re.compile(r"->|[\\\[\]|_;*\t\n\r]")
_LETTERS: Mapping[str, str] = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


class Kind(Enum):
    """What a layer holds."""

    SPAN = "T_SP"
    CHAIN = "T_CH"
    RELATION = "T_RL"


class Cell(Enum):
    """What a column holds."""

    FEATURE = 0
    MARKER = 1
    ROLES = 2
    TARGETS = 3
    BASE = 4


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the feature of FEATURE and ROLES, or the type that TARGETS and BASE point at."""

    cell: Cell
    name: str


@dataclass(frozen=True, slots=True)
class LayerHead:
    """A layer and its columns; `first` counts them from the one behind the token."""

    kind: Kind
    type_name: str
    columns: tuple[Column, ...]
    first: int


@dataclass(frozen=True, slots=True)
class Row:
    """A token or a part of one: its place in the file's unit, and the cells behind it."""

    unit: str
    start: int
    end: int
    token: str
    cells: tuple[str, ...]
    line: int

    @property
    def is_token(self) -> bool:
        """Whether it is a whole token."""
        return "." not in self.unit


def layer_head(line: str, first: int) -> LayerHead | None:
    """The layer that a line of the head declares, or None for other lines."""
    key, _, rest = line.removeprefix("#").partition("=")
    kind = next((each for each in Kind if each.value == key), None)
    if kind is None:
        return None
    type_name, *parts = rest.split("|")
    columns: list[Column] = []
    for part in parts:
        if part.startswith("ROLE_"):
            columns.append(Column(Cell.ROLES, part.rpartition(":")[2].partition("_")[0]))
        elif columns and columns[-1].cell is Cell.ROLES:
            columns.append(Column(Cell.TARGETS, part))
        elif part.startswith("BT_"):
            columns.append(Column(Cell.BASE, part.removeprefix("BT_")))
        else:
            columns.append(Column(Cell.FEATURE if part else Cell.MARKER, part))
    return LayerHead(kind, type_name, tuple(columns) or (Column(Cell.MARKER, ""),), first)


def split(cell: str, sign: str) -> list[str]:
    """The pieces of a cell between signs that keep their meaning."""
    if "\\" not in cell:
        return cell.split(sign)
    pieces = [""]
    for found in _SIGN.findall(cell):
        if found == sign:
            pieces.append("")
        else:
            pieces[-1] += found
    return pieces


def numbered(piece: str) -> tuple[str, int | None]:
    """A piece of a cell without the number of its annotation, and that number."""
    found = _NUMBERED.fullmatch(piece) if piece.endswith("]") else None
    return (piece, None) if found is None else (found.group(1), int(found.group(2)))


def plain(piece: str) -> str | None:
    """The value of a piece; None where it says that there is none."""
    return None if piece in {NOTHING, EMPTY, ""} else unescaped(piece)


def unescaped(text: str) -> str:
    """A text as it was before it was written."""
    if "\\" not in text:
        return text
    return re.sub(
        r"\\(.)", lambda found: _MEANINGS.get(found.group(1), found.group(1)), text, flags=re.DOTALL
    )


def escaped(value: str) -> str:
    """A value as a cell holds it."""
    return _WRITTEN.sub(lambda found: _LETTERS.get(found.group(), f"\\{found.group()}"), value)


def escaped_text(text: str) -> str:
    """A text without line ends as the lines of sentences and the column of tokens hold it."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\r", "\\r")


def reference(piece: str) -> tuple[str, int, int] | None:
    """The unit that a piece points at, and the numbers of both annotations; 0 for none."""
    found = _REFERENCE.fullmatch(piece)
    if found is None:
        return None
    return found.group(1), int(found.group(2) or 0), int(found.group(3) or 0)
