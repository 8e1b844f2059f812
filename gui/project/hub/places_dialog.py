"""The list of what lies in the hub."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.packages.hub.exchange import Place
from gui.project.hub.wording import state, what
from gui.project.moments import moment
from gui.project.parts import size_words, words
from gui.translation import tr
from gui.widgets.painting import scaled

_SIZE = (640, 420)


class PlacesDialog(QDialog):
    """One row a file: what it is, when it came, how large it is, and whether it was taken in."""

    def __init__(self, parent: QWidget, places: Sequence[Place]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("What is in the hub"))
        self.resize(*(round(scaled(self, each)) for each in _SIZE))
        layout = QVBoxLayout(self)
        if places:
            layout.addWidget(_table(places))
        else:
            layout.addWidget(words(tr("Nothing of this project lies there yet."), wraps=True))
            layout.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)


def _table(places: Sequence[Place]) -> QTableWidget:
    heads = (tr("What"), tr("When"), tr("Size"), tr("State"))
    table = QTableWidget(len(places), len(heads))
    table.setAccessibleName(tr("Files in the hub"))
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    for row, place in enumerate(places):
        when = moment(place.modified) if place.modified is not None else ""
        for column, text in enumerate((what(place), when, size_words(place.size), state(place))):
            table.setItem(row, column, QTableWidgetItem(text))
    table.resizeColumnsToContents()
    table.horizontalHeader().setStretchLastSection(True)
    return table
