"""The guided tour: waits at each step until the person has done it, and never stands in the way."""

from __future__ import annotations

from functools import reduce

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtWidgets import QWidget

from gui.main_window.window import MainWindow
from gui.tour.course import Course
from gui.tour.lessons import END, Place
from gui.tour.outline import Outline
from gui.tour.panel import Panel
from gui.tour.steps import Step, steps_of
from gui.translation import tr
from gui.widgets.painting import scaled
from gui.widgets.soon import Soon

_LOOK_MS = 150
_LEAST_WIDTH = 190


class Tour(QObject):
    """One walk through the steps in a window; `went_on` carries the id of the step it waits at.

    After the last step that is "end". `left` comes when the panel is closed.
    """

    went_on = Signal(str)
    left = Signal()

    def __init__(self, window: MainWindow, place: Place, first: str = "") -> None:
        super().__init__(window)
        self._window = window
        self._course = Course(window, place)
        self.steps = steps_of(self._course)
        ids = [step.id for step in self.steps]
        self._at = ids.index(first) if first in ids else 0
        self._said = ""
        self.panel = Panel(window)
        self.outline = Outline(window)
        self.panel.show_wanted.connect(self.show_step)
        self.panel.skip_wanted.connect(self.skip)
        self.panel.leave_wanted.connect(self.left)
        self.panel.go_wanted.connect(self._go_there)
        # What stands where can change in many ways; a look now and then sees them all.
        self._looks = QTimer(self, interval=_LOOK_MS)
        self._looks.timeout.connect(self._look)
        self._soon = Soon(self, self._follow)
        window.session.changed.connect(self._soon.start)
        window.session.history_changed.connect(self._soon.start)

    @property
    def step(self) -> Step | None:
        """The step that it waits at; None at the end."""
        return self.steps[self._at] if self._at < len(self.steps) else None

    @property
    def lesson_title(self) -> str:
        """The title of the lesson's article."""
        return self._course.place.lesson.title

    def start(self) -> None:
        """Go to the lesson's article and say the first thing."""
        self._course.go_there()
        self._course.note()
        self._looks.start()
        self._follow()

    def show_step(self) -> None:
        """Do what the step asks for."""
        step = self.step
        if step is not None:
            self._window.annotate.view.setFocus()
            step.show(self._course)
            self._soon.start()

    def skip(self) -> None:
        """Go on without having done it."""
        if self.step is not None:
            self._advance()
            self._follow()

    def close(self) -> None:
        """Take everything off the window."""
        self._looks.stop()
        self._soon.stop()
        for widget in (self.panel, self.outline):
            widget.hide()
            widget.deleteLater()
        self.deleteLater()

    def _follow(self) -> None:
        self._course.read()
        self._course.note()
        while (step := self.step) is not None and step.is_done(self._course):
            self._advance()
        self._look()

    def _advance(self) -> None:
        self._at += 1
        self._said = ""
        self.went_on.emit(self.step.id if self.step else END)

    def _look(self) -> None:
        step = self.step
        if step is not None and step.id == "help":
            self._course.look_for_help()
            if step.is_done(self._course):
                self._follow()
                return
        self._say()
        places = self._places()
        self.outline.point_at(places)
        self.panel.stand(self._area(), reduce(QRect.united, places, QRect()))

    def _say(self) -> None:
        step = self.step
        is_here = step is None or self._course.is_here
        saying = f"{step.id if step else END} {is_here}"
        if saying == self._said:
            return
        self._said = saying
        if step is None:
            self.panel.say(
                tr("That is all"),
                tr(
                    "You know the way now. Look around in the sample as long as you like; the menu "
                    "holds this tour and all commands, and a new project."
                ),
                "",
                way="end",
            )
            return
        count = tr("{number} of {total}", number=self._at + 1, total=len(self.steps))
        if not is_here:
            title = self._course.place.lesson.title
            self.panel.say(
                tr("The tour waits"), tr("It goes on in “{title}”.", title=title), count, way="away"
            )
            return
        self.panel.say(step.title, step.sentence, count)
        if step.words:
            self._course.reveal(step.words)

    def _places(self) -> tuple[QRect, ...]:
        step = self.step
        if step is None or not self._course.is_here:
            return ()
        if step.words:
            return self._course.rects_of(step.words)
        return () if step.points_at is None else (step.points_at(self._course),)

    def _area(self) -> QRect:
        page = self._window.annotate
        shown: QWidget = page if page.isVisible() else self._window.centralWidget() or self._window
        # Over the list of articles nobody misses what it covers.
        if page.articles.isVisible() and page.articles.width() >= scaled(page, _LEAST_WIDTH):
            shown = page.articles
        return QRect(shown.mapTo(self._window, QPoint(0, 0)), shown.size())

    def _go_there(self) -> None:
        self._course.go_there()
        self._follow()
