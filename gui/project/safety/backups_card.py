"""The card that lists the backups of the project, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from db.backup import Backup
from gui.project.quiet_table import QuietTable
from gui.project.safety.backup_preview import BackupPreview
from gui.project.safety.reasons import reason_words
from gui.translation import tr
from gui.widgets.moments import moment
from gui.widgets.parts import button, size_words, titled_card, words
from gui.widgets.row_models import TableModel

_ROWS_SHOWN = 8


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
        titles = (tr("Made", meaning="a backup"), tr("Why"), tr("Size"))
        self.backups = TableModel(self, titles, _words, tips=lambda each, _: str(each.path))
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
        chosen = self.backups.rows[rows[0]].path if rows else None
        self.backups.show_rows(found)
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
        self.chosen.emit(self.backups.rows[rows[0]] if rows else None)

    def _tell_restore(self) -> None:
        rows = self.table.selected_rows()
        if rows:
            self.restore_wanted.emit(self.backups.rows[rows[0]])


def _words(backup: Backup, column: int) -> str:
    said = (moment(backup.made), reason_words(backup.reason), size_words(backup.size_bytes))
    return said[column]
