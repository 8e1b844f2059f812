"""The only place for the large button that says what it does and what comes of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from gui.icons import pixmap
from gui.widgets.painting import bold, colour, draw_ring, scaled, secondary_font

_RADIUS = 8
_AIR = 12
_ICON = 20
_WIDTH = 330
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class ChoiceButton(QAbstractButton):
    """A title with an icon, and below it a sentence; as high as the sentence needs."""

    def __init__(self, icon: str, title: str, sentence: str, run: Callable[[], object]) -> None:
        super().__init__()
        self._icon = icon
        self._sentence = sentence
        self.setText(title)
        self.setAccessibleDescription(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # Without the state of the button, which `clicked` would hand over.
        self.clicked.connect(lambda: run())  # noqa: PLW0108

    def sizeHint(self) -> QSize:
        """A comfortable line of words."""
        width = round(scaled(self, _WIDTH))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrower lines are higher."""
        width = round(scaled(self, _WIDTH * 0.7))
        return QSize(width, self.heightForWidth(round(scaled(self, _WIDTH))))

    def hasHeightForWidth(self) -> bool:
        """The sentence wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for the title and all lines of the sentence."""
        air = round(scaled(self, _AIR))
        title = QFontMetrics(bold(self.font())).height()
        metrics = QFontMetrics(secondary_font(self))
        room = max(1, width - self._indent() - air)
        lines = metrics.boundingRect(0, 0, room, 10_000, _WRAPPED, self._sentence).height()
        return title + lines + 2 * air + round(scaled(self, 3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Insist on the height that the width asks for, also where a layout would press it."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw card, icon and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_near = self.underMouse() or self.isDown()
        edge = colour(QPalette.ColorRole.Accent if is_near else QPalette.ColorRole.Mid)
        painter.setPen(QPen(edge, 1))
        ground = QPalette.ColorRole.Window if self.isDown() else QPalette.ColorRole.AlternateBase
        painter.setBrush(colour(ground))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        air, side = round(scaled(self, _AIR)), round(scaled(self, _ICON))
        picture = pixmap(
            self._icon, colour(QPalette.ColorRole.Accent), side, self.devicePixelRatioF()
        )
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        painter.drawPixmap(self.width() - air - side if is_mirrored else air, air, picture)
        room = self.rect().adjusted(self._indent(), air, -air, -air)
        if is_mirrored:
            room = self.rect().adjusted(air, air, -self._indent(), -air)
        lead = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
        painter.setFont(bold(self.font()))
        painter.setPen(colour(QPalette.ColorRole.Text))
        painter.drawText(room, lead, self.text())
        height = painter.fontMetrics().height() + round(scaled(self, 3))
        painter.setFont(secondary_font(self))
        painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
        painter.drawText(room.adjusted(0, height, 0, 0), lead | _WRAPPED, self._sentence)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), _RADIUS)
        painter.end()

    def _indent(self) -> int:
        return round(scaled(self, 2 * _AIR + _ICON))
