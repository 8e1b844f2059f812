"""The line that says whose words bear which sign in the list of differences."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.agreement.side.difference_delegate import sign_of
from gui.theme import Theme, blended
from gui.translation import tr
from gui.widgets.painting import colour, scaled, secondary_font

_SWATCH = 20
_GAP = 6
_BETWEEN = 16
_SIDES = ((True, False), (False, True))


class Legend(QWidget):
    """Two samples with the names of the two annotators."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_names(self, first: str, second: str) -> None:
        """Say who the first and the second are."""
        self._names = (first, second)
        said = tr(
            "Solid line: only {first}. Dotted line: only {second}.", first=first, second=second
        )
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        height = QFontMetricsF(secondary_font(self)).height() + scaled(self, 4)
        return QSize(round(scaled(self, 200)), round(height))

    def minimumSizeHint(self) -> QSize:
        """One line, however narrow."""
        return QSize(round(scaled(self, 80)), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the samples and the names."""
        painter = QPainter(self)
        font = secondary_font(self)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        room = (self.width() - scaled(self, _BETWEEN)) / 2
        x = 0.0
        for signs, name in zip(_SIDES, self._names, strict=True):
            swatch = QRectF(x, self.height() / 2 - scaled(self, 7), scaled(self, _SWATCH), 0)
            swatch.setHeight(scaled(self, 13))
            self._draw_swatch(painter, self._lying(swatch), sign_of(signs, self._theme)[0], signs)
            left = swatch.right() + scaled(self, _GAP)
            words = metrics.elidedText(
                tr("only {who}", who=name), Qt.TextElideMode.ElideMiddle, x + room - left
            )
            painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
            side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
            place = QRectF(left, 0, x + room - left, self.height())
            painter.drawText(self._lying(place), side, words)
            x += min(room, left - x + metrics.horizontalAdvance(words)) + scaled(self, _BETWEEN)
        painter.end()

    def _lying(self, place: QRectF) -> QRectF:
        """A place as the window lies: from the right, where that is where reading begins."""
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            return QRectF(self.width() - place.right(), place.top(), place.width(), place.height())
        return place

    def _draw_swatch(
        self, painter: QPainter, swatch: QRectF, ink: QColor, signs: tuple[bool, bool]
    ) -> None:
        painter.fillRect(swatch, blended(ink, colour(QPalette.ColorRole.Window), 0.2))
        style = Qt.PenStyle.SolidLine if signs[0] else Qt.PenStyle.DotLine
        painter.setPen(QPen(ink, scaled(self, 1.6), style))
        bottom = swatch.bottom()
        painter.drawLine(QPointF(swatch.left(), bottom), QPointF(swatch.right(), bottom))
