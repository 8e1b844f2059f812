"""The Project page: what a lead or a lone annotator does with the project as a whole, one section a task."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.appearance import Appearance
from gui.background import Background
from gui.project.articles.section import ArticlesSection
from gui.project.export import ExportSection
from gui.project.overview import OverviewSection
from gui.project.register.section import RegisterSection
from gui.project.safety.section import SafetySection
from gui.project.scheme.page import SchemePage
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.theme import Theme
from gui.translation import tr

_NAVIGATION_WIDTH = 240


class ProjectPage(QWidget):
    """Emits `article_wanted(ArticleId, Fragment | SpanId | None)`, `author_wanted(AnnotatorId)` and `reopen_wanted()`."""

    article_wanted = Signal(object, object)
    author_wanted = Signal(object)
    reopen_wanted = Signal()

    def __init__(
        self,
        session: ProjectSession,
        settings: Settings,
        appearance: Appearance,
        background: Background,
    ) -> None:
        super().__init__()
        theme = appearance.theme
        overview = OverviewSection(session, theme, background)
        register = RegisterSection(session, theme)
        safety = SafetySection(session, theme, background)
        overview.author_wanted.connect(self.author_wanted)
        register.article_wanted.connect(self.article_wanted)
        safety.reopen_wanted.connect(self.reopen_wanted)
        self._sections: dict[str, tuple[str, QWidget]] = {
            "overview": (tr("Overview"), overview),
            "articles": (tr("Articles"), ArticlesSection(session, theme, settings, background)),
            "scheme": (tr("Scheme"), SchemePage(session, theme)),
            "register": (tr("Register"), register),
            "export": (tr("Export"), ExportSection(session, theme, background)),
            "safety": (tr("Backups and doctor"), safety),
        }
        self._navigation = self._make_navigation()
        self._stack = QStackedWidget()
        for _, section in self._sections.values():
            self._stack.addWidget(section)
        self._lay_out()
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The navigation is where the keyboard starts."""
        super().focusInEvent(event)
        self._navigation.setFocus()

    def _make_navigation(self) -> QListWidget:
        navigation = QListWidget()
        navigation.setAccessibleName(tr("Sections of the project"))
        navigation.setProperty("navigation", True)  # noqa: FBT003 - Qt's way
        navigation.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for title, _ in self._sections.values():
            navigation.addItem(QListWidgetItem(title))
        navigation.currentRowChanged.connect(lambda row: self._stack.setCurrentIndex(row))
        return navigation

    def _lay_out(self) -> None:
        left = QFrame()
        left.setProperty("pane", "panel")
        heading = QLabel(tr("Project"))
        heading.setProperty("heading", True)  # noqa: FBT003
        inside = QVBoxLayout(left)
        inside.setContentsMargins(14, 16, 14, 14)
        inside.setSpacing(10)
        inside.addWidget(heading)
        inside.addWidget(self._navigation, 1)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(self._stack)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_NAVIGATION_WIDTH, 1200])
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
