"""The only place that begins the tour, ends it, and remembers where it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.settings import Settings
from gui.tour import lessons
from gui.tour.lessons import END

if TYPE_CHECKING:
    from gui.main_window.window import MainWindow
    from gui.tour.tour import Tour


class TourHost(QObject):
    """At most one tour at a time."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.tour: Tour | None = None

    def begin(self, window: MainWindow) -> bool:
        """Begin, go on where it was left, or give the focus to the one that runs.

        False where the window does not show the sample.
        """
        if self.tour is not None and self.tour.step is not None:
            self.tour.panel.take_focus()
            return True
        # Few starts of the program need the tour.
        from gui.tour.tour import Tour  # noqa: PLC0415

        step, _, title = self._settings.tour_step.partition(" ")
        is_new = step in {"", END}
        session = window.session
        place = lessons.find(session.project, session.author, "" if is_new else title)
        if place is None:
            return False
        self.close()
        self.tour = Tour(window, place, "" if is_new else step)
        self.tour.went_on.connect(self._remember)
        self.tour.left.connect(self.close)
        self._remember(self.tour.step.id if self.tour.step else END)
        self.tour.start()
        return True

    def close(self) -> None:
        """Take the tour off the window; it can be taken up again."""
        tour, self.tour = self.tour, None
        if tour is not None:
            tour.close()

    def _remember(self, step: str) -> None:
        title = "" if self.tour is None else self.tour.lesson_title
        self._settings.tour_step = f"{step} {title}"
