"""Which commands answer what was typed, and how they look in the palette."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence

from gui.actions import COMMANDS, Actions, key_parts
from gui.keys.in_force import in_force
from gui.translation import tr
from gui.widgets.fuzzy import score
from gui.widgets.popup_items import PopupItem
from gui.widgets.popup_list import fuzzy_filter

COMMAND = "command:"
"""What the key of a command's row begins with."""

# A word inside another or the first letters of several; letters that merely follow each other
# would bring commands nobody thought of among the articles.
_CLEARLY_MEANT = 35.0
_BESIDE_ARTICLES = 4
_GROUPS = {command.id: command.group for command in COMMANDS}
_COMMANDS = {command.id: command for command in COMMANDS}


def commands(actions: Actions, query: str) -> list[PopupItem]:
    """Every command that can be meant, best first; all of them for an empty query."""
    items = [
        _item(action)
        for action in actions.findChildren(QAction)
        if action.isEnabled() and action.objectName() and action.objectName() != "palette.open"
    ]
    return list(fuzzy_filter(query, items))


def commands_beside_articles(actions: Actions, query: str) -> list[PopupItem]:
    """The few commands that are clearly meant where articles are searched for, too."""
    found = commands(actions, query)
    clear = [item for item in found if (score(query, item.title) or 0.0) >= _CLEARLY_MEANT]
    return clear[:_BESIDE_ARTICLES]


def _item(action: QAction) -> PopupItem:
    id_ = action.objectName()
    known = _COMMANDS.get(id_)
    keys = (in_force().bound(known).all_keys if known else ()) or tuple(
        key.toString(QKeySequence.SequenceFormat.PortableText) for key in action.shortcuts()
    )
    return PopupItem(
        key=COMMAND + id_,
        title=action.text(),
        detail=tr(_GROUPS.get(id_, "Pages")),
        caps=key_parts(keys[0]) if keys else (),
    )
