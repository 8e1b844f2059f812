"""The only place that keeps the commands of the window and of the scheme bound to their keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMainWindow, QWidget

from gui.actions import (
    Actions,
    build_actions,
    commands_in,
    commands_on,
    page_commands,
)
from gui.command import Command
from gui.keys.in_force import in_force
from gui.main_window.pages import pages_in
from gui.project_session import ProjectSession
from gui.scheme_keys import scheme_commands
from gui.translation import tr, tr_said


class WindowKeys(QObject):
    """The actions of the window, `actions`; those of the scheme follow it.

    `changed` comes when a key may be another one than was shown.
    """

    changed = Signal()

    def __init__(
        self,
        window: QMainWindow,
        session: ProjectSession,
        run: Callable[[str], None],
        text: QWidget,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._run = run
        self._text = text
        self._commands = (
            *commands_in(is_work_package=session.is_work_package),
            *page_commands(pages_in(is_work_package=session.is_work_package)),
        )
        self.actions: Actions = build_actions(window, self._commands, run, texts=(text,))
        self._of_scheme = self._build_scheme_actions()
        in_force().changed.connect(self.changed)
        session.history_changed.connect(self.show_history)
        self.show_history()

    def follow_scheme(self) -> None:
        """Bind the keys of another scheme, where it is another one."""
        if self._session.scheme != self._scheme:
            self._of_scheme.put_away()
            self._of_scheme = self._build_scheme_actions()

    def told(self, page: str) -> tuple[Command, ...]:
        """The commands that mean something on a page, with the keys that they have now."""
        return commands_on(page, (*scheme_commands(self._session.scheme), *self._commands))

    @Slot()
    def show_history(self) -> None:
        """Name in the menu what undo and redo would do."""
        for command, title, plain in (
            ("edit.undo", self._session.undo_title, tr("Undo")),
            ("edit.redo", self._session.redo_title, tr("Redo")),
        ):
            action = self.actions[command]
            action.setEnabled(title is not None)
            action.setText(plain if title is None else f"{plain}: {tr_said(title)}")

    def _build_scheme_actions(self) -> Actions:
        self._scheme = self._session.scheme
        commands = scheme_commands(self._scheme)
        in_force().reserve(key for each in commands for key in each.all_keys)
        return build_actions(self._window, commands, self._run, texts=(self._text,))
