"""Reading our own lines back: each is whole, its spans stand in its text, its links lead to spans.

This runs over every line of every export, so it takes the JSON as it comes and makes no objects;
some lines are read in full as well and compared with what the project says.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

import orjson

from db.errors import DamagedQuote
from db.exports.read_back import NotReadBack
from db.formats.record import Record
from db.formats.record_reader import read_record

Line = Mapping[str, Any]  # what stands in a line is found out here


class LineCheck:
    """Counts what the lines hold, and raises DamagedQuote or NotReadBack.

    `expect` gives records that certain lines, counted from 0, must be read as.
    """

    def __init__(self, *, may_stand_off: bool = False) -> None:
        self.lines = 0
        self.labels: Counter[str] = Counter()
        self.roles: Counter[str] = Counter()
        self._may_stand_off = may_stand_off
        self._expected: dict[int, Record] = {}

    def expect(self, line: int, record: Record) -> None:
        """Compare a line that is still to come in full."""
        self._expected[line] = record

    def piece(self, said: bytes, meant: bytes) -> None:
        """Check whole lines: `said` is what the file holds, `meant` what was to be written."""
        if said != meant:
            raise NotReadBack("", "the disk gave back other bytes than were written")
        for line in said.split(b"\n")[:-1]:
            self._line(line)

    def _line(self, line: bytes) -> None:
        try:
            data = orjson.loads(line)
            if "text" in data or not self._may_stand_off:
                _check_text(data)
            _check_links(data)
            self.labels.update([span["label"] for span in data["spans"]])
            self.roles.update([link["role"] for link in data["links"]])
        except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
            raise NotReadBack("", f"line {self.lines + 1:,} is no record ({error})") from error
        expected = self._expected.pop(self.lines, None)
        if expected is not None:
            _compare(data, expected)
        self.lines += 1


def _check_text(data: Line) -> None:
    text = data["text"]
    if hashlib.sha256(text.encode()).hexdigest() != data["text_sha256"]:
        raise NotReadBack(data["title"], "its text is not the one whose digest is stored")
    for span in data["spans"]:
        if text[span["start"] : span["end"]] != span["text"]:
            raise DamagedQuote(data["title"], span["text"])


def _check_links(data: Line) -> None:
    ids = {span["id"] for span in data["spans"]}
    if len(ids) != len(data["spans"]):
        raise NotReadBack(data["title"], "two of its spans have the same id")
    for link in data["links"]:
        if link["source"] not in ids or not (link["target"] is None or link["target"] in ids):
            raise NotReadBack(data["title"], f"its link “{link['role']}” leads to no span")


def _compare(data: Line, expected: Record) -> None:
    """Whether the reader of our format makes the same record of it."""
    with_text = data
    if "text" not in data:
        # What stands off is read together with the text that it stands off from.
        with_text = {**data, "text": expected.article.body}
    found, reasons, _ = read_record(dict(with_text), None)
    if found is None:
        raise NotReadBack(expected.article.title, f"its line is refused: {reasons[0]}")
    if found != expected:
        raise NotReadBack(expected.article.title, "its line is read as something else")
