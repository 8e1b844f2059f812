"""How a row of the register is drawn."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from db.scheme.model import Scheme
from gui.annotate.register.rows import Entry, Heading
from gui.theme import Theme, label_text
from gui.widgets.painting import bold, colour, draw_ring, scaled, secondary_font

_Index = QModelIndex | QPersistentModelIndex
_SIDE = 12
_RADIUS = 5


class RegisterDelegate(QStyledItemDelegate):
    """Headings in the label's colour; a referent's name and, behind it, what it is."""

    def __init__(self, view: QWidget, scheme: Scheme, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self.dress(scheme, theme)

    def dress(self, scheme: Scheme, theme: Theme) -> None:
        """Take other labels and colours."""
        self._theme = theme
        self._colours: dict[str, QColor] = {
            each.label: label_text(each, theme, theme.panel) for each in scheme.span_types
        }

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """A line; a heading has more air above it."""
        is_heading = isinstance(index.data(Qt.ItemDataRole.UserRole), Heading)
        air = 18 if is_heading else 10
        height = QFontMetricsF(option.font).height() + scaled(self._view, air)
        return QSize(round(scaled(self._view, 120)), round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        row = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(scaled(self._view, 6), 0, -scaled(self._view, 6), 0)
        if isinstance(row, Heading):
            self._draw_heading(painter, area, row, option)
        elif isinstance(row, Entry):
            self._draw_entry(painter, area, row, option)
        painter.restore()

    def _draw_heading(
        self, painter: QPainter, area: QRectF, row: Heading, option: QStyleOptionViewItem
    ) -> None:
        font = bold(option.font)
        painter.setFont(font)
        painter.setPen(self._colours.get(row.label, self._theme.muted))
        room = area.adjusted(scaled(self._view, _SIDE - 6), scaled(self._view, 8), 0, 0)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side, row.title)
        painter.setFont(secondary_font(self._view))
        painter.setPen(self._theme.muted)
        left = QFontMetricsF(font).horizontalAdvance(row.title) + scaled(self._view, 7)
        painter.drawText(room.adjusted(left, 0, 0, 0), side, str(row.count))

    def _draw_entry(
        self, painter: QPainter, area: QRectF, row: Entry, option: QStyleOptionViewItem
    ) -> None:
        radius = scaled(self._view, _RADIUS)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(area, radius, radius)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            draw_ring(painter, area, radius)
        room = area.adjusted(scaled(self._view, _SIDE), 0, -scaled(self._view, 8), 0)
        small = secondary_font(self._view)
        metrics, small_metrics = QFontMetricsF(option.font), QFontMetricsF(small)
        wanted = small_metrics.horizontalAdvance(row.detail)
        share = min(wanted, room.width() * 0.55)
        name = metrics.elidedText(
            row.referent.name,
            Qt.TextElideMode.ElideRight,
            room.width() - share - scaled(self._view, 10),
        )
        painter.setFont(option.font)
        painter.setPen(self._theme.text)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        detail = small_metrics.elidedText(row.detail, Qt.TextElideMode.ElideRight, share + 1)
        painter.setFont(small)
        painter.setPen(self._theme.muted)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, detail)
