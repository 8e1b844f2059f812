"""The rows of the palette: commands in one line, articles with the found words in a second one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from db.model import Fragment
from gui.text.positions import PositionMap
from gui.widgets.painting import bold, colour, scaled, secondary_font
from gui.widgets.popup_items import PopupDelegate, PopupItem

_EDGE = 9
_ICON_ROOM = 23
_AIR = 6
_LINE_GAP = 2
# How much of a line may stand before the first found word.
_HEAD_SHARE = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleItem(PopupItem):
    """An article; `detail` is its second line. `marks` and `title_marks` are the found words."""

    marks: tuple[Fragment, ...] = ()
    title_marks: tuple[Fragment, ...] = ()


class PaletteDelegate(PopupDelegate):
    """Draws articles in two lines and leaves the rest as in every popup list."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._list = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Two lines for an article."""
        one_line = super().sizeHint(option, index)
        if not isinstance(index.data(Qt.ItemDataRole.UserRole), ArticleItem):
            return one_line
        lines = QFontMetricsF(self._title_font()).height() + self._small_metrics().height()
        height = lines + scaled(self._list, 2 * _AIR + _LINE_GAP)
        return QSize(one_line.width(), round(height))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        item = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(item, ArticleItem):
            super().paint(painter, option, index)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(QPalette.ColorRole.Highlight))
            radius = scaled(self._list, 5)
            painter.drawRoundedRect(QRectF(option.rect), radius, radius)
        edge = scaled(self._list, _EDGE)
        room = QRectF(option.rect).adjusted(edge, scaled(self._list, _AIR), -edge, 0)
        self._draw_title(painter, room, item)
        font = self._title_font()
        room.setTop(room.top() + QFontMetricsF(font).height() + scaled(self._list, _LINE_GAP))
        room.setLeft(room.left() + scaled(self._list, _ICON_ROOM))
        self._draw_snippet(painter, room, item)
        painter.restore()

    def _draw_title(self, painter: QPainter, room: QRectF, item: ArticleItem) -> None:
        font = self._title_font()
        height = QFontMetricsF(font).height()
        if item.icon is not None:
            side = round(scaled(self._list, 16))
            top = round(room.top() + (height - side) / 2)
            item.icon.paint(painter, round(room.left()), top, side, side)
        line = QRectF(room.left() + scaled(self._list, _ICON_ROOM), room.top(), 0, height)
        line.setRight(room.right())
        painter.setPen(colour(QPalette.ColorRole.Text))
        _draw_marked(painter, line, item.title, item.title_marks, font)

    def _draw_snippet(self, painter: QPainter, room: QRectF, item: ArticleItem) -> None:
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        _draw_marked(painter, room, item.detail, item.marks, secondary_font(self._list))

    def _title_font(self) -> QFont:
        return self._list.font()

    def _small_metrics(self) -> QFontMetricsF:
        return QFontMetricsF(secondary_font(self._list))


def fitted(
    words: str, marks: tuple[Fragment, ...], metrics: QFontMetricsF, width: float
) -> tuple[str, tuple[Fragment, ...]]:
    """As much of the words as fits, with the first mark in sight, and where the marks are then."""
    cut = 0
    if marks and metrics.horizontalAdvance(words) > width:
        while metrics.horizontalAdvance(words[cut : marks[0].start]) > _HEAD_SHARE * width:
            space = words.find(" ", cut, marks[0].start)
            if space < 0:
                break
            cut = space + 1
    head = "… " if cut else ""
    shown = metrics.elidedText(head + words[cut:], Qt.TextElideMode.ElideRight, width)
    moved = len(head) - cut
    inside = len(shown) - 1 if shown != head + words[cut:] else len(shown)
    return shown, tuple(
        Fragment(mark.start + moved, min(mark.end + moved, inside))
        for mark in marks
        if mark.start >= cut and mark.start + moved < inside
    )


def _draw_marked(
    painter: QPainter, room: QRectF, whole: str, marks: tuple[Fragment, ...], font: QFont
) -> None:
    words, inside = fitted(whole, marks, QFontMetricsF(bold(font)), room.width())
    layout = QTextLayout(words, font)
    layout.setFormats(_formats(words, inside, colour(QPalette.ColorRole.Text)))
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(10 * room.width())
    layout.endLayout()
    layout.draw(painter, room.topLeft())


def _formats(words: str, marks: tuple[Fragment, ...], ink: QColor) -> list[QTextLayout.FormatRange]:
    positions = PositionMap(words)
    found = []
    for mark in marks:
        form = QTextLayout.FormatRange()
        form.start = positions.to_qt(mark.start)
        form.length = positions.to_qt(mark.end) - form.start
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold)
        look.setForeground(ink)
        form.format = look
        found.append(form)
    return found
