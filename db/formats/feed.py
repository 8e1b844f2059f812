"""Feeds (RSS 2.0, RSS 1.0, Atom): each entry an article, read entry by entry."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

# No stubs are published for it.
import defusedxml.ElementTree as DefusedTree  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

from db.formats import dates, html_text
from db.formats.articles import Draft, Place, article, listed
from db.formats.record import Read
from db.formats.web_page import MEANT
from db.formats.whole import TooLarge
from db.formats.xml_tree import local
from db.model import AttributeValue

SUFFIXES = (".rss", ".atom", ".rdf")

MAX_ENTRY_BYTES = 64_000_000
MAX_DEPTH = 500
MAX_ELEMENTS = 200_000
"""How many elements an entry, or what stands between two of them, may have."""

_CHUNK_BYTES = 65_536

_ENTRIES = frozenset({"item", "entry"})
_ROOTS = frozenset({"rss", "feed", "RDF"})
_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Encodings that the parser knows by itself.
_KNOWN = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1"})
_DECLARATION = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")


def read(stream: BinaryIO, *, path: str) -> Iterator[Read]:
    """The article of each entry; full texts are preferred to summaries, and markup is left out.

    `path` is how problems name the file; the stream must be seekable.
    """
    return listed(_read(stream, Place(path=path)), path, nothing="there is no entry with a text")


@dataclass(slots=True)
class _Feed:
    """What the feed says of itself and so of all entries."""

    values: dict[str, AttributeValue | None] = field(default_factory=dict)
    summaries: int = 0

    def learn(self, element: Element) -> None:
        """Take what a direct child of the channel says."""
        name = local(element.tag)
        text = (element.text or "").strip()
        if name == "title":
            self.values.setdefault("publisher", _plain(element))
        elif name == "language" and text:
            self.values.setdefault("language", text)
        elif name in {"rights", "copyright"} and text:
            self.values.setdefault("licence", text)


def _read(stream: BinaryIO, place: Place) -> Iterator[Read]:
    try:
        limited = _Limited(stream)
        parser = DefusedTree.XMLParser(encoding=limited.encoding, forbid_dtd=True)
        events = iter(DefusedTree.iterparse(limited, events=("start", "end"), parser=parser))
        yield from _entries(events, place, limited)
    except ParseError as error:
        line, column = error.position
        yield Place(path=place.path, line=line).refused(
            f"it is no XML from character {column + 1} on"
        )
    except DefusedXmlException:
        yield place.refused("it holds declarations of a kind by which files do harm")
    except TooLarge as error:
        yield place.refused(str(error))
    except (LookupError, ValueError):
        yield place.refused("its encoding is not the one that it says")


def _entries(
    events: Iterator[tuple[str, Element]], place: Place, limited: _Limited
) -> Iterator[Read]:
    above: list[Element] = []
    inside = 0
    number = 0
    feed = _Feed()
    for event, element in events:
        name = local(element.tag)
        if event == "start":
            if not above and name not in _ROOTS:
                yield place.refused("it is no feed: neither RSS nor Atom")
                return
            if not above and element.get(_LANGUAGE):
                feed.values["language"] = element.get(_LANGUAGE)
            above.append(element)
            limited.count(len(above))
            inside += name in _ENTRIES
            continue
        above.pop()
        inside -= name in _ENTRIES
        if inside:
            continue
        if name in _ENTRIES:
            number += 1
            yield _article(element, feed, Place(path=place.path, entry=f"entry {number}"))
            limited.forget()
        elif above and local(above[-1].tag) in {"channel", "feed"}:
            feed.learn(element)
        if above:
            # What was read is thrown away, so that memory stays flat.
            above[-1].remove(element)
    if feed.summaries:
        yield place.noted(
            f"in {feed.summaries:,} of {number:,} entries the feed tells only the beginning or a "
            "summary of the article"
        )


def _article(entry: Element, feed: _Feed, place: Place) -> Read:
    said: dict[str, Element] = {}
    for child in entry:
        name = "full" if child.tag == _CONTENT else local(child.tag)
        if name == "content" and child.tag != f"{_ATOM}content":
            # Pictures and films.
            continue
        said.setdefault(name, child)
    full = _first(said, "full", "content")
    body = _words(full) if full is not None else ""
    if not body:
        short = _first(said, "description", "summary")
        body = _words(short) if short is not None else ""
        feed.summaries += bool(body)
    written = _first(said, "pubDate", "published", "date", "issued", "updated", "modified")
    when = "" if written is None else (written.text or "").strip()
    own = {
        "date": dates.iso(when) or when,
        "publisher": _text(said, "publisher"),
        "author": _authors(entry),
        "language": entry.get(_LANGUAGE) or _text(said, "language"),
        "address": _address(entry, said),
        "licence": _text(said, "rights", "license", "licence"),
    }
    values = {name: value or feed.values.get(name) for name, value in own.items()}
    title = said.get("title")
    return article(
        place,
        Draft(
            body=body,
            title="" if title is None else _plain(title),
            values=values,
            external_id=_text(said, "guid", "id", "identifier"),
        ),
    )


def _first(said: dict[str, Element], *names: str) -> Element | None:
    """The first of the names that says something."""
    for name in names:
        element = said.get(name)
        if element is not None and ((element.text or "").strip() or len(element)):
            return element
    return None


def _text(said: dict[str, Element], *names: str) -> str:
    element = _first(said, *names)
    return "" if element is None else _plain(element)


def _words(element: Element) -> str:
    """The words of an entry: elements inside, escaped HTML, or plain text."""
    if len(element):
        return html_text.words_of(element)
    text = element.text or ""
    if element.get("type") == "text" and element.tag.startswith(_ATOM):
        return text.strip()
    return html_text.read(text).text if "<" in text or "&" in text else text.strip()


def _plain(element: Element) -> str:
    return " ".join(_words(element).split())


def _authors(entry: Element) -> str:
    found: dict[str, None] = {}
    for child in entry:
        if local(child.tag) in {"author", "creator"}:
            name = next((each for each in child if local(each.tag) == "name"), child)
            found[_plain(name)] = None
    return "; ".join(name for name in found if name)


def _address(entry: Element, said: dict[str, Element]) -> str:
    links = [child for child in entry if local(child.tag) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return link.get("href") or ""
        if not link.get("href") and (link.text or "").strip():
            return (link.text or "").strip()
    identifier = said.get("guid")
    is_address = identifier is not None and identifier.get("isPermaLink", "true") == "true"
    text = "" if identifier is None else (identifier.text or "").strip()
    return text if is_address and text.startswith(("http://", "https://")) else ""


class _Limited:
    """What the parser reads from: UTF-8 always, and so that no entry can fill the memory."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._size = 0
        self._elements = 0
        self._decoder: codecs.IncrementalDecoder | None = None
        stream.seek(0)
        found = _DECLARATION.match(stream.read(1024))
        stream.seek(0)
        said = "utf-8" if found is None else found.group(1).decode("ascii").lower()
        if said not in _KNOWN:
            encoding = MEANT.get(said, said)
            # Refuses codecs that are no encodings of text.
            io.TextIOWrapper(io.BytesIO(), encoding=encoding)
            self._decoder = codecs.getincrementaldecoder(encoding)()

    @property
    def encoding(self) -> str | None:
        """What the parser is to take for the encoding; None for what the file says."""
        return None if self._decoder is None else "utf-8"

    def read(self, size: int) -> bytes:
        """Some bytes; raises TooLarge, or UnicodeDecodeError."""
        data = self._stream.read(min(size, _CHUNK_BYTES))
        self._size += len(data)
        if self._size > MAX_ENTRY_BYTES:
            raise TooLarge(f"an entry has more than {MAX_ENTRY_BYTES / 1e6:,.0f} MB")
        if self._decoder is None or not data:
            return data
        # Part of a character gives nothing yet, which the parser would take for the end.
        text = self._decoder.decode(data)
        return text.encode() if text else self.read(size)

    def count(self, depth: int) -> None:
        """An element has begun inside so many others; raises TooLarge."""
        self._elements += 1
        if depth > MAX_DEPTH or self._elements > MAX_ELEMENTS:
            raise TooLarge("its elements are too many, or nested too deep")

    def forget(self) -> None:
        """An entry has ended."""
        self._size = 0
        self._elements = 0
