"""The Comments tab: a field for a new one, the open ones, and the settled ones out of the way."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.model import ArticleId, Comment, CommentId, Span, SpanId
from db.operations import comments
from db.queries import annotators, spans
from gui.annotate.comments.card import CommentCard, Remark
from gui.annotate.comments.composer import Composer
from gui.annotate.current_article import CurrentArticle
from gui.project_session import ProjectSession
from gui.selection import Selection
from gui.style_sheet import set_role
from gui.theme import Theme, label_colour, label_tint
from gui.translation import tr, tr_count


class CommentsPane(QScrollArea):
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
        self._shown: ArticleId | None = None
        self._drafts: dict[ArticleId, str] = {}
        self._cards: dict[CommentId, CommentCard] = {}
        self._shows_settled = False
        self._title = self.tab_title
        self._is_stale = True
        self._composer = Composer()
        self._nothing = QLabel(tr("No comments yet. C in the text begins one."))
        self._more = QPushButton()
        self._content = QWidget()
        self._lay_out()
        self._composer.written.connect(self._add)
        self._composer.left.connect(self.text_wanted)
        self._more.clicked.connect(self._turn_settled)
        current.reloaded.connect(self._follow)
        selection.span_selected.connect(self._follow_selection)
        self._show()

    @property
    def tab_title(self) -> str:
        """The words on this pane's tab."""
        count = sum(not comment.done for comment in self._current.comments)
        return tr("Comments {count}", count=count) if count else tr("Comments")

    def write_comment(self) -> None:
        """Let the person write a comment, on the selected span where there is one."""
        self._follow_selection()
        self._composer.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(self._composer)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self._show()

    def _lay_out(self) -> None:
        for part in (self._nothing, self._more):
            set_role(part, "secondary")
        set_role(self._nothing, "muted")
        self._nothing.setWordWrap(True)
        set_role(self._more, "quiet")
        set_role(self._more, "compact")
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        layout = QVBoxLayout(self._content)
        layout.setContentsMargins(14, 12, 14, 16)
        layout.setSpacing(12)
        layout.addWidget(self._composer)
        layout.addWidget(self._nothing)
        layout.addLayout(self._list)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.setWidget(self._content)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Comments"))

    @Slot()
    def _follow(self) -> None:
        title = self.tab_title
        if title != self._title:
            self._title = title
            self.title_changed.emit(title)
        if self.isVisible():
            self._show()
        else:
            self._is_stale = True

    @Slot()
    def _follow_selection(self) -> None:
        span = self._current.selected
        span_type = self._session.scheme.span_type(span.label) if span is not None else None
        if span_type is not None:
            look = label_colour(span_type, self._theme), label_tint(span_type, self._theme)
        else:
            look = self._theme.muted, self._theme.card
        self._composer.offer_span(span, *look)

    def _show(self) -> None:
        self._is_stale = False
        article = self._current.article.id if self._current.article is not None else None
        if article != self._shown:
            self._keep_draft(article)
        self._follow_selection()
        self._composer.setVisible(article is not None)
        there = self._current.comments
        done = sum(comment.done for comment in there)
        shown = [each for each in there if not each.done]
        if self._shows_settled:
            shown += [each for each in there if each.done]
        self._show_cards(shown)
        self._nothing.setVisible(article is not None and not there)
        self._more.setVisible(bool(done))
        self._more.setText(
            tr("Hide the settled ones")
            if self._shows_settled
            else tr_count(done, "Show {count} settled comment", "Show {count} settled comments")
        )

    def _keep_draft(self, article: ArticleId | None) -> None:
        if self._shown is not None:
            self._drafts[self._shown] = self._composer.draft
        self._shown = article
        self._composer.begin(self._drafts.pop(article, "") if article is not None else "")

    def _show_cards(self, shown: list[Comment]) -> None:
        wanted = {comment.id for comment in shown}
        for gone in [each for each in self._cards if each not in wanted]:
            card = self._cards.pop(gone)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, comment in enumerate(shown):
            remark = self._remark(comment)
            card_there = self._cards.get(comment.id)
            if card_there is None:
                card_there = self._cards[comment.id] = self._make_card(comment, remark)
            else:
                card_there.show_remark(remark)
            if self._list.indexOf(card_there) != place:
                self._list.insertWidget(place, card_there)
                card_there.show()

    def _make_card(self, comment: Comment, remark: Remark) -> CommentCard:
        card = CommentCard(remark)
        card.span_wanted.connect(self._select)
        card.edited.connect(partial(self._edit, comment.id))
        card.settled.connect(partial(self._settle, comment.id))
        card.deleted.connect(partial(self._delete, comment.id))
        return card

    def _remark(self, comment: Comment) -> Remark:
        author = annotators.one(self._session.project, comment.annotator)
        span = self._span(comment)
        span_type = self._session.scheme.span_type(span.label) if span is not None else None
        return Remark(
            comment=comment,
            author=author.name if author is not None else tr("somebody"),
            is_own=comment.annotator == self._session.author,
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

    @Slot(str)
    def _add(self, words: str) -> None:
        target = self._composer.target
        if self._shown is None:
            return
        done = self._session.run(
            comments.add_comment,
            article=self._shown,
            text=words,
            span=target.id if target is not None else None,
        )
        if done is not None:
            self._composer.begin()

    @Slot(object)
    def _select(self, span: SpanId) -> None:
        self._selection.select_span(span)
        self.span_wanted.emit(span)
        self.text_wanted.emit()

    @Slot()
    def _turn_settled(self) -> None:
        self._shows_settled = not self._shows_settled
        self._show()

    def _edit(self, comment: CommentId, words: str) -> None:
        if self._shown is not None:
            self._session.run(
                comments.edit_comment, article=self._shown, comment=comment, text=words
            )

    def _settle(self, comment: CommentId, done: bool) -> None:  # noqa: FBT001 - from a signal
        if self._shown is not None:
            self._session.run(
                comments.settle_comment, article=self._shown, comment=comment, done=done
            )

    def _delete(self, comment: CommentId) -> None:
        if self._shown is not None:
            self._session.run(comments.delete_comment, article=self._shown, comment=comment)
