"""Any JSON objects (one a line, or in a list) as articles, by a mapping of their fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from typing import BinaryIO

from db.formats.articles import Place, listed
from db.formats.faults import Object
from db.formats.fields import (
    PREVIEW_ROWS,
    Columns,
    FieldMapping,
    article_from,
    described,
    guess,
    has_full_text,
    text,
    unfit,
)
from db.formats.json_lines import objects, plain
from db.formats.record import Read
from db.formats.table import left_out
from db.model import AttributeValue

SUFFIXES = (".json", ".jsonl", ".ndjson")

_DEEPEST = 4
_MAX_NAMES = 1_000


def columns(stream: BinaryIO) -> Columns:
    """The fields of the first objects, those inside others too, and their values."""
    found: list[Object] = []
    problem: str | None = None
    for _, data in islice(_entries(stream), PREVIEW_ROWS):
        if isinstance(data, str):
            problem = problem or data
        else:
            found.append(data)
    names = tuple(
        islice(dict.fromkeys(name for data in found for name in _names(data)), _MAX_NAMES)
    )
    if not names:
        return Columns(problem=problem or "its objects have no fields")
    rows = tuple(tuple(text(value_at(data, name)) for name in names) for data in found)
    return Columns(names=names, rows=rows)


def read(stream: BinaryIO, *, path: str, mapping: FieldMapping | None = None) -> Iterator[Read]:
    """The article of each object; without a mapping, one is guessed from the first ones and noted.

    Lines are read one by one, a list as a whole. `path` is how problems name the file; the stream
    must be seekable.
    """
    return listed(
        _read(stream, Place(path=path), mapping), path, nothing="no object in it has a text"
    )


def _read(stream: BinaryIO, place: Place, mapping: FieldMapping | None) -> Iterator[Read]:
    start = stream.tell()
    found = columns(stream)
    notes: tuple[str, ...] = ()
    if mapping is None:
        mapping = guess(found.names, found.rows)
        notes = described(mapping)
    if mapping is None or mapping.body not in found.names:
        # A field may be missing in the first objects; one that holds the text can't.
        yield place.refused(found.problem or unfit(mapping, found.names) or "")
        return
    missing = sorted(mapping.names - set(found.names))
    yield place.noted(*notes, *(f"no “{name}” is in the first objects" for name in missing))
    stream.seek(start)
    used = {name.partition(".")[0] for name in mapping.names} | mapping.names
    unused: dict[str, None] = {}
    for number, (line, data) in enumerate(_entries(stream), start=1):
        here = Place(path=place.path, line=line, entry="" if line else f"entry {number}")
        if isinstance(data, str):
            yield Place(path=place.path, line=line).refused(data)
            continue
        if len(unused) < _MAX_NAMES and not data.keys() <= used:
            unused.update(dict.fromkeys(key for key in data if key not in used))
        yield article_from(here, mapping, partial(_value_of, data, body=mapping.body))
    yield place.noted(*left_out(tuple(unused)))


def _value_of(data: Object, name: str, *, body: str) -> AttributeValue | None:
    return value_at(data, name, joint="\n\n" if name == body else ", ")


def value_at(data: Object, name: str, *, joint: str = ", ") -> AttributeValue | None:
    """The value of a field, or of one inside it: "source.name"; lists are joined to one text."""
    if name in data:
        return _value(data[name], joint)
    first, _, rest = name.partition(".")
    while rest:
        inner = data.get(first)
        if isinstance(inner, Mapping):
            return value_at(inner, rest, joint=joint)
        if isinstance(inner, list):
            objects_inside = (each for each in inner if isinstance(each, Mapping))
            found = (text(value_at(each, rest, joint=joint)) for each in objects_inside)
            return joint.join(each for each in found if each) or None
        more, _, rest = rest.partition(".")
        first = f"{first}.{more}"
    return None


def _value(value: object, joint: str) -> AttributeValue | None:
    if isinstance(value, list):
        return joint.join(each for each in value if isinstance(each, str)) or None
    return plain(value)


def _names(data: Object, before: str = "", depth: int = 0) -> Iterator[str]:
    for key, value in data.items():
        inner = value[0] if isinstance(value, list) and value else value
        if isinstance(inner, Mapping) and depth < _DEEPEST:
            yield from _names(inner, f"{before}{key}.", depth + 1)
        else:
            yield f"{before}{key}"


def _entries(stream: BinaryIO) -> Iterator[tuple[int | None, Object | str]]:
    """The objects of a file, or those in the one list of its only object."""
    found = objects(stream)
    first = next(found, None)
    if first is None:
        return
    second = next(found, None)
    inside = _inside(first[1]) if second is None else None
    if inside is not None:
        for number, each in enumerate(inside, start=1):
            yield None, each if isinstance(each, dict) else f"entry {number} must be an object"
        return
    yield first
    if second is not None:
        yield second
    yield from found


def _inside(data: Object | str) -> list[object] | None:
    """The articles in the one list of objects that an object holds; None where it is one itself."""
    if isinstance(data, str):
        return None
    lists = {key: value for key, value in data.items() if _is_list_of_objects(value)}
    own = {key: value for key, value in data.items() if key not in lists}
    if len(lists) != 1 or has_full_text(tuple(_names(own))):
        return None
    (found,) = lists.values()
    return found if isinstance(found, list) else None


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
