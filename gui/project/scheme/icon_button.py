"""The only place for the small buttons of the scheme page that are an icon with a spoken name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QToolButton, QWidget

from gui.icons import icon
from gui.widgets.painting import colour, scaled

_SIDE = 16


def icon_button(near: QWidget, name: str, words: str, pressed: Callable[[], object]) -> QToolButton:
    """A button as large as the words of the widget that it is near; `words` say what it does."""
    side = round(scaled(near, _SIDE))
    button = QToolButton()
    button.setIcon(icon(name, colour(QPalette.ColorRole.PlaceholderText)))
    button.setIconSize(QSize(side, side))
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.clicked.connect(pressed)
    return button
