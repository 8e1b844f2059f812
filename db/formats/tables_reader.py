"""Reading back the CSV tables that `db.formats.tables` writes, a layer at a time.

The tables are read side by side, since their rows stand in the same order: no more than one layer
is in memory. Statements say nothing that the other tables do not, and are not read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import orjson

from db.formats.foreign import ForeignArticle, ForeignLayer, ForeignLink, ForeignRead
from db.formats.marks import (
    REFERENT,
    REFERENT_NAME,
    Account,
    Mark,
    placed,
    refused,
    tied,
    with_referents,
)
from db.formats.offsets import Counting, OffsetUnit, RawText
from db.formats.tables import (
    ARTICLES,
    LAYERS,
    LINKS,
    OTHERS,
    REFERENTS,
    SPANS,
    SUFFIX,
    answer_in,
    unguarded,
)
from db.model import AnnotatorKind
from db.text.decoding import Unreadable

_READ = (ARTICLES, LAYERS, SPANS, LINKS, REFERENTS)
_LONGEST_CELL = 2**31 - 1

_Row = Mapping[str, str]


class _Rows:
    """The rows of one table, one ahead."""

    def __init__(self, stream: BinaryIO, separator: str) -> None:
        # The limit is the same for all readers of the process; bodies are longer than Python's own.
        csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
        self._text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        self._rows = csv.reader(self._text, delimiter=separator, strict=True)
        self.heading = [unguarded(name) for name in next(self._rows, [])]
        self.next: _Row | None = None
        self.move()

    def move(self) -> None:
        """Go on to the next row."""
        cells = next(self._rows, None)
        if cells is None:
            self.next = None
            return
        if len(cells) != len(self.heading):
            raise ValueError(f"line {self._rows.line_num} has {len(cells)} cells")
        self.next = dict(zip(self.heading, map(unguarded, cells), strict=True))

    def let_go(self) -> None:
        """Leave the stream to whoever opened it."""
        self._text.detach()

    def of(self, layer: str) -> Iterator[_Row]:
        """The next rows, as long as they are of a layer."""
        while self.next is not None and self.next.get("layer") == layer:
            yield self.next
            self.move()


def read(
    streams: Mapping[str, BinaryIO], *, path: str, separator: str = ","
) -> Iterator[ForeignRead]:
    """Each layer with its article; `streams` are the tables by name. Ends at the first fault."""
    tables: dict[str, _Rows] = {}
    try:
        for table in _READ:
            tables[table] = _Rows(streams[table], separator)
        article: _Row = {}
        while (layer := tables[LAYERS].next) is not None:
            upcoming = tables[ARTICLES].next
            # An article may come again behind another one, and then in the same words.
            if upcoming is not None and upcoming["article"] == layer["article"]:
                article = upcoming
                tables[ARTICLES].move()
            yield _read(article, layer, tables, Account(f"{path}/{LAYERS}{SUFFIX}"))
            tables[LAYERS].move()
    except (csv.Error, KeyError, ValueError) as error:
        yield refused(path, f"the tables are not whole: {error}")
    finally:
        for rows in tables.values():
            rows.let_go()


def _read(article: _Row, layer: _Row, tables: Mapping[str, _Rows], account: Account) -> ForeignRead:
    if article.get("article") != layer["article"]:
        raise ValueError(f"the article “{layer['article'][:40]}” is missing")
    try:
        text = RawText(article["text"])
    except Unreadable as error:
        raise ValueError(f"the text of “{layer['article'][:40]}” can't be used: {error}") from error
    number = layer["layer"]
    counting = Counting(text, OffsetUnit.CODE_POINT, is_raw=True)
    marks = [_mark(row) for row in tables[SPANS].of(number)]
    spans = placed(text, marks, account, counting=counting)
    links = [
        ForeignLink(id=row["link"], role=row["role"], source=row["source"], target=row["target"])
        for row in tables[LINKS].of(number)
        if row["target"]
    ]
    for _ in tables[REFERENTS].of(number):
        pass
    plain_spans, referents = with_referents(spans)
    kind = next((each for each in AnnotatorKind if each == layer["kind"]), AnnotatorKind.HUMAN)
    return account.read(
        ForeignArticle(
            name=article["article"],
            text=text.body,
            title=article["title"],
            metadata=_answers(ARTICLES, article),
            layers=(
                ForeignLayer(
                    annotator=layer["annotator"] or None,
                    kind=kind,
                    spans=plain_spans,
                    links=tied(links, spans, account),
                    referents=referents,
                    answers=_answers(LAYERS, layer),
                ),
            ),
        )
    )


def _mark(row: _Row) -> Mark:
    pieces = [(int(row["start"]), int(row["end"]))]
    if row["fragments"]:
        pairs = [pair.split("-") for pair in row["fragments"].split()]
        pieces = [(int(start), int(end)) for start, end in pairs]
    attributes = _answers(SPANS, row)
    if row["referent"]:
        attributes |= {REFERENT: row["referent"], REFERENT_NAME: row["referent_name"]}
    return Mark(
        id=row["span"],
        label=row["label"],
        pieces=tuple(pieces),
        words=f'span "{row["span"]}"',
        quote=row["quote"] if len(pieces) == 1 else None,
        attributes=attributes,
    )


def _answers(table: str, row: _Row) -> dict[str, str]:
    found = {}
    for column, cell in row.items():
        name = answer_in(table, column)
        if name is not None and cell:
            found[name] = cell
    others = orjson.loads(row[OTHERS]) if row[OTHERS] else {}
    pairs = others.items() if isinstance(others, dict) else ()
    return found | {name: value for name, value in pairs if isinstance(value, str)}
