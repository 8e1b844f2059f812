"""Handing articles out, and taking back what nobody has begun; undone like any other action."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import orjson

from db import journal
from db.assignment.model import AssignmentPlan, Handout
from db.errors import SchemeViolation
from db.journal import Recorder
from db.model import AnnotatorId, AnnotatorKind, ArticleId, Changes, Purpose
from db.project import Project
from db.queries import annotators as people
from db.queries import assignment_wishes, projects, second_readings
from db.queries.assignment_wishes import STARTED, Among, Held


def assign(project: Project, author: AnnotatorId, *, plan: AssignmentPlan) -> Changes:
    """Hand out what was planned, all of it.

    What comes for the second time goes to the person's second reader, who is made where there is
    none yet. Raises SchemeViolation where the project has changed since, so that the plan no longer
    holds.
    """
    _refuse_in_package(project)
    with journal.operation(project, "assign articles", author=author) as recorder:
        readers = dict(second_readings.readers(project))
        first = [each for each in plan.rows if each.purpose is not Purpose.REPEAT]
        again = [each for each in plan.rows if each.purpose is Purpose.REPEAT]
        _require_people(project, {each.annotator for each in plan.rows})
        _require_as_planned(project, first, again, readers)
        for each in first:
            _insert(recorder, project, each, plan.round)
        for each in again:
            if each.annotator not in readers:
                readers[each.annotator] = _add_reader(recorder, project, each.annotator)
            served = replace(each, annotator=readers[each.annotator])
            _insert(recorder, project, served, plan.round)
    return recorder.changes


def assign_to(
    project: Project,
    author: AnnotatorId,
    *,
    articles: Sequence[ArticleId],
    annotators: Sequence[AnnotatorId],
    round_: int | None = None,
) -> Changes:
    """Hand some articles to each of some annotators, at the end of their queues, in list order.

    What somebody was handed before, in any round, stays as it is. The newest round unless given.
    """
    _refuse_in_package(project)
    _require_people(project, annotators)
    number = round_ or max(1, assignment_wishes.newest_round(project))
    with journal.operation(project, "assign articles", author=author) as recorder:
        present = _handed(project, articles)
        listed = _existing(project, articles)
        for annotator in annotators:
            new = [each for each in listed if (each, annotator) not in present]
            last = assignment_wishes.last_position(project, annotator, round_=number)
            for position, article in enumerate(new, last + 1):
                handout = Handout(
                    article=article, annotator=annotator, position=position, purpose=Purpose.SHARE
                )
                _insert(recorder, project, handout, number)
    return recorder.changes


def unassign(
    project: Project,
    author: AnnotatorId,
    *,
    articles: Sequence[ArticleId] | None = None,
    annotators: Sequence[AnnotatorId] | None = None,
    round_: int | None = None,
    containing: str = "",
) -> Changes:
    """Take articles back from annotators, as far as they are neither begun nor sent out.

    With them goes what would have come for the second time. What is not said is not asked for:
    without articles, all of the annotators' are meant.
    `queries.assignment_wishes.held` says beforehand how many stay, and why. Raises SchemeViolation
    where all of them do.
    """
    _refuse_in_package(project)
    among = Among(articles=articles, annotators=annotators, round=round_, containing=containing)
    with journal.operation(project, "take articles back", author=author) as recorder:
        condition, parameters = assignment_wishes.condition_on_assignments(among)
        free = project.connection.execute(
            f"""SELECT id FROM assignment
                WHERE {condition} AND package IS NULL AND NOT {STARTED}
                ORDER BY annotator, round, position""",
            parameters,
        ).fetchall()
        if not free:
            raise SchemeViolation(_why_not(assignment_wishes.held(project, among)))
        for (row,) in free:
            recorder.delete("assignment", row)
        for (row,) in project.connection.execute(_NOTHING_TO_REPEAT).fetchall():
            recorder.delete("assignment", row)
    return recorder.changes


def _insert(recorder: Recorder, project: Project, handout: Handout, number: int) -> None:
    recorder.insert(
        "assignment",
        {
            "id": project.new_id(),
            "article": handout.article,
            "annotator": handout.annotator,
            "round": number,
            "position": handout.position,
            "purpose": handout.purpose,
            "created_at": project.now(),
        },
    )


def _add_reader(recorder: Recorder, project: Project, person: AnnotatorId) -> AnnotatorId:
    """The one whose layers are a person's second readings."""
    reader = AnnotatorId(project.new_id())
    named = people.one(project, person)
    recorder.insert(
        "annotator",
        {
            "id": reader,
            "name": named.name if named is not None else "",
            "kind": AnnotatorKind.HUMAN,
            "repeats": person,
            "created_at": project.now(),
        },
    )
    return reader


def _handed(
    project: Project, articles: Collection[ArticleId]
) -> frozenset[tuple[ArticleId, AnnotatorId]]:
    rows = project.connection.execute(
        """SELECT article, annotator FROM assignment
           WHERE article IN (SELECT value FROM json_each(?))""",
        (orjson.dumps(list(articles)).decode(),),
    )
    return frozenset(rows)


def _existing(project: Project, articles: Collection[ArticleId]) -> dict[ArticleId, None]:
    """The articles that are still in the project, in list order."""
    rows = project.connection.execute(
        """SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))
           ORDER BY position, number""",
        (orjson.dumps(list(articles)).decode(),),
    )
    return dict.fromkeys(row[0] for row in rows)


def _require_as_planned(
    project: Project,
    first: Sequence[Handout],
    again: Sequence[Handout],
    readers: Mapping[AnnotatorId, AnnotatorId],
) -> None:
    """Raise SchemeViolation unless all can be handed out for the first and the second time."""
    articles = {each.article for each in (*first, *again)}
    there, present = _existing(project, articles), _handed(project, articles)
    new = {(each.article, each.annotator) for each in first}
    new_again = {(each.article, readers.get(each.annotator)) for each in again}
    is_owned = all((each.article, each.annotator) in present | new for each in again)
    if not is_owned or articles.difference(there) or present & (new | new_again):
        raise SchemeViolation(
            "The project has changed since this was planned. Nothing was assigned; please plan "
            "again."
        )


def _require_people(project: Project, annotators: Collection[AnnotatorId]) -> None:
    if not {each.id for each in people.every(project)}.issuperset(annotators):
        raise SchemeViolation(
            "An annotator is no longer in the project. Nothing was assigned; please choose again."
        )


def _refuse_in_package(project: Project) -> None:
    if projects.is_work_package(project):
        raise SchemeViolation(
            "This is a work package: who gets which articles is up to the lead. Nothing was "
            "changed; send a comment with your work if you want more or fewer."
        )


def _why_not(held: Held) -> str:
    if not held.started and not held.sent:
        return "None of these articles is assigned, so nothing was taken back."
    reasons = [
        f"{number:,} {'is' if number == 1 else 'are'} {what}"
        for number, what in ((held.started, "begun"), (held.sent, "sent out"))
        if number
    ]
    return f"Nothing was taken back: {' and '.join(reasons)}. What somebody works on stays theirs."


# In another round than the article itself, perhaps.
_NOTHING_TO_REPEAT = f"""
    SELECT assignment.id FROM assignment
    JOIN annotator AS reader ON reader.id = assignment.annotator AND reader.repeats IS NOT NULL
    WHERE package IS NULL AND NOT {STARTED} AND NOT EXISTS (
        SELECT 1 FROM assignment AS first
        WHERE first.article = assignment.article AND first.annotator = reader.repeats)"""
