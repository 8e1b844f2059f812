"""What annotators did: how much, how long, and the texts that somebody annotated twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.agreement.drift import served_twice
from db.agreement.layers import ArticleLayers
from db.model import Annotator, AnnotatorId, AnnotatorKind, ArticleId, Purpose
from db.project import Project
from db.queries import agreement, annotators, second_readings


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """What one annotator did so far; `seconds` is their active time on the articles that are done.

    `empty` counts the finished articles in which they marked nothing, `spans` is by label, and
    `calibrated` counts the finished articles that everybody was handed for calibration. Spans and
    links are those of finished articles.
    """

    annotator: Annotator
    done: int = 0
    open: int = 0
    skipped: int = 0
    empty: int = 0
    seconds: int = 0
    calibrated: int = 0
    spans: Mapping[str, int] = field(default_factory=dict)
    links: int = 0

    @property
    def span_count(self) -> int:
        """All spans together."""
        return sum(self.spans.values())

    @property
    def seconds_per_article(self) -> float | None:
        """The active time that an article took; None where none was measured."""
        return self.seconds / self.done if self.done and self.seconds else None


def workloads(project: Project) -> tuple[Workload, ...]:
    """All people and programs that began anything, oldest first; gold is nobody's work."""
    states = {row[0]: row[1:] for row in project.connection.execute(_STATES)}
    spans: dict[str, dict[str, int]] = {}
    for annotator, label, count in project.connection.execute(_SPANS):
        spans.setdefault(annotator, {})[label] = count
    links = dict(project.connection.execute(_LINKS).fetchall())
    calibrated = dict(project.connection.execute(_CALIBRATED, (Purpose.CALIBRATION,)).fetchall())
    return tuple(
        Workload(
            annotator=each,
            done=states[each.id][0],
            open=states[each.id][1],
            skipped=states[each.id][2],
            empty=states[each.id][3],
            seconds=states[each.id][4],
            calibrated=calibrated.get(each.id, 0),
            spans=spans.get(each.id, {}),
            links=links.get(each.id, 0),
        )
        for each in annotators.every(project)
        if each.kind is not AnnotatorKind.GOLD and each.id in states
    )


def read_twice(project: Project, annotator: AnnotatorId) -> tuple[ArticleLayers, ...]:
    """The texts that one annotator finished twice, with both readings to compare.

    First the articles that they were handed twice for this, then the texts that the project holds
    as two articles; both in the order of the article list. Of three such articles, the first two
    count.
    """
    again = second_readings.finished(project, annotator)
    reader = second_readings.readers(project).get(annotator, annotator)
    pairs = [((one, annotator), (one, reader)) for one in again]
    pairs += [
        ((ArticleId(one), annotator), (ArticleId(other), annotator))
        for one, other in project.connection.execute(_TWINS, (annotator,))
    ]
    wanted = [article for pair in pairs for article, _ in pair]
    found = {
        each.article: each
        for each in (
            agreement.layers(project, articles=wanted, with_second_readings=True) if wanted else ()
        )
    }
    return tuple(
        served_twice(one, found[one].length, found[one].layers[first], found[other].layers[second])
        for (one, first), (other, second) in pairs
    )


_FINISHED = "(layer.state = 'done' OR layer.nothing_here)"

_STATES = f"""
    SELECT annotator, sum({_FINISHED}), sum(state = 'open' AND NOT nothing_here),
        sum(state = 'skipped' AND NOT nothing_here),
        sum({_FINISHED} AND NOT EXISTS (SELECT 1 FROM span WHERE span.layer = layer.id)),
        sum(CASE WHEN {_FINISHED} THEN active_seconds ELSE 0 END)
    FROM layer WHERE state <> 'todo' OR nothing_here GROUP BY annotator"""
_SPANS = f"""
    SELECT annotator, label, count(*) FROM span JOIN layer ON layer.id = span.layer
    WHERE {_FINISHED} GROUP BY annotator, label ORDER BY label"""
_LINKS = f"""
    SELECT annotator, count(*) FROM link JOIN layer ON layer.id = link.layer
    WHERE {_FINISHED} GROUP BY annotator"""
_CALIBRATED = f"""
    SELECT layer.annotator, count(DISTINCT layer.article) FROM layer
    JOIN assignment ON assignment.article = layer.article
        AND assignment.annotator = layer.annotator
    WHERE {_FINISHED} AND assignment.purpose = ? GROUP BY layer.annotator"""
_TWINS = f"""
    SELECT one, other FROM (
        SELECT article.id AS one,
            lead(article.id) OVER text AS other, row_number() OVER text AS place
        FROM layer JOIN article ON article.id = layer.article
        WHERE layer.annotator = ? AND {_FINISHED}
        WINDOW text AS (PARTITION BY article.sha256 ORDER BY article.position, article.number))
    WHERE other IS NOT NULL AND place = 1"""
