"""Takes the files that are dropped anywhere on a window, and says before what would happen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from gui import ask
from gui.main_window.offers import Offer, Room, offers, promise, refusal
from gui.translation import tr
from gui.widgets.painting import bold, colour, scaled

_INSET = 6
_RADIUS = 10


class Dropping(QObject):
    """Emits `wanted(Offer)` for each thing to be done with what was dropped.

    A part of the window that takes files itself goes before.
    """

    wanted = Signal(object)

    def __init__(self, window: QWidget, room: Callable[[], Room]) -> None:
        super().__init__(window)
        self._window = window
        self._room = room
        self.overlay = DropOverlay(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow files that are held over the window."""
        if isinstance(event, QDragEnterEvent):
            self._enter(event)
            return event.isAccepted()
        if event.type() == QEvent.Type.DragLeave:
            self.overlay.hide()
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.overlay.hide()
            self._drop(event)
            return True
        return super().eventFilter(watched, event)

    def _enter(self, event: QDragEnterEvent) -> None:
        paths = files_of(event.mimeData())
        if not paths:
            return
        room = self._room()
        groups = offers(paths, room)
        self.overlay.show_words(promise(groups) if groups else refusal(room), is_good=bool(groups))
        # What can't be taken is told, too, so the window has to hear when it goes again.
        event.acceptProposedAction()

    def _drop(self, event: QDropEvent) -> None:
        groups = offers(files_of(event.mimeData()), self._room())
        if groups:
            event.acceptProposedAction()
        # The window that the files came from waits until this event has been answered.
        for group in groups:
            chosen = group[0] if len(group) == 1 else self._asked(group)
            if chosen is not None:
                self.wanted.emit(chosen)

    def _asked(self, group: Sequence[Offer]) -> Offer | None:
        name = group[0].paths[0].name
        number = ask.choice(
            self._window,
            tr("What shall be done with it?"),
            tr("{file} could be wanted for more than one thing.", file=name),
            [each.words for each in group],
        )
        return group[number] if number is not None else None


class DropOverlay(QWidget):
    """A quiet frame around the window, and what would happen written in the middle of it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._words = ""
        self._is_good = True
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> str:
        """What is said; empty while nothing is held over the window."""
        return self._words if self.isVisible() else ""

    def show_words(self, words: str, *, is_good: bool) -> None:
        """Say what would happen, or why nothing would."""
        self._words = words
        self._is_good = is_good
        self.setAccessibleName(words)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame and the words on a card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = colour(QPalette.ColorRole.Accent if self._is_good else QPalette.ColorRole.Dark)
        veil = colour(QPalette.ColorRole.Window)
        veil.setAlphaF(0.55)
        painter.fillRect(self.rect(), veil)
        dashes = Qt.PenStyle.SolidLine if self._is_good else Qt.PenStyle.DashLine
        painter.setPen(QPen(line, 2.5, dashes))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = _INSET + 1.25
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        painter.setFont(bold(self.font()))
        words = painter.fontMetrics().boundingRect(
            self.rect().adjusted(80, 0, -80, 0), _CENTRED, self._words
        )
        across, down = round(scaled(self, 22)), round(scaled(self, 13))
        card = QRectF(words).adjusted(-across, -down, across, down)
        painter.setBrush(colour(QPalette.ColorRole.AlternateBase))
        painter.setPen(QPen(line, 1))
        painter.drawRoundedRect(card, _RADIUS, _RADIUS)
        painter.setPen(colour(QPalette.ColorRole.WindowText))
        painter.drawText(card, _CENTRED, self._words)
        painter.end()


_CENTRED = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)


def files_of(data: QMimeData) -> tuple[Path, ...]:
    """The local files and folders that are dragged."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
