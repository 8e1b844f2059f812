"""Parquet: our own record with a typed column for each key, for readers of tables.

Answers may be texts, numbers, true or false, which one column can't hold. So each is a text with
its type beside it, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import BinaryIO, Protocol, Self

import orjson

from db.errors import Problem, UserFault
from db.formats import jsonl
from db.formats.extras import library
from db.formats.losses import Loss, as_text
from db.formats.parquet_file import EXTRA, TITLE, NoParquet, Row, RowFile
from db.formats.record import Read, Record
from db.formats.record_reader import read_record
from db.model import Attributes, AttributeValue
from db.scheme.model import Scheme

SUFFIXES = (".parquet",)

RECORDS_A_GROUP = 1_000
CHARACTERS_A_GROUP = 16_000_000
"""What is held in memory before it is written: whichever is reached first."""

_TEXT, _YES_NO, _WHOLE, _NUMBER = "text", "yes_no", "whole_number", "number"
_VERSION = "schema_version"
_SHOWN_COLUMNS = 10
_MEANT_LISTS = ("spans", "links", "referents")


class _Schema(Protocol):
    names: list[str]


class _NoAnswer(UserFault):
    """A value does not have the type that it says."""


class ParquetWriter:
    """Writes records to a stream, a group of rows at a time; the file is whole after `close`.

    Raises MissingLibrary where pyarrow is not installed.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._arrow = library("pyarrow", title=TITLE, extra=EXTRA)
        self._schema = schema(self._arrow)
        self._rows: list[dict[str, object]] = []
        self._characters = 0
        self._file = library("pyarrow.parquet", title=TITLE, extra=EXTRA).ParquetWriter(
            stream, self._schema, compression="zstd"
        )

    def add(self, record: Record) -> tuple[Loss, ...]:
        """Add a row; nothing is ever lost."""
        self._rows.append(_row(record))
        self._characters += len(record.article.body)
        if len(self._rows) >= RECORDS_A_GROUP or self._characters >= CHARACTERS_A_GROUP:
            self._write_group()
        return ()

    def close(self) -> None:
        """Write what is left and the end of the file; the stream stays open."""
        self._write_group()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write_group(self) -> None:
        if self._rows:
            self._file.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
            self._rows, self._characters = [], 0


def schema(arrow: ModuleType) -> _Schema:
    """The columns, with pyarrow's types."""
    text, offset, flag = arrow.string(), arrow.int64(), arrow.bool_()

    def rows(**fields: object) -> object:
        return arrow.list_(arrow.struct(list(fields.items())))

    answers = rows(name=text, value=text, type=text)
    found: _Schema = arrow.schema([
        ("schema_version", text),
        ("id", text),
        ("title", text),
        ("text", text),
        ("text_sha256", text),
        ("offset_unit", text),
        ("meta", answers),
        (
            "spans",
            rows(
                id=text,
                label=text,
                start=offset,
                end=offset,
                fragments=rows(start=offset, end=offset),
                text=text,
                referent=text,
                attributes=answers,
                source=text,
            ),
        ),
        ("links", rows(id=text, role=text, source=text, target=text, absent=text)),
        ("referents", rows(id=text, label=text, name=text, attributes=answers)),
        ("labels", answers),
        (
            "layer",
            arrow.struct([
                ("kind", text),
                ("annotator", text),
                ("state", text),
                ("nothing_here", flag),
                ("flag", text),
            ]),
        ),
        ("scheme", arrow.struct([("id", text), ("version", text), ("sha256", text)])),
        ("split", text),
    ])  # fmt: skip
    return found


def _row(record: Record) -> dict[str, object]:
    """A record's own JSON with lists where keys differ from record to record."""
    row: dict[str, object] = orjson.loads(jsonl.write(record))
    row["meta"] = _answers(record.article.metadata)
    row["labels"] = _answers(record.labels)
    row["spans"] = [
        {
            "id": span.id,
            "label": span.label,
            "start": span.start,
            "end": span.end,
            "fragments": [{"start": each.start, "end": each.end} for each in span.fragments],
            "text": record.article.body[span.start : span.end],
            "referent": span.referent,
            "attributes": _answers(span.attributes),
            "source": span.source,
        }
        for span in record.spans
    ]
    row["referents"] = [
        {
            "id": each.id,
            "label": each.label,
            "name": each.name,
            "attributes": _answers(each.attributes),
        }
        for each in record.referents
    ]
    return row


def _answers(attributes: Attributes) -> list[dict[str, str]]:
    return [
        {"name": name, "value": as_text(value), "type": _type(value)}
        for name, value in attributes.items()
    ]


def _type(value: AttributeValue) -> str:
    if isinstance(value, bool):
        return _YES_NO
    if isinstance(value, str):
        return _TEXT
    return _WHOLE if isinstance(value, int) else _NUMBER


def read(
    stream: BinaryIO, *, path: str, scheme: Scheme | None = None, source: str | None = None
) -> Iterator[Read]:
    """Each row as a record, or with its problems; some rows are in memory at a time.

    The stream must be able to go back and forth. `path` is how problems name the file, `source` how
    articles do. With a scheme, labels, roles and answers must be known to it. Raises MissingLibrary
    where pyarrow is not installed.
    """
    number = 0
    try:
        file = RowFile(stream)
        if _VERSION not in file.columns:
            yield _refused(path, None, (_not_ours(file.columns),))
            return
        for number, row in enumerate(file.rows(), start=1):
            yield _read(row, (path, number, source), scheme)
    except NoParquet as error:
        yield _refused(path, number + 1 if number else None, (str(error),))


def _not_ours(columns: Sequence[str]) -> str:
    listed = ", ".join(f"“{each}”" for each in columns[:_SHOWN_COLUMNS])
    return (
        "its rows are neither records of this program nor tokens with their tags; it has the "
        f"columns {listed}. To import articles from it, save it as CSV or JSONL first"
    )


def _read(row: Row, place: tuple[str, int, str | None], scheme: Scheme | None) -> Read:
    path, number, source = place
    data = {key: value for key, value in row.items() if value is not None}
    data["title"] = row.get("title")
    try:
        data |= {key: _values(row.get(key)) for key in ("meta", "labels")}
        data |= {key: [_entry(each) for each in _rows(row.get(key))] for key in _MEANT_LISTS}
    except (_NoAnswer, ValueError) as error:
        return _refused(path, number, (str(error),))
    for key in ("layer", "scheme"):
        value = data.get(key)
        if isinstance(value, dict):
            data[key] = {
                name: each
                for name, each in value.items()
                if each is not None or name == "annotator"
            }
    record, reasons, notes = read_record(data, scheme, source)
    if record is None:
        return _refused(path, number, reasons)
    said = tuple(Problem(path=path, line=number, reason=note) for note in notes)
    return Read(path=path, line=number, record=record, notes=said)


def _entry(entry: Mapping[str, object]) -> dict[str, object]:
    """A span, link or referent as our JSON has it."""
    data = {
        key: value
        for key, value in entry.items()
        if value is not None or key in {"referent", "target"}
    }
    if "attributes" in data:
        data["attributes"] = _values(data["attributes"])
    if "fragments" in data:
        data["fragments"] = [
            [each.get("start"), each.get("end")] for each in _rows(data["fragments"])
        ]
    return data


def _rows(value: object) -> list[Mapping[str, object]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _values(value: object) -> dict[str, AttributeValue]:
    return {str(each.get("name")): _value(each) for each in _rows(value)}


def _value(answer: Mapping[str, object]) -> AttributeValue:
    value, kind = str(answer.get("value")), answer.get("type")
    if kind == _TEXT:
        return value
    if kind == _YES_NO and value in {"true", "false"}:
        return value == "true"
    if kind == _WHOLE:
        return int(value)
    if kind == _NUMBER:
        return float(value)
    raise _NoAnswer(f"“{value[:40]}” is no answer of the type “{kind}”")


def _refused(path: str, number: int | None, reasons: tuple[str, ...]) -> Read:
    problems = tuple(Problem(path=path, line=number, reason=reason) for reason in reasons)
    return Read(path=path, line=number, record=None, problems=problems)
