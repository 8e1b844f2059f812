"""The quiet outline around what the tour speaks of; it lets every click through and never moves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from gui.widgets.painting import colour, scaled

_AIR = 5
_RADIUS = 6


class Outline(QWidget):
    """Stands around a place of its parent, or is hidden."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._places: list[QRect] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def point_at(self, places: Sequence[QRect]) -> None:
        """Stand around places of the parent, as the lines of words are; none hides it."""
        air = round(scaled(self, _AIR))
        wide = [each.adjusted(-air, -air, air, air) for each in places if not each.isEmpty()]
        if not wide:
            self.hide()
            return
        whole = reduce(QRect.united, wide)
        inner = [each.translated(-whole.topLeft()) for each in wide]
        if self.geometry() != whole or inner != self._places:
            self._places = inner
            self.setGeometry(whole)
            self.update()
        if self.isHidden():
            self.show()
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the outline, with a soft edge around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = colour(QPalette.ColorRole.Accent)
        soft = colour(QPalette.ColorRole.Accent)
        soft.setAlphaF(0.25)
        for place in self._places:
            area = QRectF(place).adjusted(2, 2, -2, -2)
            for pen in (QPen(soft, 4), QPen(line, 1.5)):
                painter.setPen(pen)
                painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        painter.end()
