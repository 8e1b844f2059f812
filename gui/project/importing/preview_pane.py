"""The first articles that would come in, with what would be marked in them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from db.imports.judging import Preview
from db.model import SpanId
from db.scheme.model import Scheme
from gui.project.importing.preview_words import byline, foot, row_words
from gui.text.article_view import ArticleView
from gui.text.direction import is_right_to_left
from gui.text.drawn import DrawnSpan
from gui.theme import READING_PX, Theme, label_colour, label_tint
from gui.translation import tr
from gui.widgets.painting import scaled
from gui.widgets.parts import words
from gui.widgets.row_delegate import RowDelegate

_HEIGHT = 330
_LIST_WIDTH = 210


class PreviewPane(QWidget):
    """A list of the first articles, and the beginning of the one that is chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._previews: tuple[Preview, ...] = ()
        self._scheme: Scheme | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(tr("The first articles"))
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view = ArticleView(self, theme)
        self.view.set_reading_size(READING_PX - 2)
        self.view.setAccessibleName(tr("The beginning of the article"))
        self._foot = words("", "muted", "secondary", wraps=True)
        right = QVBoxLayout()
        right.setSpacing(5)
        right.addWidget(self.view, 1)
        right.addWidget(self._foot)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.list)
        layout.addLayout(right, 1)
        self.list.currentRowChanged.connect(self._show_row)

    def show_previews(self, previews: Sequence[Preview], scheme: Scheme) -> None:
        """Show these; the one that was chosen by its place in the list stays so."""
        self._scheme = scheme
        if self._previews == tuple(previews):
            self._show_row(self.list.currentRow())
            return
        row = self.list.currentRow()
        self._previews = tuple(previews)
        self.list.clear()
        for each in previews:
            item = QListWidgetItem(row_words(each))
            item.setToolTip(each.path)
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, min(row, len(previews) - 1)))
        self.setFixedHeight(round(scaled(self, _HEIGHT)))
        self._fit_list()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.view.set_theme(theme)
        self._show_row(self.list.currentRow())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the text most of the room."""
        super().resizeEvent(event)
        self._fit_list()

    def _fit_list(self) -> None:
        self.list.setFixedWidth(min(round(scaled(self, _LIST_WIDTH)), self.width() // 3))

    def _show_row(self, row: int) -> None:
        if not 0 <= row < len(self._previews):
            return
        preview = self._previews[row]
        self.view.show_article(
            article_key=f"{row} {preview.path}",
            title=preview.title,
            byline=byline(preview),
            body=preview.words,
            right_to_left=is_right_to_left(preview.words),
        )
        self.view.set_spans(self._drawn(preview))
        self._foot.setText(foot(preview, self._scheme))

    def _drawn(self, preview: Preview) -> list[DrawnSpan]:
        drawn = []
        for each in preview.marks:
            span_type = None if self._scheme is None else self._scheme.span_type(each.label)
            if span_type is None:
                continue
            drawn.append(
                DrawnSpan(
                    id=SpanId(each.id),
                    label=each.label,
                    fragments=each.fragments,
                    colour=label_colour(span_type, self._theme),
                    tint=label_tint(span_type, self._theme),
                    line=span_type.line,
                )
            )
        return drawn
