"""The only place that shares the width of a page between a list, a text and cards."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from gui.settings import Settings

# At a zoom of 100 %: as in the pictures, and as little as can be worked with.
_LEFT, _LEAST_LEFT = 272, 208
_RIGHT, _LEAST_RIGHT = 404, 318
_WANTED_TEXT, _LEAST_TEXT = 560, 400
# Below this the page is scrolled, so that no pane of large letters takes all room from the text.
_FEW_WORDS = 200


class ThreePanes(QSplitter):
    """The text comes first: where room is short the sides give way, and at last the list goes.

    Once a person has moved a handle, their sizes stay, under the `name` of the page.
    """

    def __init__(
        self, left: QWidget, middle: QWidget, right: QWidget, settings: Settings, *, name: str
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._name = name
        self._settings = settings
        self._left, self._middle, self._right = left, middle, right
        self._is_left_wanted = True
        self._is_left_out = False
        self._is_left_asked = False
        self.setHandleWidth(1)
        for pane in (left, middle, right):
            self.addWidget(pane)
        self.setStretchFactor(1, 1)
        for number in range(3):
            self.setCollapsible(number, False)  # noqa: FBT003 - Qt's way
        self.splitterMoved.connect(self._keep)

    def toggle_left(self) -> None:
        """Show or hide the list."""
        self.show_left(is_shown=self._left.isHidden())

    def show_left(self, *, is_shown: bool) -> None:
        """Show or hide the list, whatever the room: where there is little, the page is scrolled."""
        self._is_left_wanted = self._is_left_asked = is_shown
        self._is_left_out = False
        self._left.setVisible(is_shown)
        self.share()

    def toggle_right(self) -> None:
        """Show or hide the cards."""
        self._right.setVisible(self._right.isHidden())
        self.share()

    def share(self) -> None:
        """Share the width anew, as after another zoom."""
        self._middle.setMinimumWidth(round(_FEW_WORDS * self._settings.zoom / 100))
        kept = self._settings.splitter_sizes(self._name)
        if len(kept) == self.count():
            self.setSizes(kept)
            return
        has_right = not self._right.isHidden()
        zoom = self._settings.zoom / 100
        left, text, right = shares(self.width(), zoom, has_right=has_right)
        if left > 0:
            self._is_left_asked = False
        elif self._is_left_asked:
            left = round(_LEAST_LEFT * zoom)
        if self._is_left_wanted:
            was_out, self._is_left_out = self._is_left_out, left == 0
            if was_out != self._is_left_out:
                self._left.setHidden(self._is_left_out)
        self.setSizes([left, text, right])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.share()

    @Slot()
    def _keep(self) -> None:
        if not self._is_left_out:
            self._settings.keep_splitter_sizes(self._name, self.sizes())


def shares(width: int, zoom: float, *, has_right: bool = True) -> tuple[int, int, int]:
    """The widths of list, text and cards in pixels.

    0 where there is no room for the list.
    """
    left, right = _LEFT * zoom, (_RIGHT * zoom if has_right else 0.0)
    missing = max(0.0, _WANTED_TEXT * zoom - (width - left - right))
    from_right = min(missing, right - _LEAST_RIGHT * zoom) if has_right else 0.0
    right -= from_right
    left -= min(missing - from_right, (_LEFT - _LEAST_LEFT) * zoom)
    if width - left - right < _LEAST_TEXT * zoom:
        left = 0.0
        # The letters are large for the window: the text gets no less than the cards.
        right = min(right, width / 2)
    return round(left), max(0, round(width - left - right)), round(right)
