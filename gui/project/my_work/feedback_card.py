"""The card that leads an annotator to the articles that the lead has settled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.model import ArticleId
from gui.translation import tr, tr_count
from gui.widgets.parts import button, titled_card, words


class FeedbackCard(QWidget):
    """Hidden while nothing is settled. `article_wanted` carries one ArticleId after another."""

    article_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._settled: tuple[ArticleId, ...] = ()
        self._at = 0
        self._told = words("", wraps=True)
        column = QVBoxLayout()
        column.addWidget(self._told)
        card = titled_card(tr("How the lead decided"), column)
        card.head.addWidget(button(tr("Look at the next one"), self._open_next))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.hide()

    def show_settled(self, settled: Sequence[ArticleId]) -> None:
        """Offer these articles, in the order of the list."""
        self._settled = tuple(settled)
        self._at = min(self._at, max(0, len(settled) - 1))
        self._told.setText(
            tr_count(
                len(settled),
                "{count} of your articles is settled. Open it and look at the tab Feedback: it "
                "shows what was decided beside what you marked.",
                "{count} of your articles are settled. Open one and look at the tab Feedback: it "
                "shows what was decided beside what you marked.",
            )
        )
        self.setVisible(bool(settled))

    def _open_next(self) -> None:
        if self._settled:
            article = self._settled[self._at]
            self._at = (self._at + 1) % len(self._settled)
            self.article_wanted.emit(article)
