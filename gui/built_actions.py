"""The only place that makes QActions and shortcuts of commands; they follow the keys in force."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from gui.command import Command
from gui.keys.in_force import in_force


class Actions(QObject):
    """The QActions of some commands; `put_away` takes them and their shortcuts away again."""

    def __init__(
        self, window: QWidget, run: Callable[[str], None], texts: Sequence[QWidget] = ()
    ) -> None:
        super().__init__(window)
        self._run = run
        self._texts = tuple(texts)
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._group.triggered.connect(self._run_action)
        self._by_id: dict[str, QAction] = {}
        self._commands: dict[str, Command] = {}
        self._bound: dict[str, Command] = {}
        self._text_keys: dict[str, list[QShortcut]] = {}
        in_force().changed.connect(self._bind_again)

    def __getitem__(self, command: str) -> QAction:
        return self._by_id[command]

    def __contains__(self, command: str) -> bool:
        return command in self._by_id

    def add(self, command: Command) -> QAction:
        """Make the action of one command; its object name is the command's id."""
        action = QAction(command.words, self._group)
        action.setObjectName(command.id)
        action.setAutoRepeat(command.repeats)
        if command.in_text:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            for text in self._texts:
                text.addAction(action)
        self._by_id[command.id] = action
        self._commands[command.id] = command
        self._bind(command)
        return action

    def put_away(self) -> None:
        """Take the actions and their keys away: at once for the keys, the rest when Qt can."""
        in_force().changed.disconnect(self._bind_again)
        self._group.setEnabled(False)
        self.deleteLater()

    @Slot(QAction)
    def _run_action(self, action: QAction) -> None:
        self._run(action.objectName())

    @Slot()
    def _bind_again(self) -> None:
        for command in self._commands.values():
            if in_force().bound(command) != self._bound[command.id]:
                self._bind(command)

    def _bind(self, command: Command) -> None:
        bound = self._bound[command.id] = in_force().bound(command)
        action = self._by_id[command.id]
        action.setShortcuts([QKeySequence(key) for key in bound.keys])
        for former in self._text_keys.pop(command.id, []):
            # Until it is deleted it would be a second meaning of its key.
            former.setEnabled(False)
            former.deleteLater()
        self._text_keys[command.id] = [
            self._text_key(text, key, bound, action)
            for text in self._texts
            for key in bound.text_keys
        ]

    def _text_key(self, text: QWidget, key: str, command: Command, action: QAction) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), text)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.setAutoRepeat(command.repeats)
        shortcut.activated.connect(action.trigger)
        # The shortcut goes when its action goes, though its parent is the text.
        action.destroyed.connect(shortcut.deleteLater)
        return shortcut


def build_actions(
    window: QWidget,
    commands: Iterable[Command],
    run: Callable[[str], None],
    *,
    texts: Sequence[QWidget] = (),
) -> Actions:
    """Give a window its commands and each article text the keys that act only there.

    `run` is called with a command's id. The same letter in a field or a list stays a letter.
    """
    actions = Actions(window, run, texts)
    for command in commands:
        action = actions.add(command)
        if not command.in_text:
            window.addAction(action)
    return actions
