"""What the program shows without a project: make one, open one, or go on with a recent one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import platformdirs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.errors import UserFault
from db.operations import projects
from db.project import SUFFIX
from gui import ask
from gui.settings import Settings
from gui.translation import tr

_FILTER = "Demarche (*.demarche)"
_TO_OPEN = "Demarche (*.demarche *.demarche-package)"


class StartWindow(QFrame):
    """Emits `project_wanted(Path)`; it stays open until a project is."""

    project_wanted = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.setProperty("pane", "page")
        self.setWindowTitle("Demarche")
        self.setMinimumWidth(520)
        self._recent = QListWidget()
        self._recent.setAccessibleName(tr("Recent projects"))
        self._recent.itemActivated.connect(self._open_recent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 36, 40, 36)
        layout.setSpacing(10)
        layout.addWidget(_label("Demarche", "title"))
        layout.addWidget(_label(tr("Who proposed what, and who rejected it."), "muted"))
        layout.addSpacing(16)
        self._new = self._button(tr("New project…"), self._make, is_primary=True)
        for button in (
            self._new,
            self._button(tr("Open a project or a work package…"), self._open),
            self._button(tr("Look at the sample project"), self._open_sample),
        ):
            layout.addWidget(button)
        layout.addSpacing(16)
        self._recent_title = _label(tr("Recent projects"), "strong")
        layout.addWidget(self._recent_title)
        layout.addWidget(self._recent, 1)
        self.show_recent()

    @staticmethod
    def ask_open(parent: QWidget | None) -> Path | None:
        """Ask which project to open."""
        return ask.open_file(parent, tr("Open a project or a work package"), _TO_OPEN)

    @staticmethod
    def ask_new(parent: QWidget | None, settings: Settings) -> Path | None:
        """Ask where to make a project and make it; None where nothing was made."""
        suggestion = Path(platformdirs.user_documents_dir()) / f"{tr('My project')}{SUFFIX}"
        path = ask.save_file(parent, tr("Where should the new project lie?"), suggestion, _FILTER)
        if path is None:
            return None
        name = ask.text(
            parent,
            tr("Who are you?"),
            tr(
                "Your name or a pseudonym, for the lead to know your work by. "
                "Exports call you “annotator 1”."
            ),
            settings.author,
        )
        if name is None:
            return None
        try:
            projects.create(path, title=path.stem, annotator_name=name).close()
        except UserFault as fault:
            ask.message(parent, fault)
            return None
        settings.author = name
        return path

    def show_recent(self) -> None:
        """List the recent projects that are still there."""
        self._recent.clear()
        for path in self._settings.recent_projects:
            if path.exists():
                item = QListWidgetItem(f"{path.stem}   {path.parent}")
                item.setData(Qt.ItemDataRole.UserRole, str(path))
                self._recent.addItem(item)
        has_some = self._recent.count() > 0
        self._recent.setVisible(has_some)
        self._recent_title.setVisible(has_some)

    def _button(
        self, text: str, slot: Callable[[], None], *, is_primary: bool = False
    ) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("primary", is_primary)
        button.clicked.connect(slot)
        return button

    def _make(self) -> None:
        path = self.ask_new(self, self._settings)
        if path is not None:
            self.project_wanted.emit(path)

    def _open(self) -> None:
        path = self.ask_open(self)
        if path is not None:
            self.project_wanted.emit(path)

    def _open_sample(self) -> None:
        path = Path(platformdirs.user_data_dir("demarche", appauthor=False)) / f"Sample{SUFFIX}"
        try:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                from db.cli.samples import make_sample  # noqa: PLC0415 - only needed once

                make_sample(path).close()
        except UserFault as fault:
            ask.message(self, fault)
            return
        self.project_wanted.emit(path)

    def _open_recent(self, item: QListWidgetItem) -> None:
        self.project_wanted.emit(Path(item.data(Qt.ItemDataRole.UserRole)))


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty(role, True)  # noqa: FBT003 - Qt's way
    return label
