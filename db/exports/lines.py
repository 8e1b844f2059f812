"""The line of a layer in our JSONL, from the JSON that the query gives: the quick way.

What is checked is checked here, before the line is made: that spans stand in the text and links
lead to spans. Whoever reads the lines back compares bytes.

Most lines need no more of the project than their row, so they may be made in another thread.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import orjson

from db.exports.layer_record import NO_REFERENT, record_of
from db.exports.line_check import check_links, check_spans
from db.exports.people import People
from db.exports.read_back import NotReadBack
from db.exports.referent_lines import ReferentLines, referent_lines
from db.formats import jsonl
from db.formats.record import Record, RecordScheme
from db.formats.record_reader import OFFSET_UNIT, SCHEMA_VERSION
from db.model import Attributes
from db.project import Project
from db.queries import schemes
from db.queries.export_rows import ExportRow
from db.scheme.naming import naming
from db.scheme.toml import fingerprint

_LAYERS_KEPT = 1_000

Spans = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a layer goes out: which article fields (None: all), and whether without its text."""

    fields: frozenset[str] | None = None
    is_stand_off: bool = False
    split: str | None = None


AS_IT_IS = Form()


class LineWriter:
    """Makes the line of one layer after another, keeping the parts that repeat.

    `labels` and `roles` count what went into the lines.
    """

    def __init__(self, project: Project, people: People | None = None) -> None:
        scheme = schemes.current(project)
        self.scheme = RecordScheme(
            id=scheme.id,
            version=scheme.version,
            sha256=fingerprint(schemes.current_toml(project)),
        )
        self.labels: Counter[str] = Counter()
        self.roles: Counter[str] = Counter()
        self._project = project
        self._people = people or People(project)
        self._naming = naming(scheme)
        self._scheme_json = orjson.Fragment(orjson.dumps(jsonl.scheme_object(self.scheme)))
        self._by_rows: set[str] = set()
        self._layers: dict[tuple[object, ...], orjson.Fragment] = {}

    @property
    def referents(self) -> int:
        """How many referents were written, each counted once."""
        return self._referents.number(self._by_rows)

    @property
    def is_at_hand(self) -> bool:
        """Whether `line` asks the project nothing where the query went the short way."""
        return self._referents.is_at_hand

    def line(self, row: ExportRow, form: Form = AS_IT_IS) -> bytes:
        """The line of a layer, by the short way where the query went it.

        Raises DamagedQuote where a span is no longer what was marked, and NotReadBack where what
        is stored does not hold together.
        """
        if row.spans_json is None or row.links_json is None:
            return self.line_by_rows(row, form)
        spans, links = orjson.loads(row.spans_json), orjson.loads(row.links_json)
        check_spans(row.title, row.body, spans)
        check_links(row.title, spans, links)
        referents = self._listed(row, spans)
        spans_said: object = orjson.Fragment(row.spans_json)
        if self._call(spans) or form.is_stand_off:
            spans_said = spans
        self.labels.update([span["label"] for span in spans])
        self.roles.update([link["role"] for link in links])
        metadata: object = orjson.Fragment(row.metadata_json)
        if form.fields is not None:
            metadata = _chosen(orjson.loads(row.metadata_json), form)
        data = {
            "schema_version": SCHEMA_VERSION,
            "id": row.id,
            "title": row.title,
            "text": row.body,
            "text_sha256": row.sha256,
            "offset_unit": OFFSET_UNIT,
            "meta": metadata,
            "spans": spans_said,
            "links": orjson.Fragment(row.links_json),
            "referents": orjson.Fragment(referents),
            "labels": orjson.Fragment(row.labels_json),
            "layer": self._layer_json(row),
            "scheme": self._scheme_json,
        }
        if form.split is not None:
            data["split"] = form.split
        return jsonl.line(_stand_off(data, spans) if form.is_stand_off else data)

    def line_by_rows(self, row: ExportRow, form: Form = AS_IT_IS) -> bytes:
        """The same by the long way, which also knows listings and answers that name referents."""
        return self.line_of(self.record(row, form), form)

    def line_of(self, record: Record, form: Form = AS_IT_IS) -> bytes:
        """The line of a record."""
        self.labels.update(span.label for span in record.spans)
        self.roles.update(link.role for link in record.links)
        self._by_rows.update(each.id for each in record.referents)
        return jsonl.write(record, is_stand_off=form.is_stand_off)

    def record(self, row: ExportRow, form: Form = AS_IT_IS) -> Record:
        """The record that a line says."""
        return self.in_form(self.stored(row), form)

    def stored(self, row: ExportRow) -> Record:
        """What the project says of a layer, whatever of that goes out."""
        layer = self._people.layer(row)
        return record_of(self._project, row, layer=layer, naming=self._naming)

    def in_form(self, record: Record, form: Form) -> Record:
        """What goes out of that."""
        article = replace(record.article, metadata=_chosen(record.article.metadata, form))
        split = form.split if form.split is not None else record.split
        return replace(record, article=article, scheme=self.scheme, split=split)

    @cached_property
    def _referents(self) -> ReferentLines:
        return referent_lines(self._project)

    def _listed(self, row: ExportRow, spans: Spans) -> bytes:
        ids = [each for span in spans if (each := span["referent"]) is not None]
        try:
            return self._referents.listed(ids)
        except KeyError as error:
            raise NotReadBack(row.title, NO_REFERENT) from error

    def _call(self, spans: Spans) -> bool:
        """Call referents by their names in files; whether any has one."""
        names = self._referents.names
        if not names:
            return False
        for span in spans:
            span["referent"] = names.get(span["referent"], span["referent"])
        return True

    def _layer_json(self, row: ExportRow) -> orjson.Fragment:
        key = (row.annotator, row.state, row.nothing_here, row.flag)
        known = self._layers.get(key)
        if known is None:
            written = orjson.dumps(jsonl.layer_object(self._people.layer(row)))
            known = self._layers[key] = orjson.Fragment(written)
            if len(self._layers) > _LAYERS_KEPT:
                self._layers.clear()
        return known


def _stand_off(data: dict[str, object], spans: Spans) -> dict[str, object]:
    """The same without any words of the text."""
    for span in spans:
        del span["text"]
    return {**{name: value for name, value in data.items() if name != "text"}, "spans": spans}


def _chosen(metadata: Attributes, form: Form) -> Attributes:
    if form.fields is None:
        return metadata
    return {name: value for name, value in metadata.items() if name in form.fields}
