"""Work packages: what a package says of itself, what was sent out and came back, what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from db.model import AnnotatorId, ArticleId, CommentId, PackageId
from db.project import Project
from db.queries import annotators, projects

PACKAGE_SETTING = "package"
"""The setting by which a work package says what it is; a lead's project has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageInfo:
    """What a work package says of itself.

    `number` counts the packages of this annotator, from 1; `round` is the newest that it holds.
    `lead_key` is what the lead signs with.
    """

    id: PackageId
    number: int
    round: int
    issued_at: str
    title: str
    lead_key: str
    annotator: AnnotatorId


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
class Sent:
    """A package that was sent out; `is_opened` once work has come back out of it."""

    id: PackageId
    annotator: AnnotatorId
    number: int
    round: int
    created: str
    fingerprint: str
    file: str
    articles: int
    new_articles: int
    is_opened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Work that came back to a project or, in a package, was sent back; `articles` is how many.

    `package` is the one that it came out of, "" where that is not known.
    """

    id: str
    annotator: AnnotatorId | None
    round: int
    created: str
    fingerprint: str
    file: str
    articles: int
    spans: int
    links: int
    package: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """How far an annotator is with a package, in articles.

    `changed` were edited since they were last sent back, `finished` are those of them that are
    done. `last_sent` is None before the first time.
    """

    todo: int
    open: int
    done: int
    skipped: int
    changed: int
    finished: int
    last_sent: str | None

    @property
    def total(self) -> int:
        """All articles of the package."""
        return self.todo + self.open + self.done + self.skipped


def grouped(sha256: str) -> str:
    """The beginning of a checksum, as people read it out: 16 hexadecimal digits in fours."""
    return " ".join(sha256[start : start + 4] for start in range(0, 16, 4))


def package_info(project: Project) -> PackageInfo | None:
    """What the package says of itself; None in a lead's project, and where it can't be read."""
    kept = projects.setting(project, PACKAGE_SETTING)
    try:
        said = orjson.loads(kept) if kept is not None else None
        return None if said is None else _info(said)
    except (ValueError, TypeError, KeyError):
        return None


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


def sent(project: Project) -> tuple[Sent, ...]:
    """All packages that were sent out, the newest first."""
    opened = {each.package for each in returns(project)}
    rows = project.connection.execute(_ROWS, ("out",))
    return tuple(
        Sent(
            id=row[0],
            annotator=row[1],
            number=said.get("number", 0),
            round=row[2],
            created=row[3],
            fingerprint=grouped(row[4]),
            file=said.get("file", ""),
            articles=said.get("articles", 0),
            new_articles=said.get("new_articles", 0),
            is_opened=row[0] in opened,
        )
        for row, said in _with_details(rows.fetchall())
    )


def returns(project: Project) -> tuple[Return, ...]:
    """All work that came back or was sent back, the newest first."""
    rows = project.connection.execute(_ROWS, ("back",))
    return tuple(
        Return(
            id=row[0],
            annotator=row[1],
            round=row[2],
            created=row[3],
            fingerprint=grouped(row[4]),
            file=said.get("file", ""),
            articles=said.get("articles", said.get("layers", 0)),
            spans=said.get("spans", 0),
            links=said.get("links", 0),
            package=said.get("package", ""),
        )
        for row, said in _with_details(rows.fetchall())
    )


def has_opened(project: Project, package: PackageId) -> bool:
    """Whether work has come back out of a package; before that, nobody can know."""
    return any(each.package == package for each in returns(project))


def left(project: Project) -> Left:
    """How far the annotator of a package is, and what the lead does not have yet."""
    connection = project.connection
    me = annotators.default_author(project)
    states = dict(connection.execute(_STATES, {"me": me}).fetchall())
    last = connection.execute(_LAST_SENT, {"me": me}).fetchone() or (None, 0)
    changed, finished = connection.execute(_CHANGED, {"me": me, "up_to": last[1]}).fetchone()
    return Left(
        todo=states.get("todo", 0),
        open=states.get("open", 0),
        done=states.get("done", 0),
        skipped=states.get("skipped", 0),
        changed=changed,
        finished=finished,
        last_sent=last[0],
    )


def settled(project: Project) -> tuple[ArticleId, ...]:
    """The articles of a package whose settled layers came along, in the order of the list."""
    rows = project.connection.execute(
        """SELECT article.id FROM article JOIN layer ON layer.article = article.id
           JOIN annotator ON annotator.id = layer.annotator AND annotator.kind = 'gold'
           WHERE layer.state = 'done' ORDER BY article.position, article.number"""
    )
    return tuple(ArticleId(row[0]) for row in rows)


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


def _info(said: dict[str, Any]) -> PackageInfo:
    return PackageInfo(
        id=PackageId(str(said["id"])),
        number=int(said["number"]),
        round=int(said["round"]),
        issued_at=str(said["issued_at"]),
        title=str(said["title"]),
        lead_key=str(said["lead_key"]),
        annotator=AnnotatorId(str(said["annotator"])),
    )


def _with_details(rows: Sequence[tuple[Any, ...]]) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    return [(row, orjson.loads(row[5])) for row in rows]


_ROWS = """
    SELECT id, annotator, round, created_at, fingerprint, details FROM work_package
    WHERE direction = ? ORDER BY created_at DESC, id DESC"""

# News are what came up since the last package: articles, the lead's comments, settled articles,
# another scheme. Better once too often than once too little.
_PLANNED = """
    WITH handed AS (
        SELECT annotator, article, max(package IS NOT NULL) AS is_sent, max(round) AS round
        FROM assignment
        WHERE :rounds IS NULL OR round IN (SELECT value FROM json_each(:rounds))
        GROUP BY annotator, article
    ),
    counted AS (
        SELECT handed.annotator, count(*) AS articles, sum(article.words) AS words,
               sum(NOT is_sent) AS fresh,
               sum(is_sent AND coalesce(layer.state, 'todo') NOT IN ('done', 'skipped')) AS waiting,
               max(round) AS round
        FROM handed JOIN article ON article.id = handed.article
        LEFT JOIN layer ON layer.article = handed.article AND layer.annotator = handed.annotator
        GROUP BY handed.annotator
    ),
    issued AS (
        SELECT annotator, count(*) AS number, max(created_at) AS at FROM work_package
        WHERE direction = 'out' GROUP BY annotator
    )
    SELECT person.id, person.name, coalesce(articles, 0), coalesce(words, 0), coalesce(fresh, 0),
           coalesce(waiting, 0), coalesce(counted.round, 0), coalesce(issued.number, 0), issued.at,
           EXISTS (SELECT 1 FROM scheme WHERE is_current AND coalesce(migration ->> 'at', created_at)
                   > issued.at)
           OR EXISTS (SELECT 1 FROM comment JOIN handed ON handed.article = comment.article
                      WHERE comment.annotator = :lead AND handed.annotator = person.id
                        AND max(comment.created_at, comment.changed_at) > issued.at)
           OR EXISTS (SELECT 1 FROM handed
                      JOIN layer AS own ON own.article = handed.article
                          AND own.annotator = person.id AND own.state = 'done'
                      JOIN layer AS gold ON gold.article = handed.article AND gold.state = 'done'
                      JOIN annotator ON annotator.id = gold.annotator AND annotator.kind = 'gold'
                      WHERE handed.annotator = person.id
                        AND max(own.updated_at, gold.updated_at) > issued.at)
    FROM annotator AS person
    LEFT JOIN counted ON counted.annotator = person.id
    LEFT JOIN issued ON issued.annotator = person.id
    WHERE person.kind = 'human' AND person.id <> :lead
      AND (:among IS NULL OR person.id IN (SELECT value FROM json_each(:among)))
    ORDER BY person.id"""

_STATES = """
    SELECT coalesce(layer.state, 'todo'), count(*) FROM article
    LEFT JOIN layer ON layer.article = article.id AND layer.annotator = :me GROUP BY 1"""
_LAST_SENT = """
    SELECT created_at, coalesce(details ->> 'up_to', 0) FROM work_package
    WHERE direction = 'back' AND annotator = :me ORDER BY created_at DESC, id DESC LIMIT 1"""
_CHANGED = """
    SELECT count(*), coalesce(sum(layer.state = 'done'), 0) FROM (
        SELECT DISTINCT article FROM operation
        WHERE number > :up_to AND kind IN ('action', 'undo', 'redo') AND annotator = :me
    ) AS edited
    JOIN article ON article.id = edited.article
    LEFT JOIN layer ON layer.article = edited.article AND layer.annotator = :me"""
_LOOSE = "SELECT id FROM comment WHERE annotator = ? AND span IS NULL AND reply_to IS NULL"
_WERE_ATTACHED = """
    SELECT DISTINCT row FROM change
    WHERE "table" = 'comment' AND row IN (SELECT value FROM json_each(?))
      AND coalesce(before ->> 'span', after ->> 'span', before ->> 'reply_to',
                   after ->> 'reply_to') IS NOT NULL"""
