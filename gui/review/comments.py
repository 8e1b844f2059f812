"""The tab of what was remarked on the article under review: by all annotators, for the lead."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.model import AnnotatorId, Changes, Comment, Span, SpanId
from db.project import Project
from db.queries import comments, spans
from gui.comments.board import CommentBoard, open_count
from gui.comments.card import Remark
from gui.project_session import ProjectSession
from gui.review.current import CurrentReview
from gui.review.deciding import lead_for
from gui.theme import Theme, label_colour, label_tint
from gui.translation import tr
from gui.widgets.late_contents import LateContents


class CommentsPane(QWidget):
    """Calls people what the page calls them; what is written here is the lead's.

    `title_changed` carries the words of the tab; `text_wanted` says that the keys belong to the
    text again.
    """

    title_changed = Signal(str)
    text_wanted = Signal()

    def __init__(self, session: ProjectSession, current: CurrentReview, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._current = current
        self._theme = theme
        self._comments: tuple[Comment, ...] = ()
        self._contents = LateContents(self, self._show)
        self.board = CommentBoard(
            self._run, self._remark, tr("Nobody has commented on this article.")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.board)
        self.board.span_wanted.connect(self._choose)
        self.board.text_wanted.connect(self.text_wanted)
        current.reloaded.connect(self._follow)
        session.changed.connect(self._follow_changes)

    @property
    def tab_title(self) -> str:
        """The words on the tab, with the number of open comments."""
        count = open_count(self._comments)
        return tr("Comments {count}", count=count) if count else tr("Comments")

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._contents.refresh()

    def take_focus(self) -> None:
        """Let the person write: about the article."""
        self.board.write_comment()

    @Slot(object)
    def _follow_changes(self, changes: Changes) -> None:
        if changes.touches(self._current.article, "comment"):
            self._follow()

    @Slot()
    def _follow(self) -> None:
        article = self._current.article
        self._comments = comments.of_article(self._session.project, article) if article else ()
        self.title_changed.emit(self.tab_title)
        self._contents.follow()

    def _show(self) -> None:
        self.board.show_comments(self._current.article, self._comments)

    def _run(self, operation: Callable[..., Changes], **named: object) -> Changes | None:
        def as_lead(project: Project, author: AnnotatorId) -> Changes:
            return operation(project, lead_for(project, author), **named)

        return self._session.run(as_lead)

    def _remark(self, comment: Comment, is_answer: bool) -> Remark:  # noqa: FBT001 - the board's
        reviewed = self._current.reviewed
        span = self._span(comment.span)
        span_type = reviewed.scheme.span_type(span.label) if reviewed and span else None
        is_own = comment.annotator == lead_for(self._session.project, self._session.author)
        return Remark(
            comment=comment,
            author=tr("You") if is_own else self._current.naming.name(comment.annotator),
            is_own=is_own,
            is_answer=is_answer,
            quote=span.quote if span else "",
            is_span_here=self._current.unit_at(comment.span) is not None,
            colour=label_colour(span_type, self._theme) if span_type else None,
            tint=label_tint(span_type, self._theme) if span_type else None,
        )

    def _span(self, wanted: SpanId | None) -> Span | None:
        return spans.one(self._session.project, wanted) if wanted is not None else None

    @Slot(object)
    def _choose(self, span: SpanId) -> None:
        unit = self._current.unit_at(span)
        if unit is not None:
            self._current.choose_unit(unit.id)
        self.text_wanted.emit()
