"""Which articles are to be reviewed, and how they stand; only what changed is worked out again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import orjson

from db.model import Annotation, AnnotatorKind, ArticleId, LayerState, SpanId
from db.progress import IsCancelled, Progress, tell
from db.project import Project
from db.queries import annotators, layers, schemes
from db.queries.review import ReviewArticle, says_anything
from db.review.decisions import Decision, Source
from db.review.model import Status, UnitId
from db.review.standing import UnitState, standings
from db.review.stored import decision_from
from db.review.summary import Summary, summary
from db.review.units import units_of

_ARTICLES_AT_ONCE = 100


class Stage(StrEnum):
    """What an article in the queue waits for."""

    TO_REVIEW = "to_review"
    UNANIMOUS = "unanimous"
    """Nothing differs that is not settled; the lead has only to say that it is done."""
    DONE = "done"


class Order(StrEnum):
    """What comes first in the queue."""

    LOWEST_AGREEMENT = "lowest_agreement"
    MOST_DIFFERENCES = "most_differences"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueEntry:
    """One article; `summary` is None while it is not worked out yet.

    `is_done` says that the lead is through with it, whatever came since.
    """

    article: ArticleId
    title: str
    is_done: bool = False
    summary: Summary | None = None

    @property
    def stage(self) -> Stage:
        """What the article waits for; one whose settled units changed is to be reviewed again."""
        known = self.summary
        if known is None or known.to_decide or known.changed:
            return Stage.TO_REVIEW
        is_settled = known.settled == known.units
        return Stage.DONE if self.is_done and is_settled else Stage.UNANIMOUS


@dataclass(slots=True)
class QueueCache:
    """What was worked out so far; whoever shows the queue keeps it from one reading to the next."""

    summaries: dict[ArticleId, tuple[str, Summary]] = field(default_factory=dict)
    scheme: str = ""
    merged: int = 0
    newest_referent: str = ""


def queue(
    project: Project,
    cache: QueueCache,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> tuple[QueueEntry, ...]:
    """The articles that annotators have begun, in the order of the list, all worked out.

    What stays the same since the last time comes out of the cache. Progress counts the others;
    what a cancelled reading has worked out is kept.
    """
    forget_outdated(project, cache)
    versions = _versions(project)
    known = cache.summaries
    wanted = [each for each, version in versions.items() if known.get(each, ("",))[0] != version]
    for start in range(0, len(wanted), _ARTICLES_AT_ONCE):
        tell(start, len(wanted), progress=progress, is_cancelled=is_cancelled)
        some = wanted[start : start + _ARTICLES_AT_ONCE]
        for article, figures in _summaries(project, some):
            known[article] = versions[article], figures
    tell(len(wanted), len(wanted), progress=progress, is_cancelled=is_cancelled)
    return known_entries(project, cache)


def known_entries(project: Project, cache: QueueCache) -> tuple[QueueEntry, ...]:
    """The same at once, with the summaries that are known already, be they outdated or not."""
    gold = annotators.gold(project)
    rows = project.connection.execute(
        f"""SELECT article.id, article.title,
                   (SELECT state FROM layer WHERE layer.article = article.id AND annotator = :gold)
            FROM article WHERE EXISTS (SELECT 1 {_BEGUN} AND layer.article = article.id)
            ORDER BY article.position, article.number""",
        {"gold": gold},
    )
    return tuple(
        QueueEntry(
            article=ArticleId(row[0]),
            title=row[1],
            is_done=row[2] == LayerState.DONE,
            summary=cache.summaries.get(ArticleId(row[0]), ("", None))[1],
        )
        for row in rows
    )


def entry_of(reviewed: ReviewArticle) -> QueueEntry:
    """The entry of an article that was read whole."""
    return QueueEntry(
        article=reviewed.article.id,
        title=reviewed.article.title,
        is_done=reviewed.is_done,
        summary=summary(reviewed.units, reviewed.standings),
    )


def entry_after_decision(reviewed: ReviewArticle, before: Summary) -> QueueEntry:
    """The same while units are what they were: then only what is settled can differ."""
    states = {unit: standing.state for unit, standing in reviewed.standings.items()}
    counts = Counter(states.values())
    return QueueEntry(
        article=reviewed.article.id,
        title=reviewed.article.title,
        is_done=reviewed.is_done,
        summary=replace(
            before,
            settled=counts[UnitState.SETTLED],
            changed=counts[UnitState.CHANGED],
            to_decide=sum(
                states[each.id] is not UnitState.SETTLED and each.status is not Status.UNANIMOUS
                for each in reviewed.units
            ),
        ),
    )


def ordered(entries: Iterable[QueueEntry], order: Order) -> tuple[QueueEntry, ...]:
    """Entries given in the order of the list, in another one; what is not known comes last."""
    given = tuple(entries)
    match order:
        case Order.LOWEST_AGREEMENT:
            return tuple(sorted(given, key=_agreement))
        case Order.MOST_DIFFERENCES:
            return tuple(sorted(given, key=lambda each: -_differences(each)))
        case Order.LIST:
            return given


def forget_outdated(project: Project, cache: QueueCache) -> None:
    """Drop what a change of the scheme or of referents may have made wrong.

    Those change what layers say without making any layer newer.
    """
    scheme = schemes.current_toml(project)
    merged = project.connection.execute("SELECT count(*) FROM merged_referent").fetchone()[0]
    newest = project.connection.execute("SELECT max(changed_at) FROM referent").fetchone()[0] or ""
    if scheme != cache.scheme or merged != cache.merged:
        cache.summaries.clear()
    elif newest != cache.newest_referent:
        rows = project.connection.execute(
            """SELECT DISTINCT layer.article FROM referent
                   JOIN span ON span.referent = referent.id JOIN layer ON layer.id = span.layer
               WHERE referent.changed_at > ?""",
            (cache.newest_referent,),
        )
        for row in rows:
            cache.summaries.pop(row[0], None)
    cache.scheme, cache.merged, cache.newest_referent = scheme, merged, newest


def _agreement(entry: QueueEntry) -> float:
    known = entry.summary
    if known is None:
        return 3.0
    return 2.0 if known.agreement is None else known.agreement


def _differences(entry: QueueEntry) -> int:
    return -1 if entry.summary is None else entry.summary.to_decide


def _versions(project: Project) -> dict[ArticleId, str]:
    """What the summary of each article depends on, in a form that differs once that does."""
    rows = project.connection.execute(
        f"""SELECT layer.article, group_concat(
                layer.id || layer.state || length(lineage) || substr(lineage, -8), ' '
            ) {_BEGUN} GROUP BY layer.article"""
    )
    said = {ArticleId(row[0]): str(row[1]) for row in rows}
    decided = project.connection.execute(
        "SELECT article, count(*) || max(created_at) FROM decision GROUP BY article"
    )
    for article, newest in decided:
        if article in said:
            said[ArticleId(article)] += f" {newest}"
    return said


def _summaries(
    project: Project, articles: Sequence[ArticleId]
) -> Iterator[tuple[ArticleId, Summary]]:
    scheme = schemes.current(project)
    gold = {each.id for each in annotators.every(project) if each.kind is AnnotatorKind.GOLD}
    decisions = _decisions(project, articles)
    annotations: dict[ArticleId, list[Annotation]] = defaultdict(list)
    for each in layers.of_articles(project, articles):
        if each.layer.annotator not in gold and says_anything(each):
            annotations[each.layer.article].append(each)
    for article in articles:
        decided = decisions.get(article, ())
        units = units_of(annotations[article], scheme, decided)
        yield article, summary(units, standings(units, decided))


def _decisions(
    project: Project, articles: Sequence[ArticleId]
) -> Mapping[ArticleId, Sequence[Decision]]:
    rows = project.connection.execute(
        """SELECT article, unit, source, span, details FROM decision
           WHERE article IN (SELECT value FROM json_each(?)) ORDER BY created_at, id""",
        (orjson.dumps(list(articles)).decode(),),
    )
    found: dict[ArticleId, list[Decision]] = defaultdict(list)
    for article, unit, source, span, details in rows:
        found[ArticleId(article)].append(
            decision_from(
                orjson.loads(details),
                unit=UnitId(unit),
                source=Source(source),
                gold=None if span is None else SpanId(span),
            )
        )
    return found


_BEGUN = """
    FROM layer JOIN annotator ON annotator.id = layer.annotator
    WHERE annotator.kind <> 'gold' AND annotator.repeats IS NULL
      AND (layer.state = 'done' OR layer.nothing_here
        OR layer.labels <> '{}' OR EXISTS (SELECT 1 FROM span WHERE span.layer = layer.id))"""
"""The layers that say anything, as `says_anything` has it."""
