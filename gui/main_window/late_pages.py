"""The pages that are made when they are first wanted: most starts go on annotating."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from gui.actions import EXPLORE_COMMANDS, REVIEW_COMMANDS, build_actions
from gui.appearance import Appearance
from gui.background import Background
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.theme import Theme

if TYPE_CHECKING:
    from gui.agreement.page import AgreementPage
    from gui.explore.page import ExplorePage
    from gui.project.page import ProjectPage
    from gui.review.page import ReviewPage

# Their imports stand in the functions: all of them together are a third of the start otherwise.


class LatePages(QObject):
    """All pages but the first, and their wishes as signals of one object.

    `article_wanted(ArticleId, Fragment | SpanId | None)`, `unit_wanted(ArticleId, SpanId | UnitId |
    None)`, `edit_wanted(ArticleId, SpanId, UnitId)`, `page_wanted(page, section)`,
    `facts(page, hints, place)`, and what the Project page asks for.
    """

    article_wanted = Signal(object, object)
    unit_wanted = Signal(object, object)
    edit_wanted = Signal(object, object, object)
    page_wanted = Signal(str, str)
    facts = Signal(str, object, str)
    explore_wanted = Signal(object)
    author_wanted = Signal(object)
    restore_wanted = Signal(object)
    project_wanted = Signal(object)

    def __init__(
        self,
        stack: QStackedWidget,
        session: ProjectSession,
        settings: Settings,
        appearance: Appearance,
        background: Background,
    ) -> None:
        super().__init__(stack)
        self._stack = stack
        self._session = session
        self._settings = settings
        self._appearance = appearance
        self._background = background
        self.made_project: ProjectPage | None = None
        self.made_review: ReviewPage | None = None
        self.made_agreement: AgreementPage | None = None
        self.made_explore: ExplorePage | None = None

    @property
    def project(self) -> ProjectPage:
        """The Project page."""
        if self.made_project is None:
            from gui.project.page import ProjectPage  # noqa: PLC0415 - see above

            page = ProjectPage(self._session, self._settings, self._appearance, self._background)
            page.article_wanted.connect(self.article_wanted)
            page.author_wanted.connect(self.author_wanted)
            page.explore_wanted.connect(self.explore_wanted)
            page.restore_wanted.connect(self.restore_wanted)
            page.project_wanted.connect(self.project_wanted)
            # What is dropped on it is the window's to ask about.
            page.setAcceptDrops(False)
            self._stack.addWidget(page)
            self.made_project = page
        return self.made_project

    def review(self, run_command: Callable[[str], None]) -> ReviewPage:
        """The Review page, whose keys call commands."""
        if self.made_review is None:
            from gui.review.page import ReviewPage  # noqa: PLC0415 - see above

            page = ReviewPage(
                self._session, self._settings, self._appearance.theme, self._background
            )
            build_actions(page, REVIEW_COMMANDS, run_command, texts=(page.view,))
            page.edit_wanted.connect(self.edit_wanted)
            page.collect_wanted.connect(lambda: self.page_wanted.emit("project", "collect"))
            page.facts_changed.connect(lambda *facts: self.facts.emit("review", *facts))
            self._stack.addWidget(page)
            self.made_review = page
        return self.made_review

    @property
    def agreement(self) -> AgreementPage:
        """The Agreement page."""
        if self.made_agreement is None:
            from gui.agreement.page import AgreementPage  # noqa: PLC0415 - see above

            page = AgreementPage(
                self._session,
                self._settings,
                self._appearance.theme,
                self._background,
                can_review=True,
            )
            page.article_wanted.connect(self.article_wanted)
            page.unit_wanted.connect(self.unit_wanted)
            page.facts_changed.connect(lambda *facts: self.facts.emit("agreement", *facts))
            self._stack.addWidget(page)
            self.made_agreement = page
        return self.made_agreement

    def explore(self, run_command: Callable[[str], None]) -> ExplorePage:
        """The Explore page, in whose list a key shows all keys."""
        if self.made_explore is None:
            from gui.explore.page import ExplorePage  # noqa: PLC0415 - see above

            page = ExplorePage(
                self._session,
                self._settings,
                self._appearance.theme,
                self._background,
                can_review=True,
            )
            keys = [each for each in EXPLORE_COMMANDS if each.id == "help.keys"]
            build_actions(page, keys, run_command, texts=(page.places,))
            page.article_wanted.connect(self.article_wanted)
            page.unit_wanted.connect(self.unit_wanted)
            page.facts_changed.connect(lambda *facts: self.facts.emit("explore", *facts))
            self._stack.addWidget(page)
            self.made_explore = page
        return self.made_explore

    def set_theme(self, theme: Theme) -> None:
        """Give what was made other colours."""
        for page in self._made():
            page.set_theme(theme)

    def _made(self) -> Iterator[ProjectPage | ReviewPage | AgreementPage | ExplorePage]:
        for page in (
            self.made_project,
            self.made_review,
            self.made_agreement,
            self.made_explore,
        ):
            if page is not None:
                yield page
