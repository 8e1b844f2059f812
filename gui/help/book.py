"""The only place that reads the handbook: pages, their headings, and what links between them mean.

Knows no Qt, so that the same pages can be turned into HTML without a window. A place in the
handbook is written `leads#review`: the page's file name without `.md`, and the heading as GitHub
writes it in a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from gui.resource_paths import resource

ORDER = (
    "start", "annotators", "leads", "formats", "keys", "settings", "command-line", "file-format",
    "recovery", "privacy",
)  # fmt: skip
"""The pages as they follow each other, from what everybody needs to what few do."""

SCHEME = "handbook:"
"""What a copied link begins with."""

_FENCE = re.compile(r"\s*(```|~~~)")
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_NOTE = re.compile(r"^<!--.*?-->\n?", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*\*|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|^\s*(?:[-*+]|\d+[.)]|>)\s+", re.M)
_RULES = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$|\s*\|\s*", re.MULTILINE)
_NO_SLUG = re.compile(r"[^\w\- ]")
_SPACE = re.compile(r"\s+")
_ESCAPED = re.compile(r"\\([_*<>\[\]|`])")
# Characters that no text has stand for what was escaped, for as long as marks are taken away.
_STAND_INS = {mark: chr(0xE000 + at) for at, mark in enumerate("_*<>[]|`")}
_ORIGINALS = str.maketrans({stand_in: mark for mark, stand_in in _STAND_INS.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page, or one of its headings; `slug` is "" for the page's beginning."""

    page: str
    slug: str = ""

    @property
    def link(self) -> str:
        """The place as it is copied and pasted."""
        return f"{SCHEME}{self.page}" + (f"#{self.slug}" if self.slug else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One heading with what stands under it up to the next one, in plain words.

    `number` counts the page's headings from 0, the first being the title of the page.
    """

    place: Place
    number: int
    level: int
    title: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file; `markdown` is what is shown, without notes to those who edit it."""

    name: str
    title: str
    markdown: str
    sections: tuple[Section, ...]

    def section(self, slug: str) -> Section | None:
        """The section of a slug; the first for "", None for one that there isn't."""
        if not slug:
            return self.sections[0]
        return next((each for each in self.sections if each.place.slug == slug), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All pages in their order."""

    pages: tuple[Page, ...]

    def page(self, name: str) -> Page | None:
        """The page of a name."""
        return next((each for each in self.pages if each.name == name), None)

    def place(self, link: str, *, on: str = "") -> Place | None:
        """Where a link leads that stands on a page, or that somebody pasted; None for nowhere.

        `leads.md#review`, `#review` and `handbook:leads#review` are the same place on `leads`.
        """
        name, _, slug = link.strip().removeprefix(SCHEME).partition("#")
        page = self.page(name.removesuffix(".md") or on)
        if page is None or page.section(slug) is None:
            return None
        return Place(page=page.name, slug=slug)


@lru_cache(maxsize=2)
def handbook(folder: Path | None = None) -> Book:
    """The handbook that the program ships, or the one in another folder."""
    home = folder or resource("handbook")
    return Book(
        pages=tuple(
            read_page(name, (home / f"{name}.md").read_text(encoding="utf-8")) for name in ORDER
        )
    )


def read_page(name: str, text: str) -> Page:
    """A page from its Markdown, which begins with its title as a heading."""
    markdown = _NOTE.sub("", text)
    sections = tuple(_sections(name, markdown))
    return Page(name=name, title=sections[0].title, markdown=markdown, sections=sections)


def plain(markdown: str) -> str:
    """The words of some Markdown in one line, for a search and for what it shows."""
    held = _ESCAPED.sub(lambda found: _STAND_INS[found[1]], markdown)
    bare = _MARKS.sub("", _RULES.sub(" ", _LINK.sub(r"\1", held)))
    return _SPACE.sub(" ", bare).strip().translate(_ORIGINALS)


def _sections(name: str, markdown: str) -> Iterator[Section]:
    slugs: dict[str, int] = {}
    for number, (level, heading, under) in enumerate(_pieces(markdown)):
        title = plain(heading)
        slug = _slug(title, slugs) if number else ""
        yield Section(
            place=Place(page=name, slug=slug),
            number=number,
            level=level,
            title=title,
            words=plain(under),
        )


def _pieces(markdown: str) -> Iterator[tuple[int, str, str]]:
    heading: tuple[int, str] | None = None
    lines: list[str] = []
    is_code = False
    for line in markdown.splitlines():
        is_fence = _FENCE.match(line) is not None
        is_code = is_code != is_fence
        found = None if is_code or is_fence else _HEADING.fullmatch(line)
        if found is None:
            lines.append("" if is_fence else line)
            continue
        if heading is not None:
            yield (*heading, "\n".join(lines))
        heading, lines = (len(found[1]), found[2]), []
    if heading is not None:
        yield (*heading, "\n".join(lines))


def _slug(title: str, taken: dict[str, int]) -> str:
    slug = _NO_SLUG.sub("", title.lower()).strip().replace(" ", "-")
    times = taken.get(slug, 0)
    taken[slug] = times + 1
    return f"{slug}-{times}" if times else slug
