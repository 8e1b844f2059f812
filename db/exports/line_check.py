"""That our own lines hold together when they are made, and are the same when they are read back.

This runs over every line of every export. What was made is compared with what the disk gives back,
byte by byte. The first lines and some of all others are also taken apart again, and fewer of them
read in full and compared with what the project says: both take as long as making them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import orjson

from db.errors import DamagedQuote
from db.exports.read_back import NotReadBack
from db.formats.record import Record
from db.formats.record_reader import read_record

Part = Mapping[str, Any]  # what SQLite made of a row


_TAKEN_APART, _THEN_EVERY = 1_000, 20


def check_spans(title: str, body: str, spans: Sequence[Part]) -> None:
    """Raise DamagedQuote unless the words of all spans stand where they were marked."""
    for span in spans:
        if body[span["start"] : span["end"]] != span["text"]:
            raise DamagedQuote(title, span["text"])


def check_links(title: str, spans: Sequence[Part], links: Sequence[Part]) -> None:
    """Raise NotReadBack unless no two spans have the same id, and links lead from spans to such."""
    ids = {span["id"] for span in spans}
    if len(ids) != len(spans):
        raise NotReadBack(title, "two spans have the same id")
    ends = {link["source"] for link in links}
    ends.update([link["target"] for link in links])
    ends.discard(None)
    if not ends <= ids:
        raise NotReadBack(title, "a link leads to no span")


class LineCheck:
    """Compares lines with those that were made.

    `expect` gives records that certain lines, counted from 0, must be read as.
    """

    def __init__(self) -> None:
        self.lines = 0
        self._expected: dict[int, Record] = {}

    def expect(self, line: int, record: Record) -> None:
        """Read a line that is still to come in full."""
        self._expected[line] = record

    def piece(self, said: bytes, meant: Sequence[bytes], piece: bytes) -> None:
        """Compare what a file says with the lines that were to be written, and with them in one.

        Raises NotReadBack.
        """
        # Each line ends in the only line end that it has; looking for one is the quickest way.
        if said != piece or any(line.find(b"\n") != len(line) - 1 for line in meant):
            raise _different(said, meant)
        for line in meant:
            if self.lines < _TAKEN_APART or not self.lines % _THEN_EVERY:
                _take_apart(line)
            self.lines += 1
        first = self.lines - len(meant)
        for number in [each for each in self._expected if each < self.lines]:
            _read_in_full(meant[number - first], self._expected.pop(number))


def _take_apart(line: bytes) -> None:
    try:
        data = orjson.loads(line)
        if "text" in data:
            if sha256(data["text"].encode()).hexdigest() != data["text_sha256"]:
                reason = "its text is not the one whose digest is stored"
                raise NotReadBack(data["title"], reason)
            check_spans(data["title"], data["text"], data["spans"])
        check_links(data["title"], data["spans"], data["links"])
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise NotReadBack(_title(line), f"a line is no record ({error})") from error


def _different(said: bytes, meant: Sequence[bytes]) -> NotReadBack:
    """What the first line that differs should say."""
    place = 0
    for line in meant:
        if said[place : place + len(line)] != line or line.count(b"\n") != 1:
            return _difference(said[place:].split(b"\n", 1)[0], line)
        place += len(line)
    return NotReadBack("", "there is more than was written")


def _difference(said: bytes, meant: bytes) -> NotReadBack:
    try:
        wanted = orjson.loads(meant)
        found = orjson.loads(said)
    except orjson.JSONDecodeError:
        title = "" if not meant.strip() else _title(meant)
        return NotReadBack(title, "a line is not whole")
    there = found.get("spans", []) if isinstance(found, dict) else []
    for span in wanted["spans"]:
        if span not in there:
            words = span.get("text", "")
            reason = f"the span “{words}” ({span['label']}) is not there as it was marked"
            return NotReadBack(wanted["title"], reason)
    return NotReadBack(wanted["title"], "its line says something else")


def _title(line: bytes) -> str:
    try:
        return str(orjson.loads(line)["title"])
    except (orjson.JSONDecodeError, KeyError):
        return ""


def _read_in_full(line: bytes, expected: Record) -> None:
    """Whether the reader of our format makes the same record of a line."""
    try:
        data = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise NotReadBack(expected.article.title, f"its line is no JSON ({error})") from error
    # What stands off is read together with the text that it stands off from.
    found, reasons, _ = read_record({"text": expected.article.body, **data}, None)
    if found is None:
        raise NotReadBack(expected.article.title, f"its line is refused: {reasons[0]}")
    if found != expected:
        raise NotReadBack(expected.article.title, "its line is read as something else")
