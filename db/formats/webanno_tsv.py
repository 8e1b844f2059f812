"""WebAnno TSV 3, which WebAnno and INCEpTION write: a line a token, a column a feature; read here.

Offsets count UTF-16 units in those tools and code points in some converters, so the tokens tell.
The white space between sentences is not in the file and becomes a space or line ends.
`db.formats.webanno_writer` writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from db.formats.foreign import ForeignArticle, ForeignRead
from db.formats.marks import Account, refused
from db.formats.offsets import OffsetUnit, RawText, Scale
from db.formats.webanno_annotation import Annotations
from db.formats.webanno_layers import FORMAT, LayerHead, Row, layer_head, unescaped
from db.formats.whole import TooLarge, whole_text
from db.model import Attributes
from db.text.decoding import Unreadable
from db.text.titles import title_of

SUFFIXES = (".tsv",)

_UNIT = re.compile(r"(\d+)-(\d+)(?:\.(\d+))?")
_PLACE = re.compile(r"(\d{1,18})-(\d{1,18})")


@dataclass(slots=True)
class _Sentence:
    lines: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def read(stream: BinaryIO, *, path: str, annotator: str | None = None) -> Iterator[ForeignRead]:
    """The one article of a file with one layer; the file does not say whose it is."""
    try:
        text = whole_text(stream).removeprefix("\ufeff")
    except (TooLarge, Unreadable) as error:
        yield refused(path, str(error))
        return
    if not text.startswith(FORMAT):
        yield refused(path, f"it does not begin with “{FORMAT}”, so it is no WebAnno TSV 3", 1)
        return
    account = Account(path)
    file = _File(text, account)
    body, scale = _body(file.sentences)
    try:
        raw = RawText(body)
    except Unreadable as error:
        yield refused(path, str(error))
        return
    rows = [row for sentence in file.sentences for row in sentence.rows]
    _check_tokens(rows, body, scale, account)
    layer = Annotations(file.heads, rows, account).layer(raw, scale, annotator)
    name = re.sub(r"\.tsv$", "", path.replace("\\", "/").rsplit("/", 1)[-1])
    article = ForeignArticle(
        name=name,
        text=raw.body,
        title=title_of(raw.body, fallback=name),
        metadata=file.metadata,
        layers=(layer,),
    )
    yield account.read(article)


class _File:
    """The lines, sorted: heads of layers, remarks of the whole, sentences with their rows."""

    def __init__(self, text: str, account: Account) -> None:
        self.heads: list[LayerHead] = []
        self.sentences: list[_Sentence] = []
        self._metadata: dict[str, str] = {}
        self._account = account
        self._columns = 0
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
            if line.startswith("#"):
                self._remark(line, number)
            elif line.strip():
                self._row(line, number)

    @property
    def metadata(self) -> Attributes:
        """What the head says beyond the format."""
        return self._metadata

    def _remark(self, line: str, number: int) -> None:
        key, sign, value = line[1:].partition("=")
        head = layer_head(line, self._columns)
        if head is not None and not self.sentences:
            self.heads.append(head)
            self._columns += len(head.columns)
        elif key == "Text":
            if not self.sentences or self.sentences[-1].rows:
                self.sentences.append(_Sentence())
            self.sentences[-1].lines.append(unescaped(value))
        elif sign and not self.sentences and key not in {"FORMAT", "Sentence.id"}:
            self._metadata[key] = value
        elif not sign:
            self._account.note(f"“{line[:40]}” was passed over", line=number)

    def _row(self, line: str, number: int) -> None:
        parts = line.split("\t")
        unit = _UNIT.fullmatch(parts[0])
        place = _PLACE.fullmatch(parts[1]) if len(parts) > 2 else None
        cells = parts[3 : 3 + self._columns]
        if unit is None or place is None or not self.sentences:
            self._account.problem("it is no token with its number and offsets", line=number)
        elif len(cells) < self._columns:
            self._account.problem(
                f"it has {len(cells)} columns behind the token instead of {self._columns}",
                line=number,
            )
        else:
            start, end = int(place.group(1)), int(place.group(2))
            self.sentences[-1].rows.append(
                Row(parts[0], start, end, parts[2], tuple(cells), number)
            )


def _body(sentences: list[_Sentence]) -> tuple[str, Scale]:
    """The text under the way of counting by which most tokens stand where they should."""
    best: tuple[int, str, Scale] | None = None
    tokens = [row for sentence in sentences for row in sentence.rows if row.is_token]
    for unit in (OffsetUnit.UTF16, OffsetUnit.CODE_POINT):
        body = _assembled(sentences, unit)
        scale = Scale(body, unit)
        fitting = sum(_stands(row, body, scale) for row in tokens)
        if best is None or fitting > best[0]:
            best = fitting, body, scale
        if fitting == len(tokens):
            break
    assert best is not None
    return best[1:]


def _assembled(sentences: list[_Sentence], unit: OffsetUnit) -> str:
    body: list[str] = []
    length = 0
    for sentence in sentences:
        if not sentence.rows:
            continue
        text = "\n".join(sentence.lines)
        first = sentence.rows[0]
        before = text[: max(text.find(unescaped(first.token)), 0)]
        gap = max(first.start - _length(before, unit) - length, 0)
        # A wrong offset must not make a text of any size.
        gap = min(gap, len(text) + 1_000)
        body += [" " * gap if gap == 1 or not body else "\n" * gap, text]
        length += gap + _length(text, unit)
    return "".join(body)


def _length(text: str, unit: OffsetUnit) -> int:
    return Scale(text, unit).offset(len(text))


def _stands(row: Row, body: str, scale: Scale) -> bool:
    start, end = scale.code_point(row.start), scale.code_point(row.end)
    if start is None or end is None:
        return False
    return body[start:end] in {row.token, unescaped(row.token)}


def _check_tokens(rows: list[Row], body: str, scale: Scale, account: Account) -> None:
    for row in rows:
        if not _stands(row, body, scale):
            account.problem(
                f"“{row.token[:40]}” does not stand at {row.start}–{row.end} of the text",
                line=row.line,
            )
