"""Reads our own format, one record a line, and names all that is wrong with each line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import orjson

from db.errors import Problem
from db.formats.record import Read, Record
from db.formats.record_reader import TextOf, is_stand_off, read_record
from db.model import AnnotatorKind
from db.scheme.model import Scheme

MAX_LINE_BYTES = 64_000_000
MAX_PROBLEMS_LISTED = 1_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# An escape that is not itself escaped: an even number of backslashes stands before it.
_ZERO = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")
_REPLACED = rb"\1\\ufffd"
_TEXT = re.compile(rb'"text"\s*:')
_DIGEST = re.compile(rb'"text_sha256"\s*:\s*"')
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read(
    stream: BinaryIO,
    *,
    path: str,
    scheme: Scheme | None = None,
    source: str | None = None,
    text_of: TextOf | None = None,
) -> Iterator[Read]:
    """Every line that is not blank, as a record or with its problems.

    `path` is how problems name the file, `source` how articles do; `text_of` finds the texts that
    lines name by their digest alone. Holds one line in memory, and a digest for each id. Stops
    after MAX_PROBLEMS_LISTED problems, saying so.
    """
    listed = 0
    ids = _Ids()
    reader = _Lines(path, scheme, source, text_of)
    for number, data in _lines(stream):
        found = reader.read(data, number)
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


def holds_stand_off(head: bytes) -> bool:
    """Whether a line among the first bytes of a file has no text but its digest."""
    return any(_DIGEST.search(line) and not _TEXT.search(line) for line in head.split(b"\n"))


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


class _Lines:
    """Reads the lines of one file."""

    def __init__(
        self, path: str, scheme: Scheme | None, source: str | None, text_of: TextOf | None
    ) -> None:
        self._path = path
        self._scheme = scheme
        self._source = source
        self._text_of = text_of

    def read(self, data: bytes | None, number: int) -> Read:
        """The record of a line, or why there is none; None is a line too long to be held."""
        path = self._path
        if data is None:
            return _refused(path, number, (f"the line is longer than {MAX_LINE_BYTES:,} bytes",))
        try:
            parsed = orjson.loads(data)
        except orjson.JSONDecodeError as error:
            return _refused(path, number, (_why_not_json(data, number, error),))
        if not isinstance(parsed, dict):
            return _refused(path, number, ("the line must be one JSON object",))
        has_zeros = b"\\u0000" in data
        record, reasons, notes = read_record(
            _without_zeros(parsed) if has_zeros else parsed,
            self._scheme,
            self._source,
            text_of=self._text_of,
        )
        if record is None:
            return _refused(path, number, reasons)
        if has_zeros:
            notes = ("NUL characters were replaced by U+FFFD", *notes)
        return Read(
            path=path,
            line=number,
            record=record,
            notes=tuple(Problem(path=path, line=number, reason=note) for note in notes),
            digest=_proved(record, parsed),
            is_stand_off=is_stand_off(parsed),
        )


def _proved(record: Record, parsed: Mapping[str, object]) -> bytes | None:
    """The digest that the line gives, which was compared with its text, if that is the body."""
    sha256 = parsed.get("text_sha256")
    is_body = record.article.body is parsed.get("text") or is_stand_off(parsed)
    return bytes.fromhex(sha256) if is_body and isinstance(sha256, str) else None


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


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
