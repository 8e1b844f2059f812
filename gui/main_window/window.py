"""The window of one open project: lays out bar, pages and line, and hands commands on.

Kept lean on purpose: pages know what they show, `page_turner.py` which page is up, `commands.py`
what the window's commands do, `window_keys.py` which keys call them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout

from db.errors import StorageFault, UserFault
from db.model import Changes
from gui import ask
from gui.actions import Actions
from gui.annotate.page import AnnotatePage
from gui.annotate.status_facts import StatusFacts
from gui.appearance import Appearance
from gui.background import Background
from gui.keys.in_force import in_force
from gui.main_window import window_place
from gui.main_window.command_menu import CommandMenu
from gui.main_window.commands import WindowCommands
from gui.main_window.dropping import Dropping
from gui.main_window.late_pages import LatePages
from gui.main_window.leaving import ask_before
from gui.main_window.overlays import Overlays
from gui.main_window.page_turner import PageTurner
from gui.main_window.pages import Commanded, TellsFacts
from gui.main_window.surroundings import Surroundings
from gui.main_window.watch import Watch
from gui.main_window.window_keys import WindowKeys
from gui.palette import Palette
from gui.printing.commands import Printing
from gui.project_session import ProjectSession
from gui.selection import Selection
from gui.settings import Settings
from gui.theme import Theme
from gui.translation import tr, tr_said
from gui.widgets.notices import Notices
from gui.widgets.reading_order import ReadingRoom
from gui.widgets.scrolled_room import ScrolledRoom, ShownPages
from gui.widgets.toast import Toast

if TYPE_CHECKING:
    from gui.agreement.page import AgreementPage
    from gui.explore.page import ExplorePage
    from gui.project.page import ProjectPage
    from gui.review.page import ReviewPage


class MainWindow(QMainWindow):
    """Shows one session, and asks the program for what needs another window.

    `program_wanted` carries "new", "open", "close" or "quit"; `author_wanted` who works here from
    now on; `gold_wanted` carries the ReviewReturn of whoever is going to work as gold,
    `return_wanted` that of whoever goes back to the review from it; `restore_wanted` the backup to
    put in the project's place; `project_wanted` another project to open. All of them end what runs
    in the background, so they come only where nothing does or the person gives it up.
    """

    program_wanted = Signal(str)
    author_wanted = Signal(object)
    gold_wanted = Signal(object)
    return_wanted = Signal(object)
    restore_wanted = Signal(object)
    project_wanted = Signal(object)

    def __init__(
        self,
        session: ProjectSession,
        settings: Settings,
        appearance: Appearance,
        background: Background,
    ) -> None:
        super().__init__()
        in_force().follow(settings)
        self.session = session
        self.settings = settings
        self.appearance = appearance
        self.selection = Selection(self)
        theme = appearance.theme
        self.annotate = AnnotatePage(session, self.selection, settings, theme, background)
        self._keeps_place = True
        self._toast = Toast(self)
        self._keys = WindowKeys(self, session, self.run_command, self.annotate.view)
        self._palette = Palette(session, self.selection, self.actions_by_id, theme, background)
        self._menu = CommandMenu(self.actions_by_id, self)
        self._facts = StatusFacts(session, self.annotate.current, self.selection)
        self._commands = WindowCommands(self, session, appearance)
        self._printing = Printing(self, session, self.annotate.current, settings, background)
        self._pages = ShownPages()
        self._late = LatePages(self._pages, session, settings, appearance, background)
        self._turner = PageTurner(self._pages, session, self.selection, self.annotate, self._late)
        self._around = Surroundings(self, session, self._turner, self._menu)
        self._line = self._around.line
        self._overlays = Overlays(self, self._keys, self._turner, self._toast)
        self._take_over()
        self._lay_out()
        self._watch = Watch(self, background, self._line, theme)
        self._dropping = Dropping(self, self._turner.room)
        self._connect()
        ask_before(self._watch.may_leave, self._endings())
        self._facts.tell()
        self._restore()

    @property
    def actions_by_id(self) -> Actions:
        """The window's actions by the ids of their commands."""
        return self._keys.actions

    @property
    def project(self) -> ProjectPage:
        """The Project page."""
        return self._turner.project

    @property
    def review(self) -> ReviewPage:
        """The Review page."""
        return self._turner.review

    @property
    def agreement(self) -> AgreementPage:
        """The Agreement page."""
        return self._turner.agreement

    @property
    def explore(self) -> ExplorePage:
        """The Explore page."""
        return self._turner.explore

    @property
    def notices(self) -> Notices:
        """What was said in passing."""
        return self._watch.notices

    def run_command(self, command: str) -> None:
        """Carry out a command of the table, asked for by a key or the menu.

        What only another page could do is not done, since nobody would see to what.
        """
        self._run(command)

    def open_palette(self) -> None:
        """Search articles and commands."""
        self._palette.open_over(self)

    def keep_place(self) -> None:
        """Remember where the person is, for the next start."""
        if not self._keeps_place:
            return
        window_place.keep(self, self.settings)
        if self.selection.article is not None:
            self.settings.keep_place(
                str(self.session.path), self.annotate.place(self.selection.article)
            )
        self.settings.save()

    def forget_place(self) -> None:
        """Leave no trace in the settings: this window was only drawn into a picture."""
        self._keeps_place = False

    def closeEvent(self, event: QCloseEvent) -> None:
        """All is saved; only work that still runs is asked about, and the place is remembered."""
        if event.spontaneous() and not self._watch.may_leave():
            event.ignore()
            return
        self.keep_place()
        self.annotate.close()
        # It lives on for a moment, and what it would draw anew is in a project that is closed.
        QObject.disconnect(self._hears_of_theme)
        super().closeEvent(event)

    def _run(self, command: str) -> bool:
        page = self._turner.current
        if self._commands.run(command) or (
            isinstance(page, Commanded) and page.run_command(command)
        ):
            return True
        # F1 beside no article: what helps there is the handbook.
        return command == "help.guidelines" and self._commands.run("help.handbook")

    def _run_chosen(self, command: str) -> None:
        if not self._run(command):
            self._toast.say(tr("That is done in the text of an article, on the Annotate page."))

    def _take_over(self) -> None:
        """Hand on what the program asks of the window to the parts that do it."""
        turner = self._turner
        turner.run_command = self.run_command
        self.show_page = turner.show_page
        self.open_article = turner.open_article
        self.review_unit = turner.review_unit
        self.take_in = turner.take_in
        self.edit_gold = turner.edit_gold
        self.return_to_review = turner.return_to_review
        self.show_for_picture = turner.show_for_picture
        self.show_trouble = self._overlays.show_trouble
        self.show_background = self._line.show_background

    def _lay_out(self) -> None:
        whole = ReadingRoom()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(ScrolledRoom(self._around.bar, flat=True))
        layout.addWidget(ScrolledRoom(self._pages), 1)
        layout.addWidget(self._line)
        self.setCentralWidget(whole)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def _connect(self) -> None:
        show = self._around.show_facts_of
        self.session.changed.connect(self._follow_changes)
        self.session.failed.connect(self._explain)
        self._hears_of_theme = self.appearance.changed.connect(self._set_theme)
        self._facts.changed.connect(lambda *facts: show("annotate", *facts))
        self._late.facts.connect(show)
        self._keys.changed.connect(self._tell_facts)
        turner, commands, bar = self._turner, self._commands, self._around.bar
        turner.shown.connect(self._tell_facts)
        bar.search_wanted.connect(self.open_palette)
        bar.annotator_wanted.connect(commands.choose_annotator)
        commands.page_wanted.connect(turner.show_page)
        commands.palette_wanted.connect(self.open_palette)
        commands.replayed.connect(turner.show_replayed)
        commands.work_wanted.connect(turner.do_work)
        commands.words_wanted.connect(turner.explore_words)
        commands.review_wanted.connect(turner.return_to_review)
        commands.copies_wanted.connect(turner.find_copies)
        overlays = self._overlays
        commands.handbook_wanted.connect(overlays.show_handbook)
        commands.keys_wanted.connect(overlays.show_keys)
        commands.settings_wanted.connect(
            lambda: overlays.show_settings(self.settings, self.session)
        )
        commands.print_wanted.connect(lambda how: overlays.print_article(self._printing, how))
        commands.tray_wanted.connect(self._watch.tray.toggle)
        self._palette.article_wanted.connect(turner.open_article)
        self._palette.command_wanted.connect(self._run_chosen)
        self._watch.left.connect(self._focus_page)
        self._dropping.wanted.connect(turner.bring_in)
        self._printing.said.connect(overlays.say)

    def _endings(self) -> tuple[tuple[SignalInstance, SignalInstance], ...]:
        """Wishes that end this window, each with the signal that passes it on to the program."""
        return (
            (self._commands.program_wanted, self.program_wanted),
            (self._commands.author_wanted, self.author_wanted),
            (self._late.author_wanted, self.author_wanted),
            (self._late.restore_wanted, self.restore_wanted),
            (self._late.project_wanted, self.project_wanted),
            (self._turner.gold_wanted, self.gold_wanted),
            (self._turner.return_wanted, self.return_wanted),
            (self._turner.project_wanted, self.project_wanted),
        )

    def _restore(self) -> None:
        window_place.restore(self, self.settings)
        place = self.settings.place(str(self.session.path))
        self.show_page("annotate")
        if place is None or not self.annotate.open_at(place):
            self.annotate.open_first()
        self.annotate.setFocus()
        if place is None and self.session.is_work_package:
            # Somebody who opens a package for the first time is greeted, and told what is in it.
            self.show_page("project", "work")

    def _follow_changes(self, changes: Changes) -> None:
        if changes.is_large or "scheme" in changes.tables:
            self._keys.follow_scheme()

    @Slot()
    def _tell_facts(self) -> None:
        page = self._turner.current
        if isinstance(page, TellsFacts):
            page.tell_facts()
        elif page is self.annotate:
            self._facts.tell()

    def _explain(self, fault: UserFault) -> None:
        if isinstance(fault, StorageFault):
            self._line.show_not_saved()
            ask.message(self, fault)
        elif self._turner.current is self.annotate:
            self.annotate.show_refusal(tr_said(str(fault)))
        elif self._turner.is_reviewing:
            self.review.say(tr_said(str(fault)))

    def _set_theme(self, theme: Theme) -> None:
        self.annotate.set_theme(theme)
        self._late.set_theme(theme)
        self._palette.set_theme(theme)
        self._watch.tray.set_theme(theme)

    @Slot()
    def _focus_page(self) -> None:
        self._turner.current.setFocus()
