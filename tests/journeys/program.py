"""The whole program with its real window, as the journeys use it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from gui.app import Program
from gui.command_line import read_arguments
from gui.settings import Settings
from tests.journeys.annotator import Annotator


@contextmanager
def annotator_of(path: Path, app: QApplication) -> Iterator[Annotator]:
    """Somebody who has started the program with a project, with the focus in the text."""
    settings = Settings(path.with_suffix(".ini"))
    settings.theme = "light"
    program = Program(app, read_arguments([str(path)]), settings)
    assert program.open(path)
    window = program.window
    assert window is not None
    window.resize(1440, 900)
    window.activateWindow()
    window.annotate.view.setFocus()
    app.processEvents()
    try:
        yield Annotator(window.annotate, window.session, window.selection)
    finally:
        program.close()
        app.sendPostedEvents(window, QEvent.Type.DeferredDelete)
