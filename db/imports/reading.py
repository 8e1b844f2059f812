"""Reading files record by record, whatever their kind, with flat memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.errors import Problem
from db.formats import jsonl, plain_text
from db.formats.record import Read
from db.imports.collecting import Kind, SourceFile
from db.scheme.model import Scheme


def read(file: SourceFile, scheme: Scheme) -> Iterator[Read]:
    """The records of one file in its order, each with its problems; at least one for every file."""
    if file.kind is Kind.PLAIN_TEXT:
        yield plain_text.read(file.path, path=file.name, encoding=file.encoding)
        return
    is_empty = True
    try:
        with file.path.open("rb") as stream:
            for found in jsonl.read(stream, path=file.name, scheme=scheme):
                is_empty = False
                yield _with_source(found, file)
    except OSError as error:
        yield _refused(file, f"it can't be read ({error.strerror})")
        return
    if is_empty:
        yield _refused(file, "it is empty")


def _with_source(found: Read, file: SourceFile) -> Read:
    if found.record is None:
        return found
    article = replace(found.record.article, source=file.path.name)
    return replace(found, record=replace(found.record, article=article))


def _refused(file: SourceFile, reason: str) -> Read:
    problem = Problem(path=file.name, line=None, reason=reason)
    return Read(path=file.name, line=None, record=None, problems=(problem,))
