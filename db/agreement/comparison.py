"""The front of this room: the layers of a project, and every figure about them.

It keeps what was counted in each article, so that a change of one article costs that article alone.
Not safe from several threads at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from operator import itemgetter

from db.agreement import differences
from db.agreement.bootstrap import Sums
from db.agreement.figure import (
    By,
    Difference,
    Figure,
    Measure,
    PrecisionRecall,
    Reason,
    Scope,
)
from db.agreement.gamma import Gamma, chosen, gamma_of_article
from db.agreement.layers import ArticleLayers, Pair, Reading, pair_of
from db.agreement.measured import Measured, Pool, Readers, without_collection
from db.agreement.measures import (
    OF_LINKS,
    OF_POSITIONS,
    OF_STATEMENTS,
    Basis,
    Options,
    statistic_of,
)
from db.agreement.profile import Sweep
from db.agreement.statistic import BOTH, FIRST, SECOND, Summed, share_of
from db.model import AnnotatorId, ArticleId
from db.progress import IsCancelled, Progress, tell, watched


class Comparison:
    """Figures over layers of articles; those that fewer than two annotators read count for none."""

    def __init__(self, articles: Iterable[ArticleLayers], options: Options | None = None) -> None:
        self.options = options or Options()
        self._statement_labels: frozenset[str] | None = None
        self._layers = {each.article: each for each in articles}
        self._count_anew()

    def replace(self, articles: Iterable[ArticleLayers]) -> None:
        """Take these articles instead of what was known of them, or as new ones."""
        changed = tuple(articles)
        for each in changed:
            self._layers[each.article] = each
            if self._labels_of(each) <= set(self.labels):
                self._measured[each.article] = self._measure(each)
        self._forget({each.article for each in changed})
        if self._all_labels() - set(self.labels):
            self._count_anew()

    def remove(self, articles: Iterable[ArticleId]) -> None:
        """Forget articles."""
        gone = set(articles)
        for article in gone:
            if self._layers.pop(article, None) is not None:
                del self._measured[article]
        self._forget(gone)

    def count(
        self, *, progress: Progress | None = None, is_cancelled: IsCancelled | None = None
    ) -> None:
        """Count all articles that were not counted yet, which is what takes the time.

        Figures of spans count by themselves; this one tells how far it is and can be stopped.
        """
        articles = self.pool(Scope()).articles
        watching = watched(
            articles, total=len(articles), progress=progress, is_cancelled=is_cancelled
        )
        with without_collection():
            for article in watching:
                _ = article.counts, article.patterns

    def count_gamma(
        self,
        scope: Scope,
        *,
        progress: Progress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> None:
        """Compute gamma of the articles that its figure rests on; may take seconds."""
        articles = chosen(self.pool(scope))
        for number, article in enumerate(articles):
            tell(number, len(articles), progress=progress, is_cancelled=is_cancelled)
            list(self._gamma([article], scope))

    def figure(
        self, measure: Measure, scope: Scope | None = None, *, interval: bool = True
    ) -> Figure:
        """One figure; `interval` says whether to resample for how sure it is."""
        scope = scope or Scope()
        statistic = statistic_of(measure, scope, self._basis())
        pool = self.pool(scope)
        outcome = statistic.outcome(pool)
        articles = sum(bool(scope.annotators_of(each.readers)) for each in pool.articles)
        value = outcome.value if articles else Reason.NO_ARTICLE
        if articles and measure in OF_POSITIONS and pool.lacks_words:
            value = Reason.NO_WORDS
        is_defined = not isinstance(value, Reason)
        return Figure(
            measure=measure,
            scope=scope,
            value=None if isinstance(value, Reason) else value,
            reason=value if isinstance(value, Reason) else None,
            interval=statistic.interval(pool, resamples=self.options.resamples)
            if interval and is_defined
            else None,
            n=outcome.n,
            counted=statistic.counted,
            articles=articles,
            caution=outcome.caution if is_defined else None,
            behind=lambda: self.differences(measure, scope),
        )

    def figures(
        self, measure: Measure, by: By, scope: Scope | None = None, *, interval: bool = True
    ) -> tuple[Figure, ...]:
        """A figure for each label, pair, article, round, day, week or name within a scope.

        Each figure's own scope says what it is about.
        """
        scope = scope or Scope()
        return tuple(
            self.figure(measure, each, interval=interval)
            for each in self._scopes(measure, by, scope)
        )

    def precision_recall(
        self, measure: Measure, reference: AnnotatorId, other: AnnotatorId, label: str | None = None
    ) -> PrecisionRecall:
        """What lies behind an F1: how the other annotator does, measured against the reference."""
        pair = pair_of(reference, other)
        scope = Scope(annotators=pair, label=label)
        sums = self.sums(measure, scope)
        if BOTH not in sums:
            raise ValueError(f"{measure} has no precision and recall")
        of_reference, of_other = (FIRST, SECOND) if pair[0] == reference else (SECOND, FIRST)
        shares = [
            share_of(sums[BOTH], sums[side], Reason.NOTHING_MARKED)
            for side in (of_other, of_reference)
        ]
        precision, recall = (None if isinstance(share, Reason) else share for share in shares)
        return PrecisionRecall(precision=precision, recall=recall)

    def sums(self, measure: Measure, scope: Scope) -> Sums:
        """What a measure adds up, for who wants to add it up otherwise; empty where it does not."""
        statistic = statistic_of(measure, scope, self._basis())
        return statistic.collect(self.pool(scope)) if isinstance(statistic, Summed) else {}

    def day_of(self, article: ArticleId, annotator: AnnotatorId) -> str | None:
        """The day of one reading; None where it is not known or there is none."""
        reading = self._layers[article].layers.get(annotator)
        return None if reading is None else reading.day

    def differences(self, measure: Measure, scope: Scope | None = None) -> Iterator[Difference]:
        """What keeps a figure from being 1, article by article, as they are known now."""
        scope = scope or Scope()
        return differences.behind(
            measure,
            scope,
            self.pool(scope),
            statement_labels=self.statement_labels,
        )

    @property
    def annotators(self) -> tuple[AnnotatorId, ...]:
        """All who read an article, sorted."""
        return tuple(sorted({each for layers in self._layers.values() for each in layers.layers}))

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that read an article together, sorted."""
        readers = {article.readers for article in self._measured.values()}
        return tuple(
            sorted(
                {
                    (one, other)
                    for group in readers
                    for one in group
                    for other in group
                    if one < other
                }
            )
        )

    @property
    def statement_labels(self) -> frozenset[str]:
        """The labels whose spans are statements."""
        if self._statement_labels is None:
            given = self.options.statement_labels
            self._statement_labels = (
                self._labels_with_links() if given is None else given & frozenset(self.labels)
            )
        return self._statement_labels

    def pool(self, scope: Scope) -> Pool:
        """The articles of a scope that several annotators read."""
        key = (scope.article, scope.round, scope.day, scope.week)
        pool = self._pools.get(key)
        if pool is None:
            pool = Pool(
                (each for each in self._candidates(scope) if _is_within(each, scope)),
                sweep=self._sweep,
            )
            # An article of its own is quick to pool again, and there are many.
            if scope.article is None:
                self._pools[key] = pool
        return pool

    def _candidates(self, scope: Scope) -> Iterable[Measured]:
        if scope.article is None:
            return self._measured.values()
        found = self._measured.get(scope.article)
        return () if found is None else (found,)

    def _scopes(self, measure: Measure, by: By, scope: Scope) -> Iterator[Scope]:
        pool = self.pool(scope)
        if by is By.LABEL:
            labels = self.labels if measure not in OF_STATEMENTS else sorted(self.statement_labels)
            yield from (replace(scope, label=label) for label in labels)
        elif by is By.PAIR:
            yield from (replace(scope, annotators=pair) for pair in self.pairs)
        elif by is By.ARTICLE:
            yield from (replace(scope, article=each.article) for each in pool.articles)
        elif by is By.ROUND:
            rounds = {each.round for each in pool.articles if each.round is not None}
            yield from (replace(scope, round=each) for each in sorted(rounds))
        elif by is By.DAY:
            days = {each.day for each in pool.articles if each.day is not None}
            yield from (replace(scope, day=each) for each in sorted(days))
        elif by is By.WEEK:
            weeks = {each.week for each in pool.articles if each.week is not None}
            yield from (replace(scope, week=each) for each in sorted(weeks))
        else:
            yield from (replace(scope, name=name) for name in self._names(measure))

    def _labels_with_links(self) -> frozenset[str]:
        found: set[str] = set()
        for reading in self._readings():
            if reading.links:
                sources = {link.source for link in reading.links}
                found.update(item.label for item in reading.items if item.id in sources)
        return frozenset(found)

    def _readings(self) -> Iterator[Reading]:
        for layers in self._layers.values():
            yield from layers.layers.values()

    def _names(self, measure: Measure) -> list[str]:
        """The roles, or the attributes, that occur."""
        names: set[str] = set()
        for reading in self._readings():
            if measure in OF_LINKS:
                names.update(link.role for link in reading.links)
            else:
                names.update(name for item in reading.items for name in item.attributes)
        return sorted(names)

    def _basis(self) -> Basis:
        return Basis(
            options=self.options, statement_labels=self.statement_labels, gammas=self._gamma
        )

    def _gamma(self, articles: Iterable[Measured], scope: Scope) -> Iterator[Gamma]:
        for article in articles:
            key = (article.article, scope.label, scope.annotators_of(article.readers))
            if key not in self._gammas:
                self._gammas[key] = gamma_of_article(article, scope)
            found = self._gammas[key]
            if found is not None:
                yield found

    def _count_anew(self) -> None:
        self.labels = tuple(sorted(self._all_labels()))
        self._sweep = Sweep(self.labels)
        with without_collection():
            self._measured = {key: self._measure(each) for key, each in self._layers.items()}
        self._pools: dict[tuple[str | int | None, ...], Pool] = {}
        self._gammas: dict[tuple[ArticleId, str | None, Readers], Gamma | None] = {}

    def _forget(self, articles: Collection[ArticleId]) -> None:
        self._pools.clear()
        self._statement_labels = None
        self._gammas = {key: each for key, each in self._gammas.items() if key[0] not in articles}

    def _measure(self, layers: ArticleLayers) -> Measured:
        return Measured(layers, sweep=self._sweep, grain=self.options.grain)

    def _all_labels(self) -> set[str]:
        every = chain.from_iterable(reading.items for reading in self._readings())
        return set(map(itemgetter(0), every))

    @staticmethod
    def _labels_of(layers: ArticleLayers) -> set[str]:
        return {item[0] for reading in layers.layers.values() for item in reading.items}


def _is_within(article: Measured, scope: Scope) -> bool:
    return (
        scope.article in {None, article.article}
        and scope.round in {None, article.round}
        and scope.day in {None, article.day}
        and scope.week in {None, article.week}
    )
