"""The only place for the thin bar that shows how much of something is done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from gui.widgets.painting import draw_groove, scaled

_HEIGHT = 6


class ProgressLine(QProgressBar):
    """A progress bar without words; screen readers get its value as of any other.

    A total of 0 means that nobody knows how much there is: the bar is then faintly full.
    """

    def __init__(self, accessible_name: str, colour: QColor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour
        self.setTextVisible(False)
        self.setAccessibleName(accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, done: int, total: int) -> None:
        """Show that `done` of `total` is done."""
        # Qt counts in 32 bits; a share in thousandths is finer than any screen.
        self.setRange(0, 1000 if total > 0 else 0)
        self.setValue(min(1000, max(0, 1000 * done // total)) if total > 0 else 0)

    def set_colour(self, colour: QColor) -> None:
        """Take another colour, as a new theme asks for."""
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:
        """Thin, and as wide as there is room."""
        return QSize(round(scaled(self, 120)), round(scaled(self, _HEIGHT)))

    def minimumSizeHint(self) -> QSize:
        """Still a line."""
        return QSize(round(scaled(self, 24)), round(scaled(self, _HEIGHT)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the groove and in it the part that is done, with a straight end."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        groove = QPainterPath()
        area = QRectF(self.rect())
        groove.addRoundedRect(area, area.height() / 2, area.height() / 2)
        draw_groove(painter, area, area.height() / 2)
        painter.setClipPath(groove)
        if self.maximum() > 0:
            area.setWidth(area.width() * self.value() / self.maximum())
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                area.moveRight(self.width())
        else:
            painter.setOpacity(0.4)
        painter.fillRect(area, self._colour)
        painter.end()
