"""Whether the text under every span is the text that was marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import orjson

from db.doctor.findings import Finding, FindingKind, Severity, shortened
from db.model import ArticleId
from db.operations.repairs import ChangeRow, Value
from db.project import Project

_NEARBY = (40, 400)
"""A quote is looked for so many code points around the place where it should be."""

_Pieces = list[tuple[int, int]]


class _Span(NamedTuple):
    id: str
    article: str
    title: str
    label: str
    start: int
    end: int
    fragments: str | None
    quote: str
    body: str


_SELECT = """
    SELECT span.id, article.id, article.title, span.label, span."start", span."end",
        span.fragments, span.quote, article.body
    FROM span JOIN layer ON layer.id = span.layer JOIN article ON article.id = layer.article"""


def quotes(project: Project) -> Iterator[Finding]:
    """Whether each quote is what stands at its place in the body."""
    # SQLite counts code points as we do, and compares far quicker; only what differs is read.
    for span in _spans(
        project,
        """WHERE span."end" > length(article.body) OR span.quote IS NOT
               substr(article.body, span."start" + 1, span."end" - span."start")""",
    ):
        if span.body[span.start : span.end] == span.quote:
            continue
        moved = _moved(span)
        if moved is not None:
            yield _finding(
                span, "its words stand elsewhere in the article.", fixes=_extent(span, moved)
            )
        else:
            there = shortened(span.body[span.start : span.end])
            yield _finding(
                span,
                f"“{there}” stands at its place, and its words are not found nearby. "
                "Look at it in the article.",
            )


def edges(project: Project) -> Iterator[Finding]:
    """Whether no span begins or ends with white space."""
    ends = project.connection.execute(
        "SELECT substr(quote, 1, 1) FROM span UNION SELECT substr(quote, -1) FROM span"
    )
    blanks = [row[0] for row in ends if not row[0] or row[0].isspace()]
    if not blanks:
        return
    marks = ", ".join("?" * len(blanks))
    condition = (
        f"WHERE substr(span.quote, 1, 1) IN ({marks}) OR substr(span.quote, -1) IN ({marks})"
    )
    for span in _spans(project, condition, (*blanks, *blanks)):
        pieces = _trimmed(span)
        is_in_place = span.body[span.start : span.end] == span.quote
        if pieces and is_in_place:
            yield _finding(span, "it begins or ends with white space.", fixes=_extent(span, pieces))
        elif is_in_place:
            yield _finding(span, "it holds nothing but white space. Delete it in the article.")


def fragments(project: Project) -> Iterator[Finding]:
    """Whether the pieces of spans with gaps are in order, apart, and as wide as the span."""
    for span in _spans(project, "WHERE span.fragments IS NOT NULL"):
        pieces = _read(span.fragments)
        if pieces is not None and _is_sane(span, pieces):
            continue
        mended = _mended(span, pieces or [])
        yield _finding(
            span,
            "its pieces are not in order. It becomes "
            + ("the pieces that are." if len(mended) > 1 else "one piece."),
            fixes=_extent(span, mended),
        )


def duplicates(project: Project) -> Iterator[Finding]:
    """Whether no words are marked with the same label twice in one layer."""
    rows = project.connection.execute(
        """SELECT max(span.id), article.id, article.title, label, quote
           FROM span JOIN layer ON layer.id = span.layer JOIN article ON article.id = layer.article
           GROUP BY span.layer, label, "start", "end", fragments HAVING count(*) > 1"""
    )
    for span, article, title, label, quote in rows:
        yield Finding(
            severity=Severity.WARNING,
            kind=FindingKind.SPAN,
            text=f"In “{shortened(title)}”, “{shortened(quote)}” is marked as {label} twice. "
            "Delete one of them in the article.",
            article=ArticleId(article),
            row=span,
        )


def _spans(project: Project, condition: str, parameters: Sequence[str] = ()) -> Iterator[_Span]:
    for row in project.connection.execute(f"{_SELECT} {condition}", tuple(parameters)):
        yield _Span(*row)


def _finding(span: _Span, said: str, fixes: tuple[ChangeRow, ...] = ()) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        kind=FindingKind.SPAN,
        text=f"In “{shortened(span.title)}”, {span.label} “{shortened(span.quote)}”: {said}",
        article=ArticleId(span.article),
        row=span.id,
        fixes=fixes,
    )


def _moved(span: _Span) -> _Pieces | None:
    """The pieces shifted to the one place close by, or nearby, or at all."""
    places: list[int] = []
    for distance in (*_NEARBY, len(span.body)):
        first = max(0, span.start - distance)
        places = places or _occurrences(span.body, span.quote, first, span.start + distance)
    if len(places) != 1 or not span.quote.strip():
        return None
    shift = places[0] - span.start
    end = places[0] + len(span.quote)
    pieces = [(start + shift, last + shift) for start, last in _read(span.fragments) or []]
    shifted = span._replace(start=places[0], end=end)
    return pieces if pieces and _is_sane(shifted, pieces) else [(places[0], end)]


def _occurrences(body: str, quote: str, first: int, last: int) -> list[int]:
    places: list[int] = []
    at = body.find(quote, first) if quote else -1
    while 0 <= at <= last and len(places) < 2:
        places.append(at)
        at = body.find(quote, at + 1)
    return places


def _trimmed(span: _Span) -> _Pieces:
    pieces = _read(span.fragments) or [(span.start, span.end)]
    trimmed = []
    for start, end in pieces:
        words = span.body[start:end]
        start += len(words) - len(words.lstrip())  # noqa: PLW2901
        kept = start + len(words.strip())
        if start < kept:
            trimmed.append((start, kept))
    return trimmed


def _mended(span: _Span, pieces: _Pieces) -> _Pieces:
    """The pieces inside the span put in order and joined where they touch, else the whole span."""
    mended: _Pieces = []
    for start, end in sorted(pieces):
        if not span.start <= start < end <= span.end:
            return [(span.start, span.end)]
        if mended and start <= mended[-1][1]:
            mended[-1] = (mended[-1][0], max(end, mended[-1][1]))
        else:
            mended.append((start, end))
    is_whole = bool(mended) and (mended[0][0], mended[-1][1]) == (span.start, span.end)
    is_mended = is_whole and len(mended) > 1 and _is_sane(span, mended)
    return mended if is_mended else [(span.start, span.end)]


def _is_sane(span: _Span, pieces: _Pieces) -> bool:
    if len(pieces) < 2 or (pieces[0][0], pieces[-1][1]) != (span.start, span.end):
        return False
    if any(start >= end for start, end in pieces):
        return False
    if any(left[1] >= right[0] for left, right in pairwise(pieces)):
        return False
    words = [span.body[start:end] for start, end in pieces]
    return all(each and each == each.strip() for each in words)


def _read(stored: str | None) -> _Pieces | None:
    if stored is None:
        return None
    try:
        pieces = [(start, end) for start, end in orjson.loads(stored)]
    except (ValueError, TypeError):
        return None
    return pieces if all(type(each) is int for pair in pieces for each in pair) else None


def _extent(span: _Span, pieces: _Pieces) -> tuple[ChangeRow, ...]:
    start, end = pieces[0][0], pieces[-1][1]
    values: dict[str, Value] = {
        "start": start,
        "end": end,
        "fragments": None if len(pieces) == 1 else orjson.dumps(pieces).decode(),
        "quote": span.body[start:end],
    }
    return (ChangeRow(table="span", row=span.id, values=values),)
