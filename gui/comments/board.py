"""The comments of one article: a field for a new one, the open ones, the settled out of the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMargins, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton

from db.model import ArticleId, Changes, Comment, CommentId
from db.operations import comments
from gui.comments.card import Remark
from gui.comments.composer import Composer
from gui.comments.threads import CommentThreads, threads
from gui.style_sheet import set_role
from gui.translation import tr, tr_count
from gui.widgets.scrolled_column import ScrolledColumn


class CommentBoard(ScrolledColumn):
    """Writes through `run` and shows what it is given; `tell` makes a remark of a comment.

    `span_wanted` comes with a click on the words that a comment is about, `text_wanted` when the
    keys belong to the text again.
    """

    span_wanted = Signal(object)
    text_wanted = Signal()

    def __init__(
        self,
        run: Callable[..., Changes | None],
        tell: Callable[[Comment, bool], Remark],
        nothing: str,
    ) -> None:
        super().__init__("", QMargins(14, 12, 14, 16), spacing=12)
        self._run = run
        self._tell = tell
        self._article: ArticleId | None = None
        self._comments: Sequence[Comment] = ()
        self._drafts: dict[ArticleId, str] = {}
        self._shows_settled = False
        self.composer = Composer()
        self.threads = CommentThreads()
        self._nothing = QLabel(nothing)
        self._more = QPushButton()
        self._lay_out()
        self._connect()

    @property
    def article(self) -> ArticleId | None:
        """Whose comments are shown."""
        return self._article

    def show_comments(self, article: ArticleId | None, there: Sequence[Comment]) -> None:
        """Show these comments of an article; what is being written about another waits for it."""
        if article != self._article:
            self._keep_draft(article)
        self._comments = there
        self.composer.setVisible(article is not None)
        all_threads = list(threads(there))
        shown = [each for each in all_threads if not each[0].done]
        done = len(all_threads) - len(shown)
        if self._shows_settled:
            shown += [each for each in all_threads if each[0].done]
        self.threads.show_remarks(
            [
                self._tell(comment, number > 0)
                for thread in shown
                for number, comment in enumerate(thread)
            ]
        )
        self._nothing.setVisible(article is not None and not there)
        self._more.setVisible(bool(done))
        self._more.setText(
            tr("Hide the settled ones")
            if self._shows_settled
            else tr_count(done, "Show {count} settled comment", "Show {count} settled comments")
        )

    def write_comment(self) -> None:
        """Let the person write a comment; without an article there is nothing to comment on."""
        if self.composer.isHidden():
            return
        self.composer.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(self.composer)

    def _lay_out(self) -> None:
        for part in (self._nothing, self._more):
            set_role(part, "secondary")
        set_role(self._nothing, "muted")
        self._nothing.setWordWrap(True)
        set_role(self._more, "quiet")
        set_role(self._more, "compact")
        self.column.addWidget(self.composer)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self.threads)
        self.column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self.setAccessibleName(tr("Comments"))

    def _connect(self) -> None:
        self.composer.written.connect(self._add)
        self.composer.left.connect(self.text_wanted)
        self._more.clicked.connect(self._turn_settled)
        self.threads.span_wanted.connect(self.span_wanted)
        self.threads.edited.connect(self._edit)
        self.threads.answered.connect(self._answer)
        self.threads.settled.connect(self._settle)
        self.threads.deleted.connect(self._delete)

    def _keep_draft(self, article: ArticleId | None) -> None:
        if self._article is not None:
            self._drafts[self._article] = self.composer.draft
        self._article = article
        self.composer.begin(self._drafts.pop(article, "") if article is not None else "")

    @Slot()
    def _turn_settled(self) -> None:
        self._shows_settled = not self._shows_settled
        self.show_comments(self._article, self._comments)

    @Slot(str)
    def _add(self, words: str) -> None:
        target = self.composer.target
        span = target.id if target is not None else None
        if self._article is not None and self._run(
            comments.add_comment, article=self._article, text=words, span=span
        ):
            self.composer.begin()

    @Slot(object, str)
    def _answer(self, comment: CommentId, words: str) -> None:
        asked = next((each for each in self._comments if each.id == comment), None)
        if asked is not None:
            self._run(
                comments.add_comment,
                article=self._article,
                text=words,
                span=asked.span,
                reply_to=comment,
            )

    @Slot(object, str)
    def _edit(self, comment: CommentId, words: str) -> None:
        self._run(comments.edit_comment, article=self._article, comment=comment, text=words)

    @Slot(object, bool)
    def _settle(self, comment: CommentId, done: bool) -> None:  # noqa: FBT001 - from a signal
        self._run(comments.settle_comment, article=self._article, comment=comment, done=done)

    @Slot(object)
    def _delete(self, comment: CommentId) -> None:
        self._run(comments.delete_comment, article=self._article, comment=comment)


def open_count(there: Sequence[Comment]) -> int:
    """How many comments are not settled, answers not counted."""
    return sum(not thread[0].done for thread in threads(there))
