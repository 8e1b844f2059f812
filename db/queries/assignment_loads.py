"""Who has what: how much each annotator was handed, how far it is, and what they ask."""

from __future__ import annotations

from dataclasses import dataclass

from db.model import AnnotatorId
from db.project import Project
from db.queries import assignments, packages, second_readings
from db.queries.assignment_filter import FINISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatorLoad:
    """What one annotator has: articles that they were handed, and what came of them.

    `unsent` articles are in no package yet. `seconds` is their active time an article that is done,
    None before the first. `questions` are flags and comments that are not dealt with. `unopened` is
    the number of the newest package, if nothing has come back out of it. `repeats` are articles
    that they get twice, `repeats_back` those whose second reading is back; nothing else counts them
    but `unsent` and `questions`.
    """

    annotator: AnnotatorId
    name: str
    assigned: int
    words: int
    back: int
    unsent: int
    seconds: int | None
    questions: int
    last_return: str | None
    unopened: int | None
    repeats: int = 0
    repeats_back: int = 0


def loads(project: Project, *, round_: int | None = None) -> tuple[AnnotatorLoad, ...]:
    """The load of everybody in the team, oldest first; of one round if it is given."""
    handed = {
        row[0]: row[1:] for row in project.connection.execute(_HANDED, {"round": round_}).fetchall()
    }
    seconds = dict(project.connection.execute(_SECONDS).fetchall())
    questions = dict(project.connection.execute(_QUESTIONS).fetchall())
    newest = {each.annotator: each for each in reversed(packages.sent(project))}
    last = {each.annotator: each.created for each in reversed(packages.returns(project))}
    readers = second_readings.readers(project)
    found = []
    for each in assignments.team(project):
        assigned, words, back, unsent = handed.get(each.id, (0, 0, 0, 0))
        reader = readers.get(each.id)
        repeats, _, repeats_back, repeats_unsent = handed.get(reader, (0, 0, 0, 0))
        package = newest.get(each.id)
        found.append(
            AnnotatorLoad(
                annotator=each.id,
                name=each.name,
                assigned=assigned,
                words=words,
                back=back,
                unsent=unsent + repeats_unsent,
                seconds=seconds.get(each.id),
                questions=questions.get(each.id, 0) + questions.get(reader, 0),
                last_return=last.get(each.id),
                unopened=None if package is None or package.is_opened else package.number,
                repeats=repeats,
                repeats_back=repeats_back,
            )
        )
    return tuple(found)


# What was handed out in several rounds is one article.
_HANDED = f"""
    SELECT annotator, count(*), sum(words), sum(is_finished), sum(NOT is_sent) FROM (
        SELECT assignment.annotator AS annotator, assignment.article AS article,
               max(package IS NOT NULL) AS is_sent, {FINISHED} AS is_finished
        FROM assignment WHERE :round IS NULL OR round = :round
        GROUP BY assignment.annotator, assignment.article
    ) AS handed JOIN article ON article.id = handed.article GROUP BY annotator"""
_SECONDS = """
    SELECT annotator, sum(active_seconds) / count(*) FROM layer WHERE state = 'done'
    GROUP BY annotator"""
_QUESTIONS = """
    SELECT annotator, count(*) FROM (
        SELECT annotator FROM layer WHERE flag IS NOT NULL
        UNION ALL SELECT annotator FROM comment WHERE NOT done AND reply_to IS NULL
    ) GROUP BY annotator"""
