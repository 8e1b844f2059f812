"""What stands in the place of the list when there is nothing to list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from db.queries.article_list import Filter
from db.queries.articles import Show
from gui.style_sheet import set_role
from gui.translation import tr


class EmptyList(QWidget):
    """A sentence and, where there is something to do about it, a button."""

    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        set_role(self._words, "muted")
        self._all = QPushButton(tr("Show all articles"))
        self._all.clicked.connect(self.all_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 28, 20, 20)
        layout.setSpacing(12)
        layout.addWidget(self._words)
        layout.addWidget(self._all, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def explain(self, wanted: Filter, *, is_searching: bool, has_articles: bool) -> None:
        """Say why the list is empty."""
        self._words.setText(_reason(wanted, is_searching=is_searching, has_articles=has_articles))
        self._all.setVisible(has_articles and not is_searching)


def _reason(wanted: Filter, *, is_searching: bool, has_articles: bool) -> str:
    if not has_articles:
        return tr("No articles yet.")
    if is_searching:
        return tr("Searching…")
    if wanted.containing:
        return tr("No article here has “{words}” in its title or details.", words=wanted.containing)
    return {
        Show.TODO: tr("Nothing is left to begin."),
        Show.OPEN: tr("No article is half done."),
        Show.DONE: tr("No article is done yet."),
        Show.SKIPPED: tr("No article is skipped."),
        Show.FLAGGED: tr("No article is flagged."),
    }.get(wanted.show, tr("There is nothing to show."))
