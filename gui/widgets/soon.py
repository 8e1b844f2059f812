"""The only place that puts work off until all signals of a key have come, before the repaint."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Soon(QObject):
    """Runs something once, however often it was asked for since the last time.

    A timer of 0 ms would come after the repaint, which Qt puts behind all posted events: the old
    state would be painted first, and then the new one.
    """

    _asked = Signal()

    def __init__(self, parent: QObject, run: Callable[[], None]) -> None:
        super().__init__(parent)
        self._run = run
        self._is_waiting = False
        self._asked.connect(self._carry_out, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def start(self) -> None:
        """Run soon."""
        if not self._is_waiting:
            self._is_waiting = True
            self._asked.emit()

    def stop(self) -> None:
        """Not after all: somebody has just done it."""
        self._is_waiting = False

    @Slot()
    def _carry_out(self) -> None:
        if self._is_waiting:
            self._is_waiting = False
            self._run()
