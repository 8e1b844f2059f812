"""What all choices of an article put into gold, worked out at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db.review.choices import Choice, resolve
from db.review.draft import Draft, draft_of
from db.review.model import Unit, UnitId
from db.scheme.model import Scheme


def gold_draft(
    units: Iterable[Unit], choices: Mapping[UnitId, Choice], body: str, scheme: Scheme
) -> Draft:
    """The draft of these choices; units without one are open."""
    known = tuple(units)
    resolved = {
        unit.id: resolve(unit, choices[unit.id], body) for unit in known if unit.id in choices
    }
    return draft_of(resolved, scheme, (unit.id for unit in known))
