"""What stands around the pages: the bar and the line, in step with project, page and keys."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMainWindow

from db.model import AnnotatorId, Changes
from db.queries import annotators
from gui.key_hints import KeyHints
from gui.main_window.command_menu import CommandMenu
from gui.main_window.page_turner import PageTurner
from gui.main_window.pages import pages_in
from gui.main_window.status_line import StatusLine
from gui.main_window.top_bar import TopBar
from gui.project_session import ProjectSession


class Surroundings(QObject):
    """`bar` and `line` are laid out by the window, whose title this names."""

    def __init__(
        self,
        window: QMainWindow,
        session: ProjectSession,
        turner: PageTurner,
        menu: CommandMenu,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._turner = turner
        self.bar = TopBar(pages_in(is_work_package=session.is_work_package), menu)
        self.line = StatusLine()
        # What it says is cut where there is no room; it must not make the window wider.
        self.line.setMinimumWidth(1)
        self.bar.page_wanted.connect(turner.show_page)
        turner.shown.connect(self._follow_page)
        session.changed.connect(self._follow_changes)
        self.show_names()

    def show_names(self) -> None:
        """Show what the project is called, and who works in it."""
        session = self._session
        annotator = annotators.one(session.project, AnnotatorId(session.author))
        self.bar.show_project(session.path.name, annotator.name if annotator else "")
        self._window.setWindowTitle(f"{session.path.stem} – Demarche")

    @Slot(str, object, str)
    def show_facts_of(self, page: str, hints: KeyHints, place: str) -> None:
        """Show what a page says of keys and of where the person is, while it is up."""
        if page == self._turner.page:
            self.line.show_facts(hints, place)

    @Slot(str)
    def _follow_page(self, page: str) -> None:
        self.bar.show_page(page)
        self.line.show_about_text(is_shown=page != "project")

    @Slot(object)
    def _follow_changes(self, changes: Changes) -> None:
        self.line.show_saved()
        if changes.is_large or changes.tables & {"scheme", "annotator", "project"}:
            self.show_names()
