"""Writing layers of a project as JSONL with a manifest: the same project gives the same bytes.

Times and counts stand in the manifest, so that the records hold nothing that differs from one
export to the next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from db.exports import manifest
from db.exports.files import DigestingWriter, whole_or_nothing
from db.exports.layer_record import check_quote, record_of
from db.exports.pseudonyms import pseudonyms
from db.formats import jsonl
from db.formats.record import RecordLayer, RecordScheme
from db.formats.record_reader import OFFSET_UNIT, SCHEMA_VERSION
from db.model import Annotator, AnnotatorId, AnnotatorKind, LayerState
from db.progress import IsCancelled, Progress, watched
from db.project import Project
from db.queries import annotators, exports, projects, schemes
from db.queries.exports import ExportRow, LeftOut, Which
from db.scheme.naming import naming
from db.scheme.toml import fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written where; `sha256` is that of the file."""

    path: Path
    manifest: Path
    records: int
    sha256: str
    left_out: LeftOut


def export(
    project: Project,
    out: Path,
    *,
    layers: Which = Which.GOLD,
    with_names: bool = False,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Exported:
    """Write the chosen layers to `out` and tell of it in the `manifest.json` beside it.

    Annotators go out by number unless `with_names`. The file takes its name only when it is whole.
    Raises Stopped, DamagedQuote for a span that is no longer what was marked, or StorageFault
    where it can't be written; an older file of that name is as it was then.
    """
    records = 0
    with (
        exports.snapshot(project),
        whole_or_nothing(out) as file,
        DigestingWriter(file) as lines,
    ):
        writer = LineWriter(project, with_names=with_names)
        for row in watched(
            exports.rows(project, layers),
            total=exports.count(project, layers),
            progress=progress,
            is_cancelled=is_cancelled,
        ):
            lines.write(writer.line(row))
            records += 1
        missing = exports.left_out(project, layers)
        info = projects.info(project)
    entry = {
        "project": info.id,
        "title": info.title,
        "exported_at": project.now(),
        "layers": layers,
        "annotators": "names" if with_names else "pseudonyms",
        "scheme": jsonl.scheme_object(writer.scheme),
        "records": records,
        "sha256": lines.sha256,
        "left_out": _in_words(missing),
    }
    return Exported(
        path=out,
        manifest=manifest.write(out, entry),
        records=records,
        sha256=lines.sha256,
        left_out=missing,
    )


class LineWriter:
    """Makes the line of one layer after another, keeping the parts that repeat."""

    def __init__(self, project: Project, *, with_names: bool = False) -> None:
        everyone = annotators.every(project)
        scheme = schemes.current(project)
        self.scheme = RecordScheme(
            id=scheme.id,
            version=scheme.version,
            sha256=fingerprint(schemes.current_toml(project)),
        )
        self._project = project
        self._annotators: dict[AnnotatorId, Annotator] = {each.id: each for each in everyone}
        self._called = pseudonyms(everyone)
        if with_names:
            named = {each.id: each.name for each in everyone if each.kind is AnnotatorKind.HUMAN}
            self._called = {**self._called, **named}
        self._naming = naming(scheme)
        self._scheme_json = orjson.Fragment(orjson.dumps(jsonl.scheme_object(self.scheme)))

    def line(self, row: ExportRow) -> bytes:
        """The line of a layer, by the short way where the query went it."""
        if row.spans_json is None or row.links_json is None or row.referents_json is None:
            return self.line_by_rows(row)
        for span in orjson.loads(row.spans_json):
            check_quote(row, span["start"], span["end"], span["text"])
        return jsonl.line(
            {
                "schema_version": SCHEMA_VERSION,
                "id": row.id,
                "title": row.title,
                "text": row.body,
                "text_sha256": row.sha256,
                "offset_unit": OFFSET_UNIT,
                "meta": orjson.Fragment(row.metadata_json),
                "spans": orjson.Fragment(row.spans_json),
                "links": orjson.Fragment(row.links_json),
                "referents": orjson.Fragment(row.referents_json),
                "labels": orjson.Fragment(row.labels_json),
                "layer": jsonl.layer_object(self._layer(row)),
                "scheme": self._scheme_json,
            }
        )

    def line_by_rows(self, row: ExportRow) -> bytes:
        """The same by the long way, which also knows listings and answers that name referents."""
        record = record_of(self._project, row, layer=self._layer(row), naming=self._naming)
        return jsonl.write(replace(record, scheme=self.scheme))

    def _layer(self, row: ExportRow) -> RecordLayer:
        return RecordLayer(
            kind=self._annotators[row.annotator].kind,
            annotator=self._called[row.annotator],
            state=LayerState(row.state),
            nothing_here=row.nothing_here,
            flag=row.flag,
        )


def _in_words(missing: LeftOut) -> list[dict[str, object]]:
    reasons = (
        (missing.articles_without_layer, "articles of which no layer was chosen"),
        (missing.blank_layers, "layers that say nothing yet"),
        (missing.unfinished_layers, "layers that are not done"),
        (missing.layers_of_others, "layers that are not gold"),
    )
    return [{"number": number, "reason": reason} for number, reason in reasons if number]
