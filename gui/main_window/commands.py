"""What the commands of the window itself do; those of a page are the page's own business."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.model import AnnotatorKind, Changes
from db.queries import annotators
from gui import ask
from gui.appearance import Appearance
from gui.main_window.pages import pages_in
from gui.project_session import ProjectSession
from gui.translation import tr


class WindowCommands(QObject):
    """A table from a command's id to what it does.

    What needs another part of the program is asked for by signals: `page_wanted` carries a page
    and a section of it, `replayed` what undo or redo changed, `program_wanted` one of "new",
    "open", "close", "tour" and "quit", `author_wanted` an AnnotatorId, `work_wanted` "send_back" or
    "take_in"; `words_wanted` asks for the selected words in all articles, `review_wanted` for the
    review of what is shown, `copies_wanted` for a search of wire copies,
    `handbook_wanted` for what the handbook says of it, `keys_wanted` for all keys,
    `settings_wanted` for the settings, `tray_wanted` for what is under way, and `print_wanted`
    carries "paper" or "pdf".
    """

    page_wanted = Signal(str, str)
    palette_wanted = Signal()
    replayed = Signal(object)
    program_wanted = Signal(str)
    author_wanted = Signal(object)
    work_wanted = Signal(str)
    words_wanted = Signal()
    review_wanted = Signal()
    copies_wanted = Signal()
    handbook_wanted = Signal()
    keys_wanted = Signal()
    settings_wanted = Signal()
    tray_wanted = Signal()
    print_wanted = Signal(str)

    def __init__(self, window: QWidget, session: ProjectSession, appearance: Appearance) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._pages = pages_in(is_work_package=session.is_work_package)
        self._table: dict[str, Callable[[], object]] = {
            "edit.undo": lambda: self._replay(session.undo()),
            "edit.redo": lambda: self._replay(session.redo()),
            "palette.open": self.palette_wanted.emit,
            "review.return": self.review_wanted.emit,
            "explore.words": self.words_wanted.emit,
            "zoom.in": appearance.zoom_in,
            "zoom.out": appearance.zoom_out,
            "zoom.reset": appearance.reset_zoom,
            "theme.next": appearance.choose_next_theme,
            "help.keys": self.keys_wanted.emit,
            "settings.open": self.settings_wanted.emit,
            "tray.open": self.tray_wanted.emit,
            "article.print": lambda: self.print_wanted.emit("paper"),
            "article.pdf": lambda: self.print_wanted.emit("pdf"),
            "help.handbook": self.handbook_wanted.emit,
            "project.import": lambda: self.page_wanted.emit("project", "articles"),
            "project.copies": self.copies_wanted.emit,
            "project.export": lambda: self.page_wanted.emit("project", "export"),
            "project.new": lambda: self.program_wanted.emit("new"),
            "project.open": lambda: self.program_wanted.emit("open"),
            "project.close": lambda: self.program_wanted.emit("close"),
            "program.quit": lambda: self.program_wanted.emit("quit"),
            "help.tour": lambda: self.program_wanted.emit("tour"),
            "project.assign": lambda: self.page_wanted.emit("project", "assignment"),
            "project.collect": lambda: self.page_wanted.emit("project", "collect"),
            "work.send_back": lambda: self.work_wanted.emit("send_back"),
            "work.take_in": lambda: self.work_wanted.emit("take_in"),
            **{f"page.{page}": self._page_opener(page) for page, _ in self._pages},
        }

    def run(self, command: str) -> bool:
        """Carry out a command of the window; False for one that it does not know."""
        action = self._table.get(command)
        if action is None:
            return False
        action()
        return True

    def choose_annotator(self) -> None:
        """Ask who works here now, among the people that the project knows.

        A work package is one annotator's: there it says how far they are.
        """
        if self._session.is_work_package:
            self.page_wanted.emit("project", "work")
            return
        everybody = annotators.every(self._session.project)
        people = [each for each in everybody if each.kind is not AnnotatorKind.MODEL]
        author = self._session.author
        present = next((at for at, each in enumerate(people) if each.id == author), 0)
        chosen = ask.choice(
            self._window,
            tr("Who works here?"),
            tr(
                "What you mark is kept as the work of this annotator. "
                "The Project page adds more people."
            ),
            [each.name for each in people],
            chosen=present,
        )
        if chosen is not None and people[chosen].id != author:
            self.author_wanted.emit(people[chosen].id)

    def _page_opener(self, page: str) -> Callable[[], None]:
        return lambda: self.page_wanted.emit(page, "")

    def _replay(self, changes: Changes | None) -> None:
        if changes is not None:
            self.replayed.emit(changes)
