"""Starts the program and wires its parts: settings, theme, background, crash guard, windows.

The only place that opens and closes projects for the window, one at a time.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from db import backup, log
from db.errors import UserFault
from db.model import AnnotatorId
from db.project import Project
from db.queries import annotators
from db.version import VERSION
from gui import arriving, ask, picture, translation
from gui.appearance import Appearance
from gui.application import Application
from gui.background import Background
from gui.command_line import Arguments, read_arguments
from gui.crash import CrashGuard
from gui.housekeeping import Housekeeping
from gui.main_window.review_return import ReviewReturn
from gui.main_window.window import MainWindow
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.single_instance import SingleInstance, raise_running
from gui.termination import Termination
from gui.tour.host import TourHost
from gui.welcome import opening
from gui.widgets.kept_focus import FocusKeeper

if TYPE_CHECKING:
    from gui.welcome.page import WelcomePage


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the window until it is closed; returns the exit code."""
    asked = read_arguments(sys.argv[1:] if arguments is None else arguments)
    app = QApplication.instance() or Application(["demarche"])
    assert isinstance(app, QApplication)
    app.setApplicationName("Demarche")
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName("demarche")
    termination = Termination(app)
    program = Program(app, asked)
    try:
        return program.run()
    finally:
        program.close()
        termination.remove()


class Program(QObject):
    """What lives as long as the program does, and the window that is open at the moment."""

    def __init__(
        self, app: QApplication, asked: Arguments, settings: Settings | None = None
    ) -> None:
        super().__init__()
        self._app = app
        self._asked = asked
        self.settings = settings or Settings()
        self.settings.use_for_now(theme=asked.theme, zoom=asked.zoom)
        translation.speak(app, self.settings.language)
        self.appearance = Appearance(app, self.settings)
        self._focus = FocusKeeper(app, self)
        self._guard = CrashGuard(
            log.folder(),
            show_fault=self._explain,
            # Nobody sees a dialog where only a picture is drawn; the line on stderr is enough.
            show_report=None if asked.screenshot is None else lambda _text, _path: None,
        )
        self.window: MainWindow | None = None
        self._start: WelcomePage | None = None
        self.tour = TourHost(self.settings, self)
        self._background: Background | None = None
        self._housekeeping: Housekeeping | None = None
        self._instance: SingleInstance | None = None

    def run(self) -> int:
        """Open what was asked for, else the last project, else the start window.

        Returns the exit code.
        """
        wanted = self._asked.project or self.settings.last_project
        if self._is_drawing:
            return self._draw(wanted)
        if wanted is not None and raise_running(wanted):
            return 0
        if wanted is None:
            self.show_start()
        else:
            self._open_or_start(wanted)
        if isinstance(self._app, Application):
            self._app.listen(self._open_from_outside)
        return self._app.exec()

    def open(self, path: Path, author: AnnotatorId | None = None) -> bool:
        """Show a project in place of what is open; False, and a word on why, where it can't be.

        What is open stays open then.
        """
        try:
            unsealed = arriving.unsealed(self.window, path)
            if unsealed is None:
                return False
            path = unsealed
            if self.window is not None and self.window.session.path == path.resolve():
                self._close_project()
            project = Project.open(path.absolute())
        except UserFault as fault:
            if not path.exists():
                self.settings.forget_project(path)
            recovered = self._recovered(path, fault)
            return recovered is not None and self.open(recovered)
        recent = self.settings.recent_projects
        known = None if self._is_drawing else arriving.known_file(self.window, project, recent)
        if known is not None:
            project.close()
            opened = self.open(known)
            if opened and self.window is not None:
                self.window.take_in(path.absolute())
            return opened
        self._close_project()
        session = ProjectSession(project, author or annotators.default_author(project))
        self._background = Background()
        self.window = MainWindow(session, self.settings, self.appearance, self._background)
        self._housekeeping = Housekeeping(session, self._background, self.window, self.settings)
        self._housekeeping.told.connect(self.window.show_background)
        self._housekeeping.trouble_found.connect(self.window.show_trouble)
        self._instance = SingleInstance(path, self)
        self._instance.raise_wanted.connect(self._raise)
        self.window.program_wanted.connect(self._follow_wish)
        self.window.author_wanted.connect(lambda chosen: self._open_or_start(path, chosen))
        self.window.gold_wanted.connect(lambda back: self._work_as_gold(path, back))
        self.window.return_wanted.connect(lambda back: self._return_to_review(path, back))
        self.window.restore_wanted.connect(lambda chosen: self._restore(path, chosen))
        self.window.project_wanted.connect(self._open_or_start)
        if not self._is_drawing:
            self.settings.remember_project(path.absolute())
        self.window.show()
        # Afterwards, because the program ends with its last window.
        if self._start is not None:
            self._start.close()
        return True

    def show_start(self) -> None:
        """Offer what can be done without a project."""
        self._close_project()
        if self._start is None:
            from gui.welcome.page import WelcomePage  # noqa: PLC0415 - not on the way to a project

            self._start = WelcomePage(self.settings, self.appearance)
            self._start.project_wanted.connect(self.open)
            self._start.sample_wanted.connect(self._begin)
            self._start.recovery_wanted.connect(self._recover)
        self._start.show()

    def close(self) -> None:
        """Close the project and give back what was taken over."""
        self._close_project()
        if self._start is not None:
            self._start.close()
        self._focus.close()
        self._guard.remove()

    @property
    def _is_drawing(self) -> bool:
        # Nobody sees a dialog then, and nothing is to be remembered.
        return self._asked.screenshot is not None

    @property
    def _over(self) -> QWidget | None:
        return self.window or self._start

    def _close_project(self) -> None:
        if self.window is None or self._background is None:
            return
        window, self.window = self.window, None
        self.tour.close()
        window.close()
        if self._housekeeping is not None:
            self._housekeeping.close()
        self._background.close()
        window.deleteLater()
        window.session.project.close()
        if self._instance is not None:
            self._instance.close()
            self._instance = None

    def _follow_wish(self, wish: str) -> None:
        if wish == "quit":
            self._app.quit()
        elif wish == "close":
            self.settings.last_project = None
            self.show_start()
        elif wish == "new":
            # Knows every format of articles, and is slow to import.
            from gui.welcome.new_project.dialog import NewProjectDialog  # noqa: PLC0415

            dialog = NewProjectDialog(self.window, self.settings, self.appearance.theme)
            dialog.made.connect(self._open_or_start)
            dialog.open()
        elif wish == "tour":
            self._lead_through()
        elif (path := opening.ask_open(self.window)) is not None:
            self._open_or_start(path)

    def _begin(self, sample: Path) -> None:
        """Open the sample; whoever sees it for the first time is led through it."""
        if self.open(sample) and self.window is not None and not self.settings.tour_step:
            self.tour.begin(self.window)

    def _lead_through(self) -> None:
        """Begin the tour, or go on with it, in the sample."""
        if self.window is None or self.tour.begin(self.window):
            return
        if not ask.confirm(
            self.window,
            translation.tr("Guided tour"),
            translation.tr(
                "The tour takes place in the sample project. What you have open here is saved, and "
                "you find it among the recent projects afterwards."
            ),
            yes=translation.tr("Open the sample"),
        ):
            return
        try:
            sample = opening.ready_sample()
        except UserFault as fault:
            self._explain(fault)
            return
        if self.open(sample) and self.window is not None:
            self.tour.begin(self.window)

    def _open_or_start(self, path: Path, author: AnnotatorId | None = None) -> None:
        if not self.open(path, author) and self.window is None:
            self.show_start()

    def _open_from_outside(self, path: Path) -> None:
        if self.window is not None and self.window.session.path == path.resolve():
            self._raise()
        else:
            self._open_or_start(path)

    def _work_as_gold(self, path: Path, back: ReviewReturn) -> None:
        if self.window is None:
            return
        self._open_or_start(path, annotators.gold(self.window.session.project))
        if self.window is not None:
            self.window.edit_gold(back)

    def _return_to_review(self, path: Path, back: ReviewReturn) -> None:
        self._open_or_start(path, back.author)
        if self.window is not None:
            self.window.review_unit(back.article, back.unit)

    def _explain(self, fault: UserFault) -> None:
        if not self._is_drawing:
            ask.message(self.window, fault)
        else:
            # A dialog that nobody sees would wait for ever.
            sys.stderr.write(f"{fault}\n")

    def _restore(self, path: Path, chosen: Path) -> None:
        self._close_project()
        try:
            backup.restore(path.absolute(), chosen)
        except UserFault as fault:
            self._explain(fault)
        self._open_or_start(path)

    def _recovered(self, path: Path, fault: UserFault) -> Path | None:
        """A new project made of one that can't be opened, where there is one and it is wanted."""
        if self._is_drawing:
            self._explain(fault)
            return None
        # Over what is open, because that stays open where nothing comes of it.
        return arriving.recovered(self._over, path, fault, self.appearance.theme)

    def _recover(self, path: Path) -> None:
        """Make a new project of a file that a person holds for damaged, and open it."""
        made = arriving.recovered_on_wish(self._over, path, self.appearance.theme)
        if made is not None:
            self.open(made)

    def _raise(self) -> None:
        if self.window is not None:
            self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
            self.window.raise_()
            self.window.activateWindow()

    def _draw(self, wanted: Path | None) -> int:
        if wanted is None:
            sys.stderr.write(
                "There is no project to draw. Name one, or start without --screenshot once.\n"
            )
            return 2
        if not self.open(wanted) or self.window is None or self._background is None:
            return 1
        is_drawn = picture.draw(self._app, self.window, self._background, self._asked)
        return 0 if is_drawn else 1
