"""Looking into single files before an import: their columns, and how their letters read."""

from __future__ import annotations

from db.errors import UserFault
from db.formats import json_articles, table, workbook
from db.formats.fields import Columns
from db.imports.collecting import SourceFile
from db.imports.kinds import Kind
from db.imports.places import Shelf, why_unread
from db.text.decoding import Decoded, Unreadable, decode
from db.text.normalise import normalise

_LETTERS_BYTES = 262_144


def columns_of(file: SourceFile, *, encoding: str | None = None) -> Columns:
    """The columns of a table or the keys of JSON, with the first rows; its problem if it has one.

    `db.formats.fields.guess` proposes what is what from them.
    """
    try:
        with Shelf() as shelf, shelf.opened(file.place) as stream:
            match file.kind:
                case Kind.CSV | Kind.TSV:
                    return table.columns(stream, encoding=encoding or file.encoding)
                case Kind.XLSX:
                    return workbook.columns(stream)
                case Kind.JSON:
                    return json_articles.columns(stream)
                case _:
                    return Columns(problem="it has no columns")
    except (OSError, UserFault) as error:
        return Columns(problem=why_unread(error))


def letters_of(file: SourceFile, *, encoding: str | None = None) -> Decoded:
    """How the beginning of a file reads, by a guess or in an encoding that somebody says.

    Its text is a body's, with the line ends of one. Raises `db.text.decoding.Unreadable`.
    """
    try:
        with Shelf() as shelf:
            data = shelf.head(file.place, _LETTERS_BYTES + 1)
    except (OSError, UserFault) as error:
        raise Unreadable(why_unread(error)) from error
    if len(data) > _LETTERS_BYTES:
        data = _cut(data[:_LETTERS_BYTES])
    found = decode(data, declared=encoding)
    return Decoded(
        text=normalise(found.text).body,
        encoding=found.encoding,
        confidence=found.confidence,
        alternatives=found.alternatives,
        notes=found.notes,
    )


def _cut(data: bytes) -> bytes:
    """Without a last letter that may not be whole: to the last line, or in wide letters to four."""
    is_wide = b"\x00" in data[:400]
    return data if is_wide else data[: data.rfind(b"\n") + 1] or data
