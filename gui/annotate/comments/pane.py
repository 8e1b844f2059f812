"""The Comments tab of the Annotate page, whose comments are about the selected span."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.model import Comment, Span, SpanId
from db.queries import annotators, spans
from gui.annotate.current_article import CurrentArticle
from gui.comments.board import CommentBoard, open_count
from gui.comments.card import Remark
from gui.project_session import ProjectSession
from gui.selection import Selection
from gui.theme import Theme, label_colour, label_tint
from gui.translation import tr
from gui.widgets.late_contents import LateContents


class CommentsPane(QWidget):
    """`title_changed` carries the words for the tab, with the number of open comments.

    `span_wanted` comes with a click on the words that a comment is about, when they are selected
    already; `text_wanted` when the keys belong to the text again.
    """

    title_changed = Signal(str)
    span_wanted = Signal(object)
    text_wanted = Signal()

    def __init__(
        self,
        session: ProjectSession,
        current: CurrentArticle,
        selection: Selection,
        theme: Theme,
    ) -> None:
        super().__init__()
        self._session = session
        self._current = current
        self._selection = selection
        self._theme = theme
        self._title = self.tab_title
        self._contents = LateContents(self, self._show)
        self.board = CommentBoard(
            session.run, self._remark, tr("No comments yet. C in the text begins one.")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.board)
        self.board.span_wanted.connect(self._select)
        self.board.text_wanted.connect(self.text_wanted)
        current.reloaded.connect(self._follow)
        selection.span_selected.connect(self._follow_selection)
        self._contents.refresh()

    @property
    def tab_title(self) -> str:
        """The words on this pane's tab."""
        count = open_count(self._current.comments)
        return tr("Comments {count}", count=count) if count else tr("Comments")

    def write_comment(self) -> None:
        """Let the person write a comment, on the selected span where there is one."""
        self._follow_selection()
        self.board.write_comment()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._contents.refresh()

    @Slot()
    def _follow(self) -> None:
        title = self.tab_title
        if title != self._title:
            self._title = title
            self.title_changed.emit(title)
        self._contents.follow()

    @Slot()
    def _follow_selection(self) -> None:
        span = self._current.selected
        span_type = self._session.scheme.span_type(span.label) if span is not None else None
        if span_type is not None:
            look = label_colour(span_type, self._theme), label_tint(span_type, self._theme)
        else:
            look = self._theme.muted, self._theme.card
        self.board.composer.offer_span(span, *look)

    def _show(self) -> None:
        article = self._current.article.id if self._current.article is not None else None
        self.board.show_comments(article, self._current.comments)
        self._follow_selection()

    def _remark(self, comment: Comment, is_answer: bool) -> Remark:  # noqa: FBT001 - the board's
        author = annotators.one(self._session.project, comment.annotator)
        span = self._span(comment)
        span_type = self._session.scheme.span_type(span.label) if span is not None else None
        return Remark(
            comment=comment,
            author=author.name if author is not None else tr("somebody"),
            is_own=comment.annotator == self._session.author,
            is_answer=is_answer,
            quote=span.quote if span is not None else "",
            is_span_here=self._current.span(comment.span) is not None,
            colour=label_colour(span_type, self._theme) if span_type is not None else None,
            tint=label_tint(span_type, self._theme) if span_type is not None else None,
        )

    def _span(self, comment: Comment) -> Span | None:
        if comment.span is None:
            return None
        here = self._current.span(comment.span)
        return here if here is not None else spans.one(self._session.project, comment.span)

    @Slot(object)
    def _select(self, span: SpanId) -> None:
        self._selection.select_span(span)
        self.span_wanted.emit(span)
        self.text_wanted.emit()
