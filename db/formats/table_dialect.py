"""The only place that tells how a table as text is written: encoding, delimiter and quotes."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from typing import BinaryIO

from db.formats.plain_text import MAX_BODY_BYTES
from db.text.decoding import decode

DELIMITERS = (",", ";", "\t", "|")

_SAMPLE_BYTES = 262_144
_JUDGED_ROWS = 50
_RIGHT_FOR_ONE_WRONG = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a table is written; `notes` are remarks on what was told from its look."""

    encoding: str
    delimiter: str
    is_quoted: bool
    notes: tuple[str, ...] = ()


def dialect_of(stream: BinaryIO, encoding: str | None, delimiter: str | None) -> Dialect:
    """How a table is written, what is said of it counting more than what it looks like.

    The stream must be seekable. Raises Unreadable.
    """
    # One cell may hold a whole body; the limit is the module's, for all its readers.
    csv.field_size_limit(MAX_BODY_BYTES)
    found, notes = _encoding(stream, encoding)
    stream.seek(0)
    sample = codecs.getincrementaldecoder(found)("replace").decode(stream.read(_SAMPLE_BYTES))
    sample = sample.removeprefix("\ufeff")
    fits = {each: _fit(sample, each) for each in DELIMITERS}
    best = max(fits, key=lambda each: fits[each])
    chosen = delimiter or (best if fits[best][1] else "\t")
    is_quoted = chosen != "\t" or _is_quoted(sample)
    if not is_quoted:
        notes = (*notes, "its quotes are part of the texts, for they don't close cells")
    return Dialect(encoding=found, delimiter=chosen, is_quoted=is_quoted, notes=notes)


def _fit(sample: str, delimiter: str) -> tuple[float, int]:
    """How many of the rows have as many cells as the first, as a share; then how many cells.

    Nothing where the first row is one cell.
    """
    widths: list[int] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if row:
                widths.append(len(row))
            if len(widths) > _JUDGED_ROWS:
                break
    except csv.Error:
        return 0, 0
    if not widths or widths[0] < 2:
        return 0, 0
    # The last one may be cut off.
    judged = widths[1:-1] or widths[1:]
    return sum(width == widths[0] for width in judged) / max(1, len(judged)), widths[0]


def _is_quoted(sample: str) -> bool:
    """Whether quotes close cells; texts between tabs often hold quotes that are meant as such."""
    try:
        for _ in csv.reader(io.StringIO(sample, newline=""), delimiter="\t", strict=True):
            pass
    except csv.Error as error:
        # A cell that goes on beyond the sample.
        return "unexpected end" in str(error) and len(sample.encode()) >= _SAMPLE_BYTES // 2
    return True


def _encoding(stream: BinaryIO, said: str | None) -> tuple[str, tuple[str, ...]]:
    """What a table is written in, and remarks; UTF-8 only if all of it is. Raises Unreadable."""
    stream.seek(0)
    head = stream.read(_SAMPLE_BYTES)
    if said is None and _is_nearly_utf8(head):
        return "utf-8", ()
    found = decode(_whole_lines(head), declared=said)
    if said is None and found.encoding == "utf-8":
        # A beginning that is all ASCII says nothing about the rest.
        other = _not_utf8(stream)
        found = found if other is None else decode(_whole_lines(other))
    rivals = " or ".join(found.alternatives)
    unsure = (f"it was read as {found.encoding}, but may be {rivals}",) if rivals else ()
    return found.encoding, (*found.notes, *unsure)


def _not_utf8(stream: BinaryIO) -> bytes | None:
    """A part of the stream that is not UTF-8, whole lines of it; None if all is."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    before = b""
    while True:
        data = stream.read(_SAMPLE_BYTES)
        try:
            decoder.decode(data, final=not data)
        except UnicodeDecodeError:
            return before[before.find(b"\n") + 1 :] + data
        if not data:
            return None
        before = data


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether there are bytes that are not UTF-8 among many characters that are."""
    text = data.decode("utf-8", "surrogateescape")
    if text.isascii():
        return False
    wrong = sum("\udc80" <= character <= "\udcff" for character in text)
    right = sum(character > "\x7f" for character in text) - wrong
    # The last character may be cut off.
    return wrong > 3 and right > _RIGHT_FOR_ONE_WRONG * wrong


def _whole_lines(sample: bytes) -> bytes:
    """The sample up to its last line end, so that no character is cut in two."""
    if len(sample) < _SAMPLE_BYTES:
        return sample
    if b"\x00" in sample:
        return sample[: len(sample) // 4 * 4]
    return sample[: sample.rfind(b"\n") + 1] or sample
