"""The only place where markup becomes the words that a reader of it would see, paragraph by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

_SPACES = re.compile("[ \t\n\r\f]+")
_PARAGRAPH = 2
_LINE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Which elements begin and end paragraphs, lines and cells of a table, and which are unseen."""

    paragraphs: frozenset[str]
    lines: frozenset[str]
    breaks: frozenset[str]
    cells: frozenset[str]
    unseen: frozenset[str]
    as_written: frozenset[str]


HTML = Names(
    paragraphs=frozenset({
        "address", "article", "aside", "blockquote", "body", "details", "dialog", "div", "dl",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "ul",
    }),
    lines=frozenset({"caption", "dd", "dt", "li", "option", "tr"}),
    breaks=frozenset({"br"}),
    cells=frozenset({"td", "th"}),
    unseen=frozenset({
        "audio", "canvas", "head", "iframe", "math", "noscript", "object", "script", "select",
        "style", "svg", "template", "textarea", "title", "video",
    }),
    as_written=frozenset({"pre"}),
)  # fmt: skip
# Elements that have no end.
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlText:
    """The words of a page; `title` is the one of its head, `heading` the first one on it."""

    text: str
    title: str = ""
    heading: str = ""
    language: str = ""


class Node(Protocol):
    """An element of ElementTree or of lxml."""

    @property
    def tag(self) -> object:
        """Its name, or something else for a comment."""

    @property
    def text(self) -> str | None:
        """The characters before its first child."""

    @property
    def tail(self) -> str | None:
        """The characters after it."""

    def __iter__(self) -> Iterator[Node]:
        """Its children."""


class Collector:
    """Takes elements and characters in their order and gives the words."""

    def __init__(self, names: Names = HTML) -> None:
        self._names = names
        self._pieces: list[str] = []
        self._gap = 0
        self._is_cell = False
        self._unseen = 0
        self._as_written = 0
        self._is_spaced = True

    def start(self, name: str) -> None:
        """An element begins."""
        if name in self._names.unseen:
            self._unseen += 1
        elif name in self._names.breaks:
            self._break(_LINE, is_more=True)
        elif name in self._names.cells:
            self._is_cell = True
        else:
            self._edge(name)
            self._as_written += name in self._names.as_written

    def end(self, name: str) -> None:
        """An element ends."""
        if name in self._names.unseen:
            self._unseen = max(0, self._unseen - 1)
        else:
            self._edge(name)
            if name in self._names.as_written:
                self._as_written = max(0, self._as_written - 1)

    def data(self, text: str) -> None:
        """Characters."""
        if self._unseen:
            return
        if self._as_written:
            self._write(text)
            return
        evened = _SPACES.sub(" ", text)
        if self._is_spaced or self._gap or self._is_cell:
            evened = evened.lstrip(" ")
        if evened:
            self._write(evened)

    def words(self) -> str:
        """All that was seen."""
        lines = "".join(self._pieces).strip().split("\n")
        return "\n".join(line.rstrip(" \t") for line in lines)

    def _write(self, text: str) -> None:
        if self._pieces and self._gap:
            self._pieces.append("\n" * self._gap)
        elif self._pieces and self._is_cell:
            self._pieces.append("\t")
        self._gap = 0
        self._is_cell = False
        self._pieces.append(text)
        self._is_spaced = text[-1].isspace()

    def _edge(self, name: str) -> None:
        if name in self._names.paragraphs:
            self._break(_PARAGRAPH)
        elif name in self._names.lines:
            self._break(_LINE)

    def _break(self, lines: int, *, is_more: bool = False) -> None:
        if not self._unseen:
            self._gap = min(_PARAGRAPH, self._gap + lines) if is_more else max(self._gap, lines)


class _Target:
    """What the parser calls; the HTML is never held as a tree."""

    def __init__(self) -> None:
        self._body = Collector()
        self._parts = {"title": Collector(), "heading": Collector()}
        self._inside: str | None = None
        self._is_done: set[str] = set()
        self.language = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "html":
            self.language = attributes.get("lang") or attributes.get("xml:lang") or ""
        part = _part(tag)
        if part is not None and self._inside is None and part not in self._is_done:
            self._inside = part
        self._body.start(tag)

    def end(self, tag: str) -> None:
        part = _part(tag)
        if part is not None and part == self._inside:
            self._inside = None
            if self._parts[part].words():
                self._is_done.add(part)
        if tag not in _VOID:
            self._body.end(tag)

    def data(self, text: str) -> None:
        if self._inside is not None:
            self._parts[self._inside].data(text)
        self._body.data(text)

    def close(self) -> HtmlText:
        return HtmlText(
            text=self._body.words(),
            title=self._parts["title"].words(),
            heading=self._parts["heading"].words(),
            language=self.language.strip(),
        )


def _part(tag: str) -> str | None:
    return "title" if tag == "title" else "heading" if tag in {"h1", "h2", "h3"} else None


def read(html: str) -> HtmlText:
    """The words of a page, or of a piece of one; markup that is broken is read as browsers do."""
    # Imported when it is needed: a heavy library, for which no stubs are installed.
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415

    if not html.strip():
        return HtmlText(text="")
    # As bytes, for a text that says its encoding is refused as characters; NUL would end the text.
    data = html.replace("\x00", "\ufffd").encode("utf-8", "replace")
    parser = etree.HTMLParser(target=_Target(), encoding="utf-8", huge_tree=True)
    try:
        found: HtmlText = etree.fromstring(data, parser)
    except etree.LxmlError:
        return HtmlText(text="")
    return found


def words_of(root: Node, names: Names = HTML) -> str:
    """The words of a tree, however deep it is."""
    collector = Collector(names)
    waiting: list[tuple[Node | None, str]] = [(root, "")]
    while waiting:
        node, text = waiting.pop()
        if node is None:
            name, _, tail = text.partition(" ")
            collector.end(name)
            collector.data(tail)
            continue
        # Comments and the like have no name.
        name = node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""
        if name:
            collector.start(name)
            collector.data(node.text or "")
        waiting.append((None, f"{name} {node.tail or ''}"))
        if name:
            waiting.extend((child, "") for child in reversed(list(node)))
    return collector.words()
