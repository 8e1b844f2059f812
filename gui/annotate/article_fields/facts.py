"""The few lines about an article that nobody can change: its size, its source, its fingerprint."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QEvent, QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from db.model import Article
from db.queries.article_facts import ArticleFacts
from gui.annotate.article_fields.form import LABEL_WIDTH
from gui.isolation import in_a_row
from gui.style_sheet import set_role
from gui.translation import tr, tr_count
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.painting import scaled

_FINGERPRINT_SHOWN = 12


class FactLines(QWidget):
    """Muted lines of a name and a value that can be read in full as a tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 6, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._values = [self._add_line(name) for name in _names()]
        self._fit_names()

    def show_facts(self, article: Article, facts: ArticleFacts, seconds: int) -> None:
        """Show the facts of an article, and how long the annotator worked on it."""
        for value, words in zip(self._values, _lines(article, facts, seconds), strict=True):
            value.setText(words)
        self._values[-1].setToolTip(article.sha256)

    def changeEvent(self, event: QEvent) -> None:
        """Stay in line with the fields above at another zoom."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_names()

    def _fit_names(self) -> None:
        self._grid.setColumnMinimumWidth(0, round(scaled(self, LABEL_WIDTH)))

    def _add_line(self, name: str) -> QLabel:
        row = self._grid.rowCount()
        title, value = QLabel(name), ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        for label in (title, value):
            set_role(label, "muted")
            set_role(label, "secondary")
        self._grid.addWidget(title, row, 0)
        self._grid.addWidget(value, row, 1)
        return value


def _names() -> tuple[str, ...]:
    return (tr("Length"), tr("Your time"), tr("Source"), tr("Imported"), tr("Fingerprint"))


def _lines(article: Article, facts: ArticleFacts, seconds: int) -> tuple[str, ...]:
    words = tr_count(facts.words, "{count} word", "{count} words")
    characters = tr_count(len(article.body), "{count} character", "{count} characters")
    moment = QDateTime.fromString(facts.imported, Qt.DateFormat.ISODateWithMs).toLocalTime()
    imported = QLocale().toString(moment, tr("d MMM yyyy, HH:mm")) if moment.isValid() else ""
    return (
        in_a_row((words, characters)),
        _time(seconds),
        facts.source or "—",
        imported,
        article.sha256[:_FINGERPRINT_SHOWN],
    )


def _time(seconds: int) -> str:
    if seconds < 60:
        return tr("under a minute") if seconds else "—"
    if seconds < 3600:
        return tr_count(seconds // 60, "{count} minute", "{count} minutes")
    return tr("{hours} h {minutes} min", hours=seconds // 3600, minutes=seconds % 3600 // 60)
