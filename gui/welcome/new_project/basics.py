"""The first step: what the project is called, where it lies, and who works in it."""

from __future__ import annotations

import re
from pathlib import Path

import platformdirs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.packages.whole_file import free_name
from db.project import SUFFIX
from gui import ask
from gui.settings import Settings
from gui.translation import tr
from gui.welcome.identity import purpose
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.parts import button, words

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


class Basics(QWidget):
    """Title, place and, where nobody asked before, a name; `changed` after each edit."""

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._chosen: Path | None = None
        self._folder = Path(platformdirs.user_documents_dir())
        self.title = QLineEdit(tr("My project"))
        self.title.selectAll()
        self.name = QLineEdit(settings.author)
        self.name.setPlaceholderText(tr("Your name or a pseudonym"))
        self._place = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._problem = words("", "problem", wraps=True)
        self.title.textChanged.connect(self._follow)
        self.name.textChanged.connect(lambda: self.changed.emit())  # noqa: PLW0108
        self._lay_out()
        self._follow()

    @property
    def path(self) -> Path:
        """Where the project will lie."""
        if self._chosen is not None:
            return self._chosen
        stem = _FORBIDDEN.sub(" ", self.title.text()).strip(" .") or tr("My project")
        return free_name(self._folder / f"{stem}{SUFFIX}")

    @property
    def problem(self) -> str:
        """Why it can't go on like this; empty where it can."""
        if not self.title.text().strip():
            return tr("A project needs a title.")
        if self._chosen is not None and self._chosen.exists():
            return tr(
                "{file} is there already. It stays as it is; choose another name.",
                file=self._chosen.name,
            )
        return ""

    def choose_place(self) -> None:
        """Ask where the project should lie."""
        chosen = ask.save_file(
            self,
            tr("Where should the new project lie?"),
            self.path,
            f"Demarche (*{SUFFIX})",
        )
        if chosen is not None:
            self._chosen = chosen
            self._follow()

    def take_focus(self) -> None:
        """Begin with the title."""
        self.title.setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._add(layout, tr("Title"), self.title)
        layout.addSpacing(10)
        layout.addWidget(words(tr("Place"), "strong"))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._place, 1)
        row.addWidget(button(tr("Choose another place…"), self.choose_place))
        layout.addLayout(row)
        if not self._settings.is_name_asked:
            layout.addSpacing(10)
            self._add(layout, tr("Who are you?"), self.name)
            layout.addWidget(words(purpose(), "muted", "secondary", wraps=True))
        layout.addWidget(self._problem)
        layout.addStretch(1)

    def _add(self, layout: QVBoxLayout, title: str, field: QLineEdit) -> None:
        label = words(title, "strong")
        label.setBuddy(field)
        field.setAccessibleName(title)
        layout.addWidget(label)
        layout.addWidget(field)

    def _follow(self) -> None:
        self._place.setText(str(self.path))
        self._problem.setText(self.problem)
        self._problem.setVisible(bool(self.problem))
        self.changed.emit()
