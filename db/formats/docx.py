"""A Word document (DOCX) as an article: its paragraphs, with title and author from its properties.

Mammoth reads a copy that holds nothing but the parts that were judged harmless here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from db.errors import UserFault
from db.formats import dates, html_text
from db.formats.archive import Archive, NoArchive
from db.formats.articles import Draft, Place, article, listed
from db.formats.library_faults import FAULTS, hush, words
from db.formats.record import Read
from db.formats.whole import TooLarge
from db.formats.xml_tree import NoXml, local, parsed

SUFFIXES = (".docx", ".docm")

MAX_XML_BYTES = 32_000_000
MAX_DEPTH = 200
MAX_ELEMENTS = 200_000

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PROPERTIES = "docProps/core.xml"
_XML_PART = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)
_FOOTNOTE_ARROW = re.compile(r" ?↑$", re.MULTILINE)


class _NoDocument(UserFault):
    """Bytes that are no document, or one that is not opened; `str()` says why."""


def read(stream: BinaryIO, *, path: str) -> Iterator[Read]:
    """The one article of a document. The stream must be seekable."""
    place = Place(path=path)
    yield from listed((_read(stream, place),), path)


def _read(stream: BinaryIO, place: Place) -> Read:
    try:
        parts = _parts(stream)
        html, notes = _html(parts)
    except (_NoDocument, NoArchive, TooLarge) as error:
        return place.refused(str(error))
    body = _FOOTNOTE_ARROW.sub("", html_text.read(html).text)
    properties = _properties(parts)
    made = dates.iso(properties.get("created", ""))
    if made is not None:
        notes = (*notes, f"its date ({made}) is the day on which the document was made")
    return article(
        place,
        Draft(
            body=body,
            title=properties.get("title", ""),
            values={
                "date": made,
                "author": properties.get("creator"),
                "language": properties.get("language"),
            },
            notes=notes,
        ),
    )


def _parts(stream: BinaryIO) -> dict[str, bytes]:
    """The parts that are XML, each of them judged. Raises _NoDocument, NoArchive or TooLarge."""
    stream.seek(0)
    if stream.read(len(_OLD_OFFICE)) == _OLD_OFFICE:
        raise _NoDocument(
            "it is an old document (.doc) or locked by a password; save it as .docx without one"
        )
    stream.seek(0)
    archive = Archive(stream)
    parts: dict[str, bytes] = {}
    size = 0
    for name in archive.names:
        if _XML_PART.search(name) and name not in parts:
            parts[name] = archive.read(name, limit=MAX_XML_BYTES - size)
            size += len(parts[name])
            _judge(parts[name], name)
    return parts


def _judge(data: bytes, name: str) -> None:
    """Raise _NoDocument for what is no XML, declares entities, or nests too deep."""
    depth = elements = 0

    def start(tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG001
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > MAX_DEPTH or elements > MAX_ELEMENTS:
            raise _NoDocument(f"“{name}” in it has too many elements, or nests them too deep")

    def end(tag: str) -> None:  # noqa: ARG001
        nonlocal depth
        depth -= 1

    def declaration(*_: object) -> None:
        raise _NoDocument(f"“{name}” in it holds declarations of a kind by which files do harm")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = declaration
    try:
        parser.Parse(data, True)  # noqa: FBT003 - it takes no names
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise _NoDocument(f"“{name}” in it is damaged") from error


def _html(parts: dict[str, bytes]) -> tuple[str, tuple[str, ...]]:
    """The document as simple HTML, and remarks. Raises _NoDocument."""
    # Imported when it is needed; no stubs are published for it.
    import mammoth  # type: ignore[import-untyped]  # noqa: PLC0415

    hush("mammoth")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as copy:
        for name, data in parts.items():
            copy.writestr(name, data)
    pictures = 0

    def leave_out(image: object) -> list[object]:  # noqa: ARG001
        nonlocal pictures
        pictures += 1
        return []

    try:
        found = mammoth.convert_to_html(
            packed, convert_image=leave_out, include_embedded_style_map=False
        )
    except FAULTS as error:
        raise _NoDocument(words(error)) from error
    what = "1 picture was" if pictures == 1 else f"{pictures:,} pictures were"
    return str(found.value), ((f"{what} left out",) if pictures else ())


def _properties(parts: dict[str, bytes]) -> dict[str, str]:
    """The core properties by their local names; none where there are none."""
    try:
        root = parsed(parts.get(_PROPERTIES, b""))
    except NoXml:
        return {}
    return {local(child.tag): (child.text or "").strip() for child in root}
