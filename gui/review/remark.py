"""What a lead wants to keep with a decision, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from db.model import AnnotatorId
from db.queries.review import Settled
from db.review.decisions import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Why, by which rule of the guidelines, and a note for an annotator; "" for no rule."""

    reason: Reason | None = None
    rule: str = ""
    note: str = ""
    addressee: AnnotatorId | None = None
    is_guideline_gap: bool = False


def remark_of(settled: Settled | None) -> Remark:
    """What was kept with a decision; nothing where there is none."""
    if settled is None:
        return Remark()
    return Remark(
        reason=settled.reason,
        rule=settled.rule or "",
        note=settled.note or "",
        addressee=settled.addressee,
        is_guideline_gap=settled.is_guideline_gap,
    )
