"""The only place that draws a row of the article list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from db.model import LayerState
from db.queries.articles import ArticleSummary
from db.scheme.model import Scheme, SpanType
from gui import icons
from gui.annotate.article_list.model import SUMMARY_ROLE
from gui.annotate.article_list.words import byline
from gui.isolation import BETWEEN
from gui.text.row_ground import draw_row_ground
from gui.text.title_lines import title_lines
from gui.theme import Theme, label_text
from gui.translation import tr
from gui.widgets.painting import bold, scaled, secondary_font

_TITLE_LINES = 2
_TITLES_KEPT = 2000
_AIR = 9
_LEFT = 35
_RIGHT = 12
_GLYPH = 14
_GLYPH_LEFT = 11
_GAP = 9
_ICONS = {
    LayerState.TODO: "state-todo",
    LayerState.OPEN: "state-open",
    LayerState.DONE: "state-done",
    LayerState.SKIPPED: "state-skipped",
}


@dataclass(frozen=True, slots=True)
class _Look:
    """What a repaint needs and only theme, scheme and zoom change."""

    title: QFont
    small: QFont
    counts: QFont
    title_line: float
    small_line: float


class ArticleDelegate(QStyledItemDelegate):
    """Draws state, title in up to two lines, publisher and date, and coloured counts by label.

    All rows are equally high, so that a long list is laid out without asking each row.
    """

    def __init__(self, view: QAbstractItemView, theme: Theme, scheme: Scheme) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._scheme = scheme
        self._look: _Look | None = None
        self._look_font = QFont()
        self._lines: dict[tuple[str, float], tuple[str, ...]] = {}
        self._colours: dict[tuple[str, int], QColor] = {}

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self._colours.clear()

    def set_scheme(self, scheme: Scheme) -> None:
        """Count by the labels of another scheme."""
        self._scheme = scheme
        self._colours.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: object) -> QSize:
        """Two lines of title, one of details, and air."""
        look = self._looks()
        height = _TITLE_LINES * look.title_line + look.small_line + 2 * self._px(_AIR) + 1
        return QSize(round(self._px(120)), round(height))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        summary = index.data(SUMMARY_ROLE)
        if not isinstance(summary, ArticleSummary):
            return
        painter.save()
        ground = draw_row_ground(painter, option, self._view, self._theme)
        area = QRectF(option.rect).adjusted(self._px(_LEFT), 0, -self._px(_RIGHT), -1)
        look = self._looks()
        lines = self._title_lines(summary.title, area.width())
        height = len(lines) * look.title_line + look.small_line
        top = area.top() + (area.height() - height) / 2
        self._draw_state(painter, summary, QPointF(option.rect.left(), top))
        painter.setFont(look.title)
        is_quiet = summary.state is LayerState.SKIPPED
        painter.setPen(self._theme.muted if is_quiet else self._theme.text)
        for line in lines:
            painter.drawText(
                QRectF(area.left(), top, area.width(), look.title_line), _SIDE_LEFT, line
            )
            top += look.title_line
        details = QRectF(area.left(), top, area.width(), look.small_line)
        details.setRight(self._draw_counts(painter, summary, details, ground))
        self._draw_byline(painter, summary, details)
        painter.restore()

    def _draw_state(self, painter: QPainter, summary: ArticleSummary, corner: QPointF) -> None:
        theme = self._theme
        if summary.flag is not None:
            name, colour = "flag", theme.warning
        else:
            name = _ICONS[summary.state]
            colour = {LayerState.OPEN: theme.accent, LayerState.DONE: theme.done}.get(
                summary.state, theme.muted
            )
        size = round(self._px(_GLYPH))
        ratio = self._view.devicePixelRatioF()
        left = round(corner.x() + self._px(_GLYPH_LEFT))
        top = round(corner.y() + (self._looks().title_line - size) / 2)
        painter.drawPixmap(left, top, _glyph(name, colour.rgba(), size, ratio))

    def _draw_counts(
        self, painter: QPainter, summary: ArticleSummary, area: QRectF, ground: QColor
    ) -> float:
        """Draw how many spans of each label there are, from the right; returns where they begin."""
        right = area.right()
        painter.setFont(self._looks().counts)
        metrics = QFontMetricsF(self._looks().counts)
        for span_type in reversed(self._scheme.span_types):
            count = summary.span_counts.get(span_type.label, 0)
            if not count:
                continue
            words = str(count)
            width = metrics.horizontalAdvance(words)
            painter.setPen(self._count_colour(span_type, ground))
            painter.drawText(
                QRectF(right - width, area.top(), width + 1, area.height()), _SIDE_LEFT, words
            )
            right -= width + self._px(_GAP)
        return right

    def _draw_byline(self, painter: QPainter, summary: ArticleSummary, area: QRectF) -> None:
        look = self._looks()
        words = byline(summary.metadata, summary.words, self._scheme)
        if summary.nothing_here and not summary.span_counts:
            words = f"{words}{BETWEEN}{tr('nothing here')}"
        cut = QFontMetricsF(look.small).elidedText(
            words, Qt.TextElideMode.ElideRight, max(0.0, area.width())
        )
        painter.setFont(look.small)
        painter.setPen(self._theme.muted)
        painter.drawText(area, _SIDE_LEFT, cut)

    def _count_colour(self, span_type: SpanType, ground: QColor) -> QColor:
        key = (span_type.label, ground.rgb())
        if key not in self._colours:
            self._colours[key] = label_text(span_type, self._theme, ground)
        return self._colours[key]

    def _title_lines(self, title: str, width: float) -> tuple[str, ...]:
        key = (title, width)
        if key not in self._lines:
            if len(self._lines) >= _TITLES_KEPT:
                self._lines.clear()
            self._lines[key] = title_lines(title, width, self._looks().title)
        return self._lines[key]

    def _looks(self) -> _Look:
        font = self._view.font()
        if self._look is None or self._look_font != font:
            title, small = bold(font), secondary_font(self._view)
            self._look_font = QFont(font)
            self._look = _Look(
                title,
                small,
                bold(small),
                QFontMetricsF(title).lineSpacing(),
                QFontMetricsF(small).lineSpacing() + self._px(3),
            )
            self._lines.clear()
        return self._look

    def _px(self, pixels: float) -> float:
        return scaled(self._view, pixels)


_SIDE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@lru_cache(maxsize=64)
def _glyph(name: str, argb: int, size: int, ratio: float) -> QPixmap:
    return icons.pixmap(name, QColor.fromRgba(argb), size, ratio)
