"""What a plan comes to: queues, loads and overlaps of what everybody gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from db.assignment.model import Capacity, Handout, Load, Pair, Request
from db.assignment.repeats import Given, Repeat, in_queue
from db.model import ArticleId, Purpose


def queues(
    request: Request,
    given: Sequence[Given],
    repeats: Sequence[Sequence[Repeat]],
    place: Mapping[ArticleId, int],
) -> Iterator[Handout]:
    """All that is handed out, by annotator and queue; `place` is an article's in the order."""
    for person, articles, again in zip(request.annotators, given, repeats, strict=True):
        yield from _queue(person, articles, again, place)


def loads(
    request: Request, given: Sequence[Given], repeats: Sequence[Sequence[Repeat]]
) -> Iterator[Load]:
    """How much everybody has then."""
    words = {each.article: each.words for each in request.articles}
    for person, articles, again in zip(request.annotators, given, repeats, strict=True):
        new = sum(words[article] for article in articles)
        yield Load(
            annotator=person.annotator,
            articles=person.articles + len(articles),
            words=person.words + new,
            new_articles=len(articles),
            new_words=new,
            repeats=person.repeats + len(again),
        )


def overlaps(request: Request, met: Sequence[Sequence[int]]) -> dict[Pair, int]:
    """How many articles each pair has together, from the numbers by place in the request."""
    named = list(enumerate(each.annotator for each in request.annotators))
    return {(one, other): met[i][j] for (i, one), (j, other) in combinations(named, 2)}


def _queue(
    person: Capacity, given: Given, repeats: Sequence[Repeat], place: Mapping[ArticleId, int]
) -> Iterator[Handout]:
    """Calibration before all that the annotator has in this round, the rest behind it."""
    first, last = in_queue(given, place)
    has_queue = person.first <= person.last
    start = person.first - len(first) if has_queue else 1
    behind = person.last + 1 if has_queue else 1 + len(first)
    before = [(article, given[article]) for article in first]
    for begin, articles in ((start, before), (behind, list(_woven(last, given, repeats)))):
        for position, (article, purpose) in enumerate(articles, begin):
            yield Handout(
                article=article,
                annotator=person.annotator,
                position=position,
                purpose=purpose,
            )


def _woven(
    articles: Sequence[ArticleId], given: Given, repeats: Sequence[Repeat]
) -> Iterator[tuple[ArticleId, Purpose]]:
    """The new articles with those that come again in between."""
    for number in range(len(articles) + 1):
        for repeat in repeats:
            if repeat.behind == number:
                yield repeat.article, Purpose.REPEAT
        if number < len(articles):
            yield articles[number], given[articles[number]]
