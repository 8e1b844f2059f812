"""A long day of a lead in the whole window: all that people do in it, in a mix that stays the same.

Most of it is marking, with what goes wrong meanwhile; now and then the lead looks something up,
settles differences, or goes through the other pages.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from db.model import Fragment, LayerState
from db.operations import imports, layers, projects, spans
from db.queries import annotators
from gui import ask
from gui.housekeeping import Housekeeping
from gui.main_window.window import MainWindow
from tests.benchmarks.corpus import LABELS, plain_articles, word_places
from tests.builders import Desk, article_ids, author_of, make_project
from tests.journeys.annotator import Annotator
from tests.journeys.program import annotator_of
from tests.journeys.text_acts import TextActs, settle

_ACTS_AN_ARTICLE = 40
_DECISIONS_A_REVIEW = 20
# In articles, counted from the first ones on, so that all has been seen early in the day.
_REVIEW_EVERY, _LOOK_AROUND_EVERY, _BACK_UP_EVERY, _CHANGE_LOOK_EVERY = 6, 12, 20, 36
_PEOPLE = 2
_MARKS_A_PERSON = 8
_SECTIONS = (
    "overview", "articles", "assignment", "collect", "scheme", "register", "export", "safety",
)  # fmt: skip
_DECISIONS = ("Return", "2", "U", "1", "I", "0", "Return", "Ctrl+Z", "Ctrl+Shift+Z", "1")


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, how many seconds it took, and how many of them the window itself worked."""

    name: str
    seconds: float
    busy: float


def make_project_of_a_day(folder: Path, *, articles: int, reviewed: int) -> Path:
    """A closed project with so many articles, the first of them marked by two annotators."""
    with make_project(folder) as project:
        author = author_of(project)
        imports.add_articles(project, author, articles=plain_articles(articles, characters=2_500))
        for number in range(1, _PEOPLE + 1):
            projects.add_annotator(project, author, name=f"annotator {number}")
        people = tuple(each.id for each in annotators.every(project)[-_PEOPLE:])
        for number, article in enumerate(article_ids(project)[:reviewed]):
            for nth, person in enumerate(people):
                _read(Desk(project, person, article), random.Random(_PEOPLE * number + nth))
        return project.path


def _read(desk: Desk, dice: random.Random) -> None:
    """Mark what others mark, too, but start or end a word later now and then."""
    words = word_places(desk.body)
    for nth in range(_MARKS_A_PERSON):
        first = 20 * nth + (dice.random() < 0.2)
        last = first + 1 + (dice.random() < 0.2)
        spans.add_span(
            desk.project,
            desk.author,
            article=desk.article,
            label=LABELS[nth * 7 % len(LABELS)],
            fragments=[Fragment(words[first][0], words[last][1])],
        )
    layers.set_state(desk.project, desk.author, article=desk.article, state=LayerState.DONE)


@contextmanager
def lead_of_a_day(path: Path, app: QApplication) -> Iterator[LongDay]:
    """The lead at the whole window of such a project, who says yes to what is asked."""
    usual = ask.confirm
    ask.confirm = lambda *_said, **_more: True
    try:
        with annotator_of(path, app) as annotator:
            day = LongDay(annotator)
            yield day
            day.settle()
    finally:
        ask.confirm = usual


class LongDay:
    """Somebody who goes on from article to article."""

    def __init__(self, desk: Annotator) -> None:
        window = desk.page.window()
        assert isinstance(window, MainWindow)
        self.window = window
        self._desk = desk
        self._articles = 0
        self._decisions = cycle(_DECISIONS)
        self._acts = TextActs(desk)

    def sitting(self) -> Iterator[Done]:
        """One article, and what comes between it and the next one, each in its turn."""
        yield from self.article()
        if self._articles % _REVIEW_EVERY == 1:
            yield from self.review()
        if self._articles % _LOOK_AROUND_EVERY == 2:
            yield from self.look_around()
        if self._articles % _CHANGE_LOOK_EVERY == 2:
            for key in ("Ctrl++", "Ctrl+0", "Ctrl+Shift+L"):
                yield self._timed(lambda pressed=key: self._desk.press(pressed), "change_look")
        if self._articles % _BACK_UP_EVERY == 3:
            yield self._timed(self.back_up)

    def article(self, acts: int = _ACTS_AN_ARTICLE) -> Iterator[Done]:
        """What is done in the text of one article, until the next one is open."""
        self._articles += 1
        self._acts.chance = random.Random(self._articles)
        for act in self._acts.some(acts):
            self._sit_down()
            yield self._timed(act)
        self._sit_down()
        yield self._timed(self.turn_article)

    def review(self) -> Iterator[Done]:
        """Settle differences of an article, or of some, as the keys come."""
        yield self._timed(lambda: self._press_and_settle("Ctrl+2"), "turn_page")
        current = self.window.review.current
        for _ in range(_DECISIONS_A_REVIEW):
            if current.article is not None and not current.to_decide:
                yield self._timed(lambda: self._press_and_settle("Ctrl+Return"), "settle_article")
            yield self._timed(lambda: self._press_and_settle(next(self._decisions)), "decide")
            if not self.window.review.isVisible():
                # Undo leads to where something was taken back.
                self._press_and_settle("Ctrl+2")
        yield self._timed(lambda: self._press_and_settle("Ctrl+1"), "turn_page")

    def look_around(self) -> Iterator[Done]:
        """Go through the other pages."""
        yield self._timed(lambda: self._press_and_settle("Ctrl+3"), "turn_page")
        yield self._timed(self._explore, "explore")
        for section in _SECTIONS:
            yield self._timed(lambda name=section: self._turn_to_section(name), "turn_page")
        yield self._timed(lambda: self._press_and_settle("Ctrl+1"), "turn_page")

    def settle(self) -> None:
        """Wait until nothing is under way."""
        settle(self._desk)

    def turn_article(self) -> None:
        """Mark the article as done where nothing is in the way, and go to the next one."""
        former = self._desk.selection.article
        self._desk.press("Escape", "Ctrl+Return")
        if self._desk.selection.article == former:
            self._desk.press("Escape", "Alt+PgDown")
        if self._desk.selection.article == former:
            self._desk.page.open_first()

    def back_up(self) -> None:
        """What the program does every twenty minutes."""
        housekeeping = self.window.findChild(Housekeeping)
        assert housekeeping is not None
        housekeeping.back_up()
        self.settle()

    def _explore(self) -> None:
        self._press_and_settle("Ctrl+4")
        self._desk.type_over(self._acts.some_word)
        self._press_and_settle("Return")

    def _turn_to_section(self, section: str) -> None:
        self.window.show_page("project", section)
        self.settle()

    def _press_and_settle(self, key: str) -> None:
        self._desk.press(key)
        self.settle()

    def _timed(self, act: Callable[[], None], name: str = "") -> Done:
        started, worked = time.perf_counter(), time.thread_time()
        act()
        # What the window throws away goes when its event loop comes round, and there is none here.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        passed, busy = time.perf_counter() - started, time.thread_time() - worked
        return Done(name or act.__name__, passed, busy)

    def _sit_down(self) -> None:
        """Be in the text again: undo leads to where something was taken back."""
        page = self._desk.page
        if not self.window.isActiveWindow():
            # No window manager is there to do that after a window was closed.
            self.window.activateWindow()
            QApplication.processEvents()
        if not page.isVisible():
            self.window.show_page("annotate")
        if not page.view.hasFocus():
            page.view.setFocus()
