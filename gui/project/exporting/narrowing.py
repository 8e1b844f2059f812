"""The only place for "only some of them": a tick, and under it a tick for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from gui.widgets.flow_layout import FlowLayout


class Narrowing(QWidget):
    """`chosen` is None for all; `changed` comes when a person changes it."""

    changed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self._narrows = QCheckBox(title)
        self._ticks: dict[str, QCheckBox] = {}
        self._inside = QWidget()
        self._flow = FlowLayout(self._inside, gap=12, line_gap=2)
        self._flow.setContentsMargins(22, 0, 0, 4)
        self._inside.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._narrows)
        column.addWidget(self._inside)
        self._narrows.toggled.connect(self._inside.setVisible)
        self._narrows.clicked.connect(self.changed)

    @property
    def chosen(self) -> tuple[str, ...] | None:
        """The keys that are ticked, in the order in which they are offered; None for all."""
        if not self._narrows.isChecked():
            return None
        return tuple(key for key, tick in self._ticks.items() if tick.isChecked())

    def offer(self, titles: Mapping[str, str]) -> None:
        """Offer these, by key; what was ticked stays so, and what is new is ticked."""
        chosen = self.chosen
        for key in [key for key in self._ticks if key not in titles and not self._is_wanted(key)]:
            gone = self._ticks.pop(key)
            self._flow.removeWidget(gone)
            gone.deleteLater()
        for key, title in titles.items():
            if key in self._ticks:
                self._ticks[key].setText(title)
            else:
                self._add(key, title, is_ticked=chosen is None)

    def choose(self, keys: Iterable[str] | None) -> None:
        """Tick these, which may be others than those that were offered; None ticks all."""
        self._narrows.setChecked(keys is not None)
        wanted = list(self._ticks) if keys is None else list(keys)
        for key in wanted:
            if key not in self._ticks:
                self._add(key, key, is_ticked=True)
        for key, tick in self._ticks.items():
            tick.setChecked(key in wanted)

    def _is_wanted(self, key: str) -> bool:
        return self._narrows.isChecked() and self._ticks[key].isChecked()

    def _add(self, key: str, title: str, *, is_ticked: bool) -> None:
        tick = QCheckBox(title)
        tick.setChecked(is_ticked)
        tick.clicked.connect(self.changed)
        self._ticks[key] = tick
        self._flow.addWidget(tick)
