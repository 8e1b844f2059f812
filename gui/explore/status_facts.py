"""What the line at the bottom says on the Explore page: keys, and how many places are chosen."""

from __future__ import annotations

from gui.key_hints import KeyHints, hints_of
from gui.translation import tr, tr_count


def hints(listed: int, chosen: int, *, can_review: bool) -> KeyHints:
    """The caps of keys that would do something now, with what they do."""
    if not listed:
        return hints_of(("pane.next", tr("next pane")), ("help.keys", tr("all keys")))
    settle = (
        (("1", "–", "9"), tr("settle as an answer")),
        *hints_of(
            ("explore.nothing", tr("settle as nothing")),
            ("explore.open", tr("open the article")),
        ),
    )
    review = hints_of(("explore.review", tr("review the place"))) if can_review else ()
    return (
        *(settle if chosen else ()),
        *(review if chosen else ()),
        *hints_of(("explore.all", tr("choose all")), ("help.keys", tr("all keys"))),
    )


def place(listed: int, chosen: int) -> str:
    """How many places are chosen of those that are listed."""
    if not listed:
        return ""
    return tr_count(
        listed,
        "{chosen} of {count} place chosen",
        "{chosen} of {count} places chosen",
        chosen=chosen,
    )
