"""Token classification in Parquet, as Hugging Face's libraries keep it: tags may be numbers.

What the numbers stand for is noted in the file, by its ClassLabel features.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from db.formats.foreign import ForeignRead
from db.formats.marks import refused
from db.formats.parquet_file import NoParquet, RowFile
from db.formats.token_classification import COLUMN, TOKENS, is_of_tags, read_row


def has_tokens(columns: Sequence[str]) -> bool:
    """Whether columns are those of tokens with their tags."""
    return TOKENS in columns and any(map(is_of_tags, columns))


def read(stream: BinaryIO, *, path: str, annotator: str | None = None) -> Iterator[ForeignRead]:
    """Each row as an article with one layer; the last one may say why the rest can't be read.

    Raises MissingLibrary where pyarrow is not installed.
    """
    number = 0
    try:
        file = RowFile(stream)
        if not has_tokens(file.columns):
            reason = f"it has no columns “{TOKENS}” and “{COLUMN}”, but {_listed(file.columns)}"
            yield refused(path, reason)
            return
        classes = {column: file.classes(column) for column in file.columns if is_of_tags(column)}
        for number, row in enumerate(file.rows(), start=1):
            named = {
                name: _named(value, classes[name]) if name in classes else value
                for name, value in row.items()
            }
            yield read_row(named, path=path, line=number, annotator=annotator)
    except NoParquet as error:
        yield refused(path, str(error), number + 1 if number else None)


def _named(value: object, classes: Sequence[str]) -> object:
    if not isinstance(value, list):
        return value
    return [classes[tag] if type(tag) is int and 0 <= tag < len(classes) else tag for tag in value]


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f"“{each}”" for each in columns[:10])
