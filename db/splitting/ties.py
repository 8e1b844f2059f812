"""The only place that says which articles must stay together, and which are torn apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from db.model import ArticleId
from db.splitting.model import Pair, SplitArticle
from db.text.keys import match_key
from db.unions import Unions

_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(.*?)/*(?:#.*)?", re.IGNORECASE | re.DOTALL)


def copies(articles: Sequence[SplitArticle], near: Iterable[Pair]) -> tuple[Pair, ...]:
    """Pairs of articles with one text: near-duplicates, equal bodies, and one address.

    Of those that share a body or an address each is paired with the first.
    """
    known = {each.article for each in articles}
    pairs = (pair for pair in near if pair[0] != pair[1] and known.issuperset(pair))
    found = {frozenset(pair): pair for pair in pairs}
    for pair in _sharing((each.article, _places(each)) for each in articles):
        found.setdefault(frozenset(pair), pair)
    return tuple(found.values())


def belonging_together(
    articles: Sequence[SplitArticle], copied: Iterable[Pair]
) -> list[list[SplitArticle]]:
    """Articles by what ties them: copies, one group, one event; in the order of the articles."""
    return joined(
        articles, (*copied, *_sharing((each.article, _topics(each)) for each in articles))
    )


def joined(articles: Sequence[SplitArticle], pairs: Iterable[Pair]) -> list[list[SplitArticle]]:
    """Articles by what the pairs connect, those alone included; in the order of the articles."""
    unions = Unions[ArticleId]()
    for one, other in pairs:
        unions.join(one, other)
    by_head: dict[ArticleId, list[SplitArticle]] = {}
    for each in articles:
        by_head.setdefault(unions.head(each.article), []).append(each)
    return list(by_head.values())


def torn(pairs: Iterable[Pair], of: Mapping[ArticleId, str]) -> tuple[Pair, ...]:
    """The pairs whose articles are in different splits."""
    return tuple(pair for pair in pairs if of[pair[0]] != of[pair[1]])


def _sharing(articles: Iterable[tuple[ArticleId, Iterable[str]]]) -> Iterator[Pair]:
    first: dict[str, ArticleId] = {}
    for article, keys in articles:
        for key in keys:
            earlier = first.setdefault(key, article)
            if earlier != article:
                yield earlier, article


def _places(article: SplitArticle) -> Iterator[str]:
    yield f"body {article.sha256}"
    # A page is one page with and without "www." or a place in it.
    match = _ADDRESS.fullmatch((article.address or "").strip())
    if match is not None and match[1]:
        yield f"address {match[1]}"


def _topics(article: SplitArticle) -> Iterator[str]:
    for topic in (article.group, *sorted(article.events)):
        if topic and (key := match_key(topic)):
            # Annotators may name an event as the lead names a group.
            yield key
