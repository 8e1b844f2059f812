"""The only place that knows where on the screens the window stands, and remembers it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from gui.settings import Settings

_FIRST_SIZE = QSize(1440, 900)
_LEAST_GRIP = QSize(160, 40)


def arrangement() -> str:
    """The screens that there are: at the office a window stands elsewhere than on the way."""
    screens = (screen.geometry() for screen in QGuiApplication.screens())
    return " ".join(
        sorted(f"{each.width()}x{each.height()}{each.x():+}{each.y():+}" for each in screens)
    )


def restore(window: QMainWindow, settings: Settings) -> None:
    """Put a window where it stood on these screens, else where it stood last, else in the middle.

    Wherever that is, it can be seen and reached.
    """
    kept = settings.geometry_on(arrangement())
    if kept.isEmpty() or not window.restoreGeometry(kept):
        window.resize(_FIRST_SIZE.boundedTo(window.screen().availableSize()))
    if window.isMaximized() or window.isFullScreen():
        return
    areas = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    frame = window.geometry()
    within = reachable(frame, areas)
    if within != frame:
        window.setGeometry(within)


def keep(window: QMainWindow, settings: Settings) -> None:
    """Remember where a window stands on these screens."""
    settings.keep_geometry_on(arrangement(), window.saveGeometry())


def reachable(frame: QRect, areas: Sequence[QRect]) -> QRect:
    """A place for a window of which enough is on one of the screens to take hold of it.

    It is no larger than that screen; a window that is well placed stays as it is.
    """
    if not areas:
        return frame
    area = max(areas, key=lambda each: _shared(frame, each))
    # The edge at the top, where a window is taken hold of.
    grip = QRect(frame.topLeft(), QSize(frame.width(), _LEAST_GRIP.height()))
    seen = grip.intersected(area)
    fits = frame.width() <= area.width() and frame.height() <= area.height()
    if fits and seen.width() >= _LEAST_GRIP.width() and seen.height() >= _LEAST_GRIP.height():
        return frame
    size = frame.size().boundedTo(area.size())
    left = min(max(frame.left(), area.left()), area.left() + area.width() - size.width())
    top = min(max(frame.top(), area.top()), area.top() + area.height() - size.height())
    return QRect(left, top, size.width(), size.height())


def _shared(one: QRect, other: QRect) -> int:
    both = one.intersected(other)
    return both.width() * both.height() if both.isValid() else -_distance(one, other)


def _distance(one: QRect, other: QRect) -> int:
    return (one.center() - other.center()).manhattanLength()
