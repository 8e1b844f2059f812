"""CoNLL-U: a word a line in ten columns, with mentions and names in the last one; read here.

Mentions are what `Entity=` opens and closes there (GUM, CorefUD), names what `NER=` tags as BIO.
The text is put together from the words and what is said of the spaces between them. Lemmas, word
classes and dependencies have no place in spans and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from db.formats.conllu_document import Document
from db.formats.foreign import ForeignRead
from db.formats.marks import Account

SUFFIXES = (".conllu",)

MAX_LINE_BYTES = 1_000_000
_COLUMNS = 10
_NUMBER = re.compile(r"[0-9]{1,9}")
_SEVERAL = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
_BETWEEN = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}")
_COMMENT = re.compile(r"#\s*([^=]*?)\s*(?:=\s*(.*?)\s*)?")
_NEW_DOCUMENT, _NEW_PARAGRAPH = "newdoc", "newpar"


@dataclass(slots=True)
class _Words:
    """A surface word that several syntactic ones share, as “don't” is “do” and “n't”.

    `last` is the number of the last of them, `rest` what of the surface none of them took yet.
    """

    last: int
    place: tuple[int, int]
    rest: str

    def place_of(self, form: str) -> tuple[int, int]:
        """Where a word stands: its own letters if they are the next ones, or the whole."""
        if not self.rest.startswith(form):
            self.rest = ""
            return self.place
        start = self.place[1] - len(self.rest)
        self.rest = self.rest[len(form) :]
        return start, start + len(form)


def read(stream: BinaryIO, *, path: str, annotator: str | None = None) -> Iterator[ForeignRead]:
    """Each document of a file as an article with one layer."""
    base = re.sub(r"\.[^.]*$", "", path.replace("\\", "/").rsplit("/", 1)[-1])
    reader = _Reader(Document(base, Account(path)))
    counter = 1
    for number, data in enumerate(iter(lambda: stream.readline(MAX_LINE_BYTES), b""), start=1):
        try:
            line = data.decode().rstrip("\r\n")
        except UnicodeDecodeError as error:
            reader.document.account.problem(
                f"the line is not UTF-8 (byte {error.start + 1})", number
            )
            continue
        line = line.removeprefix("\ufeff") if number == 1 else line
        name = _new_document(line)
        if name is None:
            reader.take(line, number)
            continue
        if reader.document.has_words:
            yield reader.document.finished(annotator)
            counter += 1
        account = Account(path) if reader.document.has_words else reader.document.account
        kept = {} if reader.document.has_words else reader.document.head
        reader = _Reader(Document(name or (base if counter == 1 else f"{base}-{counter}"), account))
        reader.document.head.update(kept)
    yield reader.document.finished(annotator)


def _new_document(line: str) -> str | None:
    """The name of the document that a line begins, "" where it has none; None for other lines."""
    found = _COMMENT.fullmatch(line)
    if found is None or found[1].split()[:1] != [_NEW_DOCUMENT]:
        return None
    return found[2] or ""


class _Reader:
    """Puts the lines of one document into it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._shared: _Words | None = None

    def take(self, line: str, number: int) -> None:
        """One line that begins no document."""
        if not line.strip():
            self.document.end_sentence()
            self._shared = None
        elif line.startswith("#"):
            self._comment(line)
        else:
            self._word(line.split("\t"), number)

    def _comment(self, line: str) -> None:
        found = _COMMENT.fullmatch(line)
        key, value = (found[1], found[2]) if found else ("", None)
        if key.split()[:1] == [_NEW_PARAGRAPH]:
            self.document.begin_paragraph()
        elif value is not None:
            self.document.remark(key, value)

    def _word(self, columns: list[str], number: int) -> None:
        account = self.document.account
        if len(columns) != _COLUMNS:
            account.problem(f"it has {len(columns)} columns instead of {_COLUMNS}", number)
            return
        position, form, misc = columns[0], columns[1], columns[-1]
        said = dict(_pairs(misc))
        has_space = said.get("SpaceAfter") != "No"
        if several := _SEVERAL.fullmatch(position):
            place = self.document.add(form, has_space=has_space)
            self._shared = _Words(int(several[2]), place, form)
        elif _NUMBER.fullmatch(position):
            if self._shared is not None and int(position) <= self._shared.last:
                place = self._shared.place_of(form)
            else:
                place = self.document.add(form, has_space=has_space)
        elif _BETWEEN.fullmatch(position):
            # A word that is not in the text, but only in its analysis.
            return
        else:
            account.problem(f"“{position[:40]}” is no number of a word", number)
            return
        self.document.mark(said, place, number)


def _pairs(misc: str) -> Iterator[tuple[str, str]]:
    for each in misc.split("|"):
        key, sign, value = each.partition("=")
        if sign:
            yield key, value
