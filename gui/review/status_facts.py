"""What the line at the bottom says on the Review page: keys, and how far gold is."""

from __future__ import annotations

from gui.review.current import CurrentReview
from gui.translation import tr

KeyHints = tuple[tuple[tuple[str, ...], str], ...]


def hints(current: CurrentReview) -> KeyHints:
    """The caps of keys that would do something now, with what they do."""
    if current.unit is None:
        return ((("F6",), tr("next pane")), (("?",), tr("all keys")))
    return (
        (("Tab",), tr("next difference")),
        (("1", "–", "9"), tr("take a version")),
        (("A",), tr("accept what all agree on")),
        (("R",), tr("reason")),
        (("?",), tr("all keys")),
    )


def place(current: CurrentReview) -> str:
    """How much of the article stands in gold."""
    total = len(current.reviewed.units) if current.reviewed else 0
    if not total:
        return ""
    return tr("gold {done} of {total} units", done=current.settled_count, total=total)
