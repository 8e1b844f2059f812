"""The only place for laying widgets out like words: side by side, and on in the next line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Puts each widget beside the last one, or below where the line is full.

    A widget that is wider than a whole line gets the line's width and has to elide its words.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 4, line_gap: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take a widget's item at the end."""
        self._items.append(item)

    def put_last(self, widget: QWidget) -> None:
        """Let one of the widgets stand behind all others."""
        # Taking it out and adding it again would cost Qt's memory of its size for good.
        self._items.sort(key=lambda item: item.widget() is widget)
        self.invalidate()

    def count(self) -> int:
        """How many widgets there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, None outside."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out; None outside."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It needs no more room than its widgets."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the lines are together."""
        return self._arrange(QRect(0, 0, width, 0), is_final=False)

    def setGeometry(self, rect: QRect) -> None:
        """Move the widgets to their places."""
        super().setGeometry(rect)
        self._arrange(rect, is_final=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = self.width_of([hint.width() for hint in hints])
        return self._with_margins(width, max((hint.height() for hint in hints), default=0))

    def width_of(self, widths: Sequence[int]) -> int:
        """How wide widgets of these widths are in one line."""
        return sum(widths) + self._gap * max(0, len(widths) - 1)

    def minimumSize(self) -> QSize:
        """The widest of what the widgets need at least."""
        least = [item.minimumSize() for item in self._shown()]
        return self._with_margins(
            max((size.width() for size in least), default=0),
            max((size.height() for size in least), default=0),
        )

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _with_margins(self, width: int, height: int) -> QSize:
        margins = self.contentsMargins()
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def _arrange(self, rect: QRect, *, is_final: bool) -> int:
        area = rect.marginsRemoved(self.contentsMargins())
        line: list[tuple[QLayoutItem, QSize]] = []
        top, used = area.top(), 0
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(1, area.width()), 1 << 20))
            if line and used + self._gap + size.width() > area.width():
                top += self._place(line, area, top, is_final=is_final) + self._line_gap
                line, used = [], 0
            used += size.width() + (self._gap if line else 0)
            line.append((item, size))
        top += self._place(line, area, top, is_final=is_final)
        return top - rect.top() + self.contentsMargins().bottom()

    def _place(
        self, line: list[tuple[QLayoutItem, QSize]], area: QRect, top: int, *, is_final: bool
    ) -> int:
        """Put each widget of a line in the middle of its height, and return the height."""
        height = max((size.height() for _, size in line), default=0)
        if not is_final:
            return height
        is_mirrored = self._is_right_to_left()
        left = area.left()
        for item, size in line:
            x = area.right() + 1 - (left - area.left()) - size.width() if is_mirrored else left
            item.setGeometry(QRect(QPoint(x, top + (height - size.height()) // 2), size))
            left += size.width() + self._gap
        return height

    def _is_right_to_left(self) -> bool:
        widget = self.parentWidget()
        return widget is not None and widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
