"""The menu behind the program's name: every command of the table, in its groups, with its keys."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from gui.actions import COMMANDS, GROUPS, Actions
from gui.translation import tr

_AT_ONCE = ("settings.open", "help.keys", "program.quit")
"""What people look for in the menu itself."""


class CommandMenu(QMenu):
    """One submenu a group; what acts in the text only is there too, to be found and learned."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        for group in GROUPS:
            submenu = self.addMenu(tr(group))
            for command in COMMANDS:
                if command.group == group and command.id in actions:
                    submenu.addAction(actions[command.id])
        self.addSeparator()
        for command_id in _AT_ONCE:
            self.addAction(actions[command_id])
