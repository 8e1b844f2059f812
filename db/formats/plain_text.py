"""A plain text in any encoding as an article: the whole file is the body."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from db.errors import Problem
from db.formats.record import Read, Record
from db.formats.whole import TooLarge, whole
from db.model import NewArticle
from db.text.decoding import Unreadable
from db.text.normalise import from_bytes, usual_body
from db.text.titles import title_of

SUFFIXES = (".txt", ".text")

MAX_BODY_BYTES = 20_000_000


def read(file: Path, *, path: str | None = None, encoding: str | None = None) -> Read:
    """The article of one file, or why there is none; `path` is how problems name the file.

    `encoding` is what somebody says its encoding is.
    """
    name = path or str(file)
    try:
        with file.open("rb") as stream:
            return read_stream(stream, path=name, encoding=encoding)
    except OSError as error:
        return _refused(name, f"it can't be read ({error.strerror})")


def read_stream(stream: BinaryIO, *, path: str, encoding: str | None = None) -> Read:
    """The same for an open file that can be sought in; raises OSError."""
    try:
        data = whole(stream, limit=MAX_BODY_BYTES)
    except TooLarge:
        return too_large(stream.seek(0, os.SEEK_END), path=path)
    return read_bytes(data, path=path, encoding=encoding)


def read_bytes(data: bytes, *, path: str, encoding: str | None = None) -> Read:
    """The same for all bytes of a file, which are no more than MAX_BODY_BYTES."""
    body = usual_body(data) if encoding is None else None
    notes: tuple[str, ...] = ()
    if body is None:
        try:
            found = from_bytes(data, declared=encoding)
        except Unreadable as error:
            return _refused(path, str(error))
        body, notes = found.body, found.notes
    name = path.replace("\\", "/").rpartition("/")[2]
    article = NewArticle(
        title=title_of(body, fallback=name.rpartition(".")[0] or name), body=body, source=name
    )
    told = tuple(Problem(path=path, line=None, reason=note) for note in notes)
    return Read(path=path, line=None, record=Record(article=article), notes=told)


def too_large(size: int, *, path: str) -> Read:
    """What comes of a file with more bytes than MAX_BODY_BYTES."""
    return _refused(
        path,
        f"it has {size / 1e6:,.0f} MB, more than the {MAX_BODY_BYTES / 1e6:,.0f} MB that "
        "an article may have; split it into articles first",
    )


def _refused(path: str, reason: str) -> Read:
    return Read(
        path=path, line=None, record=None, problems=(Problem(path=path, line=None, reason=reason),)
    )
