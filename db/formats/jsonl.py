"""Our own format: one record a line, always written the same way; `jsonl_reader` reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import orjson

from db.formats.record import (
    Record,
    RecordLayer,
    RecordLink,
    RecordReferent,
    RecordScheme,
    RecordSpan,
)
from db.formats.record_reader import OFFSET_UNIT, SCHEMA_VERSION

# JSON allows them inside strings, where nothing else can hold them; many readers break lines there.
_ESCAPED = (
    (b"\xe2\x80\xa8", b"\\u2028"),
    (b"\xe2\x80\xa9", b"\\u2029"),
    (b"\xc2\x85", b"\\u0085"),
)


def write(record: Record, *, is_stand_off: bool = False) -> bytes:
    """The line of a record, with its line end; stand-off has digest and offsets, but no text."""
    return line(_as_json(record, is_stand_off=is_stand_off))


def line(data: Mapping[str, object]) -> bytes:
    """One line from the keys of a record in their order; values may be `orjson.Fragment`."""
    written = orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE)
    for raw, escaped in _ESCAPED:
        # One byte is found or missed many times faster than all of them.
        if raw[-1] in written:
            written = written.replace(raw, escaped)
    return written


def _as_json(record: Record, *, is_stand_off: bool) -> dict[str, object]:
    article = record.article
    quoted = None if is_stand_off else article.body
    data: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "id": article.external_id,
        "title": article.title,
        **({} if quoted is None else {"text": quoted}),
        "text_sha256": _sha256(article.body),
        "offset_unit": OFFSET_UNIT,
        "meta": article.metadata,
        "spans": [_span(span, quoted) for span in record.spans],
        "links": [_link(link) for link in record.links],
        "referents": [referent_object(referent) for referent in record.referents],
        "labels": record.labels,
    }
    if record.layer is not None:
        data["layer"] = layer_object(record.layer)
    if record.scheme is not None:
        data["scheme"] = scheme_object(record.scheme)
    if record.split is not None:
        data["split"] = record.split
    return data


def layer_object(layer: RecordLayer) -> dict[str, object]:
    """The `layer` of a record."""
    data: dict[str, object] = {
        "kind": layer.kind,
        "annotator": layer.annotator,
        "state": layer.state,
    }
    if layer.nothing_here:
        data["nothing_here"] = True
    if layer.flag is not None:
        data["flag"] = layer.flag
    return data


def scheme_object(scheme: RecordScheme) -> dict[str, object]:
    """The `scheme` of a record."""
    data: dict[str, object] = {"id": scheme.id, "version": scheme.version}
    if scheme.sha256 is not None:
        data["sha256"] = scheme.sha256
    return data


def referent_object(referent: RecordReferent) -> dict[str, object]:
    """One of the `referents` of a record."""
    return {
        "id": referent.id,
        "label": referent.label,
        "name": referent.name,
        "attributes": referent.attributes,
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _span(span: RecordSpan, body: str | None) -> dict[str, object]:
    data: dict[str, object] = {
        "id": span.id,
        "label": span.label,
        "start": span.start,
        "end": span.end,
    }
    if len(span.fragments) > 1:
        data["fragments"] = [[piece.start, piece.end] for piece in span.fragments]
    if body is not None:
        data["text"] = body[span.start : span.end]
    data["referent"] = span.referent
    data["attributes"] = span.attributes
    if span.source is not None:
        data["source"] = span.source
    return data


def _link(link: RecordLink) -> dict[str, object]:
    data: dict[str, object] = {
        "id": link.id,
        "role": link.role,
        "source": link.source,
        "target": link.target,
    }
    if link.absence is not None:
        data["absent"] = link.absence
    return data
