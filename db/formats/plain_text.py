"""A plain text in any encoding as an article: the whole file is the body."""

from __future__ import annotations

from pathlib import Path

from db.errors import Problem
from db.formats.record import Read, Record
from db.model import NewArticle
from db.text import normalise
from db.text.decoding import Unreadable
from db.text.titles import title_of

SUFFIXES = (".txt", ".text")

MAX_BODY_BYTES = 20_000_000


def read(file: Path, *, path: str | None = None, encoding: str | None = None) -> Read:
    """The article of one file, or why there is none; `path` is how problems name the file.

    `encoding` is what somebody says its encoding is.
    """
    name = path or str(file)
    try:
        size = file.stat().st_size
        if size > MAX_BODY_BYTES:
            return _refused(
                name,
                f"it has {size / 1e6:,.0f} MB, more than the {MAX_BODY_BYTES / 1e6:,.0f} MB that "
                "an article may have; split it into articles first",
            )
        found = normalise.from_bytes(file.read_bytes(), declared=encoding)
    except Unreadable as error:
        return _refused(name, str(error))
    except OSError as error:
        return _refused(name, f"it can't be read ({error.strerror})")
    article = NewArticle(
        title=title_of(found.body, fallback=file.stem),
        body=found.body,
        source=file.name,
    )
    notes = tuple(Problem(path=name, line=None, reason=note) for note in found.notes)
    return Read(path=name, line=None, record=Record(article=article), notes=notes)


def _refused(path: str, reason: str) -> Read:
    return Read(
        path=path, line=None, record=None, problems=(Problem(path=path, line=None, reason=reason),)
    )
