"""What the lead adds to a decision afterwards: reason, rule, note, a wish for the guidelines."""

from __future__ import annotations

from db import journal
from db.errors import SchemeViolation
from db.model import AnnotatorId, ArticleId, Changes
from db.project import Project
from db.queries import annotators
from db.queries import review as queries
from db.review.decisions import Reason
from db.review.model import UnitId


def remark(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    unit: UnitId,
    reason: Reason | None,
    rule: str | None,
    note: str | None,
    addressee: AnnotatorId | None,
    is_guideline_gap: bool,
) -> Changes:
    """Put these in the place of what was kept with a decision; gold stays as it is.

    Raises SchemeViolation where the unit is not settled.
    """
    _ = author
    gold = annotators.gold(project)
    with journal.operation(
        project, "remark on the decision", author=gold, article=article
    ) as recorder:
        settled = queries.settled(project, article)
        found = next((each for each in settled if each.decision.unit == unit), None)
        if found is None:
            raise SchemeViolation("This place is not settled yet. Nothing was changed.")
        recorder.update(
            "decision",
            found.id,
            reason=reason,
            rule=rule or None,
            note=note or None,
            addressee=addressee,
            guideline_gap=int(is_guideline_gap),
        )
    return recorder.changes
