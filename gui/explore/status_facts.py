"""What the line at the bottom says on the Explore page: keys, and how many places are chosen."""

from __future__ import annotations

from gui.translation import tr, tr_count

KeyHints = tuple[tuple[tuple[str, ...], str], ...]


def hints(listed: int, chosen: int, *, can_review: bool) -> KeyHints:
    """The caps of keys that would do something now, with what they do."""
    if not listed:
        return ((("F6",), tr("next pane")), (("?",), tr("all keys")))
    settle = (
        (("1", "–", "9"), tr("settle as an answer")),
        (("0",), tr("settle as nothing")),
        (("Enter",), tr("open the article")),
    )
    review = ((("Shift", "Enter"), tr("review the place")),) if can_review else ()
    return (
        *(settle if chosen else ()),
        *(review if chosen else ()),
        (("Ctrl", "A"), tr("choose all")),
        (("?",), tr("all keys")),
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
