"""What a plan comes to: queues, loads and overlaps of what everybody gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from db.assignment.model import Capacity, Handout, Load, Pair, Request
from db.model import ArticleId, Purpose

Given = Mapping[ArticleId, Purpose]
"""What somebody gets anew, and why."""


def queues(
    request: Request, given: Sequence[Given], place: Mapping[ArticleId, int]
) -> Iterator[Handout]:
    """All that is handed out, by annotator and queue; `place` is an article's in the order."""
    for person, articles in zip(request.annotators, given, strict=True):
        yield from _queue(person, articles, place)


def loads(request: Request, given: Sequence[Given]) -> Iterator[Load]:
    """How much everybody has then."""
    words = {each.article: each.words for each in request.articles}
    for person, articles in zip(request.annotators, given, strict=True):
        new = sum(words[article] for article in articles)
        yield Load(
            annotator=person.annotator,
            articles=person.articles + len(articles),
            words=person.words + new,
            new_articles=len(articles),
            new_words=new,
        )


def overlaps(request: Request, met: Sequence[Sequence[int]]) -> dict[Pair, int]:
    """How many articles each pair has together, from the numbers by place in the request."""
    named = list(enumerate(each.annotator for each in request.annotators))
    return {(one, other): met[i][j] for (i, one), (j, other) in combinations(named, 2)}


def _queue(person: Capacity, given: Given, place: Mapping[ArticleId, int]) -> Iterator[Handout]:
    """Calibration before all that the annotator has in this round, the rest behind it."""
    first = [article for article, purpose in given.items() if purpose is Purpose.CALIBRATION]
    rest = [article for article, purpose in given.items() if purpose is not Purpose.CALIBRATION]
    rest.sort(key=place.__getitem__)
    has_queue = person.first <= person.last
    start = person.first - len(first) if has_queue else 1
    behind = person.last + 1 if has_queue else 1 + len(first)
    for begin, articles in ((start, first), (behind, rest)):
        for position, article in enumerate(articles, begin):
            yield Handout(
                article=article,
                annotator=person.annotator,
                position=position,
                purpose=given[article],
            )
