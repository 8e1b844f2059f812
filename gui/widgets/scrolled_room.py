"""The only place for scrolling what is larger than the window, as with very large letters."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

_SIDE = 60
_MARGIN = 8


class ScrolledRoom(QScrollArea):
    """Gives a widget all the room there is, and scrolls only where that is less than it needs.

    Whatever gets the focus inside comes into view. A `flat` room is just as high as its widget.
    """

    def __init__(self, widget: QWidget, *, flat: bool = False) -> None:
        super().__init__()
        self._is_flat = flat
        self._inner = widget
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(widget)
        widget.installEventFilter(self)
        if flat:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)

    def sizeHint(self) -> QSize:
        """What the widget wants."""
        return self._with_bar(self._inner.sizeHint())

    def minimumSizeHint(self) -> QSize:
        """Very little: the rest is scrolled to."""
        if self._is_flat:
            return self._with_bar(QSize(_SIDE, self._inner.minimumSizeHint().height()))
        return QSize(_SIDE, _SIDE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a widget that needs another height."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._inner:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _with_bar(self, size: QSize) -> QSize:
        """The size, with the bar for scrolling sideways where a flat room needs it."""
        if not self._is_flat or self._inner.minimumSizeHint().width() <= self.width():
            return size
        return size + QSize(0, self.horizontalScrollBar().sizeHint().height())

    @Slot(QWidget, QWidget)
    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self._inner.isAncestorOf(now):
            return
        port, needed = self.viewport().size(), self._inner.size()
        if needed.width() > port.width() or needed.height() > port.height():
            self.ensureWidgetVisible(now, _MARGIN, _MARGIN)


def sideways(row: QLayout) -> ScrolledRoom:
    """A row, as of buttons, that is scrolled where very large letters make it wider than it may."""
    row.setContentsMargins(0, 0, 0, 0)
    holder = QWidget()
    holder.setLayout(row)
    return ScrolledRoom(holder, flat=True)


class ShownPages(QStackedWidget):
    """Needs no more room than the page that is shown does."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """What the shown page needs at least."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()
