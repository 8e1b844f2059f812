"""The card that lists the backups, makes one now, and puts one in the place of the project."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from db import backup
from db.backup import Backup
from gui.project.moments import moment
from gui.project.parts import button, clear, open_folder, size_words, words
from gui.translation import tr, tr_count
from gui.widgets.card import Card

_SHOWN = 12


class BackupsCard(Card):
    """Emits `backup_wanted()` and `restore_wanted(Backup)`; shows the newest backups."""

    backup_wanted = Signal()
    restore_wanted = Signal(object)

    def __init__(self, project_path: Path) -> None:
        super().__init__()
        self._folder = backup.folder_of(project_path)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setColumnStretch(1, 1)
        self._more = words("", "muted")
        self.head.addWidget(words(tr("Backups"), "strong"), 1)
        self.head.addWidget(button(tr("Open the folder"), self._open_folder))
        self.head.addWidget(button(tr("Back up now"), self.backup_wanted.emit))
        explanation = tr(
            "Made by itself while you work, kept for two weeks in ever greater steps, "
            "and before every large step."
        )
        self.body.addWidget(words(explanation, "muted", wraps=True))
        self.body.addLayout(self._rows)
        self.body.addWidget(self._more)

    def show_backups(self, backups: tuple[Backup, ...]) -> None:
        """List the newest backups, and say how many older ones there are."""
        clear(self._rows)
        for row, each in enumerate(backups[:_SHOWN]):
            self._rows.addWidget(words(moment(each.made)), row, 0)
            self._rows.addWidget(words(_reason(each.reason), "muted"), row, 1)
            self._rows.addWidget(words(size_words(each.size_bytes), "muted"), row, 2)
            self._rows.addWidget(self._restore_button(each), row, 3)
        older = len(backups) - _SHOWN
        if older > 0:
            self._more.setText(tr_count(older, "and {count} older one", "and {count} older ones"))
        elif not backups:
            self._more.setText(tr("There is no backup yet."))
        self._more.setVisible(older > 0 or not backups)

    def _restore_button(self, each: Backup) -> QWidget:
        restore = button(tr("Restore…"), lambda: self.restore_wanted.emit(each))
        restore.setAccessibleName(tr("Restore the backup of {moment}", moment=moment(each.made)))
        return restore

    def _open_folder(self) -> None:
        open_folder(str(self._folder if self._folder.exists() else self._folder.parent))


def _reason(reason: str) -> str:
    """Why a backup was made, in words; one that another version made keeps its own."""
    known = {backup.AUTOMATIC: tr("by itself"), backup.BY_HAND: tr("by hand")}
    return known.get(reason, reason.replace("-", " "))
