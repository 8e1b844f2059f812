"""The Project page: what is done with the project as a whole, one section a task."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from db.errors import StorageFault, UserFault
from db.model import Changes
from db.packages.bundle import BACK_SUFFIX, PACKAGE_SUFFIX
from db.project import SUFFIX
from db.queries import figures
from gui.appearance import Appearance
from gui.background import Background
from gui.beside import LatestReading
from gui.project.articles.drop_area import paths_of
from gui.project.navigation import NarrowNavigation, Navigation
from gui.project.section import Section
from gui.project.sections import Sections
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr, tr_said
from gui.widgets.painting import scaled
from gui.widgets.parts import words
from gui.widgets.scrolled_room import ShownPages
from gui.widgets.toast import Toast

_SPLITTER = "project"
_NAVIGATION_WIDTH = 248
_NARROW = 620
_STEPS = {"tab.next": 1, "tab.previous": -1}
_RETURNED = (BACK_SUFFIX, PACKAGE_SUFFIX, SUFFIX)
"""What is no article but work from elsewhere."""


class ProjectPage(QWidget):
    """The sections and a list to choose one.

    Emits `article_wanted(ArticleId, SpanId | Fragment | None)`, `author_wanted(AnnotatorId)`,
    `explore_wanted(ReferentId)`, `restore_wanted(Path)` and `project_wanted(Path)`.
    """

    article_wanted = Signal(object, object)
    author_wanted = Signal(object)
    explore_wanted = Signal(object)
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
        self._session = session
        self._settings = settings
        self._made = Sections(session, settings, appearance.theme, background, self)
        self._sections = self._made.by_word
        self._navigation = Navigation([title for title, _ in self._sections.values()])
        self._stack = ShownPages()
        self._navigation.currentRowChanged.connect(self._stack.setCurrentIndex)
        for _, section in self._sections.values():
            self._stack.addWidget(section)
        self._lay_out()
        self.setAcceptDrops(True)
        self._toast = Toast(self)
        self._sizes = LatestReading(session, background, figures.sizes, self._show_sizes)
        self._is_stale = True
        made = self._made
        made.article_wanted.connect(self.article_wanted)
        made.author_wanted.connect(self.author_wanted)
        made.explore_wanted.connect(self.explore_wanted)
        made.restore_wanted.connect(self.restore_wanted)
        made.project_wanted.connect(self.project_wanted)
        made.files_dropped.connect(self.collect)
        session.changed.connect(self._follow)
        session.failed.connect(self._explain)
        self.show_section(next(iter(self._sections)))

    def show_section(self, section: str) -> None:
        """Bring a section up by its word, such as overview, articles or register."""
        self._navigation.setCurrentRow(list(self._sections).index(section))

    def run_command(self, command: str) -> bool:
        """Carry out a command of the section that is up; False for one that it does not know."""
        section = self._sections[self.shown_section][1]
        by = _STEPS.get(command)
        return by is not None and isinstance(section, Section) and section.step(by)

    @property
    def shown_section(self) -> str:
        """The word of the section that is up."""
        return list(self._sections)[self._navigation.currentRow()]

    def send_back(self) -> None:
        """Ask where an annotator's work should go; in a work package only."""
        if self._made.work is not None:
            self.show_section("work")
            self._made.work.send_back()

    def take_in(self, path: Path | None = None) -> None:
        """Show what a newer package would bring; in a work package only."""
        if self._made.work is not None:
            self.show_section("work")
            self._made.work.take_in(path)

    def collect(self, paths: Sequence[Path]) -> None:
        """Show what returned work would bring; in a lead's project only."""
        if self._made.collect is not None:
            self.show_section("collect")
            self._made.collect.plan_collect(paths)

    def import_articles(self, paths: Sequence[Path]) -> None:
        """Show what would come in with files and folders; in a lead's project only."""
        if self._made.articles is not None:
            self.show_section("articles")
            self._made.articles.plan_import(paths)

    def find_copies(self) -> None:
        """Look for wire copies; in a lead's project only."""
        if self._made.articles is not None:
            self.show_section("articles")
            self._made.articles.find_copies()

    def read_scheme(self, path: Path) -> None:
        """Show the scheme in a file, to be put in force or not; in a lead's project only."""
        if self._made.scheme is not None:
            self.show_section("scheme")
            self._made.scheme.read_file(path)

    def section(self, name: str) -> QWidget:
        """The section of a word, for tests and pictures."""
        return self._sections[name][1]

    def set_theme(self, theme: Theme) -> None:
        """Take other colours everywhere."""
        for _, section in self._sections.values():
            section.set_theme(theme)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what would come in with what was dropped."""
        paths = paths_of(event.mimeData())
        if not paths:
            return
        event.acceptProposedAction()
        if self._made.articles is None:
            self.take_in(paths[0])
            return
        returned = [each for each in paths if each.suffix in _RETURNED]
        articles = [each for each in paths if each not in returned]
        if articles:
            self.show_section("articles")
            self._made.articles.plan_import(articles)
        if returned:
            self.collect(returned)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The navigation is where the keyboard starts."""
        super().focusInEvent(event)
        (self._narrow if self._is_narrow else self._navigation).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Count again what changed while another page was shown."""
        super().showEvent(event)
        self._count_if_stale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the navigation be as narrow as a narrow window asks for, or just a line."""
        super().resizeEvent(event)
        had_focus = self._navigation.hasFocus() or self._narrow.hasFocus()
        self._left.setHidden(self._is_narrow)
        self._above.setVisible(self._is_narrow)
        if had_focus:
            self.setFocus()
        self._left.setMinimumWidth(
            min(self._navigation.sizeHintForColumn(0) + 40, self.width() // 3)
        )

    @property
    def _is_narrow(self) -> bool:
        return self.width() < scaled(self, _NARROW)

    def _lay_out(self) -> None:
        self._left = QFrame()
        set_role(self._left, "pane", "panel")
        inside = QVBoxLayout(self._left)
        inside.setContentsMargins(14, 14, 14, 14)
        inside.setSpacing(12)
        title = tr("My work") if self._session.is_work_package else tr("Project")
        inside.addWidget(words(title, "heading"))
        inside.addWidget(self._navigation, 1)
        splitter = QSplitter()
        splitter.addWidget(self._left)
        splitter.addWidget(self._stack)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes(self._settings.splitter_sizes(_SPLITTER) or [_NAVIGATION_WIDTH, 1200])
        splitter.splitterMoved.connect(
            lambda: self._settings.keep_splitter_sizes(_SPLITTER, splitter.sizes())
        )
        self._narrow = NarrowNavigation(self._navigation)
        self._above = QFrame()
        set_role(self._above, "pane", "panel")
        above = QHBoxLayout(self._above)
        above.setContentsMargins(14, 8, 14, 8)
        above.setSpacing(12)
        above.addWidget(words(title, "heading"))
        above.addWidget(self._narrow, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._above)
        layout.addWidget(splitter, 1)

    def _follow(self, changes: Changes) -> None:
        if changes.touches(None, "article", "referent"):
            self._is_stale = True
            if self.isVisible():
                self._count_if_stale()

    def _count_if_stale(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self._sizes.refresh()

    def _show_sizes(self, sizes: figures.Sizes) -> None:
        for name, count in (("articles", sizes.articles), ("register", sizes.referents)):
            if name in self._sections:
                self._navigation.show_count(list(self._sections).index(name), count)

    @Slot(object)
    def _explain(self, fault: UserFault) -> None:
        # The window itself tells of the disk, wherever the person is.
        if self.isVisible() and not isinstance(fault, StorageFault):
            self._toast.say(tr_said(str(fault)))
