"""Reading back the CSV tables that `db.formats.tables` writes, a layer at a time.

The tables are read side by side, since their rows stand in the same order: no more than one layer
is in memory. Statements say nothing that the other tables do not, and are not read. What a row
says is checked as our JSONL is, by `db.formats.record_reader`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

import orjson

from db.errors import Problem
from db.formats.faults import Object
from db.formats.layer_rows import WHOLE, Row, Rows, UnfitTables, check_order
from db.formats.losses import as_text, name_of
from db.formats.record import Read, Record
from db.formats.record_reader import OFFSET_UNIT, SCHEMA_VERSION, read_record
from db.formats.tables import (
    ARTICLES,
    COLUMNS,
    LAYERS,
    LINKS,
    OTHERS,
    REFERENTS,
    SPANS,
    SUFFIX,
    TABLES,
    answer_in,
)
from db.model import Attributes, AttributeValue
from db.scheme.model import Attribute, AttributeKind, Scheme

READ = (ARTICLES, LAYERS, SPANS, LINKS, REFERENTS)
"""The tables that `read` needs."""

_OF_LAYERS = (LAYERS, SPANS, LINKS, REFERENTS)
_BARE_FLAG = "yes"
_BYTE_ORDER_MARK = "\ufeff"


def table_of(name: str, head: bytes) -> tuple[str, str] | None:
    """Which of our tables a file is by its name and heading, and what separates its columns.

    None for any other file. `head` are its first bytes.
    """
    table = name.lower().removesuffix(SUFFIX)
    if table not in TABLES:
        return None
    heading = head.decode("utf-8", "ignore").lstrip(_BYTE_ORDER_MARK).partition("\n")[0].rstrip()
    for separator in (",", ";", "\t"):
        own = separator.join(COLUMNS[table])
        if heading == own or heading.startswith(f"{own}{separator}"):
            return table, separator
    return None


def read(
    streams: Mapping[str, BinaryIO],
    *,
    path: str,
    separator: str = ",",
    scheme: Scheme | None = None,
    source: str | None = None,
) -> Iterator[Read]:
    """Each layer with its article, or with its problems; ends where the tables don't fit together.

    `streams` are the tables by name, which can go back and forth; `path` is how problems name their
    folder, `source` how articles do. With a scheme, labels, roles and answers must be known to it;
    without, all answers are texts.
    """
    tables: dict[str, Rows] = {}
    try:
        for table in _OF_LAYERS:
            check_order(table, streams[table], separator)
        for table in READ:
            tables[table] = Rows(table, streams[table], separator)
        yield from _Layers(tables, path, scheme, source).reads()
    except (csv.Error, KeyError, ValueError, UnfitTables) as error:
        reason = f"the tables are not whole: {error}"
        yield Read(path=path, line=None, record=None, problems=(_problem(path, None, reason),))
    finally:
        for rows in tables.values():
            rows.let_go()


def as_texts(record: Record) -> Record:
    """The record as its rows give it back without a scheme: every answer is a text, by name."""
    layer, made_with = record.layer, record.scheme
    flag = layer.flag if layer else None
    return replace(
        record,
        article=replace(
            record.article,
            metadata=_texts(record.article.metadata),
            external_id=name_of(record),
            source=None,
            group_name=None,
        ),
        layer=layer and replace(layer, flag="" if flag == _BARE_FLAG else flag),
        spans=tuple(
            replace(each, attributes=_texts(each.attributes), source=None) for each in record.spans
        ),
        referents=tuple(
            replace(each, attributes=_texts(each.attributes)) for each in record.referents
        ),
        labels=_texts(record.labels),
        scheme=made_with and replace(made_with, sha256=None),
    )


def _texts(answers: Attributes) -> dict[str, AttributeValue]:
    return {name: as_text(answers[name]) for name in sorted(answers)}


class _Layers:
    """Puts the rows of one layer after another together."""

    def __init__(
        self, tables: Mapping[str, Rows], path: str, scheme: Scheme | None, source: str | None
    ) -> None:
        self._tables = tables
        self._path = path
        self._scheme = scheme
        self._source = source
        self._asked = {} if scheme is None else _questions(scheme)
        self._article: Row = {}

    def reads(self) -> Iterator[Read]:
        """All layers; raises UnfitTables where a row belongs to none."""
        layers = self._tables[LAYERS]
        while (layer := layers.next) is not None:
            self._go_to(layer["article"])
            line, number = layers.line, layers.layer
            yield self._read(self._record(layer, number), line)
            layers.move()
        for table in _OF_LAYERS:
            rows = self._tables[table]
            if rows.next is not None:
                raise UnfitTables(
                    f"line {rows.line} of {table}{SUFFIX} is of layer {rows.layer}, which "
                    f"{LAYERS}{SUFFIX} does not have"
                )

    def _go_to(self, name: str) -> None:
        articles = self._tables[ARTICLES]
        # An article may come again behind another one, and then in the same words.
        if articles.next is not None and articles.next["article"] == name:
            self._article = articles.next
            articles.move()
        if self._article.get("article") != name:
            raise UnfitTables(f"the article “{name[:40]}” is missing")

    def _record(self, layer: Row, number: int) -> Object:
        article = self._article
        spans = [self._span(row) for row in self._tables[SPANS].of(number)]
        links = [_link(row) for row in self._tables[LINKS].of(number)]
        referents = [self._referent(row) for row in self._tables[REFERENTS].of(number)]
        data: dict[str, object] = {
            "schema_version": SCHEMA_VERSION,
            "offset_unit": OFFSET_UNIT,
            "id": article["article"],
            "title": article["title"],
            "text": article["text"],
            "meta": self._answers(ARTICLES, article),
            "labels": self._answers(LAYERS, layer),
            "spans": spans,
            "links": links,
            "referents": referents,
            "split": layer["split"] or None,
        }
        if layer["kind"]:
            data["layer"] = {
                "kind": layer["kind"],
                "annotator": layer["annotator"] or None,
                "state": layer["state"],
                "nothing_here": layer["nothing_here"] == "true",
                "flag": {"": None, _BARE_FLAG: ""}.get(layer["flag"], layer["flag"]),
            }
        if layer["scheme"]:
            data["scheme"] = {"id": layer["scheme"], "version": layer["scheme_version"]}
        return data

    def _span(self, row: Row) -> Object:
        data: dict[str, object] = {
            "id": row["span"],
            "label": row["label"],
            "start": _offset(row["start"]),
            "end": _offset(row["end"]),
            "text": row["quote"],
            "referent": row["referent"] or None,
            "attributes": self._answers(SPANS, row, row["label"]),
        }
        if row["fragments"]:
            pairs = [pair.partition("-") for pair in row["fragments"].split()]
            data["fragments"] = [[_offset(start), _offset(end)] for start, _, end in pairs]
        return data

    def _referent(self, row: Row) -> Object:
        return {
            "id": row["referent"],
            "label": row["label"],
            "name": row["name"],
            "attributes": self._answers(REFERENTS, row, row["label"]),
        }

    def _answers(self, table: str, row: Row, label: str = "") -> dict[str, AttributeValue]:
        """The answers of a row, as what the scheme asks for; those without a column last."""
        found = {}
        for column, cell in row.items():
            name = answer_in(table, column)
            if name is not None and cell:
                found[name] = cell
        others = orjson.loads(row[OTHERS]) if row[OTHERS] else {}
        pairs = others.items() if isinstance(others, dict) else ()
        found |= {name: value for name, value in pairs if isinstance(value, str)}
        asked = self._asked.get((table, label), {})
        return {name: _typed(asked.get(name), value) for name, value in found.items()}

    def _read(self, data: Object, line: int) -> Read:
        record, reasons, notes = read_record(data, self._scheme, self._source)
        return Read(
            path=self._path,
            line=line,
            record=record,
            problems=tuple(_problem(self._path, line, reason) for reason in reasons),
            notes=tuple(_problem(self._path, line, note) for note in notes),
        )


def _link(row: Row) -> Object:
    data = {
        "id": row["link"],
        "role": row["role"],
        "source": row["source"],
        "target": row["target"] or None,
    }
    return {**data, "absent": row["absent"]} if row["absent"] else data


def _offset(cell: str) -> object:
    return int(cell) if WHOLE.fullmatch(cell) else cell


def _questions(scheme: Scheme) -> dict[tuple[str, str], dict[str, AttributeKind]]:
    """What kinds of answers a scheme asks for, by the table, and the label that they hang on."""
    found = {
        (ARTICLES, ""): _kinds(each for each in scheme.fields if not each.per_annotator),
        (LAYERS, ""): _kinds(each for each in scheme.fields if each.per_annotator),
    }
    for span_type in scheme.span_types:
        found[SPANS, span_type.label] = _kinds(span_type.attributes)
        found[REFERENTS, span_type.label] = _kinds(span_type.referent_attributes)
    return found


def _kinds(questions: Iterable[Attribute]) -> dict[str, AttributeKind]:
    return {each.name: each.kind for each in questions}


def _typed(kind: AttributeKind | None, cell: str) -> AttributeValue:
    """What a cell says, for a table knows only texts; what does not fit is told by its reader."""
    if kind is AttributeKind.YES_NO and cell in {"true", "false"}:
        return cell == "true"
    if kind is AttributeKind.NUMBER:
        if WHOLE.fullmatch(cell):
            return int(cell)
        try:
            return float(cell)
        except ValueError:
            return cell
    return cell


def _problem(path: str, line: int | None, reason: str) -> Problem:
    return Problem(path=path, line=line, reason=reason)
