"""What the commands of the window itself do; those of a page are the page's own business."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from db.model import Changes
from db.queries import annotators
from gui import ask
from gui.actions import COMMANDS, page_commands
from gui.main_window.pages import PAGES
from gui.scheme_keys import scheme_commands
from gui.translation import tr
from gui.widgets.key_overlay import KeyOverlay

if TYPE_CHECKING:
    from gui.main_window.window import MainWindow


class WindowCommands:
    """A table from a command's id to what it does."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        session, appearance = window.session, window.appearance
        self._table: dict[str, Callable[[], object]] = {
            "palette.open": window.open_palette,
            "zoom.in": appearance.zoom_in,
            "zoom.out": appearance.zoom_out,
            "zoom.reset": appearance.reset_zoom,
            "theme.next": appearance.choose_next_theme,
            "help.keys": self._show_keys,
            "page.annotate": lambda: window.show_page("annotate"),
            "page.project": lambda: window.show_page("project"),
            "project.import": self.import_articles,
            "project.export": self._export,
            "project.new": lambda: window.another_wanted.emit("new"),
            "project.open": lambda: window.another_wanted.emit("open"),
            "project.close": lambda: window.another_wanted.emit("close"),
            "program.quit": lambda: window.another_wanted.emit("quit"),
        }

    def run(self, command: str) -> bool:
        """Carry out a command of the window; False for one that it does not know."""
        action = self._table.get(command)
        if action is None:
            return False
        action()
        return True

    def import_articles(self) -> None:
        """Go to where articles come in."""
        self._window.show_page("project")
        self._window.project.show_section("articles")

    def choose_annotator(self) -> None:
        """Ask who works here now, among the people that the project knows."""
        session = self._window.session
        people = [each for each in annotators.every(session.project) if each.kind == "human"]
        present = next((i for i, each in enumerate(people) if each.id == session.author), 0)
        chosen = ask.choice(
            self._window,
            tr("Who works here?"),
            tr("What you mark is kept as the work of this annotator. More people are added on the Project page."),
            [each.name for each in people],
            chosen=present,
        )
        if chosen is not None and people[chosen].id != session.author:
            self._window.author_wanted.emit(people[chosen].id)

    def _replay(self, changes: Changes | None) -> None:
        if changes is not None and changes.articles:
            self._window.show_page("annotate")
            self._window.annotate.show_replayed(changes)

    def _export(self) -> None:
        self._window.show_page("project")
        self._window.project.show_section("export")

    def _show_keys(self) -> None:
        window = self._window
        commands = (*scheme_commands(window.session.scheme), *COMMANDS, *page_commands(PAGES))
        KeyOverlay.show_over(window, commands)
