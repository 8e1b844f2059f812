"""One comment as a card: who said it and when, on which words, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from db.model import Comment
from gui.comments.field import CommentField
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.card import Card
from gui.widgets.chip import Chip
from gui.widgets.elided_label import ElidedLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment with what a card shows of its surroundings.

    `quote` are the words it is about, "" for the article; `colour` and `tint` are of their label.
    `is_answer` says that it stands under the comment that it answers, whose words it shares.
    """

    comment: Comment
    author: str
    is_own: bool
    is_answer: bool = False
    quote: str = ""
    is_span_here: bool = False
    colour: QColor | None = None
    tint: QColor | None = None


class CommentCard(Card):
    """Tells what a person wants; the words can be edited and answered in place."""

    span_wanted = Signal(object)
    edited = Signal(str)
    answered = Signal(str)
    settled = Signal(bool)
    deleted = Signal()
    left = Signal()

    def __init__(self, remark: Remark) -> None:
        super().__init__(has_head=False)
        self._remark = remark
        self._author = ElidedLabel()
        set_role(self._author, "strong")
        self._time = QLabel()
        self._chip = Chip("", is_removable=False)
        self._chip.clicked.connect(self._want_span)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._is_answering = False
        self._field = CommentField(tr("The comment's words"))
        self._field.hide()
        self._field.sent.connect(self._end_writing)
        self._field.left.connect(self._give_up)
        self._settle = _link("")
        self._answer = _link(tr("Answer"))
        self._edit = _link(tr("Edit"))
        self._delete = _link(tr("Delete", meaning="a comment"))
        self._settle.clicked.connect(self._turn)
        self._answer.clicked.connect(self.answer)
        self._edit.clicked.connect(self.edit)
        self._delete.clicked.connect(self.deleted)
        self._lay_out()
        self.show_remark(remark)

    def show_remark(self, remark: Remark) -> None:
        """Show what is stored; words that a person is editing stay."""
        self._remark = remark
        comment = remark.comment
        self._author.setText(remark.author)
        self._time.setText(_moment(comment.created))
        self._chip.setVisible(bool(remark.quote) and not remark.is_answer)
        quote = _quoted(remark.quote)
        self._chip.setText(quote)
        self._chip.setToolTip(quote)
        self._chip.setAccessibleName(tr("Go to {words}", words=quote))
        self._chip.setEnabled(remark.is_span_here)
        if remark.tint is not None:
            self._chip.set_look(tint=remark.tint, outline=remark.colour)
        self._words.setText(comment.text)
        set_role(self._words, "muted", comment.done)
        self._settle.setText(
            tr("Open again") if comment.done else tr("Settle", meaning="a comment")
        )
        for button in (self._edit, self._delete):
            button.setVisible(remark.is_own)
        for button in (self._settle, self._answer):
            button.setVisible(not remark.is_answer)
        self.setAccessibleName(tr("Comment of {author}", author=remark.author))
        self.setAccessibleDescription(comment.text)

    @property
    def is_editing(self) -> bool:
        """Whether a person is writing in the card."""
        return not self._field.isHidden()

    @Slot()
    def edit(self) -> None:
        """Let the person change the words in place."""
        self._write(self._remark.comment.text, is_answer=False)
        self._field.selectAll()

    @Slot()
    def answer(self) -> None:
        """Let the person answer below the words."""
        self._write("", is_answer=True)

    def _write(self, draft: str, *, is_answer: bool) -> None:
        self._is_answering = is_answer
        self._field.setPlainText(draft)
        self._field.setPlaceholderText(tr("Answer, ↵ sends it") if is_answer else "")
        self._show_field(is_shown=True)
        self._field.setFocus()

    def _lay_out(self) -> None:
        set_role(self._time, "muted")
        set_role(self._time, "secondary")
        who = QHBoxLayout()
        who.setSpacing(8)
        who.addWidget(self._author, 1)
        who.addWidget(self._time)
        about = QHBoxLayout()
        about.addWidget(self._chip)
        about.addStretch(1)
        actions = QHBoxLayout()
        actions.setContentsMargins(0, 2, 0, 0)
        actions.setSpacing(6)
        for button in (self._answer, self._settle, self._edit, self._delete):
            actions.addWidget(button)
        actions.addStretch(1)
        self.body.addLayout(who)
        self.body.addLayout(about)
        self.body.addWidget(self._words)
        self.body.addWidget(self._field)
        self.body.addLayout(actions)

    @Slot()
    def _want_span(self) -> None:
        self.span_wanted.emit(self._remark.comment.span)

    @Slot()
    def _turn(self) -> None:
        self.settled.emit(not self._remark.comment.done)

    @Slot(str)
    def _end_writing(self, words: str) -> None:
        self._give_up()
        if self._is_answering:
            self.answered.emit(words)
        elif words != self._remark.comment.text:
            self.edited.emit(words)

    @Slot()
    def _give_up(self) -> None:
        self._show_field(is_shown=False)
        (self._answer if self._is_answering else self._edit).setFocus()

    def _show_field(self, *, is_shown: bool) -> None:
        self._field.setVisible(is_shown)
        self._words.setVisible(not is_shown or self._is_answering)


def _quoted(words: str) -> str:
    return f"“{' '.join(words.split())}”"


def _moment(stored: str) -> str:
    moment = QDateTime.fromString(stored, Qt.DateFormat.ISODateWithMs).toLocalTime()
    return QLocale().toString(moment, tr("d MMM yyyy, HH:mm")) if moment.isValid() else ""


def _link(words: str) -> QPushButton:
    button = QPushButton(words)
    set_role(button, "compact")
    set_role(button, "quiet")
    return button
