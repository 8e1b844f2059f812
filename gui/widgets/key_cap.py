"""The only place for the picture of one key, or of several to be pressed together."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.widgets.painting import cap_height, cap_width, draw_cap, scaled

_GAP = 3


class KeyCap(QWidget):
    """Little keys side by side; `parts` are their words, as from `actions.key_parts`."""

    def __init__(self, parts: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self.setAccessibleName("+".join(parts))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def parts(self) -> tuple[str, ...]:
        """The words on the keys."""
        return self._parts

    def sizeHint(self) -> QSize:
        """Room for all keys at the zoom of the font."""
        widths = [cap_width(self, part) for part in self._parts]
        gaps = max(0, len(widths) - 1) * scaled(self, _GAP)
        return QSize(round(sum(widths) + gaps + 0.5), round(cap_height(self) + 0.5))

    def minimumSizeHint(self) -> QSize:
        """A key that is cut off says nothing."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the keys from left to right."""
        painter = QPainter(self)
        left = 0.0
        height = cap_height(self)
        top = (self.height() - height) / 2
        for part in self._parts:
            width = cap_width(self, part)
            draw_cap(painter, self, QRectF(left, top, width, height), part)
            left += width + scaled(self, _GAP)
        painter.end()
