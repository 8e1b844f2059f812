"""The only place that gives the focus back to where it was before something opened over it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


def give_back_focus(before: QWidget | None) -> None:
    """Put the focus where it was; nowhere where that went while something else was open."""
    if before is not None and isValid(before):
        before.setFocus(Qt.FocusReason.PopupFocusReason)
