"""The only place that notes what was read of an article and how long somebody worked on it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QWindow

from db.model import Article
from db.operations import layers
from gui.annotate.coverage import Coverage
from gui.annotate.current_article import CurrentArticle
from gui.project_session import ProjectSession
from gui.text.article_view import ArticleView

AWAY_AFTER_S = 60
"""Without any key or movement of the mouse for so long, nobody is taken to be reading."""

_SAVE_EVERY_S = 15
_TICK_MS = 1000
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchUpdate,
    }
)


class ReadingTracker(QObject):
    """Counts while the window is active and its person is there.

    What it counted goes to the layer at most every 15 seconds, before another article is shown, and
    with `close`. `fraction_changed` comes when more counts as read.
    """

    fraction_changed = Signal(float)

    def __init__(
        self,
        session: ProjectSession,
        current: CurrentArticle,
        view: ArticleView,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(view)
        self._session = session
        self._current = current
        self._view = view
        self._clock = clock
        self._article: Article | None = None
        self._coverage = Coverage(0)
        self._shown = (0, 0)
        self._is_more_read = False
        self._seconds = 0.0
        self._counted_to: float | None = None
        self._last_input = clock()
        self._last_save = clock()
        self._can_save = True
        self._window: QWindow | None = None
        self._timer = QTimer(self, interval=_TICK_MS, singleShot=True)
        self._timer.timeout.connect(self._tick)
        view.article_shown.connect(self._take_range)
        view.visible_range_changed.connect(self._show_range)
        view.caret_moved.connect(self.note_input)
        view.installEventFilter(self)
        current.reloaded.connect(self._follow)
        if view.isVisible():
            self._watch(view.window().windowHandle())
        self._follow()

    def fraction(self) -> float:
        """How much of the article was read, from 0 to 1."""
        return self._coverage.fraction

    def note_input(self, *_: object) -> None:
        """The person is there."""
        self.count()
        self._last_input = self._clock()
        if not self._timer.isActive() and self._article is not None:
            self._timer.start()

    def count(self) -> None:
        """Count the time since the last call, as far as somebody was there."""
        now = self._clock()
        since, self._counted_to = self._counted_to, now
        if since is None or self._article is None or not self._view.isActiveWindow():
            return
        seconds = min(now, self._last_input + AWAY_AFTER_S) - since
        if seconds <= 0:
            return
        self._seconds += seconds
        if self._view.isVisible() and self._coverage.show(*self._shown, seconds):
            self._is_more_read = True
            self.fraction_changed.emit(self.fraction())

    def save(self) -> None:
        """Write what was counted since the last time."""
        self.count()
        self._last_save = self._clock()
        seconds = int(self._seconds)
        is_worth_it = seconds > 0 or self._is_more_read
        if self._article is None or not is_worth_it or not self._can_save:
            return
        self._seconds -= seconds
        self._is_more_read = False
        article, stretches = self._article, self._coverage.stretches
        # A disk that refuses is told about once; the next article tries again.
        self._can_save = (
            self._session.run(
                layers.note_reading, article=article.id, coverage=stretches, seconds=seconds
            )
            is not None
        )

    def close(self) -> None:
        """Write the rest; nothing is counted any more."""
        self.save()
        self._timer.stop()
        self._article = None
        self._watch(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the person is there, and when they come to the window or leave it."""
        kind = event.type()
        if watched is self._view:
            if kind == QEvent.Type.Show:
                self._watch(self._view.window().windowHandle())
            elif kind in (QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate):
                self._turn(is_active=kind == QEvent.Type.WindowActivate)
        elif kind in _INPUT:
            self.note_input()
        return super().eventFilter(watched, event)

    def _turn(self, *, is_active: bool) -> None:
        if is_active:
            # The time in another window is nobody's.
            self._counted_to = None
            self.note_input()
            return
        self._counted_to = None
        self._timer.stop()

    def _watch(self, window: QWindow | None) -> None:
        if window is self._window:
            return
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    @Slot(int, int)
    def _show_range(self, start: int, end: int) -> None:
        self.count()
        self._shown = (start, end)
        self.note_input()

    @Slot()
    def _take_range(self) -> None:
        # Another article with as much on the screen is no change of range for the view.
        self._show_range(*self._view.visible_range())

    @Slot()
    def _follow(self) -> None:
        article = self._current.article
        if article is not None and self._article is not None and article.id == self._article.id:
            return
        self._end_article()
        self._article = article
        annotation = self._current.annotation
        read = annotation.layer.coverage if annotation is not None else ()
        self._coverage = Coverage(len(article.body) if article is not None else 0, read)
        is_on_screen = article is not None and self._view.article_key == article.id
        self._shown = self._view.visible_range() if is_on_screen else (0, 0)
        self._can_save = not self._session.project.is_read_only
        self._counted_to = None
        self.note_input()
        self.fraction_changed.emit(self.fraction())

    def _end_article(self) -> None:
        if self._article is not None:
            self.save()
            self._article = None
        self._seconds = 0.0
        self._is_more_read = False

    @Slot()
    def _tick(self) -> None:
        self.count()
        if self._clock() - self._last_save >= _SAVE_EVERY_S:
            self.save()
        is_there = self._clock() - self._last_input < AWAY_AFTER_S
        if is_there and self._article is not None:
            self._timer.start()
        else:
            self.save()
