"""Workbooks (XLSX): a row of a sheet an article, by a mapping of columns; read row by row."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import BinaryIO, Protocol

from db.formats.archive import Archive, NoArchive
from db.formats.articles import Place, listed
from db.formats.fields import (
    PREVIEW_ROWS,
    Columns,
    FieldMapping,
    article_from,
    described,
    guess,
    text,
    unfit,
)
from db.formats.library_faults import FAULTS, hush, words
from db.formats.record import Read
from db.formats.table import fitted, left_out, names_of
from db.formats.whole import MAX_BYTES

SUFFIXES = (".xlsx", ".xlsm")

MAX_ROWS = 1_048_576
"""What a sheet can have at most; a file that names rows beyond it was made to do harm."""

MAX_CELLS = 50_000_000

_SHEETS = "xl/worksheets/"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


class _Sheet(Protocol):
    title: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(self, *, values_only: bool) -> Iterable[Sequence[object]]: ...


class _Workbook(Protocol):
    worksheets: list[_Sheet]

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row with its number; `goes_on` if there is more in it than columns."""

    line: int
    cells: tuple[str, ...]
    goes_on: bool = False


class _NoWorkbook(Exception):  # noqa: N818
    """Bytes that no articles can be read from; `str()` says why."""


def columns(stream: BinaryIO, *, sheet: str | None = None) -> Columns:
    """The names and first rows of a sheet, or of the first one that has some.

    The stream must be seekable.
    """
    try:
        with closing(_opened(stream)) as book:
            titles = tuple(each.title for each in book.worksheets)
            for each in book.worksheets:
                if sheet in {None, each.title}:
                    found = _columns(each, titles)
                    if found.names or sheet is not None:
                        return found
    except _NoWorkbook as error:
        return Columns(problem=str(error))
    wanted = "there is no row in it" if sheet is None else f"there is no sheet “{sheet}”"
    return Columns(problem=wanted, sheets=titles)


def read(
    stream: BinaryIO,
    *,
    path: str,
    mapping: FieldMapping | None = None,
    sheet: str | None = None,
) -> Iterator[Read]:
    """The article of each row below the names, of one sheet or of all that have the columns.

    Without a mapping, one is guessed for each sheet and noted. `path` is how problems name the
    file; the stream must be seekable.
    """
    return listed(
        _read(stream, Place(path=path), mapping, sheet),
        path,
        nothing="there is no row with a text in it",
    )


def _read(
    stream: BinaryIO, place: Place, mapping: FieldMapping | None, sheet: str | None
) -> Iterator[Read]:
    try:
        with closing(_opened(stream)) as book:
            if sheet is not None and sheet not in {each.title for each in book.worksheets}:
                yield place.refused(f"there is no sheet “{sheet}”")
            for each in book.worksheets:
                if sheet in {None, each.title}:
                    is_only = sheet is not None or len(book.worksheets) == 1
                    yield from _articles(each, place, mapping, is_only=is_only)
    except _NoWorkbook as error:
        yield place.refused(str(error))


def _articles(
    sheet: _Sheet, place: Place, mapping: FieldMapping | None, *, is_only: bool
) -> Iterator[Read]:
    entry = "" if is_only else f"sheet “{sheet.title}”"
    of_sheet = Place(path=place.path, entry=entry)
    found = _columns(sheet, ())
    notes: tuple[str, ...] = ()
    if mapping is None:
        mapping = guess(found.names, found.rows)
        notes = described(mapping)
    reason = unfit(mapping, found.names)
    if reason is not None or mapping is None:
        if found.names or is_only:
            yield (
                of_sheet.refused(reason or "")
                if is_only
                else of_sheet.noted(f"it was left out: {reason}")
            )
        return
    unused = [name for name in found.names if name not in mapping.names]
    yield of_sheet.noted(*notes, *left_out(unused))
    rows = _rows(sheet)
    next(rows)
    for row in rows:
        here = Place(path=place.path, line=row.line, entry=entry)
        if row.goes_on:
            yield here.noted("cells in columns without a name were left out")
        named = dict(zip(found.names, row.cells, strict=False))
        yield article_from(here, mapping, named.get)


def _columns(sheet: _Sheet, titles: tuple[str, ...]) -> Columns:
    rows = [row.cells for row in islice(_rows(sheet), PREVIEW_ROWS + 1)]
    if not rows:
        return Columns(problem="there is no row in it", sheets=titles)
    names = names_of(rows[0])
    return Columns(
        names=names,
        rows=tuple(fitted(row, len(names)) for row in rows[1:]),
        sheets=titles,
    )


def _rows(sheet: _Sheet) -> Iterator[_Row]:
    """The rows that are not blank; the first of them says how many columns there are.

    Raises _NoWorkbook.
    """
    width: int | None = None
    size = 0
    try:
        # What the sheet says of its size is often wrong, and rows would be cut or filled up.
        sheet.reset_dimensions()
        for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            size += len(values)
            if line > MAX_ROWS or size > MAX_CELLS:
                raise _NoWorkbook(
                    f"it has more than {MAX_ROWS:,} rows or {MAX_CELLS:,} cells; empty rows and "
                    "columns count, if something stands beyond them"
                )
            cells = tuple(map(_cell, values[:width]))
            if any(cells):
                width = _filled(cells) if width is None else width
                beyond = any(value is not None for value in values[width:])
                yield _Row(line=line, cells=cells[:width], goes_on=beyond)
    except _faults() as error:
        raise _NoWorkbook(words(error)) from error


def _filled(cells: Sequence[str]) -> int:
    """How many cells there are up to the last that is not empty."""
    return max((at for at, cell in enumerate(cells, start=1) if cell), default=0)


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return text(value) if isinstance(value, bool | int | float) else ""


def _opened(stream: BinaryIO) -> _Workbook:
    """Raises _NoWorkbook."""
    # Imported when it is needed: a heavy library, for which no stubs are installed.
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415

    hush("openpyxl")
    _judge(stream)
    stream.seek(0)
    try:
        book: _Workbook = openpyxl.load_workbook(
            stream, read_only=True, data_only=True, keep_links=False
        )
    except _faults() as error:
        raise _NoWorkbook(words(error)) from error
    return book


def _faults() -> tuple[type[Exception], ...]:
    """What the library raises; its own errors have no root."""
    from openpyxl.utils import exceptions  # type: ignore[import-untyped]  # noqa: PLC0415

    return (
        *FAULTS,
        exceptions.CellCoordinatesException,
        exceptions.IllegalCharacterError,
        exceptions.InvalidFileException,
        exceptions.NamedRangeException,
        exceptions.SheetTitleException,
    )


def _judge(stream: BinaryIO) -> None:
    """Raise _NoWorkbook for what is not to be opened; sheets are read in parts, the rest whole."""
    stream.seek(0)
    if stream.read(len(_OLD_OFFICE)) == _OLD_OFFICE:
        raise _NoWorkbook(
            "it is an old workbook (.xls) or locked by a password; save it as .xlsx without one"
        )
    stream.seek(0)
    try:
        Archive(stream)
        with zipfile.ZipFile(stream) as opened:
            size = sum(
                member.file_size
                for member in opened.infolist()
                if not member.filename.startswith(_SHEETS) and member.filename.endswith(".xml")
            )
    except (NoArchive, zipfile.BadZipFile) as error:
        raise _NoWorkbook(str(error)) from error
    if size > MAX_BYTES:
        raise _NoWorkbook(f"its texts have more than {MAX_BYTES / 1e6:,.0f} MB; save it as CSV")
