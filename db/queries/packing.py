"""What goes into work packages and into what is sent back, counted beforehand and afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from db.model import AnnotatorId, AssignmentId, CommentId
from db.project import Project
from db.queries import annotators


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What a package for somebody would hold now; `number` is the one that it would have.

    `new_articles` were in no package yet, `waiting` were sent and are not finished here. `has_news`
    says whether the annotator would get anything that they did not get before.
    """

    annotator: AnnotatorId
    name: str
    articles: int
    words: int
    new_articles: int
    waiting: int
    round: int
    number: int
    last_sent: str | None
    has_news: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How much one annotator has done in a file; `seconds` is active time."""

    articles: int
    done: int
    spans: int
    links: int
    comments: int
    seconds: int


def planned(
    project: Project,
    *,
    among: Sequence[AnnotatorId] | None = None,
    rounds: Sequence[int] | None = None,
) -> tuple[Planned, ...]:
    """What packages would hold: for all people but the lead, or some of them, oldest first."""
    rows = project.connection.execute(
        _PLANNED,
        {
            "among": None if among is None else orjson.dumps(list(among)).decode(),
            "rounds": None if rounds is None else orjson.dumps(list(rounds)).decode(),
            "lead": annotators.lead(project),
        },
    )
    return tuple(
        Planned(
            annotator=row[0],
            name=row[1],
            articles=row[2],
            words=row[3],
            new_articles=row[4],
            waiting=row[5],
            round=row[6],
            number=row[7] + 1,
            last_sent=row[8],
            has_news=bool(row[2] and (row[4] or row[8] is None or row[9])),
        )
        for row in rows.fetchall()
    )


def assignments(project: Project) -> tuple[AssignmentId, ...]:
    """All assignments of a package."""
    rows = project.connection.execute("SELECT id FROM assignment ORDER BY id")
    return tuple(AssignmentId(row[0]) for row in rows)


def amount(project: Project) -> tuple[int, int]:
    """How many articles and words a package holds."""
    row = project.connection.execute("SELECT count(*), total(words) FROM article").fetchone()
    return int(row[0]), int(row[1])


def own_work(project: Project, annotator: AnnotatorId) -> Work:
    """How much an annotator has done in a file that holds their work only."""
    row = project.connection.execute(_OWN_WORK, {"me": annotator}).fetchone()
    return Work(
        articles=row[0], done=row[1], spans=row[2], links=row[3], comments=row[4], seconds=row[5]
    )


def last_operation(project: Project) -> int:
    """The number of the newest operation, whatever became of it."""
    row = project.connection.execute("SELECT coalesce(max(number), 0) FROM operation").fetchone()
    return int(row[0])


def detached_comments(project: Project, lead: AnnotatorId) -> tuple[CommentId, ...]:
    """The lead's remarks on whole articles that once were about a span or answered somebody.

    They lost that when it was deleted, so whose it was can no longer be said.
    """
    connection = project.connection
    loose = [row[0] for row in connection.execute(_LOOSE, (lead,))]
    if not loose:
        # The journal can be long, and has no index for this.
        return ()
    rows = connection.execute(_WERE_ATTACHED, (orjson.dumps(loose).decode(),))
    return tuple(CommentId(row[0]) for row in rows)


# News are what came up since the last package: articles, the lead's comments, settled articles,
# another scheme. Better once too often than once too little.
_PLANNED = """
    WITH handed AS (
        SELECT coalesce(person.repeats, person.id) AS annotator, article, person.id AS reader,
               max(package IS NOT NULL) AS is_sent, max(round) AS round
        FROM assignment JOIN annotator AS person ON person.id = assignment.annotator
        WHERE :rounds IS NULL OR round IN (SELECT value FROM json_each(:rounds))
        GROUP BY assignment.annotator, article
    ),
    counted AS (
        SELECT handed.annotator, count(*) AS articles, sum(article.words) AS words,
               sum(NOT is_sent) AS fresh,
               sum(is_sent AND coalesce(layer.state, 'todo') NOT IN ('done', 'skipped')) AS waiting,
               max(round) AS round
        FROM handed JOIN article ON article.id = handed.article
        LEFT JOIN layer ON layer.article = handed.article AND layer.annotator = handed.reader
        GROUP BY handed.annotator
    ),
    issued AS (
        SELECT annotator, count(*) AS number, max(created_at) AS at FROM work_package
        WHERE direction = 'out' GROUP BY annotator
    )
    SELECT person.id, person.name, coalesce(articles, 0), coalesce(words, 0), coalesce(fresh, 0),
           coalesce(waiting, 0), coalesce(counted.round, 0), coalesce(issued.number, 0), issued.at,
           EXISTS (SELECT 1 FROM scheme
                   WHERE is_current AND coalesce(migration ->> 'at', created_at) >= issued.at)
           OR EXISTS (SELECT 1 FROM comment JOIN handed ON handed.article = comment.article
                      WHERE comment.annotator = :lead AND handed.annotator = person.id
                        AND max(comment.created_at, comment.changed_at) >= issued.at)
           OR EXISTS (SELECT 1 FROM handed
                      JOIN layer AS own ON own.article = handed.article
                          AND own.annotator = handed.reader AND own.state = 'done'
                      JOIN layer AS gold ON gold.article = handed.article AND gold.state = 'done'
                      JOIN annotator ON annotator.id = gold.annotator AND annotator.kind = 'gold'
                      WHERE handed.annotator = person.id
                        AND max(own.updated_at, gold.updated_at) >= issued.at)
    FROM annotator AS person
    LEFT JOIN counted ON counted.annotator = person.id
    LEFT JOIN issued ON issued.annotator = person.id
    WHERE person.kind = 'human' AND person.repeats IS NULL AND person.id <> :lead
      AND (:among IS NULL OR person.id IN (SELECT value FROM json_each(:among)))
    ORDER BY person.id"""

_MY_LAYERS = "WHERE layer IN (SELECT id FROM layer WHERE annotator = :me)"
_OWN_WORK = f"""
    SELECT (SELECT count(*) FROM article),
           (SELECT count(*) FROM layer WHERE annotator = :me AND state = 'done'),
           (SELECT count(*) FROM span {_MY_LAYERS}),
           (SELECT count(*) FROM link {_MY_LAYERS}),
           (SELECT count(*) FROM comment WHERE annotator = :me),
           (SELECT coalesce(sum(active_seconds), 0) FROM layer WHERE annotator = :me)"""
_LOOSE = "SELECT id FROM comment WHERE annotator = ? AND span IS NULL AND reply_to IS NULL"
_WERE_ATTACHED = """
    SELECT DISTINCT row FROM change
    WHERE "table" = 'comment' AND row IN (SELECT value FROM json_each(?))
      AND coalesce(before ->> 'span', after ->> 'span', before ->> 'reply_to',
                   after ->> 'reply_to') IS NOT NULL"""
