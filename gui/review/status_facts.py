"""What the line at the bottom says on the Review page: keys, and how far gold is."""

from __future__ import annotations

from gui.key_hints import KeyHints, hints_of
from gui.review.current import CurrentReview
from gui.translation import tr


def hints(current: CurrentReview) -> KeyHints:
    """The caps of keys that would do something now, with what they do."""
    if current.unit is None:
        return hints_of(("pane.next", tr("next pane")), ("help.keys", tr("all keys")))
    return (
        *hints_of(("review.next", tr("next difference"))),
        (("1", "–", "9"), tr("take a version")),
        *hints_of(
            ("review.accept", tr("accept what all agree on")),
            ("review.reason", tr("reason")),
            ("help.keys", tr("all keys")),
        ),
    )


def place(current: CurrentReview) -> str:
    """How much of the article stands in gold."""
    total = len(current.reviewed.units) if current.reviewed else 0
    if not total:
        return ""
    return tr("gold {done} of {total} units", done=current.settled_count, total=total)
