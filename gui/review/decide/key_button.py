"""The only place for the button that shows the key which does the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from gui.style_sheet import set_role
from gui.widgets.painting import cap_height, cap_width, draw_cap, scaled

_GAP = 6
_PADDING = 8


class KeyButton(QPushButton):
    """A cap and words; a click leaves the focus where it is, so that keys go on working there."""

    def __init__(self, key: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._key = key
        set_role(self, "compact")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setAccessibleName(words or key)

    @property
    def key(self) -> str:
        """What is on the cap."""
        return self._key

    def sizeHint(self) -> QSize:
        """Room for cap and words."""
        metrics = QFontMetricsF(self.font())
        width = 2 * scaled(self, _PADDING) + cap_width(self, self._key)
        if self.text():
            width += scaled(self, _GAP) + metrics.horizontalAdvance(self.text())
        height = max(cap_height(self), metrics.height()) + scaled(self, 8)
        return QSize(round(width + 0.5), round(height + 0.5))

    def minimumSizeHint(self) -> QSize:
        """What is cut off says nothing."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button of the style sheet, and cap and words on it."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        left, height = scaled(self, _PADDING), cap_height(self)
        width = cap_width(self, self._key)
        if not self.text():
            left = (self.width() - width) / 2
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        draw_cap(
            painter, self, QRectF(left, (self.height() - height) / 2, width, height), self._key
        )
        if self.text():
            area = QRectF(self.rect()).adjusted(left + width + scaled(self, _GAP), 0, 0, 0)
            painter.setFont(self.font())
            painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, side, self.text())
        painter.end()
