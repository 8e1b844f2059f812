"""The only place that keeps what was said in passing, so that it can be read again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

_KEPT = 100


@dataclass(frozen=True, slots=True)
class Notice:
    """One message and when it was said."""

    text: str
    at: datetime = field(default_factory=lambda: datetime.now().astimezone())


class Notices(QObject):
    """The messages of one window, the latest first; `said` carries each new one.

    Every message at the bottom of the window, whichever page says it, finds them by the window.
    """

    said = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._kept: deque[Notice] = deque(maxlen=_KEPT)

    def __iter__(self) -> Iterator[Notice]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, text: str) -> None:
        """Keep a message."""
        notice = Notice(text)
        self._kept.appendleft(notice)
        self.said.emit(notice)


def note(widget: QWidget, text: str) -> None:
    """Keep what a widget says, where its window keeps such things."""
    found = widget.window().findChild(Notices)
    if isinstance(found, Notices):
        found.add(text)
