"""The only place that makes the sections of the Project page, and passes on what they ask for."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.background import Background
from gui.project.articles.section import ArticlesSection
from gui.project.assignment.section import AssignmentSection
from gui.project.collect.section import CollectSection
from gui.project.exporting.section import ExportSection
from gui.project.my_work.section import MyWorkSection
from gui.project.overview import OverviewSection
from gui.project.register.section import RegisterSection
from gui.project.safety.section import SafetySection
from gui.project.scheme.page import SchemePage
from gui.project.section import Section
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.theme import Theme
from gui.translation import tr

SectionsByWord = dict[str, tuple[str, Section | SchemePage]]
"""The title and the section of each word, such as "overview", in the order of the list."""


class Sections(QObject):
    """Those of a lead, or those of an annotator; None stands for one that the other has.

    Emits what the page does, and `files_dropped(list[Path])` for work that returned.
    """

    article_wanted = Signal(object, object)
    author_wanted = Signal(object)
    explore_wanted = Signal(object)
    restore_wanted = Signal(object)
    project_wanted = Signal(object)
    files_dropped = Signal(object)

    def __init__(
        self,
        session: ProjectSession,
        settings: Settings,
        theme: Theme,
        background: Background,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._theme = theme
        self._background = background
        self.articles: ArticlesSection | None = None
        self.collect: CollectSection | None = None
        self.scheme: SchemePage | None = None
        self.work: MyWorkSection | None = None
        self.by_word = self._of_annotator() if session.is_work_package else self._of_lead()

    def _of_lead(self) -> SectionsByWord:
        session, theme, background = self._session, self._theme, self._background
        overview = OverviewSection(session, theme, background)
        overview.author_wanted.connect(self.author_wanted)
        self.articles = ArticlesSection(session, theme, self._settings, background)
        self.collect = CollectSection(session, theme, background)
        self.scheme = SchemePage(session, theme, background)
        return {
            "overview": (tr("Overview"), overview),
            "articles": (tr("Articles"), self.articles),
            "assignment": (tr("Assignment"), self._assignment()),
            "collect": (tr("Collect and merge"), self.collect),
            "scheme": (tr("Scheme"), self.scheme),
            "register": (tr("Register"), self._register()),
            "export": (tr("Export"), self._export()),
            "safety": (tr("Backups and doctor"), self._safety()),
        }

    def _of_annotator(self) -> SectionsByWord:
        self.work = MyWorkSection(self._session, self._theme, self._background)
        self.work.article_wanted.connect(self.article_wanted)
        return {
            "work": (tr("My work"), self.work),
            "register": (tr("Register"), self._register()),
            "safety": (tr("Backups and doctor"), self._safety()),
        }

    def _assignment(self) -> AssignmentSection:
        made = AssignmentSection(self._session, self._theme, self._settings, self._background)
        made.article_wanted.connect(self.article_wanted)
        made.files_dropped.connect(self.files_dropped)
        return made

    def _register(self) -> RegisterSection:
        made = RegisterSection(self._session, self._theme, self._settings, self._background)
        made.article_wanted.connect(self.article_wanted)
        made.explore_wanted.connect(self.explore_wanted)
        return made

    def _export(self) -> ExportSection:
        made = ExportSection(self._session, self._theme, self._settings, self._background)
        made.article_wanted.connect(self.article_wanted)
        return made

    def _safety(self) -> SafetySection:
        made = SafetySection(self._session, self._theme, self._background)
        made.restore_wanted.connect(self.restore_wanted)
        made.project_wanted.connect(self.project_wanted)
        made.article_wanted.connect(self.article_wanted)
        return made
