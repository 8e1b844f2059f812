"""CSV tables of articles, layers, spans, links, referents and statements, for spreadsheets.

A spreadsheet takes a cell that begins with "=" and its like for a formula and would run it, so an
apostrophe is put before such a text; whoever reads the tables here gets the text without it. Rows
of one layer share its number. `db.formats.tables_reader` reads them back.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import orjson

from db.formats.losses import Loss, as_text, name_of
from db.formats.record import Record, RecordSpan
from db.formats.statement_rows import StatementColumns, statement_rows
from db.model import Attributes, NewArticle
from db.scheme.model import Scheme

ARTICLES, LAYERS, SPANS, LINKS, REFERENTS, STATEMENTS = (
    "articles", "layers", "spans", "links", "referents", "statements",
)  # fmt: skip
TABLES = (ARTICLES, LAYERS, SPANS, LINKS, REFERENTS, STATEMENTS)
SUFFIX = ".csv"
NAMES = tuple(f"{table}{SUFFIX}" for table in TABLES)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    ARTICLES: ("article", "title", "text"),
    LAYERS: ("layer", "article", "annotator", "kind", "state", "nothing_here", "flag", "scheme",
             "scheme_version", "split"),
    SPANS: ("layer", "article", "span", "label", "start", "end", "fragments", "quote", "referent",
            "referent_name"),
    LINKS: ("layer", "article", "link", "role", "source", "source_quote", "target",
            "target_quote", "absent"),
    REFERENTS: ("layer", "article", "referent", "label", "name"),
    STATEMENTS: StatementColumns.FIRST,
}  # fmt: skip
"""The columns that a table always has, before those of the scheme."""

OTHERS = "others"
"""The last column: as JSON, what has no column of its own."""

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?%?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which answers have columns of their own, by name."""

    fields: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    span_answers: tuple[str, ...] = ()
    referent_answers: tuple[str, ...] = ()
    statements: StatementColumns

    def answers_of(self, table: str) -> tuple[str, ...]:
        """The names of the answers that a table has columns for."""
        return {
            ARTICLES: self.fields,
            LAYERS: self.answers,
            SPANS: self.span_answers,
            REFERENTS: self.referent_answers,
        }.get(table, ())


def layout_of(scheme: Scheme) -> Layout:
    """Columns for all that a scheme asks."""
    return Layout(
        fields=tuple(each.name for each in scheme.fields if not each.per_annotator),
        answers=tuple(each.name for each in scheme.fields if each.per_annotator),
        span_answers=_names(
            attribute.name for each in scheme.span_types for attribute in each.attributes
        ),
        referent_answers=_names(
            attribute.name for each in scheme.span_types for attribute in each.referent_attributes
        ),
        statements=StatementColumns.of(scheme),
    )


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula; numbers stay as they are."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` made a cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def column_of(table: str, name: str) -> str:
    """The column of an answer; one whose name a table needs itself gets "_" behind it."""
    is_taken = name.rstrip("_") in {*COLUMNS[table], OTHERS, ""}
    return f"{name}_" if is_taken else name


def answer_in(table: str, column: str) -> str | None:
    """The answer whose column it is, or None for a column of the table itself."""
    if column in {*COLUMNS[table], OTHERS}:
        return None
    is_taken = column.rstrip("_") in {*COLUMNS[table], OTHERS, ""}
    return column[:-1] if is_taken else column


class TableWriter:
    """Writes each table to a stream of its own, from its heading on, a record at a time.

    Layers of the same article must come one after the other. `has_mark` puts the mark of byte order
    before each table, by which Excel knows UTF-8; `separator` is ";" where Excel expects that.
    """

    def __init__(
        self,
        streams: Mapping[str, BinaryIO],
        layout: Layout,
        *,
        has_mark: bool = False,
        separator: str = ",",
    ) -> None:
        self.rows = dict.fromkeys(TABLES, 0)
        """How many rows each table has by now, without its heading."""
        self.guarded_cells = 0
        """Before how many texts an apostrophe was put."""
        self._layout = layout
        self._layer = 0
        self._article: NewArticle | None = None
        self._writers = {}
        for table in TABLES:
            if has_mark:
                streams[table].write(BYTE_ORDER_MARK)
            self._writers[table] = csv.writer(_Encoded(streams[table]), delimiter=separator)
            self._write(table, self._heading(table))
        self.rows = dict.fromkeys(TABLES, 0)

    def add(self, record: Record) -> tuple[Loss, ...]:
        """Add the rows of a record; nothing is lost but whether an answer was text or number."""
        self._layer += 1
        body = record.article.body
        article = name_of(record)
        key = (str(self._layer), article)
        if self._article != record.article:
            self._article = record.article
            self._add(ARTICLES, (article, record.article.title, body), record.article.metadata)
        self._add(LAYERS, (*key, *_layer(record)), record.labels)
        for span, cells in _spans(record):
            self._add(SPANS, (*key, *cells), span.attributes)
        for cells in _links(record):
            self._add(LINKS, (*key, *cells))
        for referent in record.referents:
            cells = (referent.id, referent.label, referent.name)
            self._add(REFERENTS, (*key, *cells), referent.attributes)
        for cells in statement_rows(record, self._layout.statements):
            self._write(STATEMENTS, (*key, *cells))
        return ()

    def _heading(self, table: str) -> tuple[str, ...]:
        if table == STATEMENTS:
            return self._layout.statements.names
        names = self._layout.answers_of(table)
        own = tuple(column_of(table, name) for name in names)
        return (*COLUMNS[table], *own, OTHERS)

    def _add(self, table: str, cells: Sequence[str], answers: Attributes | None = None) -> None:
        """A row: an empty text and what has no column go into the last one."""
        columns = self._layout.answers_of(table)
        answers = answers or {}
        shown = {name: as_text(answers[name]) for name in columns if name in answers}
        rest = {name: as_text(value) for name, value in answers.items() if not shown.get(name)}
        others = orjson.dumps(rest).decode() if rest else ""
        own = tuple(shown.get(name, "") for name in columns)
        self._write(table, (*cells, *own, others))

    def _write(self, table: str, cells: Sequence[str]) -> None:
        row = [guarded(cell) for cell in cells]
        self.guarded_cells += sum(map(str.__ne__, row, cells))
        self.rows[table] += 1
        self._writers[table].writerow(row)


class _Encoded:
    """What csv writes to, as UTF-8 on a stream of bytes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write one row."""
        return self._stream.write(text.encode())


def _layer(record: Record) -> tuple[str, ...]:
    layer, scheme = record.layer, record.scheme
    said: tuple[str, ...] = ("",) * 5
    if layer is not None:
        # A bare flag is a flag without a question.
        flag = "" if layer.flag is None else layer.flag or "yes"
        said = (
            layer.annotator or "",
            layer.kind.value,
            layer.state.value,
            as_text(layer.nothing_here),
            flag,
        )
    made_with = ("", "") if scheme is None else (scheme.id, scheme.version)
    return (*said, *made_with, record.split or "")


def _spans(record: Record) -> Iterator[tuple[RecordSpan, tuple[str, ...]]]:
    names = {referent.id: referent.name for referent in record.referents}
    for span in record.spans:
        pieces = span.fragments if len(span.fragments) > 1 else ()
        yield (
            span,
            (
                span.id,
                span.label,
                str(span.start),
                str(span.end),
                " ".join(f"{piece.start}-{piece.end}" for piece in pieces),
                record.article.body[span.start : span.end],
                span.referent or "",
                names.get(span.referent or "", ""),
            ),
        )


def _links(record: Record) -> Iterator[tuple[str, ...]]:
    body = record.article.body
    quotes = {span.id: body[span.start : span.end] for span in record.spans}
    for link in record.links:
        target = link.target or ""
        yield (
            link.id,
            link.role,
            link.source,
            quotes.get(link.source, ""),
            target,
            quotes.get(target, ""),
            "" if link.absence is None else link.absence.value,
        )
