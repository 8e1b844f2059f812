"""The only place that holds together what every gesture works on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from db.model import AnnotatorId, ArticleId, Changes, Fragment, Span
from db.project import Project
from db.scheme.model import Scheme
from gui.annotate.current_article import CurrentArticle
from gui.project_session import ProjectSession
from gui.selection import Selection
from gui.text.article_view import ArticleView

Arguments = ParamSpec("Arguments")


class Desk(QObject):
    """The open article, its text, and what is selected in it.

    `said` carries a short message for the person.
    """

    said = Signal(str)

    def __init__(
        self,
        session: ProjectSession,
        selection: Selection,
        current: CurrentArticle,
        view: ArticleView,
    ) -> None:
        super().__init__(view)
        self.session = session
        self.selection = selection
        self.current = current
        self.view = view

    @property
    def scheme(self) -> Scheme:
        """The scheme in force."""
        return self.session.scheme

    @property
    def article(self) -> ArticleId | None:
        """The open article."""
        return self.current.article.id if self.current.article else None

    @property
    def body(self) -> str:
        """The body of the open article, "" without one."""
        return self.current.article.body if self.current.article else ""

    @property
    def span(self) -> Span | None:
        """The selected span."""
        return self.current.selected

    @property
    def is_caret_on_span(self) -> bool:
        """Whether the caret stands in the selected span or at an edge of it."""
        span = self.span
        return span is not None and span.start <= self.view.caret <= span.end

    def words(self) -> Fragment | None:
        """The selected words or the word under the caret; None where there is neither."""
        return self.view.selected_extent() or self.view.word_at_caret()

    @property
    def chosen_words(self) -> str:
        """What is selected, else the words of the selected span, else the word under the caret."""
        chosen = self.view.selected_extent()
        if chosen is None and self.span is not None:
            return self.span.quote
        place = chosen or self.words()
        return "" if place is None else self.body[place.start : place.end]

    def run(
        self,
        operation: Callable[Concatenate[Project, AnnotatorId, Arguments], Changes],
        /,
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Changes | None:
        """Carry out an operation; None where it was refused, which the session has explained."""
        return self.session.run(operation, *arguments, **named)

    def select(self, span: Span) -> None:
        """Select a span, put the caret at its beginning and bring it on the screen."""
        self.selection.select_span(span.id)
        self.view.set_caret(span.start)
        self.view.reveal(span.start, span.end)

    def place_in(self, window: QWidget, span: Span | None) -> QRect:
        """Where the first line of a span, or else the caret, stands in a window."""
        start, end = (span.start, span.end) if span else (self.view.caret, self.view.caret)
        place = self.view.place_of(start, end)
        return QRect(self.view.viewport().mapTo(window, place.topLeft()), place.size())
