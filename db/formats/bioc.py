"""BioC, in XML or JSON: documents of passages and sentences, with annotations and relations.

Offsets count from the beginning of the document, as passages and sentences say where they stand;
some tools count from the beginning of the sentence, which the words of the annotations tell apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

import orjson

from db.formats.bioc_document import Document
from db.formats.faults import Object
from db.formats.foreign import ForeignRead
from db.formats.json_lines import dicts
from db.formats.marks import Account, refused
from db.formats.whole import TooLarge, whole
from db.formats.xml_tree import NoXml, local, parsed

SUFFIXES = (".xml", ".json")
ROOT = "collection"

# Nearly all files name their DTD, which is not needed; one that holds declarations is refused.
_DTD = re.compile(rb"<!DOCTYPE\s+collection\s+SYSTEM\s+(\"[^\"]*\"|'[^']*')\s*>")
_LISTS = {"passage": "passages", "sentence": "sentences", "annotation": "annotations",
          "relation": "relations", "location": "locations", "node": "nodes"}  # fmt: skip
_DEEPEST = 12


def read(stream: BinaryIO, *, path: str, annotator: str | None = None) -> Iterator[ForeignRead]:
    """Each document of a collection as an article with one layer."""
    try:
        data = whole(stream)
        documents = _in_json(data) if data.lstrip()[:1] == b"{" else _in_xml(data)
    except (TooLarge, NoXml) as error:
        yield refused(path, str(error))
        return
    except orjson.JSONDecodeError as error:
        yield refused(path, f"it is no JSON: {error.msg} at character {error.colno}", error.lineno)
        return
    if not documents:
        yield refused(path, "it is no BioC, or holds no document")
    for document in documents:
        yield Document(document, Account(path)).read(annotator)


def _in_json(data: bytes) -> list[Object]:
    parsed_data = orjson.loads(data)
    return dicts(parsed_data.get("documents")) if isinstance(parsed_data, dict) else []


def _in_xml(data: bytes) -> list[Object]:
    """The documents as JSON has them; of keys that are said several times, all values."""
    root = parsed(_DTD.sub(b"", data, count=1))
    if local(root.tag) != ROOT:
        return []
    return [_object(each, _DEEPEST) for each in root if local(str(each.tag)) == "document"]


def _object(element: Element, depth: int) -> Object:
    found: dict[str, object] = {**element.attrib}
    lists: dict[str, list[Object]] = {}
    infons: dict[str, str] = {}
    for each in element:
        name = local(str(each.tag))
        if name == "infon":
            key, value = str(each.get("key", "")), (each.text or "").strip()
            infons[key] = f"{infons[key]}, {value}" if key in infons else value
        elif name in _LISTS and depth:
            lists.setdefault(_LISTS[name], []).append(_object(each, depth - 1))
        else:
            found[name] = each.text or ""
    return {**found, **lists, "infons": infons}
