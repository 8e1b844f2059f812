"""The only place that finds words in the handbook. Pure; case and accents don't count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from db.text.folding import Folded, fold
from gui.help.book import Book, Page, Place, Section

_SHOWN = 150
_BEFORE = 40
_MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A section that has all the words; `excerpt` is what stands around the first of them."""

    place: Place
    page_title: str
    title: str
    excerpt: str


def search(book: Book, words: str) -> tuple[Hit, ...]:
    """The sections that have all the words, the best first; none for no words.

    A heading counts most, then the words as they stand, then all of them anywhere.
    """
    wanted = fold(words).split()
    if not wanted:
        return ()
    found = [
        (_rank(section, wanted), number, _hit(page, section, wanted))
        for number, (page, section) in enumerate(_sections(book))
        if all(word in fold(f"{section.title} {section.words}") for word in wanted)
    ]
    found.sort(key=lambda each: each[:2])
    return tuple(hit for _, _, hit in found[:_MOST])


def _sections(book: Book) -> Iterator[tuple[Page, Section]]:
    for page in book.pages:
        for section in page.sections:
            yield page, section


def _rank(section: Section, wanted: list[str]) -> int:
    title, phrase = fold(section.title), " ".join(wanted)
    if phrase in title:
        return 0
    if all(word in title for word in wanted):
        return 1
    return 2 if phrase in fold(section.words) else 3


def _hit(page: Page, section: Section, wanted: list[str]) -> Hit:
    return Hit(
        place=section.place,
        page_title=page.title,
        title=section.title,
        excerpt=_excerpt(section.words, wanted),
    )


def _excerpt(words: str, wanted: list[str]) -> str:
    folded = Folded(words)
    places = [folded.text.find(each) for each in (" ".join(wanted), *wanted)]
    first = next((place for place in places if place >= 0), None)
    at = 0 if first is None else folded.original(first, first + 1)[0]
    start = 0 if at <= _BEFORE else words.rfind(" ", 0, at - _BEFORE + 1) + 1
    end = len(words) if len(words) <= start + _SHOWN else words.rfind(" ", start, start + _SHOWN)
    end = end if end > start else start + _SHOWN
    return f"{'… ' if start else ''}{words[start:end]}{' …' if end < len(words) else ''}"
