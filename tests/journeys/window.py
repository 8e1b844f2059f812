"""The Annotate page in a window of its own, as the journeys use it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from db.project import Project
from gui import theme
from gui.actions import COMMANDS, build_actions
from gui.annotate.page import AnnotatePage
from gui.background import Background
from gui.project_session import ProjectSession
from gui.scheme_keys import scheme_commands
from gui.selection import Selection
from gui.settings import Settings
from gui.theme import LIGHT
from tests.builders import author_of
from tests.journeys.annotator import Annotator


@contextmanager
def annotator_at(project: Project, app: QApplication, folder: Path) -> Iterator[Annotator]:
    """Somebody in front of the first article of a project, with the focus in its text."""
    theme.apply(app, LIGHT, 100)
    session = ProjectSession(project, author_of(project))
    selection, background = Selection(), Background()
    settings = Settings(folder / "settings.ini")
    page = AnnotatePage(session, selection, settings, LIGHT, background)
    commands = (*COMMANDS, *scheme_commands(session.scheme))
    build_actions(page, commands, page.run_command, texts=(page.view,))
    page.resize(1440, 860)
    page.show()
    page.activateWindow()
    page.open_first()
    page.view.setFocus()
    app.processEvents()
    try:
        yield Annotator(page, session, selection)
    finally:
        page.close()
        page.deleteLater()
        # Now, before the project is closed: its timers would ask the file once more.
        app.sendPostedEvents(page, QEvent.Type.DeferredDelete)
        background.close()
