"""The card that lists the backups of the project, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from db.backup import Backup
from gui.project.quiet_table import QuietTable
from gui.project.safety.backup_preview import BackupPreview
from gui.project.safety.reasons import reason_words
from gui.translation import tr
from gui.widgets.moments import moment
from gui.widgets.parts import button, size_words, titled_card, words

_INDEX = QModelIndex | QPersistentModelIndex
_ROWS_SHOWN = 8
_TITLES = ("Made", "Why", "Size")


class BackupModel(QAbstractTableModel):
    """Backups in three columns: when, why, how large."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backups: tuple[Backup, ...] = ()

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """Show these."""
        self.beginResetModel()
        self._backups = tuple(backups)
        self.endResetModel()

    def backup(self, row: int) -> Backup:
        """The backup of a row."""
        return self._backups[row]

    def rowCount(self, parent: _INDEX = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One row a backup."""
        return 0 if parent.isValid() else len(self._backups)

    def columnCount(self, parent: _INDEX = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """When, why, how large."""
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_TITLES[section])
        return None

    def data(self, index: _INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words, and the file as the tool tip."""
        each = self._backups[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            said = (moment(each.made), reason_words(each.reason), size_words(each.size_bytes))
            return said[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(each.path)
        return None


class BackupsCard(QWidget):
    """`make_wanted` and `folder_wanted` carry nothing, `restore_wanted` the chosen Backup.

    `chosen` carries the one that a person wants to look into, or None.
    """

    make_wanted = Signal()
    chosen = Signal(object)
    folder_wanted = Signal()
    restore_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.backups = BackupModel(self)
        self.table = QuietTable(tr("Backups"))
        self.table.setModel(self.backups)
        self.table.setSelectionMode(QuietTable.SelectionMode.SingleSelection)
        self.table.show_at_most(_ROWS_SHOWN)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer_restore())
        self.backups.modelReset.connect(self._offer_restore)
        self.preview = BackupPreview()
        self._none = words(tr("There is no backup yet."), "muted")
        self.make = button(tr("Back up now"), self.make_wanted.emit)
        self.restore = button(tr("Restore…"), self._tell_restore, role="")
        self.restore.setToolTip(
            tr("Put the chosen backup in the project's place; the present file is kept")
        )
        card = titled_card(tr("Backups"))
        card.head.addWidget(button(tr("Open the folder"), self.folder_wanted.emit))
        card.head.addWidget(self.make)
        card.body.setSpacing(8)
        card.body.addWidget(
            words(
                tr(
                    "A copy of the whole project is made by itself every 20 minutes in which "
                    "something was done, and before every large step. Older ones are thinned out; "
                    "those made by hand stay."
                ),
                "muted",
                wraps=True,
            )
        )
        card.body.addWidget(self._none)
        card.body.addWidget(self.table)
        card.body.addWidget(self.preview)
        row = QHBoxLayout()
        row.addWidget(self.restore)
        row.addStretch(1)
        card.body.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.show_backups(())

    def show_backups(self, found: Sequence[Backup]) -> None:
        """Show the backups there are; the chosen one stays chosen."""
        rows = self.table.selected_rows()
        chosen = self.backups.backup(rows[0]).path if rows else None
        self.backups.show_backups(found)
        self.table.setVisible(bool(found))
        self.restore.setVisible(bool(found))
        self._none.setVisible(not found)
        width = self.fontMetrics().averageCharWidth()
        self.table.setColumnWidth(0, 26 * width)
        self.table.setColumnWidth(2, 13 * width)
        for row, each in enumerate(found):
            if each.path == chosen:
                self.table.selectRow(row)

    def _offer_restore(self) -> None:
        rows = self.table.selected_rows()
        self.restore.setEnabled(bool(rows))
        self.chosen.emit(self.backups.backup(rows[0]) if rows else None)

    def _tell_restore(self) -> None:
        rows = self.table.selected_rows()
        if rows:
            self.restore_wanted.emit(self.backups.backup(rows[0]))
