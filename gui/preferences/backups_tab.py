"""The tab for the backups that are made unasked."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QSpinBox, QWidget

from gui.settings import BACKUP_MOST, Settings
from gui.translation import tr
from gui.widgets.parts import words

_STEP = 50


class BackupsTab(QWidget):
    """Whether they are made, and for projects up to which size."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.automatic = QCheckBox(tr("Make backups by itself while something is done"))
        self.automatic.toggled.connect(self._set_automatic)
        self.largest = QSpinBox()
        self.largest.setAccessibleName(tr("No backup of projects larger than"))
        self.largest.setRange(0, BACKUP_MOST)
        self.largest.setSingleStep(_STEP)
        self.largest.setGroupSeparatorShown(True)
        self.largest.setSuffix(" MB")
        self.largest.setSpecialValueText(tr("no limit"))
        self.largest.editingFinished.connect(self._set_largest)
        form = QFormLayout(self)
        form.setContentsMargins(28, 24, 28, 24)
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(12)
        form.addRow(self.automatic)
        form.addRow(self.largest.accessibleName(), self.largest)
        form.addRow(
            words(
                tr(
                    "Backups lie in a folder beside the project, at most one every twenty minutes; "
                    "older ones are thinned out. Before a step that undo can't take back, such as "
                    "another scheme, a backup is always made."
                ),
                "muted",
                wraps=True,
            )
        )
        settings.changed.connect(self.show_settings)
        self.show_settings()

    @Slot()
    def show_settings(self) -> None:
        """Show what holds now."""
        self.automatic.setChecked(self._settings.makes_backups)
        self.largest.setValue(self._settings.largest_backup)
        self.largest.setEnabled(self._settings.makes_backups)

    @Slot(bool)
    def _set_automatic(self, is_on: bool) -> None:  # noqa: FBT001 - Qt hands it over
        self._settings.makes_backups = is_on

    @Slot()
    def _set_largest(self) -> None:
        self._settings.largest_backup = self.largest.value()
