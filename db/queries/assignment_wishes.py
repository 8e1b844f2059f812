"""What planning starts from: the articles, and what everybody has already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import orjson

from db.assignment.model import Candidate, Capacity
from db.model import AnnotatorId, ArticleId, Purpose
from db.project import Project
from db.queries import annotators as people
from db.queries import articles, schemes, second_readings
from db.queries.second_readings import SECOND_READERS
from db.scheme.model import AttributeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Assignments that could be taken back: those that are free, and why the others are not.

    `started` ones are begun or finished, `sent` ones are in a package and not begun.
    """

    free: int
    started: int
    sent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """Which assignments are meant; None means any. `containing` is as in the article list.

    With an article go the assignments by which somebody gets it for the second time.
    """

    articles: Sequence[ArticleId] | None = None
    annotators: Sequence[AnnotatorId] | None = None
    round: int | None = None
    containing: str = ""


def rounds(project: Project) -> tuple[int, ...]:
    """The rounds in which anything was handed out, the first first."""
    rows = project.connection.execute("SELECT DISTINCT round FROM assignment ORDER BY round")
    return tuple(row[0] for row in rows)


def newest_round(project: Project) -> int:
    """The last round in which anything was handed out; 0 before the first."""
    # By annotator, which the index answers without a walk through all assignments.
    row = project.connection.execute(
        """SELECT max((SELECT max(round) FROM assignment WHERE annotator = person.id))
           FROM annotator AS person"""
    ).fetchone()
    return int(row[0] or 0)


def next_round(project: Project) -> int:
    """The round to plan: the newest as long as nothing of it was sent out, else the one after."""
    newest = newest_round(project)
    row = project.connection.execute(
        "SELECT EXISTS (SELECT 1 FROM assignment WHERE round = ? AND package IS NOT NULL)",
        (newest,),
    ).fetchone()
    return max(1, newest + int(row[0]))


def last_position(project: Project, annotator: AnnotatorId, *, round_: int) -> int:
    """The place of the last article in an annotator's queue of a round; 0 where it is empty."""
    row = project.connection.execute(
        """SELECT coalesce(max(position), 0) FROM assignment
           WHERE annotator IN (SELECT id FROM annotator WHERE coalesce(repeats, id) = ?)
             AND round = ?""",
        (annotator, round_),
    ).fetchone()
    return int(row[0])


def candidates(
    project: Project,
    *,
    round_: int,
    annotators: Collection[AnnotatorId],
    containing: str = "",
    only_unassigned: bool = False,
    only: Sequence[ArticleId] | None = None,
) -> tuple[Candidate, ...]:
    """The articles to plan for, in the order of the project, for those who are to get them.

    All, or those that fit; the calibration and common articles of the round are always there, so
    that whoever comes later gets them, too.
    """
    said, words = articles.condition_of(articles.Show.ALL, containing)
    rows = project.connection.execute(
        f"""{_CANDIDATES}
            WHERE for_all.purpose IS NOT NULL OR (
                {said}
                AND (NOT :only_unassigned OR NOT EXISTS
                    (SELECT 1 FROM assignment WHERE assignment.article = article.id))
                AND (:only IS NULL OR article.id IN (SELECT value FROM json_each(:only)))
            )
            ORDER BY article.position, article.number""",
        {
            "date": _date_path(project),
            "annotators": _json(annotators),
            "round": round_,
            "only_unassigned": only_unassigned,
            "only": None if only is None else _json(only),
            **words,
        },
    )
    return tuple(
        Candidate(
            article=row[0],
            words=row[1],
            date=None if row[2] is None else str(row[2]),
            group=row[3],
            elsewhere=row[4],
            purpose=None if row[5] is None else Purpose(row[5]),
        )
        for row in rows
    )


def capacities(
    project: Project, annotators: Sequence[AnnotatorId], *, round_: int
) -> tuple[Capacity, ...]:
    """What these annotators have, in this order; quotas and shares are for the lead to add."""
    already = _articles_by_annotator(
        project.connection.execute("SELECT annotator, article FROM assignment").fetchall()
    )
    begun = _articles_by_annotator(project.connection.execute(_BEGUN).fetchall())
    in_round = {
        row[0]: row[1:] for row in project.connection.execute(_IN_ROUND, (round_,)).fetchall()
    }
    queues = _articles_by_annotator(project.connection.execute(_QUEUES, (round_,)).fetchall())
    readers, lead = second_readings.readers(project), people.lead(project)
    return tuple(
        Capacity(
            annotator=each,
            already=frozenset(already.get(each, ())),
            begun=frozenset(begun.get(each, ())),
            articles=number,
            words=words,
            queue=tuple(queues.get(each, ())),
            first=first,
            last=last,
            repeated=frozenset(already.get(readers[each], ()) if each in readers else ()),
            repeats=repeats,
            without_package=each == lead,
        )
        for each in annotators
        for number, words, first, last, repeats in [in_round.get(each, (0, 0, 1, 0, 0))]
    )


def articles_named(project: Project, names: Sequence[str]) -> Mapping[str, ArticleId]:
    """The articles that are meant by ids of ours, by the ids that they came with, or by titles.

    What several articles are called means none of them.
    """
    found: dict[str, set[ArticleId]] = {}
    for column in ("id", "external_id", "title"):
        rows = project.connection.execute(
            f"""SELECT name.value, article.id FROM json_each(?) AS name
                JOIN article ON article.{column} = name.value""",
            (_json([name for name in names if name not in found]),),
        )
        for name, article in rows.fetchall():
            found.setdefault(name, set()).add(article)
    return {name: meant.pop() for name, meant in found.items() if len(meant) == 1}


def held(project: Project, among: Among) -> Held:
    """How many of some assignments could be taken back."""
    condition, parameters = condition_on_assignments(among)
    free, started, sent = project.connection.execute(
        f"""SELECT coalesce(sum(package IS NULL AND NOT {STARTED}), 0),
                   coalesce(sum({STARTED}), 0),
                   coalesce(sum(package IS NOT NULL AND NOT {STARTED}), 0)
            FROM assignment WHERE {condition}""",
        parameters,
    ).fetchone()
    return Held(free=free, started=started, sent=sent)


def condition_on_assignments(among: Among) -> tuple[str, dict[str, str | int]]:
    """The SQL condition that picks the assignments that are meant, with its parameters."""
    # Only what is asked for is said, so that an index finds the few of a few articles.
    parts = ["1"]
    parameters: dict[str, str | int] = {}
    if among.articles is not None:
        parts.append("article IN (SELECT value FROM json_each(:articles))")
        parameters["articles"] = _json(among.articles)
    if among.annotators is not None:
        parts.append(
            """annotator IN (SELECT id FROM annotator WHERE coalesce(repeats, id) IN
                   (SELECT value FROM json_each(:annotators)))"""
        )
        parameters["annotators"] = _json(among.annotators)
    if among.round is not None:
        parts.append("round = :round")
        parameters["round"] = among.round
    if among.containing:
        said, words = articles.condition_of(articles.Show.ALL, among.containing)
        parts.append(f"article IN (SELECT id FROM article WHERE {said})")
        parameters |= words
    return " AND ".join(parts), parameters


def _articles_by_annotator(
    rows: Iterable[tuple[AnnotatorId, ArticleId]],
) -> dict[AnnotatorId, list[ArticleId]]:
    found: dict[AnnotatorId, list[ArticleId]] = {}
    for annotator, article in rows:
        found.setdefault(annotator, []).append(article)
    return found


def _date_path(project: Project) -> str | None:
    """Where the date lies in the metadata of an article, if the scheme knows a date."""
    fields = schemes.current(project).fields
    names = (
        each.name for each in fields if each.kind is AttributeKind.DATE and not each.per_annotator
    )
    name = next(names, None)
    return None if name is None else f'$."{name}"'


def _json(ids: Collection[str]) -> str:
    return orjson.dumps(list(ids)).decode()


STARTED = """EXISTS (SELECT 1 FROM layer WHERE layer.article = assignment.article
    AND layer.annotator = assignment.annotator AND layer.state <> 'todo')"""
"""The SQL condition on an assignment that its annotator has begun with the article."""

_CANDIDATES = f"""
    SELECT article.id, article.words, article.metadata ->> :date, article.group_name,
           coalesce(elsewhere.people, 0), for_all.purpose
    FROM article
    LEFT JOIN (SELECT article, count(DISTINCT annotator) AS people FROM assignment
               WHERE annotator NOT IN (SELECT value FROM json_each(:annotators))
                 AND annotator NOT IN {SECOND_READERS}
               GROUP BY article) AS elsewhere ON elsewhere.article = article.id
    LEFT JOIN (SELECT article, min(purpose) AS purpose FROM assignment
               WHERE round = :round AND purpose IN ('calibration', 'common')
               GROUP BY article) AS for_all ON for_all.article = article.id"""
_BEGUN = """
    SELECT annotator, article FROM layer WHERE state <> 'todo' AND NOT EXISTS
        (SELECT 1 FROM assignment WHERE assignment.article = layer.article
         AND assignment.annotator = layer.annotator)"""
_IN_ROUND = """
    SELECT coalesce(repeats, person.id), sum(repeats IS NULL),
           sum(CASE WHEN repeats IS NULL THEN words ELSE 0 END), min(assignment.position),
           max(assignment.position), sum(repeats IS NOT NULL)
    FROM assignment JOIN article ON article.id = assignment.article
    JOIN annotator AS person ON person.id = assignment.annotator
    WHERE round = ? GROUP BY 1"""
_QUEUES = "SELECT annotator, article FROM assignment WHERE round = ? ORDER BY annotator, position"
