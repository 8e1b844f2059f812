"""The only place that draws a window into a picture instead of letting a person use it."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from gui.background import Background
from gui.command_line import Arguments
from gui.main_window.window import MainWindow

_ROUNDS_OF_LAYOUT = 8
_MOST_ROUNDS_OF_READING = 20_000
_A_MOMENT_MS = 500


def draw(app: QApplication, window: MainWindow, background: Background, asked: Arguments) -> bool:
    """Write the picture that was asked for; False, and a word on stderr, where that fails."""
    window.forget_place()
    window.resize(*asked.size)
    window.show_for_picture(asked.page, asked.article, asked.span)
    app.processEvents()
    _wait_for_readings(app, window, background)
    if window.grab().save(str(asked.screenshot)):
        return True
    sys.stderr.write(f"{asked.screenshot} could not be written. Choose another place or name.\n")
    return False


def _wait_for_readings(app: QApplication, window: MainWindow, background: Background) -> None:
    # What is read in the background belongs on the picture, too.
    for _ in range(_MOST_ROUNDS_OF_READING):
        if not _is_reading(window, background):
            break
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    # Labels that wrap know their height only after their width, cards only after their labels.
    for _ in range(_ROUNDS_OF_LAYOUT):
        app.processEvents()


def _is_reading(window: MainWindow, background: Background) -> bool:
    # What waits a moment, lest it be read with each key, counts as well.
    return bool(background.running) or any(
        each.isActive() and each.isSingleShot() and each.interval() <= _A_MOMENT_MS
        for each in window.findChildren(QTimer)
    )
