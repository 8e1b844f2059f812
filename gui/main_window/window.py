"""The window of one open project: lays out bar, pages and line, and hands commands on.

Kept lean on purpose: pages know what they show, `commands.py` knows what the window's commands do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from db.errors import StorageFault, UserFault
from db.model import AnnotatorId, ArticleId, Changes, Fragment, SpanId
from db.queries import annotators
from db.review.model import UnitId
from gui import ask
from gui.actions import Actions, build_actions, commands_in, page_commands
from gui.annotate.page import AnnotatePage
from gui.annotate.status_facts import StatusFacts
from gui.appearance import Appearance
from gui.background import Background
from gui.main_window.command_menu import CommandMenu
from gui.main_window.commands import WindowCommands
from gui.main_window.late_pages import LatePages
from gui.main_window.pages import pages_in
from gui.main_window.status_line import KeyHint, StatusLine
from gui.main_window.top_bar import TopBar
from gui.palette import Palette
from gui.project_session import ProjectSession
from gui.scheme_keys import scheme_commands
from gui.selection import Selection
from gui.settings import Settings
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.toast import Toast

if TYPE_CHECKING:
    from pathlib import Path

    from gui.agreement.page import AgreementPage
    from gui.explore.page import ExplorePage
    from gui.project.page import ProjectPage
    from gui.review.page import ReviewPage

_FIRST_SIZE = QSize(1440, 900)


class MainWindow(QMainWindow):
    """Shows one session, and asks the program for what needs another window.

    `program_wanted` carries "new", "open", "close" or "quit"; `author_wanted` who works here from
    now on; `gold_wanted(ArticleId, SpanId)` asks to work as gold from now on, at a span of it;
    `restore_wanted` the backup to put in the project's place.
    """

    program_wanted = Signal(str)
    author_wanted = Signal(object)
    gold_wanted = Signal(object, object)
    restore_wanted = Signal(object)

    def __init__(
        self,
        session: ProjectSession,
        settings: Settings,
        appearance: Appearance,
        background: Background,
    ) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.appearance = appearance
        self.selection = Selection(self)
        theme = appearance.theme
        self.annotate = AnnotatePage(session, self.selection, settings, theme, background)
        self._keeps_place = True
        self._toast = Toast(self)
        pages = pages_in(is_work_package=session.is_work_package)
        commands = commands_in(is_work_package=session.is_work_package)
        self.actions_by_id: Actions = build_actions(
            self,
            (*commands, *page_commands(pages)),
            self.run_command,
            texts=(self.annotate.view,),
        )
        self._scheme_actions = self._build_scheme_actions()
        self._palette = Palette(session, self.selection, self.actions_by_id, theme, background)
        self._menu = CommandMenu(self.actions_by_id, self)
        self._bar = TopBar(pages, self._menu)
        self._line = StatusLine()
        self._facts = StatusFacts(session, self.annotate.current, self.selection)
        self._commands = WindowCommands(self, session, appearance)
        self._pages = QStackedWidget()
        self._late = LatePages(self._pages, session, settings, appearance, background)
        self._lay_out()
        self._connect()
        self._show_names()
        self._show_history()
        self._facts.tell()
        self._restore()

    @property
    def project(self) -> ProjectPage:
        """The Project page."""
        return self._late.project

    @property
    def review(self) -> ReviewPage:
        """The Review page."""
        return self._late.review(self.run_command)

    @property
    def agreement(self) -> AgreementPage:
        """The Agreement page."""
        return self._late.agreement

    @property
    def explore(self) -> ExplorePage:
        """The Explore page."""
        return self._late.explore

    def run_command(self, command: str) -> None:
        """Carry out a command of the table, asked for by a key, the menu or the palette."""
        if self._commands.run(command):
            return
        is_there = self._pages.currentWidget() is self._late.made_agreement
        if not (is_there and self.agreement.run_command(command)):
            (self.review if self._is_reviewing else self.annotate).run_command(command)

    def show_page(self, page: str, section: str = "") -> None:
        """Bring a page up, at one of its sections if named, and give it the focus."""
        wanted = self._page(page)
        if section and page == "explore":
            self.explore.explore_words(section)
        elif section:
            (self.agreement if page == "agreement" else self.project).show_section(section)
        self._pages.setCurrentWidget(wanted)
        self._bar.show_page(page)
        self._line.show_about_text(is_shown=page in {"annotate", "review"})
        self._commands.page = page
        if page in {"annotate", "review"}:
            (self.review.tell_facts if self._is_reviewing else self._facts.tell)()
        wanted.setFocus()

    def open_article(self, article: ArticleId, place: Fragment | SpanId | None = None) -> None:
        """Show an article, at a stretch of its body or with a span selected."""
        self.show_page("annotate")
        self.selection.choose_article(article)
        if isinstance(place, Fragment):
            self.annotate.view.select(place.start, place.end)
            self.annotate.view.reveal(place.start, place.end)
        elif place is not None:
            self.selection.select_span(place)
        self.annotate.view.setFocus()

    def review_unit(self, article: ArticleId, place: SpanId | UnitId | None = None) -> None:
        """Review an article, at the unit of this id or of an annotator's span."""
        self.show_page("review")
        self.review.open_unit(article, place)

    def take_in(self, package: Path) -> None:
        """Show what a newer package would bring into this one."""
        self.show_page("project", "work")
        self.project.take_in(package)

    def show_for_picture(self, page: str, article: int, span: int | None) -> None:
        """Bring up "annotate" or "review" with an article and a span or unit, or "project/SECTION".

        Article and span count from 1, in the order of the list and of the text.
        """
        page, _, section = page.partition("/")
        self.show_page(page, section)
        if page == "review":
            self.review.open_number(article, span)
        elif page == "annotate":
            self.annotate.open_number(article)
            annotation = self.annotate.current.annotation
            if span is not None and annotation is not None and span <= len(annotation.spans):
                self.selection.select_span(annotation.spans[span - 1].id)

    def open_palette(self) -> None:
        """Search articles and commands."""
        self._palette.open_over(self)

    def show_background(self, text: str) -> None:
        """Say in the line at the bottom what goes on unasked; "" for nothing."""
        self._line.show_background(text)

    def keep_place(self) -> None:
        """Remember where the person is, for the next start."""
        if not self._keeps_place:
            return
        self.settings.geometry = self.saveGeometry()
        if self.selection.article is not None:
            self.settings.keep_place(
                str(self.session.path), self.annotate.place(self.selection.article)
            )
        self.settings.save()

    def show_trouble(self, count: int) -> None:
        """Say that the doctor found something, and lead to where it says what."""
        self._toast.say(
            tr_count(
                count,
                "{count} thing in this project is not as it was marked.",
                "{count} things in this project are not as they were marked.",
            ),
            action=tr("Ask the doctor"),
            run=lambda: self.show_page("project", "safety"),
        )

    def say_who_works(self) -> None:
        """Say whose layer is edited now, after that has changed by the way."""
        annotator = annotators.one(self.session.project, self.session.author)
        self._toast.say(
            tr("You edit as “{name}” now.", name=annotator.name if annotator else ""),
            action=tr("Work as somebody else"),
            run=self._commands.choose_annotator,
        )

    def forget_place(self) -> None:
        """Leave no trace in the settings: this window was only drawn into a picture."""
        self._keeps_place = False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is asked: all is saved, and the place is remembered."""
        self.keep_place()
        self.annotate.close()
        super().closeEvent(event)

    def _page(self, page: str) -> QWidget:
        match page:
            case "annotate":
                return self.annotate
            case "review":
                return self.review
            case "agreement":
                return self.agreement
            case "explore":
                return self.explore
            case _:
                return self.project

    def _lay_out(self) -> None:
        self._pages.addWidget(self.annotate)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._line)
        self.setCentralWidget(whole)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def _connect(self) -> None:
        self.session.changed.connect(self._follow_changes)
        self.session.failed.connect(self._explain)
        self.session.history_changed.connect(self._show_history)
        self.appearance.changed.connect(self._set_theme)
        self._facts.changed.connect(self._show_facts)
        self._late.review_facts.connect(self._show_review_facts)
        self._late.article_wanted.connect(self.open_article)
        self._late.unit_wanted.connect(self.review_unit)
        self._late.edit_wanted.connect(self._edit_gold)
        self._late.page_wanted.connect(self.show_page)
        self._late.author_wanted.connect(self.author_wanted)
        self._late.restore_wanted.connect(self.restore_wanted)
        self._bar.page_wanted.connect(self.show_page)
        self._bar.search_wanted.connect(self.open_palette)
        self._bar.annotator_wanted.connect(self._commands.choose_annotator)
        self._commands.page_wanted.connect(self.show_page)
        self._commands.palette_wanted.connect(self.open_palette)
        self._commands.replayed.connect(self._show_replayed)
        self._commands.program_wanted.connect(self.program_wanted)
        self._commands.author_wanted.connect(self.author_wanted)
        self._commands.work_wanted.connect(self._do_work)
        self._commands.words_wanted.connect(self._explore_words)
        self._palette.article_wanted.connect(self.open_article)
        self._palette.command_wanted.connect(self.run_command)
        self.annotate.import_wanted.connect(lambda: self.show_page("project", "articles"))

    def _restore(self) -> None:
        if self.settings.geometry.isEmpty() or not self.restoreGeometry(self.settings.geometry):
            self.resize(_FIRST_SIZE.boundedTo(self.screen().availableSize()))
        place = self.settings.place(str(self.session.path))
        self.show_page("annotate")
        if place is None or not self.annotate.open_at(place):
            self.annotate.open_first()
        self.annotate.view.setFocus()
        if place is None and self.session.is_work_package:
            # Somebody who opens a package for the first time is greeted, and told what is in it.
            self.show_page("project", "work")

    def _follow_changes(self, changes: Changes) -> None:
        self._line.show_saved()
        if changes.is_large or changes.tables & {"scheme", "annotator", "project"}:
            self._show_names()
            if self.session.scheme != self._scheme_of_actions:
                self._scheme_actions.put_away()
                self._scheme_actions = self._build_scheme_actions()

    def _build_scheme_actions(self) -> Actions:
        self._scheme_of_actions = self.session.scheme
        return build_actions(
            self,
            scheme_commands(self.session.scheme),
            self.run_command,
            texts=(self.annotate.view,),
        )

    def _do_work(self, wish: str) -> None:
        self.show_page("project", "work")
        if wish == "send_back":
            self.project.send_back()
        else:
            self.project.take_in()

    def _explore_words(self) -> None:
        words = self.annotate.desk.chosen_words
        self.show_page("explore")
        if words:
            self.explore.explore_words(words)

    def _show_replayed(self, changes: Changes) -> None:
        # The Explore page shows by itself what was taken back.
        if self._pages.currentWidget() is self._late.made_explore:
            return
        if "decision" in changes.tables and not self.session.is_work_package:
            self.show_page("review")
            self.review.show_replayed(changes)
        elif changes.articles:
            self.show_page("annotate")
            self.annotate.show_replayed(changes)

    @property
    def _is_reviewing(self) -> bool:
        page = self._late.made_review
        return page is not None and self._pages.currentWidget() is page

    def _show_facts(self, hints: tuple[KeyHint, ...], place: str) -> None:
        if not self._is_reviewing:
            self._line.show_facts(hints, place)

    def _show_review_facts(self, hints: tuple[KeyHint, ...], place: str) -> None:
        if self._is_reviewing:
            self._line.show_facts(hints, place)

    def _edit_gold(self, article: ArticleId, span: SpanId, _place: Fragment) -> None:
        """Edit gold in its own layer, which only whoever works as gold may write."""
        if self.session.author == annotators.gold(self.session.project):
            self.open_article(article, span)
        else:
            self.gold_wanted.emit(article, span)

    def _explain(self, fault: UserFault) -> None:
        if isinstance(fault, StorageFault):
            self._line.show_not_saved()
            ask.message(self, fault)
        elif self._pages.currentWidget() is self.annotate:
            self.annotate.show_refusal(str(fault))
        elif self._is_reviewing:
            self.review.say(str(fault))

    def _show_names(self) -> None:
        annotator = annotators.one(self.session.project, AnnotatorId(self.session.author))
        self._bar.show_project(self.session.path.name, annotator.name if annotator else "")
        self.setWindowTitle(f"{self.session.path.stem} – Demarche")

    def _show_history(self) -> None:
        for command, title, plain in (
            ("edit.undo", self.session.undo_title, tr("Undo")),
            ("edit.redo", self.session.redo_title, tr("Redo")),
        ):
            action = self.actions_by_id[command]
            action.setEnabled(title is not None)
            action.setText(plain if title is None else f"{plain}: {title}")

    def _set_theme(self, theme: Theme) -> None:
        self.annotate.set_theme(theme)
        self._late.set_theme(theme)
        self._palette.set_theme(theme)
