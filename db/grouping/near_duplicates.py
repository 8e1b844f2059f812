"""Finding near-duplicates among very many texts, without comparing each with each.

First what is equal but for case and white space; then sketches propose candidates, and the texts
themselves decide. Memory: about a kilobyte a text, and a few hundred texts at a time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from db.grouping.likeness import Likeness
from db.grouping.shingles import Shingler, Shingles, exact_key
from db.grouping.sketch import BANDS, BINS, Sketches
from db.model import ArticleId
from db.progress import IsCancelled, Progress, tell, watched
from db.unions import Unions

_LARGE_BUCKET = 32
_COMPARED_IN_LARGE = 8
"""Where very many agree in a band, for a line that all reports of an agency end with, each is
compared with so many before it; those that are alike meet in other bands as well."""
_SURE = 4
"""How many standard errors an estimate may be off before the texts need not be asked."""
_KEPT_SHINGLES = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class NearPair:
    """Two articles that are near-duplicates, the earlier first.

    `similarity` is the Jaccard similarity of their shingles; low where one is a cut copy.
    """

    first: ArticleId
    second: ArticleId
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found among `articles` articles.

    Of texts that are equal each is paired with the first only, whose pairs with others stand for
    theirs, too. A cluster holds two articles at least, in the order in which they came, and is what
    pairs connect.
    """

    articles: int
    pairs: tuple[NearPair, ...]
    clusters: tuple[tuple[ArticleId, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Who looks on: told in articles, first all read and then all compared, and may stop it."""

    progress: Progress | None = None
    is_cancelled: IsCancelled | None = None


def find(
    articles: Iterable[tuple[ArticleId, str]],
    *,
    body: Callable[[ArticleId], str],
    total: int | None = None,
    likeness: Likeness | None = None,
    watch: Watch | None = None,
) -> Found:
    """The near-duplicates among articles with their bodies, which are taken once, in order.

    `body` reads one again, to compare it. Raises Stopped.
    """
    return _Search(body, likeness or Likeness(), watch or Watch()).run(articles, total)


class _Search:
    def __init__(self, body: Callable[[ArticleId], str], likeness: Likeness, watch: Watch) -> None:
        self._likeness = likeness
        self._watch = watch
        self._ids: list[ArticleId] = []
        self._sketches = Sketches()
        self._sketched: list[int] = []
        self._pairs: list[tuple[int, int, float]] = []
        shingler = Shingler()
        self._shingler = shingler

        @lru_cache(_KEPT_SHINGLES)
        def shingles_of(text: int) -> Shingles:
            return shingler.shingles(body(self._ids[self._sketched[text]]))

        self._shingles_of = shingles_of

    def run(self, articles: Iterable[tuple[ArticleId, str]], total: int | None) -> Found:
        self._take(articles, total)
        candidates = self._candidates()
        self._decide(candidates)
        return self._found()

    def _take(self, articles: Iterable[tuple[ArticleId, str]], total: int | None) -> None:
        earlier: dict[bytes, int] = {}
        told = None if total is None else 2 * total
        for article, body in watched(
            articles,
            total=told,
            progress=self._watch.progress,
            is_cancelled=self._watch.is_cancelled,
        ):
            here = len(self._ids)
            self._ids.append(article)
            same = earlier.setdefault(exact_key(body), here)
            if same != here:
                self._pairs.append((same, here, 1.0))
            elif shingles := self._shingler.shingles(body):
                self._sketches.add(shingles)
                self._sketched.append(here)

    def _candidates(self) -> list[int]:
        """Pairs of sketched texts that may be alike, each as one number, in order."""
        known = len(self._sketches)
        # Those that are not alike are asked again where they meet again, and not kept: there may be
        # very many of them.
        found: set[int] = set()
        for band in range(BANDS):
            self._tell(band / (2 * BANDS))
            for bucket in self._sketches.buckets(band):
                for one, other in _meetings(bucket):
                    pair = one * known + other
                    if pair not in found and self._may_be_alike(one, other):
                        found.add(pair)
        return sorted(found)

    def _may_be_alike(self, one: int, other: int) -> bool:
        least = self._likeness.least(self._sketches.size(one), self._sketches.size(other))
        if least > 1:
            return False
        error = math.sqrt(least * (1 - least) / BINS)
        return self._sketches.shared(one, other) >= least - _SURE * error

    def _decide(self, candidates: list[int]) -> None:
        known = len(self._sketches)
        for at, pair in enumerate(candidates):
            if at % 100 == 0:
                self._tell(0.5 + at / (2 * len(candidates)))
            one, other = divmod(pair, known)
            similarity = self._likeness.holds(self._shingles_of(one), self._shingles_of(other))
            if similarity is not None:
                self._pairs.append((self._sketched[one], self._sketched[other], similarity))
        self._tell(1)

    def _tell(self, part: float) -> None:
        number = len(self._ids)
        tell(
            number + round(part * number),
            2 * number,
            progress=self._watch.progress,
            is_cancelled=self._watch.is_cancelled,
        )

    def _found(self) -> Found:
        unions = Unions[int]()
        for one, other, _ in self._pairs:
            unions.join(one, other)
        joined = sorted({each for one, other, _ in self._pairs for each in (one, other)})
        return Found(
            articles=len(self._ids),
            pairs=tuple(
                NearPair(first=self._ids[one], second=self._ids[other], similarity=similarity)
                for one, other, similarity in sorted(self._pairs)
            ),
            clusters=tuple(
                tuple(self._ids[each] for each in group) for group in unions.groups(joined)
            ),
        )


def _meetings(bucket: list[int]) -> Iterator[tuple[int, int]]:
    most = len(bucket) if len(bucket) <= _LARGE_BUCKET else _COMPARED_IN_LARGE
    for at, other in enumerate(bucket):
        for one in bucket[max(0, at - most) : at]:
            yield one, other
