"""CoNLL-2003 and its like: a token a line with its tag in the last column, sentences apart.

Tags are IOB, BIO, BIOES or BILOU, told apart by what they need: a span goes on over I and ends
before a B, an S or another label. A token may have several tags, with commas between them. The text
is put together from the tokens, with a space between them and a line for each sentence, for the
file does not say what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from db.formats.foreign import ForeignArticle, ForeignLayer, ForeignRead
from db.formats.losses import Ledger, LossKind, Written
from db.formats.marks import Account, Mark, placed, refused
from db.formats.offsets import Counting, OffsetUnit, RawText
from db.formats.record import Record, RecordSpan
from db.formats.tokens import Tokens, tokens_of
from db.model import Fragment
from db.text.decoding import Unreadable
from db.text.titles import title_of

SUFFIXES = (".conll", ".iob", ".bio", ".conll2003")
DOCUMENT_START = "-DOCSTART- -X- O O"

MAX_LINE_BYTES = 1_000_000
_TAG = re.compile(r"O|([BIESULM])-(\S+)")
_BEGINS, _ENDS = frozenset("BSU"), frozenset("ESLU")
_NAMED = re.compile(r"#\s*(?:newdoc id|id|doc_id)\s*=?\s*(\S.*)")


@dataclass(slots=True)
class _Document:
    """One article on its way: pieces of text, and the spans that are closed."""

    name: str
    line: int
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    is_new_sentence: bool = True
    opened: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, token: str, tags: list[tuple[str, str]], line: int) -> None:
        """A token with its tags, pairs of prefix and label; none for O."""
        going_on = {label for prefix, label in tags if prefix not in _BEGINS}
        for label in [each for each in self.opened if each not in going_on]:
            self._close(label)
        between = "" if not self.pieces else "\n" if self.is_new_sentence else " "
        self.pieces.append(between + token)
        start = self.length + len(between)
        self.length += len(between) + len(token)
        self.is_new_sentence = False
        for prefix, label in tags:
            self.opened.setdefault(label, (start, line))
            if prefix in _ENDS:
                self._close(label)

    def _close(self, label: str) -> None:
        start, line = self.opened.pop(label)
        self.marks.append(
            Mark(
                id=f"s{len(self.marks) + 1}",
                label=label,
                pieces=((start, self.length),),
                words=f"span {len(self.marks) + 1}",
                line=line,
            )
        )

    def end_sentence(self) -> None:
        """No span goes on over the end of a sentence."""
        for label in list(self.opened):
            self._close(label)
        self.is_new_sentence = True


def read(stream: BinaryIO, *, path: str, annotator: str | None = None) -> Iterator[ForeignRead]:
    """Each document between -DOCSTART- lines, or the whole file, as an article with one layer."""
    base = re.sub(r"\.[^.]*$", "", path.replace("\\", "/").rsplit("/", 1)[-1])
    account = Account(path)
    counter = 1
    document = _Document(base, 1)
    is_any = False
    for number, data in enumerate(iter(lambda: stream.readline(MAX_LINE_BYTES), b""), start=1):
        try:
            line = data.decode().rstrip("\r\n")
        except UnicodeDecodeError as error:
            account.problem(f"the line is not UTF-8 (byte {error.start + 1})", number)
            continue
        line = line.removeprefix("\ufeff") if number == 1 else line
        name = _NAMED.fullmatch(line)
        if line.startswith("-DOCSTART-") or (name and document.is_new_sentence):
            if document.pieces:
                is_any = True
                yield _finished(document, account, annotator)
                counter += 1
            account = account if not document.pieces else Account(path)
            document = _Document(name.group(1) if name else f"{base}-{counter}", number)
        else:
            _take(line, number, document, account)
    if document.pieces or account.has_problems or not is_any:
        yield _finished(document, account, annotator)


def _take(line: str, number: int, document: _Document, account: Account) -> None:
    if not line.strip():
        document.end_sentence()
        return
    columns = line.split("\t") if "\t" in line else line.split()
    columns = [column.strip() for column in columns]
    tags = _tags_in(columns[-1]) if len(columns) > 1 else None
    if tags is None:
        if not line.startswith("#"):
            account.problem(f"“{line[:40]}” is no token with a tag behind it", number)
        return
    token = columns[0]
    if not token:
        account.problem("the token is empty", number)
        return
    document.add(token, tags, number)


def _tags_in(column: str) -> list[tuple[str, str]] | None:
    """Prefix and label of each tag of a token; None where the column holds something else."""
    found = [_TAG.fullmatch(each) for each in column.split(",")]
    if None in found:
        # A label may hold a comma itself.
        found = [_TAG.fullmatch(column)]
    if None in found:
        return None
    return [(each.group(1), each.group(2)) for each in found if each and each.group(2)]


def _finished(document: _Document, account: Account, annotator: str | None) -> ForeignRead:
    document.end_sentence()
    try:
        text = RawText("".join(document.pieces))
    except Unreadable as error:
        if account.has_problems:
            return account.read(None)
        return refused(account.path, str(error))
    counting = Counting(text, OffsetUnit.CODE_POINT, is_raw=True)
    layer = ForeignLayer(
        annotator=annotator, spans=placed(text, document.marks, account, counting=counting)
    )
    return account.read(
        ForeignArticle(
            name=document.name,
            text=text.body,
            title=title_of(text.body, fallback=document.name),
            layers=(layer,),
        )
    )


def write(record: Record) -> Written:
    """The lines of one record in two columns, with the line before them that parts documents.

    Where spans overlap, the longer one is written.
    """
    ledger = Ledger(record)
    ledger.lose_gaps()
    ledger.lose_links()
    ledger.lose_attributes()
    ledger.lose_referents()
    ledger.lose_fields()
    body = record.article.body
    tokens = tokens_of(body)
    tags = _tags(record.spans, tokens, ledger)
    lines = [DOCUMENT_START]
    text: list[str] = []
    for first, last in tokens.sentences:
        words = [body[token.start : token.end] for token in tokens.items[first:last]]
        text.append(" ".join(words))
        lines += ["", *(f"{word} {tag}" for word, tag in zip(words, tags[first:last], strict=True))]
    if "\n".join(text) != body:
        ledger.lose(LossKind.TEXT)
    return Written(data="\n".join([*lines, "", ""]).encode(), losses=ledger.losses)


def _tags(spans: tuple[RecordSpan, ...], tokens: Tokens, ledger: Ledger) -> list[str]:
    tags = ["O"] * len(tokens.items)
    for span in sorted(spans, key=lambda each: (each.start - each.end, each.start)):
        whole = Fragment(span.start, span.end)
        first, last = tokens.covering(whole)
        if not tokens.is_aligned(whole) or _tags_in(f"B-{span.label}") != [("B", span.label)]:
            ledger.lose(LossKind.UNALIGNED, span.id)
        elif not tokens.is_in_one_sentence(whole):
            ledger.lose(LossKind.CROSS_SENTENCE, span.id)
        elif any(tag != "O" for tag in tags[first:last]):
            ledger.lose(LossKind.NESTED, span.id)
        else:
            tags[first:last] = [f"B-{span.label}", *[f"I-{span.label}"] * (last - first - 1)]
    return tags
