"""The Project page: what is done with the project as a whole, one section a task."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.errors import StorageFault, UserFault
from db.model import Changes
from db.queries import figures
from gui.appearance import Appearance
from gui.background import Background
from gui.project.articles.drop_area import paths_of
from gui.project.articles.section import ArticlesSection
from gui.project.beside import LatestReading
from gui.project.export import ExportSection
from gui.project.navigation import Navigation
from gui.project.overview import OverviewSection
from gui.project.parts import words
from gui.project.register.section import RegisterSection
from gui.project.safety.section import SafetySection
from gui.project.scheme.page import SchemePage
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.toast import Toast

_SPLITTER = "project"
_NAVIGATION_WIDTH = 248


class ProjectPage(QWidget):
    """The sections and a list to choose one.

    Emits `article_wanted(ArticleId, SpanId | None)`, `author_wanted(AnnotatorId)` and
    `restore_wanted(Path)`.
    """

    article_wanted = Signal(object, object)
    author_wanted = Signal(object)
    restore_wanted = Signal(object)

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
        theme = appearance.theme
        overview_section = OverviewSection(session, theme, background)
        register = RegisterSection(session, theme, settings, background)
        safety = SafetySection(session, theme, background)
        overview_section.author_wanted.connect(self.author_wanted)
        register.article_wanted.connect(self.article_wanted)
        safety.restore_wanted.connect(self.restore_wanted)
        safety.article_wanted.connect(self.article_wanted)
        self._articles = ArticlesSection(session, theme, settings, background)
        self._sections: dict[str, tuple[str, QWidget]] = {
            "overview": (tr("Overview"), overview_section),
            "articles": (tr("Articles"), self._articles),
            "scheme": (tr("Scheme"), SchemePage(session, theme, background)),
            "register": (tr("Register"), register),
            "export": (tr("Export"), ExportSection(session, theme, background)),
            "safety": (tr("Backups and doctor"), safety),
        }
        self._navigation = Navigation([title for title, _ in self._sections.values()])
        self._stack = QStackedWidget()
        self._navigation.currentRowChanged.connect(self._stack.setCurrentIndex)
        for _, section in self._sections.values():
            self._stack.addWidget(section)
        self._lay_out()
        self.setAcceptDrops(True)
        self._toast = Toast(self)
        self._sizes = LatestReading(session, background, figures.sizes, self._show_sizes)
        self._is_stale = True
        session.changed.connect(self._follow)
        session.failed.connect(self._explain)
        self.show_section("overview")

    def show_section(self, section: str) -> None:
        """Bring a section up by its word: overview, articles, scheme, register, export, safety."""
        self._navigation.setCurrentRow(list(self._sections).index(section))

    def section(self, name: str) -> QWidget:
        """The section of a word, for tests and pictures."""
        return self._sections[name][1]

    def set_theme(self, theme: Theme) -> None:
        """Take other colours everywhere."""
        for _, section in self._sections.values():
            section.set_theme(theme)  # type: ignore[attr-defined]  # each section has it; QWidget is what Qt keeps

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what would come in with what was dropped."""
        paths = paths_of(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.show_section("articles")
            self._articles.plan_import(paths)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The navigation is where the keyboard starts."""
        super().focusInEvent(event)
        self._navigation.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Count again what changed while another page was shown."""
        super().showEvent(event)
        self._count_if_stale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the navigation be as narrow as a narrow window asks for."""
        super().resizeEvent(event)
        self._left.setMinimumWidth(
            min(self._navigation.sizeHintForColumn(0) + 40, self.width() // 3)
        )

    def _lay_out(self) -> None:
        self._left = QFrame()
        set_role(self._left, "pane", "panel")
        inside = QVBoxLayout(self._left)
        inside.setContentsMargins(14, 14, 14, 14)
        inside.setSpacing(12)
        inside.addWidget(words(tr("Project"), "heading"))
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

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
            self._navigation.show_count(list(self._sections).index(name), count)

    @Slot(object)
    def _explain(self, fault: UserFault) -> None:
        # The window itself tells of the disk, wherever the person is.
        if self.isVisible() and not isinstance(fault, StorageFault):
            self._toast.say(str(fault))
