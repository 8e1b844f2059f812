"""The figures that the Project page shows: what there is, by whom, and what was done last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from db.model import AnnotatorId, LayerState
from db.project import Project
from db.queries.second_readings import SECOND_LAYERS

_STEPS_A_LINE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How far one annotator is: layers begun and done, `seconds` of active time in all of them."""

    started: int = 0
    done: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a project holds, over all layers; what was read for the second time is not counted."""

    articles: int
    words: int
    spans: int
    links: int
    referents: int
    comments: int
    spans_by_label: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[AnnotatorId, Share] = field(default_factory=dict)

    def of(self, annotator: AnnotatorId) -> Share:
        """How far an annotator is; nothing for one who has not started."""
        return self.shares.get(annotator, Share())


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What somebody did, once or `times` in a row, and when for the last time (UTC, ISO 8601)."""

    name: str
    at: str
    annotator: AnnotatorId | None
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much the lists of the Project page hold."""

    articles: int
    referents: int


def sizes(project: Project) -> Sizes:
    """Count articles and the whole register."""
    row = project.connection.execute(
        "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM referent)"
    ).fetchone()
    return Sizes(articles=row[0], referents=row[1])


def counts(project: Project) -> Counts:
    """Count everything; seconds in a project of a million spans, so not on the path of a key."""
    execute = project.connection.execute
    articles, words = execute("SELECT count(*), coalesce(sum(words), 0) FROM article").fetchone()
    # Second readings are few, so that it is quicker to take them off.
    links, referents, comments = execute(
        f"""SELECT (SELECT count(*) FROM link WHERE target IS NOT NULL) - {_SECOND_LINKS},
                  (SELECT count(DISTINCT referent) FROM span) - {_SECOND_REFERENTS},
                  (SELECT count(*) FROM comment)"""
    ).fetchone()
    by_label = Counter(dict(execute("SELECT label, count(*) FROM span GROUP BY label").fetchall()))
    by_label.subtract(dict(execute(_SECOND_SPANS).fetchall()))
    return Counts(
        articles=articles,
        words=words,
        spans=by_label.total(),
        links=links,
        referents=referents,
        comments=comments,
        spans_by_label=dict(+by_label),
        shares=_shares(project),
    )


def annotated_by_batch(project: Project) -> dict[str, int]:
    """How many articles of each import hold spans, by batch."""
    rows = project.connection.execute(
        """SELECT batch, count(*) FROM article WHERE batch IS NOT NULL AND EXISTS (
               SELECT 1 FROM layer JOIN span ON span.layer = layer.id
               WHERE layer.article = article.id)
           GROUP BY batch"""
    )
    return {row[0]: row[1] for row in rows}


def last_actions(project: Project, limit: int) -> tuple[Action, ...]:
    """The newest operations of people, newest first and equal ones in a row as one.

    Undone ones are left out.
    """
    rows = project.connection.execute(
        """SELECT name, at, annotator FROM operation
           WHERE kind IN ('action', 'barrier') AND state = 'done' ORDER BY number DESC LIMIT ?""",
        (limit * _STEPS_A_LINE,),
    )
    actions: list[Action] = []
    for name, at, annotator in rows:
        last = actions[-1] if actions else None
        if last is not None and (last.name, last.annotator) == (name, annotator):
            actions[-1] = replace(last, times=last.times + 1)
        elif len(actions) == limit:
            break
        else:
            actions.append(Action(name=name, at=at, annotator=annotator))
    return tuple(actions)


def _shares(project: Project) -> dict[AnnotatorId, Share]:
    rows = project.connection.execute(
        """SELECT annotator, sum(state <> ?), sum(state = ?), sum(active_seconds)
           FROM layer GROUP BY annotator""",
        (LayerState.TODO, LayerState.DONE),
    )
    return {row[0]: Share(started=row[1], done=row[2], seconds=row[3]) for row in rows}


_SECOND_LINKS = f"""(SELECT count(*) FROM link
    WHERE target IS NOT NULL AND layer IN {SECOND_LAYERS})"""
_SECOND_SPANS = f"SELECT label, count(*) FROM span WHERE layer IN {SECOND_LAYERS} GROUP BY label"
_SECOND_REFERENTS = f"""(SELECT count(DISTINCT referent) FROM span
    WHERE layer IN {SECOND_LAYERS} AND NOT EXISTS (
        SELECT 1 FROM span AS other WHERE other.referent = span.referent
            AND other.layer NOT IN {SECOND_LAYERS}))"""
