"""Tables as text (CSV, TSV): a row an article, by a mapping of columns; read row by row.

The encoding is told from the whole file and the delimiter from its beginning. Quotes are taken
strictly: a quote that is never closed would swallow all articles after it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from db.formats.articles import Place, listed
from db.formats.fields import (
    PREVIEW_ROWS,
    Columns,
    FieldMapping,
    article_from,
    described,
    guess,
    unfit,
)
from db.formats.plain_text import MAX_BODY_BYTES
from db.formats.record import Read
from db.formats.table_dialect import Dialect, dialect_of
from db.text.decoding import Unreadable

SUFFIXES = (".csv", ".tsv", ".tab")

MAX_COLUMNS = 10_000

_LINE_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """The cells of a row and the line that it begins in, or what is wrong with it."""

    line: int
    cells: Sequence[str] = ()
    fault: str | None = None


def columns(
    stream: BinaryIO, *, encoding: str | None = None, delimiter: str | None = None
) -> Columns:
    """The names and first rows of a table. The stream must be seekable, and is left anywhere."""
    try:
        dialect = dialect_of(stream, encoding, delimiter)
    except Unreadable as error:
        return Columns(problem=str(error))
    found: list[Sequence[str]] = []
    for row in _rows(stream, dialect):
        if row.fault is not None and not found:
            return Columns(problem=row.fault)
        if row.fault is None:
            found.append(row.cells)
        if len(found) > PREVIEW_ROWS:
            break
    if not found:
        return Columns(problem="it is empty")
    names = names_of(found[0])
    return Columns(
        names=names,
        rows=tuple(fitted(row, len(names)) for row in found[1:]),
        encoding=dialect.encoding,
        delimiter=dialect.delimiter,
    )


def read(
    stream: BinaryIO,
    *,
    path: str,
    mapping: FieldMapping | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Iterator[Read]:
    """The article of each row below the names; without a mapping, one is guessed and noted.

    `path` is how problems name the file. The stream must be seekable.
    """
    return listed(
        _read(stream, Place(path=path), mapping, (encoding, delimiter)),
        path,
        nothing="there is no row with a text in it",
    )


def _read(
    stream: BinaryIO,
    place: Place,
    mapping: FieldMapping | None,
    said: tuple[str | None, str | None],
) -> Iterator[Read]:
    found = columns(stream, encoding=said[0], delimiter=said[1])
    notes: tuple[str, ...] = ()
    if mapping is None:
        mapping = guess(found.names, found.rows)
        notes = described(mapping)
    reason = found.problem or unfit(mapping, found.names)
    if reason is not None or mapping is None:
        yield place.refused(reason or "")
        return
    dialect = dialect_of(stream, *said)
    unused = [name for name in found.names if name not in mapping.names]
    yield place.noted(*dialect.notes, *notes, *left_out(unused))
    width = len(found.names)
    rows = _rows(stream, dialect)
    next(rows)
    for row in rows:
        here = Place(path=place.path, line=row.line)
        if row.fault is not None:
            yield here.refused(row.fault)
        elif len(row.cells) > width and any(row.cells[width:]):
            yield here.refused(
                f"it has {len(row.cells):,} cells, but there are {width:,} columns; is a quote or "
                "delimiter inside a text not marked as such?"
            )
        elif any(row.cells):
            if len(row.cells) < width:
                yield here.noted(f"it has {len(row.cells):,} of {width:,} cells; the rest is empty")
            cells = dict(zip(found.names, row.cells, strict=False))
            yield article_from(here, mapping, cells.get)


def left_out(unused: Sequence[str]) -> tuple[str, ...]:
    """The note that columns are not used, if there are any."""
    if not unused:
        return ()
    shown = ", ".join(f"“{name}”" for name in unused[:20])
    said = f"{shown} and {len(unused) - 20:,} more" if len(unused) > 20 else shown
    return (f"left out, for no article field was given for them: {said}",)


def names_of(header: Sequence[str]) -> tuple[str, ...]:
    """Names for columns, each another one, from the cells of the first row."""
    names: dict[str, None] = {}
    for number, cell in enumerate(header[:MAX_COLUMNS], start=1):
        name = base = " ".join(cell.split()) or f"column {number}"
        again = 1
        while name in names:
            again += 1
            name = f"{base} ({again})"
        names[name] = None
    return tuple(names)


def fitted(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """The cells of a row, cut or filled up to as many as there are columns."""
    return (*cells[:width], *[""] * (width - len(cells)))


def _rows(stream: BinaryIO, dialect: Dialect) -> Iterator[_Row]:
    """All rows that are not blank."""
    stream.seek(0)
    # What can't be decoded comes as halves of surrogate pairs, so that only its row is refused.
    text = io.TextIOWrapper(stream, encoding=dialect.encoding, errors="surrogateescape", newline="")
    rows = csv.reader(
        _lines(text),
        delimiter=dialect.delimiter,
        quoting=csv.QUOTE_MINIMAL if dialect.is_quoted else csv.QUOTE_NONE,
        strict=True,
    )
    try:
        while True:
            line = rows.line_num + 1
            try:
                cells = next(rows, None)
            except csv.Error as error:
                yield _Row(line=line, fault=_in_words(str(error)))
                continue
            if cells is None:
                return
            if _is_damaged(cells):
                yield _Row(line=line, fault=f"it has characters that are not {dialect.encoding}")
            elif cells:
                yield _Row(line=line, cells=cells)
    finally:
        # Else the stream would be closed with it.
        text.detach()


def _is_damaged(cells: Sequence[str]) -> bool:
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return True
    return False


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Lines without the mark of byte order, none of them longer than a body can be."""
    pieces: list[str] = []
    size = 0
    is_first = True
    while piece := text.readline(_LINE_CHARACTERS):
        line = piece.removeprefix("\ufeff") if is_first else piece
        is_first = False
        pieces.append(line)
        size += len(line)
        if size > MAX_BODY_BYTES:
            raise csv.Error("field larger than field limit")
        if len(piece) < _LINE_CHARACTERS or piece.endswith(("\n", "\r")):
            yield "".join(pieces)
            pieces, size = [], 0
    if pieces:
        yield "".join(pieces)


def _in_words(error: str) -> str:
    if "unexpected end of data" in error:
        return "a quote that opens in this row is never closed"
    if "expected after" in error:
        return (
            "after a quote that closes a cell there are more characters; a quote inside a cell "
            'must be doubled ("")'
        )
    if "field larger" in error:
        return (
            f"a cell has more than {MAX_BODY_BYTES / 1e6:,.0f} MB; is a quote in this row never "
            "closed?"
        )
    return f"it can't be split into cells ({error})"
