"""Our own format: one record a line, always written the same way, read with all problems named."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import orjson

from db.errors import Problem
from db.formats.record import (
    Read,
    Record,
    RecordLayer,
    RecordLink,
    RecordReferent,
    RecordScheme,
    RecordSpan,
)
from db.formats.record_reader import OFFSET_UNIT, SCHEMA_VERSION, read_record
from db.model import AnnotatorKind
from db.scheme.model import Scheme

SUFFIXES = (".jsonl", ".ndjson")

MAX_LINE_BYTES = 64_000_000
MAX_PROBLEMS_LISTED = 1_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# An escape that is not itself escaped: an even number of backslashes stands before it.
_ZERO = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")
_REPLACED = rb"\1\\ufffd"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")

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


def read(
    stream: BinaryIO, *, path: str, scheme: Scheme | None = None, source: str | None = None
) -> Iterator[Read]:
    """Every line that is not blank, as a record or with its problems.

    `path` is how problems name the file, `source` how articles do. Holds one line in memory, and a
    digest for each id. Stops after MAX_PROBLEMS_LISTED problems, saying so.
    """
    listed = 0
    ids = _Ids()
    for number, data in _lines(stream):
        found = _read_line(data, (path, number, source), scheme)
        if found.record is not None:
            reason = ids.clash(found.record, number)
            if reason is not None:
                found = _refused(path, number, (reason,))
        yield found
        listed += len(found.problems)
        if listed >= MAX_PROBLEMS_LISTED:
            reason = f"there are {listed:,} problems up to here; the rest of the file was not read"
            yield _refused(path, number, (reason,))
            return


class _Ids:
    """Which ids the lines before used: an article has one text, and each of its layers once."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[int, int]] = {}
        self._layers: dict[tuple[str, str, str | None], int] = {}

    def clash(self, record: Record, number: int) -> str | None:
        """Why a record can't stand beside those before it, or None."""
        identifier = record.article.external_id or ""
        # Python's own hash is keyed anew in each run and many times faster than a digest.
        digest = hash(record.article.body)
        text, first = self._texts.setdefault(identifier, (digest, number))
        if text != digest:
            return f'the id "{identifier}" stands for another text in line {first}'
        kind = "" if record.layer is None else record.layer.kind
        annotator = None if record.layer is None else record.layer.annotator
        first = self._layers.setdefault(
            (identifier, kind, None if kind == AnnotatorKind.GOLD else annotator), number
        )
        return None if first == number else f'the id "{identifier}" stands in line {first} already'


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines without blank ones and byte order mark; None for one too long to be held."""
    number = 0
    while data := stream.readline(MAX_LINE_BYTES):
        number += 1
        if len(data) == MAX_LINE_BYTES and not data.endswith(b"\n"):
            while rest := stream.readline(MAX_LINE_BYTES):
                if rest.endswith(b"\n"):
                    break
            yield number, None
            continue
        if number == 1:
            data = data.removeprefix(_BYTE_ORDER_MARK)
        if data.strip():
            yield number, data


def _read_line(
    data: bytes | None, place: tuple[str, int, str | None], scheme: Scheme | None
) -> Read:
    path, number, source = place
    if data is None:
        return _refused(path, number, (f"the line is longer than {MAX_LINE_BYTES:,} bytes",))
    try:
        parsed = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        return _refused(path, number, (_why_not_json(data, number, error),))
    if not isinstance(parsed, dict):
        return _refused(path, number, ("the line must be one JSON object",))
    zeros = parsed if b"\\u0000" in data else None
    record, reasons, notes = read_record(
        parsed if zeros is None else _without_zeros(parsed), scheme, source
    )
    if record is None:
        return _refused(path, number, reasons)
    if zeros is not None:
        notes = ("NUL characters were replaced by U+FFFD", *notes)
    return Read(
        path=path,
        line=number,
        record=record,
        notes=tuple(Problem(path=path, line=number, reason=note) for note in notes),
    )


def _without_zeros(parsed: dict[str, object]) -> dict[str, object]:
    """The same with U+FFFD for NUL in every text, and the digest of the body brought along."""
    text = parsed.get("text")
    replaced: dict[str, object] = orjson.loads(_ZERO.sub(_REPLACED, orjson.dumps(parsed)))
    if isinstance(text, str) and parsed.get("text_sha256") == _sha256(text):
        replaced["text_sha256"] = _sha256(str(replaced["text"]))
    return replaced


def _refused(path: str, number: int, reasons: tuple[str, ...]) -> Read:
    return Read(
        path=path,
        line=number,
        record=None,
        problems=tuple(Problem(path=path, line=number, reason=reason) for reason in reasons),
    )


def _why_not_json(data: bytes, number: int, error: orjson.JSONDecodeError) -> str:
    if number == 1 and data.startswith(_WIDE_MARKS):
        return "the file is UTF-16; save it as UTF-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return f"the line is not UTF-8 (byte {fault.start + 1})"
    if data.lstrip().startswith(b"[") and number == 1:
        return "the file is a JSON list; each record must be an object on a line of its own"
    if not data.endswith(b"\n") and error.pos >= len(error.doc.rstrip()) - 1:
        return "the line breaks off, so the file's end is missing"
    return f"the line is no JSON: {error.msg} at character {error.colno}"


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
