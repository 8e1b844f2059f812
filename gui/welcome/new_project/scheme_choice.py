"""The second step: what may be marked: the usual scheme, one from a file, or another project's."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from db import shipped
from db.errors import InvalidInput, Problem, UserFault
from db.project import SUFFIX, Project
from db.queries import schemes
from db.scheme.model import Scheme
from db.scheme.toml import parse
from gui import ask
from gui.translation import tr
from gui.widgets.parts import button, words


class SchemeChoice(QWidget):
    """Offers the three ways; `toml` is None for the usual scheme. `changed` after each choice."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.toml: str | None = None
        self._usual = QRadioButton(tr("The usual one: proposals and rejections"))
        self._other = QRadioButton(tr("Another one"))
        self._group = QButtonGroup(self)
        for each in (self._usual, self._other):
            self._group.addButton(each)
        self._usual.setChecked(True)
        self._usual.toggled.connect(self._follow)
        self.from_file = button(tr("From a scheme file…"), self.choose_file)
        self.from_project = button(tr("As in another project…"), self.choose_project)
        self._about = words("", "muted", wraps=True)
        self._said = ""
        self._chosen: str | None = None
        self._lay_out()
        self._follow()

    @property
    def is_ready(self) -> bool:
        """Whether there is a scheme to go on with."""
        return self._usual.isChecked() or self._chosen is not None

    def choose_file(self) -> None:
        """Ask for a TOML file."""
        path = ask.open_file(self, tr("Choose a scheme"), tr("Schemes") + " (*.toml)")
        if path is not None:
            self.take(path)

    def choose_project(self) -> None:
        """Ask for a project whose scheme is used here, too."""
        path = ask.open_file(
            self, tr("Choose the project with the scheme"), f"Demarche (*{SUFFIX})"
        )
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Use the scheme of a file or project; a fault is told, and the choice stays as it was."""
        try:
            toml = _of_project(path) if path.suffix == SUFFIX else _of_file(path)
            scheme = parse(toml, path=path.name)
        except UserFault as fault:
            ask.message(self, fault)
            self._follow()
            return
        self._chosen = toml
        self._said = tr("From {file}: {scheme}", file=path.name, scheme=_told(scheme))
        self._other.setChecked(True)
        self._follow()

    def take_focus(self) -> None:
        """Begin with the choice that stands."""
        (self._usual if self._usual.isChecked() else self._other).setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.from_file)
        row.addWidget(self.from_project)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(
            words(
                tr(
                    "A scheme says what may be marked: labels, roles and answers. You can change "
                    "it later on the Project page."
                ),
                "muted",
                wraps=True,
            )
        )
        layout.addWidget(self._usual)
        layout.addWidget(self._other)
        layout.addLayout(row)
        layout.addSpacing(8)
        layout.addWidget(self._about)
        layout.addStretch(1)

    def _follow(self) -> None:
        is_usual = self._usual.isChecked()
        self.toml = None if is_usual else self._chosen
        if is_usual:
            usual = parse(shipped.DEFAULT_SCHEME.read_text(encoding="utf-8"))
            self._about.setText(_told(usual))
        else:
            self._about.setText(self._said or tr("Choose a scheme file or a project."))
        self.changed.emit()


def _told(scheme: Scheme) -> str:
    labels = ", ".join(each.title for each in scheme.span_types)
    roles = ", ".join(dict.fromkeys(role.title.lower() for role in scheme.roles))
    said = tr("“{title}” marks {labels}.", title=scheme.title, labels=labels)
    return said + " " + tr("Slots: {roles}.", roles=roles) if roles else said


def _of_project(path: Path) -> str:
    with Project.open(path, is_read_only=True) as project:
        return schemes.current_toml(project)


def _of_file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        reason = tr("it is not UTF-8; save it as UTF-8")
        raise InvalidInput((Problem(path=str(path), line=None, reason=reason),)) from error
    except OSError as error:
        reason = tr("it can't be read ({reason})", reason=error.strerror or str(error))
        raise InvalidInput((Problem(path=str(path), line=None, reason=reason),)) from error
