"""A web page as an article: its main text, and what its head says of title, author, date and so on.

The main text is told from menus and advertisements by trafilatura, which is never given an address
to fetch. Dates are those that the page states; none is guessed from its words.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO

from db.formats import html_text
from db.formats.articles import Draft, Place, article, listed
from db.formats.html_text import Names
from db.formats.library_faults import FAULTS, hush
from db.formats.plain_text import MAX_BODY_BYTES
from db.formats.record import Read
from db.formats.whole import TooLarge, whole
from db.model import AttributeValue
from db.text.decoding import Unreadable, decode

if TYPE_CHECKING:
    from trafilatura.settings import Document

SUFFIXES = (".html", ".htm", ".xhtml")

MAX_TAGS = 30_000
"""In a page of more, the main text is not searched for: that would take minutes."""

_PAGE_BYTES = 64_000_000
_CHARSET = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*"""
    rb"""["']([\w.:-]+)""",
    re.IGNORECASE,
)
_CHARSET_WITHIN_BYTES = 16_384

MEANT = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "ascii": "cp1252", "us-ascii": "cp1252", "windows-1252": "cp1252", "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "x-gbk": "gb18030", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "shift_jis": "cp932",
    "x-sjis": "cp932", "shift-jis": "cp932", "big5": "big5hkscs",
}  # fmt: skip
"""Encodings, small, that browsers read as something larger, since so many pages mean that."""

_RIGHT_FOR_ONE_WRONG = 20
_PICTURE = re.compile(r"data:[\w/+.;=-]{0,100}base64,[\w+/=%\s]{100,}")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S+) -->")
_LINK = re.compile(r"<(?:link|a)\s([^<>]{1,600})>", re.IGNORECASE)
_IS_LICENCE = re.compile(r"""\brel\s*=\s*["']?[^"'=]*\blicen[sc]e\b""", re.IGNORECASE)
_TARGET = re.compile(r"""\bhref\s*=\s*["']?([^"'\s]+)""", re.IGNORECASE)
_HEAD_CHARACTERS = 200_000
_DATES = {"original_date": True, "extensive_search": False}

# The elements of trafilatura's tree.
_TREE = Names(
    paragraphs=frozenset({
        "body", "div", "figure", "head", "list", "main", "p", "quote", "table",
    }),
    lines=frozenset({"fw", "item", "row"}),
    breaks=frozenset({"lb"}),
    cells=frozenset({"cell"}),
    unseen=frozenset({"graphic"}),
    as_written=frozenset({"code"}),
)  # fmt: skip

_WITHOUT_MAIN_TEXT = (
    "its main text can't be told from the rest, so all words of the page were taken"
)
_TOO_MANY_TAGS = "it is too large to search for its main text, so all words of the page were taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is known of a page before it is read: where it lies on the web, and how it was sent."""

    data: bytes
    address: str | None = None
    encoding: str | None = None


def read(stream: BinaryIO, *, path: str, encoding: str | None = None) -> Iterator[Read]:
    """The one article of a page; `encoding` is what somebody says its encoding is."""
    place = Place(path=path)
    try:
        page = Page(data=whole(stream, limit=_PAGE_BYTES), encoding=encoding)
    except TooLarge as error:
        yield place.refused(str(error))
        return
    yield from listed((article_of(page, place),), path)


def article_of(page: Page, place: Place, *, date: str | None = None) -> Read:
    """The article of a page, or why there is none; `date` is for a page that states none."""
    try:
        html, notes = characters(page)
    except Unreadable as error:
        return place.without_text(str(error))
    html = _PICTURE.sub("", html) if len(html) > MAX_BODY_BYTES // 20 else html
    is_too_large = html.count("<") > MAX_TAGS or len(html) > MAX_BODY_BYTES
    main = _Main() if is_too_large else _main(html, page.address)
    if not main.body:
        seen = html_text.read(html)
        main = replace(
            main,
            body=seen.text,
            title=main.title or seen.title or seen.heading,
            language=main.language or seen.language,
        )
        notes = (*notes, _TOO_MANY_TAGS if is_too_large else _WITHOUT_MAIN_TEXT)
    values = _values(html, page, main)
    if date is not None and not values.get("date"):
        values["date"] = date
        notes = (*notes, f"it states no date; {date} is when it was fetched")
    return article(place, Draft(body=main.body, title=main.title, values=values, notes=notes))


def characters(page: Page) -> tuple[str, tuple[str, ...]]:
    """The characters of a page and remarks on them. Raises Unreadable."""
    data = page.data
    said = page.encoding or _said_within(data)
    name = (said or "").lower()
    if name.startswith(("utf-16", "utf-32", "ucs")) and b"\x00" not in data[:64]:
        # Words that can be read as ASCII are in no wide encoding, whatever they say.
        name = "utf-8"
    has_mark = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not has_mark and name in {"", "utf-8", "utf8"}:
        mended = _nearly_utf8(data)
        if mended is not None:
            return mended
    found = decode(data, declared=MEANT.get(name, name) or None)
    rivals = " or ".join(found.alternatives)
    unsure = (f"it was read as {found.encoding}, but may be {rivals}",) if rivals else ()
    return found.text, (*found.notes, *unsure)


def _said_within(data: bytes) -> str | None:
    found = _CHARSET.search(data[:_CHARSET_WITHIN_BYTES])
    return None if found is None else (found.group(1) or found.group(2)).decode("ascii", "replace")


def _nearly_utf8(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """A text in UTF-8 with a few bytes that are wrong, as pages sewn together have them."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if wrong <= 0 or sum(character > "\x7f" for character in text) <= _RIGHT_FOR_ONE_WRONG * wrong:
        return None
    what = "1 byte that is" if wrong == 1 else f"{wrong:,} bytes that are"
    return text.removeprefix("\ufeff"), (f"{what} no UTF-8 became U+FFFD",)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Main:
    """The main text, "" where none was found, and what the head of a page says."""

    body: str = ""
    title: str = ""
    language: str = ""
    values: Mapping[str, str | None] = field(default_factory=dict)


def _main(html: str, address: str | None) -> _Main:
    # Imported when they are needed: they take half a second.
    import trafilatura  # noqa: PLC0415
    from lxml.etree import LxmlError  # type: ignore[import-untyped]  # noqa: PLC0415
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415

    hush("trafilatura")
    hush("htmldate")
    main = _Main()
    try:
        tree = trafilatura.load_html(html)
        if tree is None:
            return main
        head = extract_metadata(tree, default_url=address, date_config=dict(_DATES))
        root = tree.getroottree().getroot()
        language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        main = _Main(title=head.title or "", language=language or "", values=_values_of(head))
        found = trafilatura.bare_extraction(tree, url=address, include_comments=False)
        body = getattr(found, "body", None)
        return main if body is None else replace(main, body=html_text.words_of(body, _TREE))
    except (LxmlError, *FAULTS):
        return main


def _values(html: str, page: Page, main: _Main) -> dict[str, AttributeValue | None]:
    saved_from = _SAVED_FROM.search(html[:_HEAD_CHARACTERS])
    return {
        **main.values,
        "language": main.language,
        "address": page.address
        or (saved_from.group(1) if saved_from else main.values.get("address")),
        "licence": _licence(html) or main.values.get("licence"),
    }


def _licence(html: str) -> str | None:
    """Where a link leads that says of itself that it names the licence."""
    for link in _LINK.finditer(html):
        target = _TARGET.search(link.group(1))
        if target is not None and _IS_LICENCE.search(link.group(1)):
            return target.group(1)
    return None


def _values_of(head: Document) -> dict[str, str | None]:
    return {
        "date": head.date,
        "publisher": head.sitename,
        "author": head.author,
        "address": head.url,
        "licence": head.license,
    }
