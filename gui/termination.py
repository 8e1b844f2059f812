"""Ends the program in good order when the system or a terminal asks for it.

Nothing would be lost otherwise, but the project's log would stay beside it until the next start.
"""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Termination(QObject):
    """Lets SIGINT and SIGTERM quit the event loop until `remove` gives them back."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__()
        self._app = app
        # Python runs a handler only when Python code runs next; the byte on the socket wakes it.
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)  # noqa: FBT003 - as the standard library has it
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)
        self._former_fd = signal.set_wakeup_fd(self._writer.fileno())
        self._former = {number: signal.signal(number, self._quit) for number in _SIGNALS}

    def remove(self) -> None:
        """Give the signals back."""
        for number, handler in self._former.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._former_fd)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    def _drain(self) -> None:
        self._reader.recv(64)

    def _quit(self, _number: int, _frame: FrameType | None) -> None:
        self._app.quit()
