"""The only place that hears from the system about the program as a whole: files to open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """The application, which is told of files that somebody opens in a file manager.

    macOS hands them to the program that runs, also to one that it has just started, where other
    systems start it anew with a name. One that comes before anybody listens is kept.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self._open: Callable[[Path], None] | None = None
        self._waiting: Path | None = None

    def listen(self, open_file: Callable[[Path], None]) -> None:
        """Hand files over from now on, one that has come already at once."""
        self._open = open_file
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            open_file(waiting)

    def event(self, event: QEvent) -> bool:
        """Hear of a file."""
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return super().event(event)
        path = Path(event.file())
        if self._open is None:
            self._waiting = path
        else:
            self._open(path)
        return True
