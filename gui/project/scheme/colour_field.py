"""The only place where a colour is picked: a swatch that opens the picker, and its number."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QColorDialog,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from gui.translation import tr
from gui.widgets.painting import colour, draw_ring, scaled


class ColourField(QWidget):
    """A colour as `#rrggbb`; `edited` carries what was picked or typed, sensible or not."""

    edited = Signal(str)

    def __init__(self, name: str, value: str) -> None:
        super().__init__()
        self._name = name
        self._swatch = _Swatch(tr("Pick the colour: {name}", name=name))
        self._line = QLineEdit(value)
        self._line.setAccessibleName(name)
        self._line.setFixedWidth(self._line.fontMetrics().horizontalAdvance("#CCCCCC") + 24)
        self._swatch.show_colour(value)
        self._swatch.clicked.connect(self._pick)
        self._line.textEdited.connect(self._take)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._swatch)
        layout.addWidget(self._line)
        layout.addStretch(1)
        self.setFocusProxy(self._line)

    @property
    def value(self) -> str:
        """The colour as it is typed."""
        return self._line.text()

    @Slot()
    def _pick(self) -> None:
        picked = QColorDialog.getColor(QColor(self.value), self.window(), self._name)
        if picked.isValid():
            self._line.setText(picked.name().upper())
            self._take(self._line.text())

    @Slot(str)
    def _take(self, text: str) -> None:
        self._swatch.show_colour(text)
        self.edited.emit(text)


class _Swatch(QAbstractButton):
    def __init__(self, accessible_name: str) -> None:
        super().__init__()
        self._colour = QColor()
        self.setAccessibleName(accessible_name)
        self.setToolTip(accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_colour(self, text: str) -> None:
        self._colour = QColor(text) if QColor.isValidColorName(text) else QColor()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(scaled(self, 34)), round(scaled(self, 26)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = scaled(self, 6)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colour(QPalette.ColorRole.Mid), 1))
        painter.setBrush(self._colour if self._colour.isValid() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, radius, radius)
        if not self._colour.isValid():
            painter.setPen(QPen(colour(QPalette.ColorRole.BrightText), 1.5))
            painter.drawLine(area.bottomLeft(), area.topRight())
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), radius)
        painter.end()
