"""The words behind differences: what each annotator marked at a place, and the text around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import orjson

from db.agreement.figure import Difference, DifferenceKind
from db.model import ArticleId, Fragment, SpanId
from db.project import Project
from db.queries.spans import fragments_from

_AROUND = 48
"""How many code points of text are read before and after a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words of a place, and which of the two annotators marked them."""

    text: str
    is_first: bool
    is_second: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A difference in words; `place` is the stretch that either annotator marked, in code points.

    `said` is what each of them answered, linked to or referred to, None where that is nothing; for
    differences of extent, label and presence it is empty on both sides. A difference whose spans
    are gone by now has no pieces.
    """

    difference: Difference
    title: str
    place: Fragment | None
    before: str = ""
    pieces: tuple[Piece, ...] = ()
    after: str = ""
    said: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marked:
    fragments: tuple[Fragment, ...]
    quote: str
    referent: str | None


def passages(project: Project, differences: Sequence[Difference]) -> tuple[Passage, ...]:
    """The words of some differences, in their order."""
    marked = _marked(project, differences)
    articles = titles(project, {each.article for each in differences})
    return tuple(_passage(project, each, marked, articles) for each in differences)


def titles(project: Project, articles: Iterable[ArticleId]) -> dict[ArticleId, str]:
    """The titles of some articles."""
    rows = project.connection.execute(
        "SELECT id, title FROM article WHERE id IN (SELECT value FROM json_each(?))",
        (orjson.dumps(list(articles)).decode(),),
    )
    return {ArticleId(row[0]): row[1] for row in rows}


def _passage(
    project: Project,
    difference: Difference,
    marked: Mapping[str, _Marked],
    articles: Mapping[ArticleId, str],
) -> Passage:
    title = articles.get(difference.article, "")
    sides = tuple(None if each is None else marked.get(each) for each in difference.items)
    fragments = [fragment for side in sides if side is not None for fragment in side.fragments]
    if not fragments:
        return Passage(difference=difference, title=title, place=None)
    place = Fragment(min(each.start for each in fragments), max(each.end for each in fragments))
    start = max(0, place.start - _AROUND)
    text = _stretch(project, difference.article, start, place.end + _AROUND)
    inside = text[place.start - start : place.end - start]
    return Passage(
        difference=difference,
        title=title,
        place=place,
        before=text[: place.start - start],
        pieces=_pieces(inside, place.start, (sides[0], sides[1])),
        after=text[place.end - start :],
        said=_said(difference, (sides[0], sides[1]), marked),
    )


def _pieces(
    text: str, start: int, sides: tuple[_Marked | None, _Marked | None]
) -> tuple[Piece, ...]:
    """The words cut where either annotator began or ended; `start` is that of the text."""
    extents = [() if side is None else side.fragments for side in sides]
    cuts = {start, start + len(text)}
    cuts.update(end for extent in extents for each in extent for end in (each.start, each.end))
    ordered = sorted(cuts)
    found = []
    for first, last in pairwise(ordered):
        is_in = [any(each.start <= first < each.end for each in extent) for extent in extents]
        found.append(
            Piece(text=text[first - start : last - start], is_first=is_in[0], is_second=is_in[1])
        )
    return tuple(found)


def _said(
    difference: Difference,
    sides: tuple[_Marked | None, _Marked | None],
    marked: Mapping[str, _Marked],
) -> tuple[str | None, str | None]:
    if difference.kind is DifferenceKind.REFERENT:
        names = [None if side is None else side.referent for side in sides]
        return names[0], names[1]
    if difference.kind is DifferenceKind.LINK:
        first, second = (_aim(each, marked) for each in difference.values)
        return first, second
    if difference.kind is DifferenceKind.ATTRIBUTE:
        return difference.values
    return None, None


def _aim(value: str | None, marked: Mapping[str, _Marked]) -> str | None:
    """What a slot points at: the words of a span, or the reason why there is none."""
    if value is None:
        return None
    target = marked.get(value)
    return value.replace("_", " ") if target is None else f"“{target.quote}”"


def _marked(project: Project, differences: Sequence[Difference]) -> dict[str, _Marked]:
    wanted: set[SpanId | str | None] = set()
    for each in differences:
        wanted.update(each.items)
        if each.kind is DifferenceKind.LINK:
            wanted.update(each.values)
    rows = project.connection.execute(
        """SELECT span.id, span."start", span."end", span.fragments, span.quote, referent.name
           FROM span LEFT JOIN referent ON referent.id = span.referent
           WHERE span.id IN (SELECT value FROM json_each(?))""",
        (orjson.dumps([each for each in wanted if each is not None]).decode(),),
    )
    return {
        row[0]: _Marked(
            fragments=fragments_from(row[1], row[2], row[3]), quote=row[4], referent=row[5]
        )
        for row in rows
    }


def _stretch(project: Project, article: ArticleId, start: int, end: int) -> str:
    row = project.connection.execute(
        "SELECT substr(body, ?, ?) FROM article WHERE id = ?", (start + 1, end - start, article)
    ).fetchone()
    return "" if row is None else str(row[0])
