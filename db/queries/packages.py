"""Work packages: what a package says of itself, what was sent out and came back, what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from db.model import AnnotatorId, ArticleId, PackageId
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
