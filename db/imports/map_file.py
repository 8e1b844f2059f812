"""The only place that writes the choices of an import as a TOML file, a map, and reads one.

So what was chosen in the window works on the command line, and another import goes the same way.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import tomli_w

from db.errors import InvalidInput, Problem
from db.formats.fields import FieldMapping
from db.imports.choices import BODY, DAY_FIRST, ID, IS_HTML, TITLE, Copies, ImportChoices
from db.imports.file_names import FileNamePattern, InvalidPattern
from db.imports.kinds import Kind
from db.imports.mapping.checking import faults_of
from db.imports.mapping.model import Mapping
from db.imports.mapping.toml import as_tables, read_mapping
from db.scheme.faults import Fault
from db.scheme.lines import Lines
from db.scheme.model import Scheme
from db.scheme.reader import Reader

Tables = dict[str, object]

_HEAD = "# How an import is to be read: demarche import PROJECT FILES --map THIS_FILE\n\n"
_TOO_DEEP = "Lists or tables are nested too deeply."


def load(path: Path, scheme: Scheme | None = None) -> ImportChoices:
    """The choices of a map; raises InvalidInput with every problem in it.

    With a scheme, what the map names of it must be there.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise _unusable(path, None, "There is no such file.") from error
    except OSError as error:
        raise _unusable(path, None, f"It can't be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise _unusable(path, None, "It is not UTF-8, so it is no map.") from error
    return parse(text, scheme, path=str(path))


def parse(text: str, scheme: Scheme | None = None, *, path: str = "map") -> ImportChoices:
    """The same for the text of a map, whatever file it stands in."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)", str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        reason = str(error)[: place.start()] if place else str(error)
        raise _unusable(path, line, f"This is no valid TOML: {reason}.") from error
    except RecursionError as error:
        raise _unusable(path, None, _TOO_DEEP) from error
    faults: list[Fault] = []
    choices = _choices(Reader(table, (), faults))
    faults.extend(_faults_of(choices, scheme))
    if faults:
        lines = Lines(text)
        problems = (
            Problem(path=path, line=lines.of(fault.place), reason=fault.reason) for fault in faults
        )
        raise InvalidInput(tuple(sorted(problems, key=lambda problem: problem.line or 0)))
    return choices


def write(choices: ImportChoices) -> str:
    """The text of a map; `parse` gives equal choices back."""
    return _HEAD + tomli_w.dumps(_tables(choices))


def _choices(reader: Reader) -> ImportChoices:
    files = reader.table("files")
    encodings: dict[Path, str] = {}
    kinds: dict[Path, Kind] = {}
    left_out: set[Path] = set()
    for name in files.names:
        each = files.table(name)
        encoding, kind = each.text("encoding"), _kind(each)
        if each.flag("leave_out", default=False):
            left_out.add(Path(name))
        each.finish()
        if encoding:
            encodings[Path(name)] = encoding
        if kind is not None:
            kinds[Path(name)] = kind
    choices = ImportChoices(
        kind=_kind(reader),
        encoding=reader.text("encoding") or None,
        annotator=reader.text("annotator") or None,
        file_name_pattern=reader.text("file_names") or None,
        reads_headers=reader.flag("headers", default=False),
        copies=_copies(reader),
        makes_scheme=reader.flag("new_scheme", default=False),
        encodings=encodings,
        kinds=kinds,
        left_out=frozenset(left_out),
        fields=_fields(reader),
        mapping=_mapping(reader),
    )
    reader.finish()
    return choices


def _kind(reader: Reader) -> Kind | None:
    return reader.choice("as", Kind.PLAIN_TEXT) if reader.has("as") else None


def _copies(reader: Reader) -> Copies | None:
    name = "near_duplicates"
    return reader.choice(name, Copies.GROUP) if reader.has(name) else None


def _fields(reader: Reader) -> FieldMapping | None:
    if not reader.has("columns"):
        return None
    columns = reader.table("columns")
    fields = columns.values("fields")
    mapping = FieldMapping(
        body=columns.text(BODY, required=True),
        title=columns.text(TITLE) or None,
        external_id=columns.text(ID) or None,
        day_first=columns.flag(DAY_FIRST, default=False) if columns.has(DAY_FIRST) else None,
        is_html=columns.flag(IS_HTML, default=False),
        fields={name: str(column) for name, column in fields},
    )
    columns.finish()
    return mapping


def _mapping(reader: Reader) -> Mapping | None:
    if not reader.has("mapping"):
        return None
    table = reader.table("mapping")
    mapping = read_mapping(table)
    table.finish()
    return mapping


def _faults_of(choices: ImportChoices, scheme: Scheme | None) -> Iterator[Fault]:
    """What can't be carried out: a wrong pattern, or a word that the scheme does not have."""
    if choices.file_name_pattern is not None:
        try:
            FileNamePattern(choices.file_name_pattern, scheme)
        except InvalidPattern as error:
            yield Fault(place=("file_names",), reason=str(error))
    if choices.mapping is not None and scheme is not None and not choices.makes_scheme:
        for fault in faults_of(choices.mapping, scheme):
            yield replace(fault, place=("mapping", *fault.place))


def _tables(choices: ImportChoices) -> Tables:
    files: dict[str, Tables] = {}
    for path, kind in choices.kinds.items():
        files.setdefault(str(path), {})["as"] = kind.value
    for path, encoding in choices.encodings.items():
        files.setdefault(str(path), {})["encoding"] = encoding
    for path in sorted(choices.left_out):
        files.setdefault(str(path), {})["leave_out"] = True
    tables: Tables = {
        **({} if choices.kind is None else {"as": choices.kind.value}),
        **_filled(
            encoding=choices.encoding,
            annotator=choices.annotator,
            file_names=choices.file_name_pattern,
            headers=choices.reads_headers,
            near_duplicates=None if choices.copies is None else choices.copies.value,
            new_scheme=choices.makes_scheme,
            files=files,
        ),
    }
    if choices.fields is not None:
        tables["columns"] = _columns(choices.fields)
    if choices.mapping is not None:
        tables["mapping"] = as_tables(choices.mapping)
    return tables


def _columns(fields: FieldMapping) -> Tables:
    return {
        BODY: fields.body,
        **_filled(title=fields.title, id=fields.external_id),
        **({} if fields.day_first is None else {DAY_FIRST: fields.day_first}),
        **_filled(html=fields.is_html, fields=dict(fields.fields)),
    }


def _filled(**values: object) -> Tables:
    return {name: value for name, value in values.items() if value}


def _unusable(path: Path | str, line: int | None, reason: str) -> InvalidInput:
    return InvalidInput((Problem(path=str(path), line=line, reason=reason),))
