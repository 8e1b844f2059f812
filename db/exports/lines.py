"""The line of a layer in our JSONL, from the JSON that the query gives: the quick way.

Referents are shared by many layers, so their JSON is kept. Quotes are not looked at here: whoever
reads the lines back does that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import orjson

from db.errors import Bug
from db.exports.layer_record import record_of
from db.exports.people import People
from db.formats import jsonl
from db.formats.record import Record, RecordScheme
from db.formats.record_reader import OFFSET_UNIT, SCHEMA_VERSION
from db.model import Attributes
from db.project import Project
from db.queries import export_parts, schemes
from db.queries.exports import ExportRow
from db.scheme.naming import naming
from db.scheme.toml import fingerprint

_REFERENTS_KEPT = 250_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a layer goes out: which article fields (None: all), and whether without its text."""

    fields: frozenset[str] | None = None
    is_stand_off: bool = False
    split: str | None = None


AS_IT_IS = Form()


class LineWriter:
    """Makes the line of one layer after another, keeping the parts that repeat."""

    def __init__(self, project: Project, people: People | None = None) -> None:
        scheme = schemes.current(project)
        self.scheme = RecordScheme(
            id=scheme.id,
            version=scheme.version,
            sha256=fingerprint(schemes.current_toml(project)),
        )
        self._project = project
        self._people = people or People(project)
        self._naming = naming(scheme)
        self._scheme_json = orjson.Fragment(orjson.dumps(jsonl.scheme_object(self.scheme)))
        self._referents = _Referents(project)
        self._by_rows: set[int] = set()

    @property
    def referents(self) -> int:
        """How many referents were written, each counted once."""
        return len(self._referents.seen | self._by_rows)

    def line(self, row: ExportRow, form: Form = AS_IT_IS) -> bytes:
        """The line of a layer, by the short way where the query went it."""
        if row.spans_json is None or row.links_json is None or row.mentions_json is None:
            return self.line_by_rows(row, form)
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
            "referents": orjson.Fragment(self._referents_json(row.mentions_json)),
            "labels": orjson.Fragment(row.labels_json),
            "layer": jsonl.layer_object(self._people.layer(row)),
            "scheme": self._scheme_json,
        }
        if form.split is not None:
            data["split"] = form.split
        return jsonl.line(_stand_off(data, row.spans_json) if form.is_stand_off else data)

    def line_by_rows(self, row: ExportRow, form: Form = AS_IT_IS) -> bytes:
        """The same by the long way, which also knows listings and answers that name referents."""
        record = self.record(row, form)
        self._by_rows.update(hash(each.id) for each in record.referents)
        return jsonl.write(record, is_stand_off=form.is_stand_off)

    def record(self, row: ExportRow, form: Form = AS_IT_IS) -> Record:
        """The record that a line says."""
        layer = self._people.layer(row)
        record = record_of(self._project, row, layer=layer, naming=self._naming)
        article = replace(record.article, metadata=_chosen(record.article.metadata, form))
        split = form.split if form.split is not None else record.split
        return replace(record, article=article, scheme=self.scheme, split=split)

    def _referents_json(self, mentions: str) -> str:
        ids = sorted(set(orjson.loads(mentions)))
        return f"[{','.join(self._referents.of(ids))}]"


class _Referents:
    """The JSON of referents by id.

    All are read at once, in the order in which they lie in the file, which is several times as
    quick as looking for each; of a register too large for that, those asked for lately are kept.
    """

    def __init__(self, project: Project) -> None:
        self.seen: set[int] = set()
        """Hashes of those that were asked for."""
        self._project = project
        self._known: dict[str, str] = {}
        self._older: dict[str, str] = {}
        self._is_whole: bool | None = None

    def of(self, ids: list[str]) -> list[str]:
        """The JSON of each."""
        if self._is_whole is None:
            self._begin()
        self.seen.update(map(hash, ids))
        if not self._is_whole:
            self._make_known(ids)
        try:
            return [self._known[each] for each in ids]
        except KeyError as error:
            raise Bug("a referent vanished while it was exported") from error

    def _begin(self) -> None:
        self._is_whole = export_parts.number_of_referents(self._project) <= _REFERENTS_KEPT
        if self._is_whole:
            self._known.update(export_parts.all_referents(self._project))

    def _make_known(self, ids: list[str]) -> None:
        if len(self._known) >= _REFERENTS_KEPT:
            self._older, self._known = self._known, {}
        missing = [each for each in ids if each not in self._known]
        self._known.update((each, self._older[each]) for each in missing if each in self._older)
        missing = [each for each in missing if each not in self._older]
        if missing:
            self._known.update(export_parts.some_referents(self._project, missing))


def _stand_off(data: dict[str, object], spans_json: str) -> dict[str, object]:
    """The same without any words of the text."""
    spans = orjson.loads(spans_json)
    for span in spans:
        del span["text"]
    return {**{name: value for name, value in data.items() if name != "text"}, "spans": spans}


def _chosen(metadata: Attributes, form: Form) -> Attributes:
    if form.fields is None:
        return metadata
    return {name: value for name, value in metadata.items() if name in form.fields}
