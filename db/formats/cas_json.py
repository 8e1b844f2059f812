"""UIMA's JSON CAS (0.4): feature structures in one list, references behind an @, types included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import orjson

from db.formats.cas import Cas, Sofa, Structure
from db.formats.cas_reader import articles
from db.formats.faults import Object
from db.formats.foreign import ForeignRead
from db.formats.json_lines import dicts, plain, whole_number
from db.formats.marks import refused
from db.formats.whole import TooLarge, whole

SUFFIXES = (".json",)

_SOFA = "uima.cas.Sofa"


def read(stream: BinaryIO, *, path: str, annotator: str | None = None) -> Iterator[ForeignRead]:
    """The article of each view, nearly always one, with one layer."""
    try:
        data = orjson.loads(whole(stream))
    except TooLarge as error:
        yield refused(path, str(error))
        return
    except orjson.JSONDecodeError as error:
        reason = f"it is no JSON: {error.msg} at character {error.colno}"
        yield refused(path, reason, error.lineno)
        return
    if not isinstance(data, dict) or "%FEATURE_STRUCTURES" not in data:
        yield refused(path, 'it has no "%FEATURE_STRUCTURES", so it is no JSON CAS')
        return
    name = re.sub(r"\.json$", "", path.replace("\\", "/").rsplit("/", 1)[-1])
    yield from articles(_cas(data), path, name=name, annotator=annotator)


def _cas(data: Object) -> Cas:
    listed = data["%FEATURE_STRUCTURES"]
    entries = dicts(list(listed.values()) if isinstance(listed, dict) else listed)
    members: dict[int, frozenset[int]] = {}
    views = data.get("%VIEWS")
    for view in views.values() if isinstance(views, dict) else ():
        if isinstance(view, dict):
            ids = view.get("%MEMBERS")
            members[whole_number(view.get("%SOFA")) or 0] = frozenset(_ids(ids))
    sofas = []
    structures: dict[int, Structure] = {}
    for entry in entries:
        identifier = whole_number(entry.get("%ID"))
        type_name = entry.get("%TYPE")
        if identifier is None or not isinstance(type_name, str):
            continue
        if type_name == _SOFA:
            text = entry.get("sofaString")
            sofas.append(
                Sofa(
                    id=identifier,
                    name=str(entry.get("sofaID", "")),
                    text=text if isinstance(text, str) else None,
                    members=members.get(identifier),
                )
            )
        else:
            structures[identifier] = _structure(identifier, type_name, entry)
    return Cas(structures=structures, sofas=tuple(sofas), parents=_parents(data))


def _parents(data: Object) -> dict[str, str]:
    types = data.get("%TYPES")
    if not isinstance(types, dict):
        return {}
    return {
        str(name): str(each.get("%SUPER_TYPE", ""))
        for name, each in types.items()
        if isinstance(each, dict)
    }


def _structure(identifier: int, type_name: str, entry: Object) -> Structure:
    structure = Structure(id=identifier, type_name=type_name)
    for name, value in entry.items():
        if name == "@sofa":
            structure.sofa = whole_number(value)
        elif name.startswith("@"):
            structure.references[name[1:]] = tuple(_ids(value))
        elif name == "%ELEMENTS" and type_name.endswith("[]"):
            structure.references["elements"] = tuple(_ids(value))
        elif not name.startswith("%"):
            known = plain(value)
            if known is not None:
                structure.features[name.lstrip("#^")] = known
    if type_name == "uima.cas.FSArray":
        structure.references["elements"] = tuple(_ids(entry.get("%ELEMENTS")))
    return structure


def _ids(value: object) -> list[int]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if type(each) is int]
