"""The head of the scheme page: which scheme this is, and what can be done with it as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QDateTime, QLocale, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from db.queries.schemes import SchemeVersion
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.wrapping_row import WrappingRow


class Header(QWidget):
    """Says what is shown; the signals ask the page to do something about it."""

    use_wanted = Signal()
    discard_wanted = Signal()
    import_wanted = Signal()
    export_wanted = Signal()
    version_wanted = Signal(str)
    preview_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        title = QLabel(tr("Scheme"))
        set_role(title, "title")
        self._subtitle = ElidedLabel()
        set_role(self._subtitle, "muted")
        self._use = QPushButton(tr("Use this version…"))
        set_role(self._use, "primary")
        self._use.clicked.connect(self.use_wanted)
        self._discard = QPushButton(tr("Give up the changes"))
        self._discard.clicked.connect(self.discard_wanted)
        self._versions = QPushButton(tr("Versions"))
        self._versions_menu = QMenu(self)
        self._versions.setMenu(self._versions_menu)
        self._import = QPushButton(tr("Import TOML…"))
        self._import.clicked.connect(self.import_wanted)
        self._export = QPushButton(tr("Export TOML…"))
        self._export.clicked.connect(self.export_wanted)
        self._preview = QPushButton(tr("Preview"))
        self._preview.setCheckable(True)
        self._preview.toggled.connect(self.preview_wanted)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(title)
        top.addStretch(1)
        top.addWidget(self._discard)
        top.addWidget(self._use)
        acts = (self._versions, self._import, self._export, self._preview)
        for button in acts:
            set_role(button, "compact")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 16, 16, 10)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(WrappingRow(self._subtitle, acts, gap=6))

    def show_state(
        self, subtitle: str, *, is_changed: bool, may_be_used: bool, is_busy: bool
    ) -> None:
        """Say what the page shows and whether it differs from what is in force."""
        self._subtitle.setText(subtitle)
        self._discard.setVisible(is_changed)
        for button in (self._discard, self._versions, self._import):
            button.setEnabled(not is_busy)
        self._use.setVisible(is_changed)
        self._use.setEnabled(may_be_used and not is_busy)
        self._use.setText(tr("Working…") if is_busy else tr("Use this version…"))

    def show_versions(self, versions: Sequence[SchemeVersion]) -> None:
        """Offer the versions that the project keeps, latest first."""
        self._versions_menu.clear()
        for version in reversed(versions):
            when = QDateTime.fromString(version.created[:19], "yyyy-MM-ddTHH:mm:ss").date()
            day = QLocale().toString(when, QLocale.FormatType.ShortFormat)
            words = tr("{version} of {day}", version=version.version, day=day)
            if version.is_current:
                words = tr("{version}, in force", version=words)
            self._versions_menu.addAction(words, partial(self._want, version.id))

    def show_preview_is_open(self, *, is_open: bool) -> None:
        """Show whether the preview is to be seen."""
        self._preview.setChecked(is_open)

    @property
    def version_titles(self) -> tuple[str, ...]:
        """The versions that are offered."""
        return tuple(action.text() for action in self._versions_menu.actions())

    @Slot(str)
    def _want(self, version: str) -> None:
        self.version_wanted.emit(version)
