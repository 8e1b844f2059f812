"""What a split needs to know of the articles of a project, and the split itself."""

from __future__ import annotations

from collections import defaultdict

from db.grouping.likeness import Likeness
from db.model import ArticleId
from db.progress import IsCancelled, Progress
from db.project import Project
from db.queries import grouping, schemes
from db.queries.second_readings import SECOND_READERS
from db.scheme.model import AttributeKind
from db.splitting.assign import assign
from db.splitting.model import Pair, SplitArticle, SplitPlan, SplitResult

_ADDRESS = "address"
_PUBLISHER = "publisher"
_EVENT = "event_group"


def divide(
    project: Project,
    plan: SplitPlan,
    *,
    likeness: Likeness | None = None,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> SplitResult:
    """Divide all articles of the project, exported or not, by what their texts and layers say now.

    Looks for near-duplicates anew, whatever groups were written. Raises Stopped, or UserFault for a
    plan that can't be followed.
    """
    with grouping.one_moment(project):
        near = near_pairs(project, likeness=likeness, progress=progress, is_cancelled=is_cancelled)
        return assign(articles(project), plan, near=near)


def near_pairs(
    project: Project,
    *,
    likeness: Likeness | None = None,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> tuple[Pair, ...]:
    """All near-duplicates, as a split takes them; raises Stopped."""
    found = grouping.find(project, likeness=likeness, progress=progress, is_cancelled=is_cancelled)
    return tuple((pair.first, pair.second) for pair in found.pairs)


def articles(project: Project) -> tuple[SplitArticle, ...]:
    """All articles in the order in which they came; labels and events are those of all layers."""
    fields = schemes.current(project).fields
    dates = [each.name for each in fields if each.kind is AttributeKind.DATE]
    events = _by_article(project, _EVENTS, {"event": _path(_EVENT)})
    labels = _by_article(project, _LABELS, {})
    rows = project.connection.execute(
        """SELECT id, sha256, group_name, metadata ->> :address, metadata ->> :date,
                  metadata ->> :publisher FROM article ORDER BY number""",
        {
            "address": _path(_ADDRESS),
            "date": _path(dates[0] if dates else "date"),
            "publisher": _path(_PUBLISHER),
        },
    )
    return tuple(
        SplitArticle(
            article=row[0],
            sha256=row[1],
            group=row[2],
            address=_text(row[3]),
            date=_text(row[4]),
            publisher=_text(row[5]),
            events=events.get(row[0], frozenset()),
            labels=labels.get(row[0], frozenset()),
        )
        for row in rows
    )


def _by_article(
    project: Project, statement: str, parameters: dict[str, str]
) -> dict[ArticleId, frozenset[str]]:
    found: defaultdict[ArticleId, set[str]] = defaultdict(set)
    for article, word in project.connection.execute(statement, parameters):
        found[article].add(str(word))
    return {article: frozenset(words) for article, words in found.items()}


def _path(field: str) -> str:
    return f'$."{field}"'


def _text(value: object) -> str | None:
    return None if value is None else str(value)


# Whoever answers about an event, and whether the scheme asks each annotator or all together.
_EVENTS = f"""
    SELECT DISTINCT article, labels ->> :event FROM layer
    WHERE annotator NOT IN {SECOND_READERS} AND labels <> '{{}}' AND labels ->> :event <> ''
    UNION
    SELECT id, metadata ->> :event FROM article WHERE metadata ->> :event <> ''"""
_LABELS = f"""
    SELECT DISTINCT layer.article, span.label FROM span JOIN layer ON layer.id = span.layer
    WHERE layer.annotator NOT IN {SECOND_READERS}"""
