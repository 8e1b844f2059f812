"""Writing a REFI-QDA project (.qdpx): labels are codes, annotators users, fields variables.

The records of one article must follow each other; they share its text. GUIDs are made from what
they stand for, so the same records give the same bytes.
"""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import BinaryIO
from xml.etree.ElementTree import Element, SubElement, tostring

from db.formats.losses import Ledger, Loss, LossKind, name_of
from db.formats.record import Record
from db.formats.xml_tree import is_writable, writable
from db.model import AttributeValue
from db.scheme.model import Scheme

_SPACE = "urn:QDA-XML:project:1.0"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_GOLD = "gold"


def write(
    records: Iterable[Record], stream: BinaryIO, *, name: str, scheme: Scheme | None = None
) -> tuple[Loss, ...]:
    """The whole project; a scheme gives colours and words to the codes."""
    losses: list[Loss] = []
    file = ProjectFile(stream, name=name, scheme=scheme)
    for _, same in groupby(records, key=lambda each: (name_of(each), each.article.body)):
        losses.extend(loss for told in file.add(list(same)) for loss in told)
    file.close()
    return tuple(losses)


class ProjectFile:
    """A project that is written article by article; it is whole after `close`."""

    def __init__(self, stream: BinaryIO, *, name: str, scheme: Scheme | None = None) -> None:
        self._archive = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)
        self._project = _Project(name, scheme)

    def add(self, layers: list[Record]) -> list[tuple[Loss, ...]]:
        """Add the layers of one article; gives what is lost of each."""
        text = layers[0].article.body.encode()
        guid, losses = self._project.add(layers)
        _store(self._archive, f"sources/{guid}.txt", text)
        return losses

    def close(self) -> None:
        """Write what stands at the end."""
        _store(self._archive, "project.qde", self._project.xml())
        self._archive.close()


def _store(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)


def _guid(*parts: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "\x1f".join(parts)))


class _Project:
    """The elements of project.qde, filled article by article."""

    def __init__(self, name: str, scheme: Scheme | None) -> None:
        self._name = name
        self._scheme = scheme
        self._sources = Element("Sources")
        self._links = Element("Links")
        self._users: dict[str, str] = {}
        self._variables: dict[tuple[str, str], str] = {}
        self._labels: dict[str, str] = {}
        for span_type in scheme.span_types if scheme else ():
            self._labels[span_type.label] = _guid("code", span_type.label)

    def add(self, records: list[Record]) -> tuple[str, list[tuple[Loss, ...]]]:
        """The layers of one article; gives the GUID of its text, and what is lost of each."""
        article = records[0].article
        guid = _guid("source", name_of(records[0]), article.body)
        source = SubElement(
            self._sources,
            "TextSource",
            guid=guid,
            name=writable(article.title),
            plainTextPath=f"internal://{guid}.txt",
        )
        losses = [self._layer(record, source, guid) for record in records]
        self._values(records[0], source)
        return guid, losses

    def _layer(self, record: Record, source: Element, place: str) -> tuple[Loss, ...]:
        ledger = Ledger(record)
        ledger.lose_gaps()
        ledger.lose_attributes()
        ledger.lose_referents()
        ledger.lose_links(only_absent=True)
        ledger.lose_fields(
            name
            for name, value in record.article.metadata.items()
            if is_writable(name) and name and is_writable(str(value)) and value != ""
        )
        if not is_writable(record.article.title):
            ledger.lose(LossKind.TEXT)
        user = self._user(record)
        guids = {}
        for span in record.spans:
            if not is_writable(span.label):
                ledger.lose(LossKind.ATTRIBUTES, span.id, "label")
            key = (place, user, span.id)
            guids[span.id] = _guid("coding", *key)
            selection = SubElement(
                source,
                "PlainTextSelection",
                guid=_guid("selection", *key),
                name=writable(record.article.body[span.start : span.end]),
                startPosition=str(span.start),
                endPosition=str(span.end),
                creatingUser=user,
            )
            coding = SubElement(selection, "Coding", guid=guids[span.id], creatingUser=user)
            code = self._labels.setdefault(span.label, _guid("code", span.label))
            SubElement(coding, "CodeRef", targetGUID=code)
        for link in record.links:
            if link.target is not None:
                SubElement(
                    self._links,
                    "Link",
                    guid=_guid("link", place, user, link.id),
                    name=writable(link.role),
                    direction="OneWay",
                    originGUID=guids[link.source],
                    targetGUID=guids[link.target],
                )
        return ledger.losses

    def _user(self, record: Record) -> str:
        layer = record.layer
        name = (layer.annotator if layer else None) or _GOLD
        return self._users.setdefault(name, _guid("user", name))

    def _values(self, record: Record, source: Element) -> None:
        for name, value in record.article.metadata.items():
            if not name or not is_writable(name) or not is_writable(str(value)) or value == "":
                continue
            kind, text = _typed(value)
            guid = self._variables.setdefault((name, kind), _guid("variable", name, kind))
            holder = SubElement(source, "VariableValue")
            SubElement(holder, "VariableRef", targetGUID=guid)
            SubElement(holder, f"{kind}Value").text = text

    def xml(self) -> bytes:
        """The file, its parts in the order that the standard asks for."""
        root = Element("Project", {"xmlns": _SPACE, "name": writable(self._name)})
        root.set("origin", "Demarche")
        for part in self._parts():
            if len(part):
                root.append(part)
        written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
        return written

    def _parts(self) -> Iterator[Element]:
        users = Element("Users")
        for name, guid in self._users.items():
            SubElement(users, "User", guid=guid, name=writable(name))
        yield users
        codebook = Element("CodeBook")
        codes = SubElement(codebook, "Codes") if self._labels else codebook
        for label, guid in self._labels.items():
            code = SubElement(codes, "Code", guid=guid, name=writable(label), isCodable="true")
            span_type = self._scheme.span_type(label) if self._scheme else None
            if span_type is not None:
                code.set("color", span_type.light.upper())
                SubElement(code, "Description").text = writable(span_type.hint or span_type.title)
        yield codebook
        variables = Element("Variables")
        for (name, kind), guid in self._variables.items():
            SubElement(variables, "Variable", guid=guid, name=name, typeOfVariable=kind)
        yield variables
        yield self._sources
        yield self._links


def _typed(value: AttributeValue) -> tuple[str, str]:
    """The kind of a variable and its value in words."""
    match value:
        case bool():
            return "Boolean", "true" if value else "false"
        case int():
            return "Integer", str(value)
        case float():
            # The standard's decimals know no exponents.
            return "Float", format(Decimal(repr(value)), "f")
        case _:
            return "Text", value
