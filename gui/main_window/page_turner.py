"""The only place that brings pages up, and what is wanted on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.model import ArticleId, Changes, Fragment, ReferentId, SpanId
from db.queries import annotators
from db.review.model import UnitId
from gui.annotate.page import AnnotatePage
from gui.main_window.late_pages import LatePages
from gui.main_window.offers import Deed, Offer, Room
from gui.main_window.review_return import ReviewReturn
from gui.project_session import ProjectSession
from gui.selection import Selection

if TYPE_CHECKING:
    from pathlib import Path

    from gui.agreement.page import AgreementPage
    from gui.explore.page import ExplorePage
    from gui.project.page import ProjectPage
    from gui.review.page import ReviewPage


class PageTurner(QObject):
    """`shown` carries the id of the page that is up now.

    `gold_wanted` carries the ReviewReturn of whoever is going to work as gold, `return_wanted` that
    of whoever goes back to the review from it, `project_wanted` a project to open.
    """

    shown = Signal(str)
    gold_wanted = Signal(object)
    return_wanted = Signal(object)
    project_wanted = Signal(object)

    def __init__(
        self,
        stack: QStackedWidget,
        session: ProjectSession,
        selection: Selection,
        annotate: AnnotatePage,
        late: LatePages,
    ) -> None:
        super().__init__(stack)
        self._stack = stack
        self._session = session
        self._selection = selection
        self._annotate = annotate
        self._late = late
        self._return: ReviewReturn | None = None
        self.run_command: Callable[[str], None] = lambda _command: None
        self.page = "annotate"
        stack.addWidget(annotate)
        late.article_wanted.connect(self.open_article)
        late.unit_wanted.connect(self.review_unit)
        late.edit_wanted.connect(self._edit_gold)
        late.page_wanted.connect(self.show_page)
        late.explore_wanted.connect(self.explore_referent)
        annotate.explore_wanted.connect(self.explore_referent)
        annotate.review_wanted.connect(self.return_to_review)
        annotate.import_wanted.connect(lambda: self.show_page("project", "articles"))

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
        return self._late.explore(self.run_command)

    @property
    def current(self) -> QWidget:
        """The page that is up."""
        return self._stack.currentWidget() or self._annotate

    @property
    def section(self) -> str:
        """The section of the Project page that is up; empty on other pages."""
        return self.project.shown_section if self.page == "project" else ""

    @property
    def is_reviewing(self) -> bool:
        """Whether the Review page is up."""
        page = self._late.made_review
        return page is not None and self.current is page

    def show_page(self, page: str, section: str = "") -> None:
        """Bring a page up, at one of its sections if named, and give it the focus."""
        wanted = self._page(page)
        if section and page == "explore":
            self.explore.explore_words(section)
        elif section:
            (self.agreement if page == "agreement" else self.project).show_section(section)
        self._stack.setCurrentWidget(wanted)
        self.page = page
        self.shown.emit(page)
        wanted.setFocus()

    def open_article(self, article: ArticleId, place: Fragment | SpanId | None = None) -> None:
        """Show an article, at a stretch of its body or with a span selected."""
        self.show_page("annotate")
        self._selection.choose_article(article)
        if isinstance(place, Fragment):
            self._annotate.view.select(place.start, place.end)
            self._annotate.view.reveal(place.start, place.end)
        elif place is not None:
            self._selection.select_span(place)
        self._annotate.view.setFocus()

    def review_unit(self, article: ArticleId, place: SpanId | UnitId | None = None) -> None:
        """Review an article, at the unit of this id or of an annotator's span."""
        self.show_page("review")
        self.review.open_unit(article, place)

    def explore_referent(self, referent: ReferentId) -> None:
        """Look for all mentions of a referent in all articles."""
        self.show_page("explore")
        self.explore.explore_referent(referent)

    @Slot()
    def explore_words(self) -> None:
        """Look for the selected words in all articles."""
        words = self.review.chosen_words if self.is_reviewing else self._annotate.desk.chosen_words
        self.show_page("explore")
        if words:
            self.explore.explore_words(words)

    def take_in(self, package: Path) -> None:
        """Show what a newer package would bring into this one."""
        self.show_page("project", "work")
        self.project.take_in(package)

    @Slot(str)
    def do_work(self, wish: str) -> None:
        """Begin what an annotator does with a package: "send_back" or "take_in"."""
        self.show_page("project", "work")
        if wish == "send_back":
            self.project.send_back()
        else:
            self.project.take_in()

    @Slot()
    def find_copies(self) -> None:
        """Look for wire copies among all articles."""
        self.show_page("project", "articles")
        self.project.find_copies()

    def room(self) -> Room:
        """Where something that is dropped on the window would land."""
        is_work_package = self._session.is_work_package
        return Room(is_work_package=is_work_package, page=self.page, section=self.section)

    @Slot(object)
    def bring_in(self, offer: Offer) -> None:
        """Do what was chosen for files that were dropped: nothing is changed without a look."""
        match offer.deed:
            case Deed.OPEN:
                self.project_wanted.emit(offer.paths[0])
            case Deed.TAKE_IN:
                self.take_in(offer.paths[0])
            case Deed.COLLECT:
                self.show_page("project", "collect")
                self.project.collect(offer.paths)
            case Deed.SCHEME:
                self.show_page("project", "scheme")
                self.project.read_scheme(offer.paths[0])
            case Deed.IMPORT:
                self.show_page("project", "articles")
                self.project.import_articles(offer.paths)

    def show_for_picture(self, page: str, article: int, span: int | None) -> None:
        """Bring up "annotate" or "review" with an article and a span or unit, or "project/SECTION".

        Article and span count from 1, in the order of the list and of the text.
        """
        page, _, section = page.partition("/")
        self.show_page(page, section)
        if page == "review":
            self.review.open_number(article, span)
        elif page == "annotate":
            self._annotate.open_number(article)
            annotation = self._annotate.current.annotation
            if span is not None and annotation is not None and span <= len(annotation.spans):
                self._selection.select_span(annotation.spans[span - 1].id)

    def edit_gold(self, back: ReviewReturn) -> None:
        """Let a span of gold be edited, with a way back to where it was reviewed."""
        self._return = back
        self.open_article(back.article, back.span)
        span = self._annotate.current.span(back.span)
        self._annotate.way_back.show_for(span.quote if span else "")

    @Slot()
    def return_to_review(self) -> None:
        """Go back to where gold was reviewed, as who reviewed it; else review what is shown."""
        back, self._return = self._return, None
        self._annotate.way_back.hide()
        if back is None:
            if not self.is_reviewing and self._selection.article is not None:
                self.review_unit(self._selection.article, self._selection.span)
        elif back.author == self._session.author:
            self.review_unit(back.article, back.unit)
        else:
            self.return_wanted.emit(back)

    @Slot(object)
    def show_replayed(self, changes: Changes) -> None:
        """Go to where undo or redo has changed something."""
        # The Explore page shows by itself what was taken back.
        if self.current is self._late.made_explore:
            return
        if self.is_reviewing and self.review.show_replayed(changes):
            return
        if "decision" in changes.tables and not self._session.is_work_package:
            self.show_page("review")
            self.review.show_replayed(changes)
        elif changes.articles:
            self.show_page("annotate")
            self._annotate.show_replayed(changes)

    def _edit_gold(self, article: ArticleId, span: SpanId, unit: UnitId) -> None:
        """Edit gold in its own layer, which only whoever works as gold may write."""
        author = self._session.author
        back = ReviewReturn(article=article, unit=unit, span=span, author=author)
        if author == annotators.gold(self._session.project):
            self.edit_gold(back)
        else:
            self.gold_wanted.emit(back)

    def _page(self, page: str) -> QWidget:
        match page:
            case "annotate":
                return self._annotate
            case "review":
                return self.review
            case "agreement":
                return self.agreement
            case "explore":
                return self.explore
            case _:
                return self.project
