"""The only place of this page that works out what its cards show, off the window's thread.

Each function answers one card, quick ones before those that take long, so that the page fills up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from db.agreement.comparison import Comparison
from db.agreement.drift import self_consistency
from db.agreement.figure import By, Difference, Figure, Measure, Scope
from db.agreement.measured import week_of
from db.agreement.measures import OF_ATTRIBUTES, OF_LINKS
from db.agreement.overview import (
    Confusion,
    Disagreement,
    PairMatrix,
    confusion,
    disagreements,
    pair_matrix,
)
from db.errors import Stopped
from db.model import AnnotatorId, ArticleId
from db.progress import IsCancelled
from db.queries import annotator_profile, review_rules, schemes
from db.queries import passages as passage_queries
from db.queries.passages import Passage
from db.queries.review_rules import Gap
from gui.agreement.book import Desk
from gui.agreement.wish import Behind, Wish, behind_kind

_GAMMAS = frozenset({Measure.GAMMA, Measure.GAMMA_CAT})
_SPANS = frozenset({Measure.SPANS_EXACT, Measure.SPANS_RELAXED})
_EXAMPLES = 12
_LOOKS_BETWEEN_QUESTIONS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What there is to compare: `articles` are those that two or more finished, with `spans`."""

    annotators: tuple[AnnotatorId, ...]
    pairs: tuple[tuple[AnnotatorId, AnnotatorId], ...]
    labels: tuple[str, ...]
    rounds: tuple[int, ...]
    articles: int
    spans: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSheet:
    """What is seen first: the figure asked for, pair by pair and label by label."""

    material: Material
    headline: Figure
    matrix: PairMatrix
    by_label: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Figures one after another, and the scheme versions that came into force on the way.

    A mark stands before the figure of its number; one past the last is after all.
    """

    by: By
    figures: tuple[Figure, ...]
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One way of differing, and an example of it."""

    disagreement: Disagreement
    behind: Behind
    example: Passage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFigure:
    """The figure of one article."""

    figure: Figure
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDifferences:
    """All differences behind something, and the first of them in words.

    `figure` is the one that was opened, as it is now.
    """

    behind: Behind
    figure: Figure | None
    differences: tuple[Difference, ...]
    articles: int
    passages: tuple[Passage, ...]


def first_sheet(desk: Desk, wish: Wish) -> FirstSheet:
    """The figure and what it is made of."""
    comparison, measure, scope = desk.comparison, wish.measure, wish.scope
    _count_gamma(desk, measure, scope)
    pool = comparison.pool(Scope(round=wish.round))
    everything = comparison.pool(Scope())
    rounds = {each.round for each in everything.articles if each.round is not None}
    return FirstSheet(
        material=Material(
            annotators=tuple(sorted({each for pair in comparison.pairs for each in pair})),
            pairs=comparison.pairs,
            labels=comparison.labels,
            rounds=tuple(sorted(rounds)),
            articles=len(pool.articles),
            spans=sum(len(reading.items) for each in pool.articles for reading in each.readings),
        ),
        headline=comparison.figure(measure, scope),
        matrix=pair_matrix(comparison, measure, replace(scope, annotators=None)),
        by_label=comparison.figures(measure, By.LABEL, replace(scope, label=None)),
    )


def wholes_sheet(desk: Desk, wish: Wish) -> tuple[Figure, ...]:
    """Links and whole statements, which stand below the labels where the measure is of spans."""
    if wish.measure not in _SPANS:
        return ()
    is_exact = wish.measure is Measure.SPANS_EXACT
    statements = Measure.STATEMENTS_EXACT if is_exact else Measure.STATEMENTS_RELAXED
    return tuple(
        desk.comparison.figure(each, replace(wish.scope, label=None))
        for each in (Measure.LINKS_F1, statements)
    )


def headline(desk: Desk, wish: Wish, measure: Measure) -> Figure:
    """Another measure of the same."""
    _count_gamma(desk, measure, wish.scope)
    return desk.comparison.figure(measure, wish.scope)


def timeline(desk: Desk, wish: Wish, by: By) -> Timeline:
    """The figure week by week, day by day or round by round."""
    # Days are many, and an interval of one day says little.
    figures = desk.comparison.figures(
        wish.measure, by, wish.scope, interval=by is not By.DAY and wish.measure not in _GAMMAS
    )
    return Timeline(by=by, figures=figures, marks=tuple(_marks(desk, by, figures)))


def confusion_sheet(desk: Desk, wish: Wish) -> Confusion:
    """Which labels meet which; of all labels, whatever label is looked at."""
    return confusion(desk.comparison, replace(wish.scope, label=None))


def kinds_of_difference(desk: Desk, wish: Wish) -> tuple[Kind, ...]:
    """What annotators disagree on, most frequent first; the first few with an example."""
    found = disagreements(desk.comparison, wish.scope)
    behinds = [behind_kind(each.kind, each.labels, each.name, wish) for each in found]
    firsts = [next(_behind(desk, behind)) for behind in behinds[:_EXAMPLES]]
    examples = passage_queries.passages(desk.project, firsts)
    return tuple(
        Kind(
            disagreement=each,
            behind=behind,
            example=examples[number] if number < len(examples) else None,
        )
        for number, (each, behind) in enumerate(zip(found, behinds, strict=True))
    )


def rules_behind(desk: Desk, wish: Wish) -> dict[Behind, str]:
    """The rule that most decisions about each way of differing rest on, where any names one."""
    rules = review_rules.rules_of_spans(desk.project)
    if not rules:
        return {}
    found: dict[Behind, Counter[str]] = defaultdict(Counter)
    behinds = [
        behind_kind(each.kind, each.labels, each.name, wish)
        for each in disagreements(desk.comparison, wish.scope)
    ]
    for measure in {each.measure for each in behinds}:
        several = [each for each in behinds if each.measure is measure]
        for difference in desk.comparison.differences(measure, wish.scope):
            _stop_if_cancelled(desk.is_cancelled)
            named = {rules[each] for each in difference.items if each in rules}
            if named:
                behind = next(each for each in several if each.holds(difference))
                found[behind].update(named)
    return {behind: counts.most_common(1)[0][0] for behind, counts in found.items()}


def gaps_sheet(desk: Desk) -> tuple[Gap, ...]:
    """Where the guidelines need an update."""
    return review_rules.gaps(desk.project)


def articles_sheet(desk: Desk, wish: Wish) -> tuple[ArticleFigure, ...]:
    """The figure of each article, lowest first, those without one last; gamma takes too long."""
    if wish.measure in _GAMMAS:
        return ()
    figures = desk.comparison.figures(wish.measure, By.ARTICLE, wish.scope, interval=False)
    ordered = sorted(
        (each for each in figures if each.articles),
        key=lambda each: (each.value is None, each.value or 0.0, -each.n),
    )
    articles = [each.scope.article for each in ordered if each.scope.article is not None]
    titles = passage_queries.titles(desk.project, articles)
    return tuple(
        ArticleFigure(figure=each, title=titles.get(each.scope.article or ArticleId(""), ""))
        for each in ordered
    )


def names_sheet(desk: Desk, wish: Wish) -> tuple[Figure, ...]:
    """The figure of each attribute or role, where the measure is about these."""
    if wish.measure not in OF_ATTRIBUTES | OF_LINKS:
        return ()
    return desk.comparison.figures(wish.measure, By.NAME, wish.scope)


def found_differences(desk: Desk, behind: Behind, first: int) -> FoundDifferences:
    """All that lies behind something; so many of them in words, the others when they are seen."""
    comparison = _comparison_of(desk, behind)
    differences = tuple(_behind(desk, behind))
    return FoundDifferences(
        behind=behind,
        figure=None
        if behind.figure is None
        else comparison.figure(behind.measure, behind.scope, interval=False),
        differences=differences,
        articles=len({each.article for each in differences}),
        passages=passage_queries.passages(desk.project, differences[:first]),
    )


def _comparison_of(desk: Desk, behind: Behind) -> Comparison:
    if behind.read_twice_by is None:
        return desk.comparison
    return self_consistency(annotator_profile.read_twice(desk.project, behind.read_twice_by))


def _behind(desk: Desk, behind: Behind) -> Iterator[Difference]:
    found = _comparison_of(desk, behind).differences(behind.measure, behind.scope)
    for number, difference in enumerate(found):
        if number % _LOOKS_BETWEEN_QUESTIONS == 0:
            _stop_if_cancelled(desk.is_cancelled)
        if behind.holds(difference):
            yield difference


def _count_gamma(desk: Desk, measure: Measure, scope: Scope) -> None:
    if measure in _GAMMAS:
        desk.comparison.count_gamma(scope, progress=desk.tell, is_cancelled=desk.is_cancelled)


def _marks(desk: Desk, by: By, figures: tuple[Figure, ...]) -> Iterator[tuple[int, str]]:
    if by not in {By.DAY, By.WEEK}:
        return
    # The first version was in force from the beginning.
    for version in schemes.every(desk.project)[1:]:
        day = version.created[:10]
        moment = day if by is By.DAY else week_of(day)
        places = [(each.scope.day if by is By.DAY else each.scope.week) or "" for each in figures]
        yield sum(place < moment for place in places), version.version


def _stop_if_cancelled(is_cancelled: IsCancelled) -> None:
    if is_cancelled():
        raise Stopped
