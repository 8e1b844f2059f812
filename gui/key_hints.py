"""The only place that makes the hints of the line at the bottom: caps of keys, and what they do.

A page names the commands; their keys are those in force, spelled in the language of the person, so
a page tells its hints again when keys change.
"""

from __future__ import annotations

from gui.actions import COMMANDS, EXPLORE_COMMANDS, REVIEW_COMMANDS
from gui.command import key_parts
from gui.keys.in_force import in_force

KeyHint = tuple[tuple[str, ...], str]
KeyHints = tuple[KeyHint, ...]

# A command that acts everywhere wins over its name in the text of one page.
_BY_ID = {each.id: each for each in (*REVIEW_COMMANDS, *EXPLORE_COMMANDS, *COMMANDS)}


def hints_of(*told: tuple[str, str]) -> KeyHints:
    """The hints for pairs of a command's id and what it would do now.

    A key that acts in the text is told before one that acts anywhere: it is the shorter. A command
    that was left without a key has no hint.
    """
    hints: list[KeyHint] = []
    for id_, meaning in told:
        bound = in_force().bound(_BY_ID[id_])
        keys = (*bound.keys_in_text, *bound.keys)
        if keys:
            hints.append((key_parts(keys[0]), meaning))
    return tuple(hints)
