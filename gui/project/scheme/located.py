"""Says on which form and at which field a fault of the scheme is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.scheme.faults import Fault, Place
from gui.project.scheme.draft import ConflictItem, Draft, Item, OptionItem
from gui.project.scheme.outline import Chapter, Node
from gui.translation import tr_said


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedFault:
    """A fault with the node whose form shows it; `row` is that of an option, None elsewhere."""

    node: Node
    field: str
    reason: str
    row: int | None = None


def located(draft: Draft, faults: Sequence[Fault]) -> tuple[LocatedFault, ...]:
    """The faults of the draft's scheme with their fields, in the same order."""
    items = dict(draft.placed())
    return tuple(_located(items, fault) for fault in faults)


def _located(items: dict[Place, Item], fault: Fault) -> LocatedFault:
    place = fault.place
    for length in range(len(place), 0, -1):
        item = items.get(place[:length])
        if item is None:
            continue
        if isinstance(item, OptionItem):
            question, row = items[place[: length - 2]], place[length - 1]
            return LocatedFault(
                node=question, field="options", reason=tr_said(fault.reason), row=int(row)
            )
        if isinstance(item, ConflictItem):
            field = f"conflict {place[length - 1]}"
            return LocatedFault(node=Chapter.RULES, field=field, reason=tr_said(fault.reason))
        field = str(place[length]) if len(place) > length else ""
        return LocatedFault(node=item, field=field, reason=tr_said(fault.reason))
    chapter = {"rules": Chapter.RULES, "guidelines": Chapter.GUIDELINES}
    node = chapter.get(str(place[0]) if place else "", Chapter.GENERAL)
    return LocatedFault(
        node=node, field=str(place[-1]) if place else "", reason=tr_said(fault.reason)
    )
