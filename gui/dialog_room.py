"""The only place that says how large a window over the program may be, whatever the letters."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_MARGIN = 24


def room_over(parent: QWidget | None) -> QSize:
    """The size of the window below less a margin; without one, that of the screen."""
    if parent is not None:
        return parent.window().size() - QSize(_MARGIN, _MARGIN)
    return QGuiApplication.primaryScreen().availableSize()
