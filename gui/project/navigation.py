"""The ways to the sections of the Project page: a list, or one box where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from gui.translation import tr
from gui.widgets.painting import bold, colour, draw_ring, scaled

_AIR = 8
_MARGIN = 10
_RADIUS = 6


class Navigation(QListWidget):
    """One row a section, by its title; `currentRowChanged` tells which one a person went to."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = tuple(titles)
        self.setAccessibleName(tr("Sections of the project"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setItemDelegate(_Delegate(self))
        self.addItems(list(titles))

    def show_count(self, row: int, count: int) -> None:
        """Say how many there are of what a section lists."""
        self.item(row).setText(f"{self._titles[row]} {QLocale().toString(count)}")


class NarrowNavigation(QComboBox):
    """The same sections in one line, for a narrow window or large letters."""

    def __init__(self, navigation: Navigation) -> None:
        super().__init__()
        self.setAccessibleName(navigation.accessibleName())
        self.setModel(navigation.model())
        self.currentIndexChanged.connect(navigation.setCurrentRow)
        navigation.currentRowChanged.connect(self.setCurrentIndex)


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: Navigation) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Room for the words in bold."""
        metrics = option.fontMetrics
        words = str(index.data())
        air = round(scaled(self._view, 2 * _AIR))
        wide = round(metrics.horizontalAdvance(words) * 1.1 + scaled(self._view, 2 * _MARGIN))
        return QSize(wide, metrics.height() + air)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the chosen one on a card, as in a set of tabs."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.setPen(QPen(colour(QPalette.ColorRole.Mid), 1))
            painter.setBrush(colour(QPalette.ColorRole.AlternateBase))
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            hover = colour(QPalette.ColorRole.Text)
            hover.setAlphaF(0.06)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(hover)
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        painter.setFont(bold(self._view.font()) if is_chosen else self._view.font())
        painter.setPen(colour(QPalette.ColorRole.Text))
        margin = scaled(self._view, _MARGIN)
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area.adjusted(margin, 0, -margin, 0), side, str(index.data()))
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            draw_ring(painter, QRectF(option.rect), _RADIUS)
        painter.restore()
