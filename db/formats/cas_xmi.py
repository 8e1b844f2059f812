"""UIMA's XMI: a CAS as XML, read with or without its type system.

Without one, only the names of features tell references from numbers. `db.formats.cas_writer`
writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree.ElementTree import Element

from db.formats.cas import Cas, Sofa, Structure
from db.formats.cas_reader import articles
from db.formats.foreign import ForeignRead
from db.formats.marks import refused
from db.formats.whole import TooLarge, whole
from db.formats.xml_tree import NoXml, local, parsed
from db.model import AttributeValue

SUFFIXES = (".xmi",)

_XMI_ID = "{http://www.omg.org/XMI}id"
_SPACE = re.compile(r"\{http:///(.*)\.ecore\}(.*)")
_IDS = re.compile(r"\d{1,18}(?: \d{1,18})*")
_NUMBER = re.compile(r"-?\d{1,18}")
_REFERENCES = frozenset({
    "governor", "dependent", "source", "target", "first", "next", "head", "tail", "elements",
})  # fmt: skip
_PRIMITIVE = re.compile(
    r"uima\.cas\.(String|Boolean|Byte|Short|Integer|Long|Float|Double)(Array|List)?"
)


@dataclass(slots=True)
class Types:
    """What a type system says: the parent of each type and the range of each of its features."""

    parents: dict[str, str] = field(default_factory=dict)
    ranges: dict[str, dict[str, str]] = field(default_factory=dict)

    def range_of(self, type_name: str, feature: str) -> str | None:
        """The range of a feature, which a parent may declare; None where nothing is known."""
        for _ in range(len(self.parents) + 1):
            found = self.ranges.get(type_name, {}).get(feature)
            if found is not None:
                return found
            type_name = self.parents.get(type_name, "")
        return None


def type_system(data: bytes) -> Types:
    """The types of a TypeSystem.xml; raises NoXml."""
    types = Types()
    for description in parsed(data).iter():
        if local(description.tag) != "typeDescription":
            continue
        name = _child_text(description, "name")
        types.parents[name] = _child_text(description, "supertypeName")
        ranges = types.ranges.setdefault(name, {})
        for each in description.iter():
            if local(each.tag) == "featureDescription":
                ranges[_child_text(each, "name")] = _child_text(each, "rangeTypeName")
    return types


def _child_text(element: Element, name: str) -> str:
    found = next((child for child in element if local(child.tag) == name), None)
    return "" if found is None or found.text is None else found.text.strip()


def read(
    stream: BinaryIO, *, path: str, types: Types | None = None, annotator: str | None = None
) -> Iterator[ForeignRead]:
    """The article of each view, nearly always one, with one layer."""
    try:
        root = parsed(whole(stream))
    except (TooLarge, NoXml) as error:
        yield refused(path, str(error))
        return
    if local(root.tag) != "XMI":
        yield refused(path, "it is XML, but no XMI of UIMA")
        return
    name = re.sub(r"\.xmi$", "", path.replace("\\", "/").rsplit("/", 1)[-1])
    yield from articles(_cas(root, types or Types()), path, name=name, annotator=annotator)


def _cas(root: Element, types: Types) -> Cas:
    elements: dict[int, Element] = {}
    members: dict[int, frozenset[int]] = {}
    for element in root:
        identifier = _whole(element.get(_XMI_ID))
        kind = local(element.tag)
        if identifier is not None and kind != "NULL":
            elements[identifier] = element
        elif kind == "View":
            sofa = _whole(element.get("sofa")) or 0
            members[sofa] = frozenset(map(int, _ids(element.get("members", ""))))
    sofas = tuple(
        Sofa(
            id=identifier,
            name=element.get("sofaID", ""),
            text=element.get("sofaString"),
            members=members.get(identifier),
        )
        for identifier, element in elements.items()
        if local(element.tag) == "Sofa"
    )
    slots = {identifier for identifier, each in elements.items() if each.get("target")}
    structures = {
        identifier: _structure(identifier, element, types, slots, elements)
        for identifier, element in elements.items()
        if local(element.tag) != "Sofa"
    }
    return Cas(structures=structures, sofas=sofas, parents=types.parents)


def _ids(value: str) -> list[str]:
    return value.split() if _IDS.fullmatch(value) else []


def _whole(value: str | None) -> int | None:
    return int(value) if value is not None and _NUMBER.fullmatch(value) else None


def _structure(
    identifier: int,
    element: Element,
    types: Types,
    slots: set[int],
    known: Mapping[int, Element],
) -> Structure:
    structure = Structure(id=identifier, type_name=_type_name(element.tag))
    structure.sofa = _whole(element.get("sofa"))
    for name, value in element.attrib.items():
        if name in {_XMI_ID, "sofa"}:
            continue
        range_name = types.range_of(structure.type_name, name)
        if _is_reference(name, value, range_name, slots, known):
            structure.references[name] = tuple(map(int, value.split()))
        elif value or range_name is not None:
            # An empty array looks like an empty text.
            structure.features[name] = _value(name, value, range_name)
    for child in element:
        before = structure.features.get(local(child.tag))
        text = child.text or ""
        structure.features[local(child.tag)] = text if before is None else f"{before}, {text}"
    return structure


def _type_name(tag: str) -> str:
    found = _SPACE.fullmatch(tag)
    if found is None:
        return local(tag)
    space = found.group(1).replace("/", ".")
    return found.group(2) if space == "uima.noNamespace" else f"{space}.{found.group(2)}"


def _is_reference(
    name: str,
    value: str,
    range_name: str | None,
    slots: set[int],
    known: Mapping[int, Element],
) -> bool:
    if name in {"begin", "end"} or not _IDS.fullmatch(value):
        return False
    if range_name is not None:
        return _PRIMITIVE.fullmatch(range_name) is None
    ids = [int(each) for each in value.split()]
    return all(each in known for each in ids) and (
        name.lower() in _REFERENCES or all(each in slots for each in ids)
    )


def _value(name: str, value: str, range_name: str | None) -> AttributeValue:
    if name in {"begin", "end"} and _NUMBER.fullmatch(value):
        return int(value)
    match (range_name or "").rpartition(".")[2]:
        case "Boolean":
            return value == "true"
        case "Byte" | "Short" | "Integer" | "Long" if _NUMBER.fullmatch(value):
            return int(value)
        case _:
            return value
