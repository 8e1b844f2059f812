"""Where a new comment is written, and what it will be about."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.model import Span
from gui.comments.field import CommentField
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.chip import Chip


class Composer(QWidget):
    """The new comment is about the selected span, or about the article.

    Once something is written, it stays about what it was begun for. `written` carries the words.
    """

    written = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.target: Span | None = None
        self._selected: Span | None = None
        self._look: tuple[QColor, QColor] | None = None
        self._field = CommentField(tr("New comment"))
        self._about = Chip("")
        self._about.setAccessibleDescription(tr("Delete makes the comment one on the article"))
        self._about.removed.connect(self._forget_span)
        self._about.clicked.connect(self._field.setFocus)
        self._send = QPushButton(tr("Comment  ↵"))
        self._send.setAccessibleName(tr("Add the comment"))
        set_role(self._send, "compact")
        self._send.clicked.connect(self._field.send)
        self._field.sent.connect(self.written)
        self._field.left.connect(self.left)
        self._field.textChanged.connect(self._note_writing)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._about)
        foot.addStretch(1)
        foot.addWidget(self._send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        layout.addWidget(self._field)
        layout.addLayout(foot)
        self.setFocusProxy(self._field)
        self._note_writing()

    @property
    def draft(self) -> str:
        """What is written and not sent yet."""
        return self._field.toPlainText()

    def begin(self, draft: str = "") -> None:
        """Begin anew, with what was written before."""
        self._field.setPlainText(draft)
        self._note_writing()

    def offer_span(self, span: Span | None, colour: QColor, tint: QColor) -> None:
        """The span that a comment begun from now on is about; None for the article."""
        self._selected = span
        self._look = (colour, tint)
        if not self._field.words:
            self._aim(span)

    @Slot()
    def _note_writing(self) -> None:
        is_empty = not self._field.words
        self._send.setEnabled(not is_empty)
        if is_empty:
            self._aim(self._selected)

    @Slot()
    def _forget_span(self) -> None:
        self._selected = None
        self._aim(None)
        self._field.setFocus()

    def _aim(self, span: Span | None) -> None:
        self.target = span
        self._about.setVisible(span is not None)
        if span is None:
            self._field.setPlaceholderText(tr("Comment on the article"))
            return
        words = " ".join(span.quote.split())
        self._field.setPlaceholderText(tr("Comment on these words"))
        self._about.setText(tr("on “{words}”", words=words))
        self._about.setToolTip(words)
        self._about.setAccessibleName(self._about.text())
        if self._look is not None:
            colour, tint = self._look
            self._about.set_look(tint=tint, outline=colour)
