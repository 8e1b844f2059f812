"""The only place that decides how large the windows of this section are."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from gui.dialog_room import room_over
from gui.widgets.painting import scaled


def fit_dialog(dialog: QDialog, size: tuple[int, int]) -> None:
    """Make a dialog as large as this at the zoom in force, but no larger than the window below."""
    wanted = QSize(*(round(scaled(dialog, each)) for each in size))
    dialog.resize(wanted.boundedTo(room_over(dialog.parentWidget())))
