"""Asks for the files that keep the choices of an import, maps, and reads and writes them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.exports.files import whole_or_nothing
from db.imports import map_file
from db.imports.choices import ImportChoices
from gui import ask
from gui.background import Background
from gui.project_session import ProjectSession
from gui.translation import tr

_SUFFIX = ".toml"


class MapFiles(QObject):
    """`loaded` carries the ImportChoices of a map that a person chose."""

    loaded = Signal(object)

    def __init__(self, session: ProjectSession, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._background = background
        self._window = window
        self._is_gone = False

    def let_go(self) -> None:
        """Nobody waits for a map any more."""
        self._is_gone = True

    def load(self) -> None:
        """Ask which map counts from now on."""
        filters = f"{_filter()};;{tr('All files')} (*)"
        folder = self._session.path.parent
        path = ask.open_file(self._window, tr("Load a map"), filters, folder)
        if path is None:
            return
        scheme = self._session.scheme
        self._background.start(
            lambda _progress: map_file.load(path, scheme),
            done=self._take,
            failed=lambda fault: ask.message(self._window, fault),
            title=tr("Reading the map"),
            pure=True,
        )

    def save(self, choices: ImportChoices) -> None:
        """Ask where these choices are to be kept; an older map there stays if it can't be."""
        suggestion = self._session.path.with_name(tr("import map") + _SUFFIX)
        path = ask.save_file(self._window, tr("Save as a map"), suggestion, _filter())
        if path is None:
            return
        text = map_file.write(choices)
        self._background.start(
            lambda _progress: _write(path, text),
            failed=lambda fault: ask.message(self._window, fault),
            title=tr("Saving the map"),
            pure=True,
        )

    def _take(self, choices: ImportChoices) -> None:
        if not self._is_gone:
            self.loaded.emit(choices)


def _filter() -> str:
    return f"{tr('Maps of imports')} (*{_SUFFIX})"


def _write(path: Path, text: str) -> Path:
    with whole_or_nothing(path) as file:
        file.write(text.encode())
    return path
