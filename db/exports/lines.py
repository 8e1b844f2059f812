"""The line of a layer in our JSONL, from the JSON that the query gives: the quick way.

What is checked is checked here, before the line is made: that spans stand in the text and links
lead to spans. Whoever reads the lines back compares bytes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import orjson

from db.exports.layer_record import record_of
from db.exports.line_check import check_links, check_spans
from db.exports.people import People
from db.exports.referent_lines import ReferentLines
from db.formats import jsonl
from db.formats.record import Record, RecordScheme
from db.formats.record_reader import OFFSET_UNIT, SCHEMA_VERSION
from db.model import Attributes
from db.project import Project
from db.queries import schemes
from db.queries.exports import ExportRow
from db.scheme.naming import naming
from db.scheme.toml import fingerprint

_LAYERS_KEPT = 1_000


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
        self._referents = ReferentLines(project)
        self._by_rows: set[int] = set()
        self._layers: dict[tuple[object, ...], orjson.Fragment] = {}

    @property
    def referents(self) -> int:
        """How many referents were written, each counted once."""
        return len(self._referents.seen | self._by_rows)

    def line(self, row: ExportRow, form: Form = AS_IT_IS) -> bytes:
        """The line of a layer, by the short way where the query went it.

        Raises DamagedQuote where a span is no longer what was marked, and NotReadBack where what
        is stored does not hold together.
        """
        if row.spans_json is None or row.links_json is None:
            return self.line_by_rows(row, form)
        if "\n" in row.metadata_json or "\n" in row.labels_json:
            # JSON that was laid out over several lines can only have come from elsewhere.
            return self.line_by_rows(row, form)
        spans, links = orjson.loads(row.spans_json), orjson.loads(row.links_json)
        referents = self._referents.listed({span["referent"] for span in spans})
        if referents is None:
            return self.line_by_rows(row, form)
        check_spans(row.title, row.body, spans)
        check_links(row.title, spans, links)
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
            "spans": orjson.Fragment(row.spans_json),
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
        record = self.record(row, form)
        self.labels.update(span.label for span in record.spans)
        self.roles.update(link.role for link in record.links)
        self._by_rows.update(hash(each.id) for each in record.referents)
        return jsonl.write(record, is_stand_off=form.is_stand_off)

    def record(self, row: ExportRow, form: Form = AS_IT_IS) -> Record:
        """The record that a line says."""
        layer = self._people.layer(row)
        record = record_of(self._project, row, layer=layer, naming=self._naming)
        article = replace(record.article, metadata=_chosen(record.article.metadata, form))
        split = form.split if form.split is not None else record.split
        return replace(record, article=article, scheme=self.scheme, split=split)

    def _layer_json(self, row: ExportRow) -> orjson.Fragment:
        key = (row.annotator, row.state, row.nothing_here, row.flag)
        known = self._layers.get(key)
        if known is None:
            written = orjson.dumps(jsonl.layer_object(self._people.layer(row)))
            known = self._layers[key] = orjson.Fragment(written)
            if len(self._layers) > _LAYERS_KEPT:
                self._layers.clear()
        return known


def _stand_off(data: dict[str, object], spans: list[dict[str, object]]) -> dict[str, object]:
    """The same without any words of the text."""
    for span in spans:
        del span["text"]
    return {**{name: value for name, value in data.items() if name != "text"}, "spans": spans}


def _chosen(metadata: Attributes, form: Form) -> Attributes:
    if form.fields is None:
        return metadata
    return {name: value for name, value in metadata.items() if name in form.fields}
