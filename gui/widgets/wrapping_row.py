"""The only place for a row that breaks: what something is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from gui.widgets.flow_layout import FlowLayout


class WrappingRow(QWidget):
    """`start` at the beginning and `acts` at the end of a line, or below where it is too narrow.

    Below, the acts take as many lines as they need. A `patient` row breaks only where words that
    can be cut have been.
    """

    def __init__(
        self,
        start: QWidget,
        acts: Sequence[QWidget],
        *,
        gap: int = 8,
        patient: bool = False,
    ) -> None:
        super().__init__()
        self._is_patient = patient
        self._start = start
        self._acts = QWidget(self)
        self._acts.hide()
        self._flow = FlowLayout(self._acts, gap=gap, line_gap=6)
        for part in acts:
            self.add_act(part)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self._box.addWidget(start, 1)
        self._box.addWidget(self._acts)

    def add_act(self, part: QWidget) -> None:
        """Put one more thing to do at the end."""
        self._flow.addWidget(part)
        self._acts.show()

    def minimumSizeHint(self) -> QSize:
        """What it needs on several lines: as wide as the widest part."""
        widths = (part.minimumSizeHint().width() for part in (self._start, self._acts))
        return QSize(max(widths), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the line or close it again."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Follow parts that come, go or say something else."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        is_narrow = self.width() < self._needed() + self._box.spacing()
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if way is not self._box.direction():
            self._box.setDirection(way)
            # Below each other it would ask for all the height that there is.
            self._box.setStretchFactor(self._start, 0 if is_narrow else 1)
        # Where a page is scrolled nobody asks how high a width makes it.
        self.setMinimumHeight(max(0, self._box.heightForWidth(self.width())))

    def _needed(self) -> int:
        """What it takes to have all in one line."""
        if not self._is_patient:
            return self._start.sizeHint().width() + self._acts.sizeHint().width()
        items = (self._flow.itemAt(at) for at in range(self._flow.count()))
        acts = [item.minimumSize().width() for item in items if item and not item.isEmpty()]
        return self._start.minimumSizeHint().width() + self._flow.width_of(acts)
