"""The row of remembered choices: take them, keep them under a name or in a file, forget them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from db.errors import StorageFault, UserFault
from db.exports import profiles
from db.exports.choices import ExportChoices
from db.operations import export_profiles
from gui import ask
from gui.project_session import ProjectSession
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button

_FILTER = "TOML (*.toml)"


class ProfileBar(QWidget):
    """`taken` carries the ExportChoices of a profile that a person chose."""

    taken = Signal(object)

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._texts: Mapping[str, str] = {}
        self._current: ExportChoices | None = None
        self._folder = session.path.parent
        self._names = QComboBox()
        self._names.setAccessibleName(tr("Remembered choices"))
        self._names.setMinimumContentsLength(16)
        self._names.activated.connect(self._take)
        set_role(self._names, "compact")
        self._keep = button(tr("Remember…"), self.remember)
        self._forget = button(tr("Forget"), self._forget_it)
        self._write = button(tr("Write a file…"), self._to_file)
        layout = FlowLayout(self, gap=8, line_gap=6)
        for part in (
            self._names,
            self._keep,
            self._forget,
            button(tr("From a file…"), self._from_file),
            self._write,
        ):
            layout.addWidget(part)
        self.show_profiles({})

    def show_profiles(self, texts: Mapping[str, str]) -> None:
        """Offer these by name; the one that was taken stays so."""
        shown = self._names.currentData()
        self._texts = texts
        self._names.clear()
        self._names.addItem(tr("Choices of your own") if texts else tr("Nothing remembered yet"))
        for name in texts:
            self._names.addItem(name, name)
        self._names.setEnabled(bool(texts))
        self._choose(shown)

    def show_choices(self, choices: ExportChoices | None) -> None:
        """Follow what is chosen, None while that makes no export; its profile is told by name."""
        self._current = choices
        for part in (self._keep, self._write):
            part.setEnabled(choices is not None)
        shown = self._names.currentData()
        if shown is not None and _read(self._texts[shown]) != choices:
            self._choose(None)
        if self._names.currentData() is None and choices is not None:
            same = (name for name, text in self._texts.items() if _read(text) == choices)
            self._choose(next(same, None))

    def remember(self) -> None:
        """Keep what is chosen now under a name."""
        if self._current is None:
            return
        suggestion = self._names.currentData() or ""
        name = ask.text(self, tr("Remember"), tr("What are these choices called?"), suggestion)
        if name is None:
            return
        is_taken = name in self._texts and name != suggestion
        question = tr("“{name}” is remembered already. Put these choices in its place?", name=name)
        if is_taken and not ask.confirm(self, tr("Remember"), question, yes=tr("Replace")):
            return
        text = profiles.write(self._current)
        changes = self._session.run(export_profiles.remember_export, name=name, profile=text)
        if changes is not None:
            self.show_profiles({**self._texts, name: text})
            self._choose(name)

    def _choose(self, name: object) -> None:
        row = self._names.findData(name) if name is not None else 0
        self._names.setCurrentIndex(max(0, row))
        self._forget.setEnabled(self._names.currentData() is not None)

    @Slot()
    def _take(self) -> None:
        name = self._names.currentData()
        self._forget.setEnabled(name is not None)
        if name is None:
            return
        try:
            choices = profiles.read(self._texts[name], path=name)
        except UserFault as fault:
            ask.message(self, fault)
            return
        self.taken.emit(choices)

    def _forget_it(self) -> None:
        name = self._names.currentData()
        if name is None:
            return
        if self._session.run(export_profiles.forget_export, name=name) is not None:
            self.show_profiles({each: text for each, text in self._texts.items() if each != name})
            self._names.setFocus()

    def _from_file(self) -> None:
        path = ask.open_file(self, tr("Choices of an export"), _FILTER, self._folder)
        if path is None:
            return
        self._folder = path.parent
        try:
            choices = profiles.read_file(path)
        except UserFault as fault:
            ask.message(self, fault)
            return
        self.taken.emit(choices)

    def _to_file(self) -> None:
        if self._current is None:
            return
        suggestion = self._folder / f"{self._names.currentData() or self._current.format}.toml"
        path = ask.save_file(self, tr("Write these choices"), suggestion, _FILTER)
        if path is None:
            return
        self._folder = path.parent
        try:
            _write_file(path, profiles.write(self._current))
        except UserFault as fault:
            ask.message(self, fault)


def _write_file(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise StorageFault(
            tr(
                "{file} can't be written ({reason}). Choose another place.",
                file=path.name,
                reason=error.strerror,
            )
        ) from error


def _read(text: str) -> ExportChoices | None:
    """The choices of a text, or None where it can't be read any more."""
    try:
        return profiles.read(text)
    except UserFault:
        return None
