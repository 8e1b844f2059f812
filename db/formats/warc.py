"""Web archives (WARC, also packed by gzip): each page in it an article, read record by record.

Pages are responses of kind HTML or plain text, and the plain texts that crawlers made of pages.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from db.errors import UserFault
from db.formats import dates, web_page
from db.formats.archive import MAX_RATIO
from db.formats.articles import Draft, Place, article, listed
from db.formats.plain_text import MAX_BODY_BYTES
from db.formats.record import Read
from db.formats.web_page import Page
from db.text import normalise
from db.text.decoding import Unreadable

SUFFIXES = (".warc", ".warc.gz")

_GZIP = b"\x1f\x8b"
_VERSION = re.compile(rb"WARC/\d+\.\d+\s*$")
_MAX_HEADER_BYTES = 65_536
_CHUNK_BYTES = 1_048_576
_RATIO_MATTERS_FROM_BYTES = 100_000_000
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_TEXT = "text/plain"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


class _Broken(UserFault):
    """The file can't be read beyond a record; `str()` says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    headers: Mapping[str, str]
    payload: bytes
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """What was sent: `kind` is its type, small, and `charset` what was said of its encoding."""

    kind: str
    charset: str | None
    data: bytes


def read(stream: BinaryIO, *, path: str) -> Iterator[Read]:
    """The article of each page; what is none is left out and counted.

    `path` is how problems name the file; the stream must be seekable.
    """
    return listed(_read(stream, Place(path=path)), path, nothing="there is no page with a text")


def _read(stream: BinaryIO, place: Place) -> Iterator[Read]:
    stream.seek(0)
    is_packed = stream.read(len(_GZIP)) == _GZIP
    stream.seek(0)
    source: BinaryIO = gzip.GzipFile(fileobj=stream) if is_packed else stream  # type: ignore[assignment]
    others: Counter[str] = Counter()
    number = 0
    try:
        for number, record in enumerate(_records(source, stream), start=1):
            address = record.headers.get("warc-target-uri", "").strip("<>")
            where = f" ({address[:200]})" if address else ""
            here = Place(path=place.path, entry=f"record {number}{where}")
            found = _content(record)
            if isinstance(found, str):
                others[found] += 1
            elif not record.is_whole:
                yield here.refused(f"it has more than {MAX_BODY_BYTES / 1e6:,.0f} MB")
            else:
                yield _article(found, record.headers, here)
    except _Broken as error:
        yield Place(path=place.path, entry=f"record {number + 1}").refused(str(error))
    except (EOFError, OSError, zlib.error):
        yield Place(path=place.path, entry=f"record {number + 1}").refused(
            "what is packed is damaged or its end is missing; nothing after it was read"
        )
    if others:
        notes = (f"left out: {what} ({count:,})" for what, count in sorted(others.items()))
        yield place.noted(*notes)


def _records(source: BinaryIO, packed: BinaryIO) -> Iterator[_Record]:
    """Each record, its payload only as far as an article may be long. Raises _Broken."""
    unpacked = 0
    while headers := _headers(source):
        try:
            length = int(headers.get("content-length", ""))
        except ValueError:
            length = -1
        if length < 0:
            raise _Broken("it doesn't say how long it is; nothing after it was read")
        # What HTTP says before the page is part of it.
        payload = source.read(min(length, MAX_BODY_BYTES + _MAX_HEADER_BYTES))
        rest = length - len(payload)
        while rest and (data := source.read(min(rest, _CHUNK_BYTES))):
            rest -= len(data)
            _judge(unpacked + length - rest, packed)
        unpacked += length
        if rest:
            raise _Broken("its end is missing")
        _judge(unpacked, packed)
        yield _Record(headers=headers, payload=payload, is_whole=len(payload) == length)


def _judge(unpacked: int, packed: BinaryIO) -> None:
    if unpacked > _RATIO_MATTERS_FROM_BYTES and unpacked > MAX_RATIO * packed.tell():
        raise _Broken(f"it unpacks to more than {MAX_RATIO} times its size; it was not read on")


def _headers(source: BinaryIO) -> dict[str, str]:
    """The headers of the next record by their names, small; none at the end. Raises _Broken."""
    line = source.readline(_MAX_HEADER_BYTES)
    while line in {b"\r\n", b"\n"}:
        line = source.readline(_MAX_HEADER_BYTES)
    if not line:
        return {}
    if _VERSION.match(line) is None:
        raise _Broken("it does not begin like a record of a WARC file; nothing after it was read")
    lines: list[bytes] = []
    size = 0
    while (line := source.readline(_MAX_HEADER_BYTES)).strip():
        lines.append(line)
        size += len(line)
        if size > _MAX_HEADER_BYTES:
            raise _Broken("its headers have no end; nothing after it was read")
    return {"": "", **_fields(lines)}


def _fields(lines: list[bytes]) -> dict[str, str]:
    found: dict[str, str] = {}
    last = ""
    for line in lines:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[:1] in {" ", "\t"} and last:
            found[last] += f" {text.strip()}"
            continue
        name, _, value = text.partition(":")
        last = name.strip().lower()
        found.setdefault(last, value.strip())
    return found


def _content(record: _Record) -> _Content | str:
    """What a record holds, or what kind of thing it is that makes no article."""
    kind = record.headers.get("warc-type", "")
    if kind in {"conversion", "resource"}:
        return _typed(record.headers.get("content-type", ""), record.payload)
    return _response(record.payload) if kind == "response" else "records that hold no content"


def _response(payload: bytes) -> _Content | str:
    end = _END_OF_HEAD.search(payload)
    head, data = (payload[: end.start()], payload[end.end() :]) if end else (payload, b"")
    status = _STATUS.match(head)
    if status is None:
        return "responses of other kinds than HTTP"
    if not status.group(1).startswith(b"2"):
        return "responses without content, such as errors"
    fields = _fields(head.splitlines()[1:])
    found = _typed(fields.get("content-type", ""), data)
    if isinstance(found, str):
        return found
    sent = _unchunked(data) if "chunked" in fields.get("transfer-encoding", "").lower() else data
    plain = _unpacked(sent, fields.get("content-encoding", "").lower())
    return (
        "pages packed in a way that can't be read" if plain is None else replace(found, data=plain)
    )


def _typed(said: str, data: bytes) -> _Content | str:
    kind = said.partition(";")[0].strip().lower()
    if kind not in _HTML and kind != _TEXT:
        return "files that are no pages"
    charset = _CHARSET.search(said)
    return _Content(kind=kind, charset=charset.group(1) if charset else None, data=data)


def _unchunked(data: bytes) -> bytes:
    """The chunks in one piece; archives often hold them joined already, as they are then."""
    pieces: list[bytes] = []
    position = 0
    while found := _CHUNK_SIZE.match(data, position):
        size = int(found.group(1), 16)
        if size == 0:
            break
        pieces.append(data[found.end() : found.end() + size])
        position = found.end() + size
        position += 2 if data[position : position + 2] == b"\r\n" else 1
    return b"".join(pieces) if pieces else data


def _unpacked(data: bytes, how: str) -> bytes | None:
    """The content as it was before it was packed; None where that can't be got."""
    if how in {"", "identity", "none"}:
        return data
    if how not in {"gzip", "x-gzip", "deflate"}:
        return None
    for window in (
        (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS) if how == "deflate" else (zlib.MAX_WBITS | 32,)
    ):
        try:
            return zlib.decompressobj(window).decompress(data, MAX_BODY_BYTES + 1)
        except zlib.error:
            continue
    # Archives often hold it unpacked already.
    return data if not data.startswith(_GZIP) else None


def _article(content: _Content, headers: Mapping[str, str], place: Place) -> Read:
    address = headers.get("warc-target-uri", "").strip("<>") or None
    day = dates.iso(headers.get("warc-date", ""))
    if content.kind in _HTML:
        page = Page(data=content.data, address=address, encoding=content.charset)
        return web_page.article_of(page, place, date=day)
    try:
        found = normalise.from_bytes(content.data, declared=content.charset)
    except Unreadable as error:
        return place.without_text(str(error))
    notes = () if day is None else (f"its date ({day}) is when it was fetched",)
    return article(
        place,
        Draft(
            body=found.body,
            values={
                "date": day,
                "address": address,
                "language": headers.get("warc-identified-content-language"),
            },
            notes=(*found.notes, *notes),
        ),
    )
