"""An electronic book (EPUB): each chapter of its spine an article, read chapter by chapter."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from db.formats import dates, html_text, web_page
from db.formats.archive import Archive, NoArchive
from db.formats.articles import Draft, Place, article, listed
from db.formats.record import Read
from db.formats.web_page import Page
from db.formats.whole import TooLarge
from db.formats.xml_tree import NoXml, local, parsed
from db.model import AttributeValue
from db.text.decoding import Unreadable

SUFFIXES = (".epub",)

MAX_CHAPTER_BYTES = 64_000_000

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """What the package says: the files of the chapters in their order, and what is known of all."""

    chapters: tuple[str, ...]
    title: str
    identifier: str
    values: dict[str, AttributeValue | None] = field(default_factory=dict)


def read(stream: BinaryIO, *, path: str) -> Iterator[Read]:
    """The article of each chapter. `path` is how problems name the file; the stream is seekable."""
    return listed(_read(stream, Place(path=path)), path, nothing="no chapter in it has a text")


def _read(stream: BinaryIO, place: Place) -> Iterator[Read]:
    try:
        archive = Archive(stream)
        book = _book(archive)
    except (NoArchive, NoXml, TooLarge) as error:
        yield place.refused(str(error))
        return
    is_locked = _ENCRYPTION in archive.names
    known = frozenset(archive.names)
    for number, name in enumerate(book.chapters, start=1):
        here = Place(path=place.path, entry=f"chapter {number} (“{name}”)")
        if name not in known:
            yield here.refused("it is missing")
            continue
        try:
            data = archive.read(name, limit=MAX_CHAPTER_BYTES)
            yield _chapter(data, name, book, here)
        except (NoArchive, TooLarge, Unreadable) as error:
            reason = "it is locked (DRM), or damaged" if is_locked else str(error)
            yield here.refused(reason)


def _chapter(data: bytes, name: str, book: _Book, place: Place) -> Read:
    """Raises Unreadable."""
    html, notes = web_page.characters(Page(data=data))
    found = html_text.read(html)
    values = {**book.values, "language": found.language or book.values.get("language")}
    title = found.heading or (found.title if found.title != book.title else "")
    return article(
        place,
        Draft(
            body=found.text,
            title=title,
            values=values,
            external_id=f"{book.identifier}#{name}" if book.identifier else None,
            notes=notes,
        ),
    )


def _book(archive: Archive) -> _Book:
    """Raises NoArchive, NoXml or TooLarge."""
    if _CONTAINER not in archive.names:
        raise NoArchive(f"there is no {_CONTAINER} in it, so it is no EPUB")
    container = parsed(archive.read(_CONTAINER))
    root = next((each for each in container.iter() if local(each.tag) == "rootfile"), None)
    place = "" if root is None else root.get("full-path") or ""
    if place not in archive.names:
        raise NoArchive("the description of the book in it is missing")
    package = parsed(archive.read(place))
    parts = {local(child.tag): child for child in package}
    metadata = _metadata(parts.get("metadata"))
    return _Book(
        chapters=_chapters(parts, posixpath.dirname(place)),
        title=metadata.get("title", ""),
        identifier=metadata.get("identifier", ""),
        values={
            "date": dates.iso(metadata.get("date", "")) or metadata.get("date"),
            "publisher": metadata.get("publisher"),
            "author": metadata.get("creator"),
            "language": metadata.get("language"),
            "address": _address(metadata.get("source", "")),
            "licence": metadata.get("rights"),
        },
    )


def _chapters(parts: dict[str, Element], folder: str) -> tuple[str, ...]:
    """The files of the spine, as the archive names them; what is no page is none."""
    files: dict[str, str] = {}
    for item in parts.get("manifest", ()):
        address = unquote(item.get("href") or "").partition("#")[0]
        is_list = "nav" in (item.get("properties") or "").split()
        if item.get("media-type") in _PAGES and address and not is_list:
            files[item.get("id") or ""] = posixpath.normpath(posixpath.join(folder, address))
    order = (item.get("idref") or "" for item in parts.get("spine", ()))
    return tuple(dict.fromkeys(files[each] for each in order if each in files))


def _metadata(element: Element | None) -> dict[str, str]:
    """Dublin Core by local names; several creators are one text."""
    found: dict[str, str] = {}
    for child in () if element is None else element:
        name, text = local(child.tag), (child.text or "").strip()
        if name == "creator" and name in found and text:
            found[name] += f"; {text}"
        elif text:
            found.setdefault(name, text)
    return found


def _address(source: str) -> str | None:
    return source if source.startswith(("http://", "https://")) else None
