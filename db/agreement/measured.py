"""The only place that keeps what was counted in an article, and what those counts sum up to.

Counting is what takes the time, so each article is counted once, when first asked, and figures
only sum; an article whose layers changed is simply counted anew.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from itertools import combinations
from operator import attrgetter, itemgetter

from db.agreement.alignment import Alignment, align
from db.agreement.draws import deal
from db.agreement.figure import Grain
from db.agreement.layers import ArticleLayers, Pair, Reading
from db.agreement.profile import Patterns, Sweep
from db.agreement.tally import Marked, count_pair, marked
from db.model import AnnotatorId

Readers = tuple[AnnotatorId, ...]
"""The annotators who read an article, sorted."""

Lengths = defaultdict[int, int]
"""How many units or gaps have a length."""


_MANY_OBJECTS = 100_000
"""So many new objects take the garbage collector some ten milliseconds to walk through."""


class Measured:
    """One article and what was counted in it; each count is made when first asked for."""

    def __init__(self, layers: ArticleLayers, *, sweep: Sweep, grain: Grain) -> None:
        self.article = layers.article
        self.length = layers.length
        self.readers: Readers = tuple(sorted(layers.layers))
        self.readings = tuple([layers.layers[reader] for reader in self.readers])
        self._words = layers.words
        self._sweep = sweep
        self._grain = grain
        self._alignments: dict[Pair, Alignment] = {}

    def reading(self, annotator: AnnotatorId) -> Reading:
        """What one of the readers said."""
        return self.readings[self.readers.index(annotator)]

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """All pairs of readers."""
        return tuple(combinations(self.readers, 2))

    @cached_property
    def marked(self) -> list[Marked]:
        """What each reader marked."""
        return [marked(reading.items) for reading in self.readings]

    @cached_property
    def counts(self) -> list[dict[str, list[int]]]:
        """What each of `pairs` has in common, by label."""
        return [count_pair(ours, theirs) for ours, theirs in combinations(self.marked, 2)]

    @cached_property
    def patterns(self) -> Patterns | None:
        """Who gave which labels to how many characters or tokens; None without known words."""
        if self._grain is Grain.CHARACTERS:
            if not any(map(itemgetter(3), self.marked)):
                return self._sweep.plain_characters([each[0] for each in self.marked], self.length)
            return self._sweep.characters([each.items for each in self.readings], self.length)
        if self._words is None:
            return None
        return self._sweep.tokens([each.items for each in self.readings], self._words())

    def alignment(self, pair: Pair) -> Alignment:
        """The spans of two readers side by side."""
        found = self._alignments.get(pair)
        if found is None:
            found = align(self.reading(pair[0]).items, self.reading(pair[1]).items)
            self._alignments[pair] = found
        return found

    @cached_property
    def round(self) -> int | None:
        """The latest round of the readings."""
        return max((each.round for each in self.readings if each.round is not None), default=None)

    @cached_property
    def day(self) -> str | None:
        """The latest day of the readings."""
        return max((each.day for each in self.readings if each.day is not None), default=None)

    @cached_property
    def week(self) -> str | None:
        """The ISO week of the latest day, such as 2026-W48."""
        return None if self.day is None else week_of(self.day)


class Pool:
    """Some articles that several annotators read, by id, and the sums of their counts."""

    def __init__(self, articles: Iterable[Measured], *, sweep: Sweep) -> None:
        several = [each for each in articles if len(each.readers) > 1]
        self.articles = tuple(sorted(several, key=attrgetter("article")))
        self.sweep = sweep

    @cached_property
    def counts(self) -> dict[tuple[Readers, Pair, str], list[int]]:
        """What each pair of annotators has in common, by label and readers of the article."""
        sums: dict[tuple[Readers, Pair, str], list[int]] = {}
        with without_collection():
            for readers, articles in self.by_readers.items():
                for number, pair in enumerate(combinations(readers, 2)):
                    for article in articles:
                        for label, count in article.counts[number].items():
                            known = sums.get((readers, pair, label))
                            if known is None:
                                sums[readers, pair, label] = count[:]
                            else:
                                known[0] += count[0]
                                known[1] += count[1]
                                known[2] += count[2]
                                known[3] += count[3]
                                known[4] += count[4]
        return sums

    @cached_property
    def by_readers(self) -> dict[Readers, list[Measured]]:
        """The articles by who read them."""
        found: defaultdict[Readers, list[Measured]] = defaultdict(list)
        for article in self.articles:
            found[article.readers].append(article)
        return dict(found)

    @cached_property
    def lengths(self) -> dict[Readers, int]:
        """How many characters each set of readers read."""
        return {
            readers: sum(article.length for article in articles)
            for readers, articles in self.by_readers.items()
        }

    @cached_property
    def sections(self) -> dict[tuple[Readers, AnnotatorId, str], tuple[Lengths, Lengths]]:
        """How many units and gaps of which length each annotator has, by label."""
        found: dict[tuple[Readers, AnnotatorId, str], tuple[Lengths, Lengths]] = {}
        for readers, articles in self.by_readers.items():
            for number, reader in enumerate(readers):
                sections = _sections(articles, number, self.sweep.labels)
                for label, counted in sections.items():
                    found[readers, reader, label] = counted
        return found

    @cached_property
    def patterns(self) -> dict[Readers, Patterns]:
        """Who gave which labels to how many characters or tokens, by readers."""
        sums: dict[Readers, Patterns] = {}
        with without_collection():
            for readers, articles in self.by_readers.items():
                known: defaultdict[int, int] = defaultdict(int)
                for article in articles:
                    for pattern, number in (article.patterns or {}).items():
                        known[pattern] += number
                sums[readers] = dict(known)
        return sums

    @cached_property
    def blocks(self) -> tuple[Pool, ...]:
        """The articles in parts that can be resampled."""
        return tuple(
            Pool([self.articles[number] for number in numbers], sweep=self.sweep)
            for numbers in deal(len(self.articles))
        )

    @property
    def lacks_words(self) -> bool:
        """Whether tokens are to be counted and are not known of any article."""
        return all(article.patterns is None for article in self.articles)


def _sections(
    articles: Iterable[Measured], number: int, labels: Iterable[str]
) -> dict[str, tuple[Lengths, Lengths]]:
    """The units and gaps of one reader."""
    units: dict[str, Lengths] = {label: defaultdict(int) for label in labels}
    gaps: dict[str, Lengths] = {label: defaultdict(int) for label in labels}
    origin = dict.fromkeys(units, 0)
    for article in articles:
        marks, _, _, odd = article.marked[number]
        last = origin.copy()
        for label, start, end in marks:
            gaps[label][start - last[label]] += 1
            units[label][end - start] += 1
            last[label] = end
        for label, of_label in odd.items():
            for start, end in of_label.units:
                gaps[label][start - last[label]] += 1
                units[label][end - start] += 1
                last[label] = end
        length = article.length
        for label, end in last.items():
            gaps[label][length - end] += 1
    for counts in gaps.values():
        # Where units touch one another or the end of the article.
        counts.pop(0, None)
    return {label: (units[label], gaps[label]) for label in units}


@contextmanager
def without_collection() -> Iterator[None]:
    """Let the garbage collector rest: counting makes many tuples and no cycles.

    It would walk through all layers of the project several times, which takes longer than counting.
    Where much was made meanwhile it counts as old afterwards, or it would be walked at once;
    a window that keeps what it began with from the collector goes on doing so.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if gc.get_count()[0] >= _MANY_OBJECTS:
                has_frozen = gc.get_freeze_count() > 0
                gc.freeze()
                if not has_frozen:
                    gc.unfreeze()
            gc.enable()


def week_of(day: str) -> str:
    """The ISO week of an ISO date."""
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{week:02}"
