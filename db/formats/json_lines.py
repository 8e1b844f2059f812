"""Objects of another tool's JSON file, one a line or all in one list, each with its line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

import orjson

from db.formats.faults import Object
from db.formats.whole import MAX_BYTES, TooLarge, whole
from db.model import AttributeValue

MAX_LINE_BYTES = 64_000_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def objects(stream: BinaryIO) -> Iterator[tuple[int | None, Object | str]]:
    """Each object with its line, or the reason why there is none.

    Lines are read one by one; a list, or an object over several lines, only as a whole.
    """
    first = b""
    number = 0
    while not first.strip():
        first = stream.readline(MAX_LINE_BYTES)
        if not first:
            yield None, "it is empty"
            return
        number += 1
        first = first.removeprefix(_BYTE_ORDER_MARK) if number == 1 else first
    if first.lstrip().startswith(b"[") or first.strip() == b"{":
        yield from _all(first, stream)
    else:
        yield from _lines(first, number, stream)


def _all(first: bytes, stream: BinaryIO) -> Iterator[tuple[int | None, Object | str]]:
    try:
        data = first + whole(stream, limit=MAX_BYTES)
        parsed = orjson.loads(data)
    except TooLarge as error:
        yield None, str(error)
        return
    except orjson.JSONDecodeError as error:
        yield error.lineno, f"it is no JSON: {error.msg} at character {error.colno}"
        return
    for counter, each in enumerate(parsed if isinstance(parsed, list) else [parsed], start=1):
        yield None, each if isinstance(each, dict) else f"entry {counter} must be an object"


def _lines(
    first: bytes, number: int, stream: BinaryIO
) -> Iterator[tuple[int | None, Object | str]]:
    rest = iter(lambda: stream.readline(MAX_LINE_BYTES), b"")
    is_whole = True
    for line_number, line in enumerate(chain((first,), rest), start=number):
        was_whole, is_whole = is_whole, line.endswith(b"\n") or len(line) < MAX_LINE_BYTES
        if not is_whole:
            yield line_number, f"the line is longer than {MAX_LINE_BYTES:,} bytes"
        elif was_whole and line.strip():
            yield line_number, _parsed(line)


def _parsed(line: bytes) -> Object | str:
    try:
        parsed = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return f"the line is no JSON: {error.msg} at character {error.colno}"
    return parsed if isinstance(parsed, dict) else "the line must be one JSON object"


def plain(value: object) -> AttributeValue | None:
    """A value that an attribute can hold, lists of texts as one text; None for what it can't."""
    if isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return None


def plain_values(data: Object, *, but: frozenset[str] = frozenset()) -> dict[str, AttributeValue]:
    """The values of an object that an attribute can hold, without some keys and without blanks."""
    found = ((name, plain(value)) for name, value in data.items() if name not in but)
    return {name: value for name, value in found if value is not None and value != ""}


def dicts(value: object) -> list[Object]:
    """The objects of a list; none for what is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def whole_number(value: object) -> int | None:
    """A whole number; none for true, fractions and texts."""
    return value if type(value) is int else None
