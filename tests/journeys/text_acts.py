"""What a person does in the text of an article, as often as people do it: the only such table."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from gui.main_window.window import MainWindow
from tests.benchmarks.corpus import LABELS, word_places
from tests.journeys.annotator import Annotator

_LONGEST_WAIT_S = 60.0
_LABEL_KEYS = {"ACTOR": "A", "PROPOSAL": "P", "REJECTION": "R"}
_ROLE_KEYS = {"PROPOSAL": ("B", "T", "S"), "REJECTION": ("X", "B")}


def settle(desk: Annotator) -> None:
    """Wait until nothing is under way, and let go of what the window has thrown away."""
    background = desk.page._background
    QApplication.processEvents()
    _wait_while(lambda: bool(background.running))
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class TextActs:
    """Somebody in the text; each act is one intention, and `chance` says what it is about."""

    def __init__(self, desk: Annotator) -> None:
        self.chance = random.Random(0)
        self._desk = desk
        self._words: tuple[str, list[tuple[int, int]]] = ("", [])
        self._acts: dict[Callable[[], None], int] = {
            self.mark: 38,
            self.link: 12,
            self.change_label: 4,
            self.move_end: 6,
            self.give_other_referent: 4,
            self.rename_referent: 2,
            self.remove: 9,
            self.take_back: 6,
            self.do_again: 4,
            self.walk: 6,
            self.comment: 2,
            self.find: 2,
            self.search: 1,
            self.filter_articles: 1,
            self.read_guidelines: 1,
            self.look_at_keys: 1,
            self.turn_tab: 1,
        }

    def some(self, count: int) -> list[Callable[[], None]]:
        """So many acts, each as often as people do it."""
        return self.chance.choices(tuple(self._acts), weights=tuple(self._acts.values()), k=count)

    @property
    def some_word(self) -> str:
        """A word of the open article."""
        start, end = self._some_place()
        return self._desk.body[start:end].lower()

    def mark(self) -> None:
        """Mark a word, mostly as an actor."""
        self._desk.press("Escape")
        self._desk.page.view.set_caret(self._some_place()[0] + 1)
        self._desk.press(_LABEL_KEYS[self.chance.choice(LABELS)])

    def link(self) -> None:
        """Fill a slot of a statement with a span that stands there, or say that it is not named."""
        statement = self._choose(*_ROLE_KEYS)
        if statement is None:
            return
        self._desk.press(self.chance.choice(_ROLE_KEYS[statement]))
        letters = sorted(self._desk.page.view.hints.values(), key=lambda each: (len(each), each))
        if letters and self.chance.random() < 0.8:
            self._desk.press(*letters[0].upper())
        else:
            self._desk.press("Alt+1")
        self._desk.press("Escape")

    def change_label(self) -> None:
        """Give a span another label."""
        if self._choose() is not None:
            self._desk.press(self.chance.choice("APR"))

    def move_end(self) -> None:
        """Let a span end or start elsewhere."""
        if self._choose() is not None:
            self._desk.press(self.chance.choice(("Alt+Left", "Alt+Right", "Alt+Shift+Left")))

    def give_other_referent(self) -> None:
        """Let a span mean something else: something new, or what is chosen from the register."""
        if self._choose() is None:
            return
        if self.chance.random() < 0.5:
            self._desk.press("Shift+M")
        else:
            self._desk.press("M")
            self._desk.type(self.chance.choice("aeiou"))
            self._desk.press("Return")

    def rename_referent(self) -> None:
        """Give the referent of a span another name."""
        if self._choose() is not None:
            self._desk.press("F2")
            self._desk.type_over(f"referent {self.chance.randrange(10_000)}")
            self._desk.press("Return")

    def remove(self) -> None:
        """Remove a span."""
        if self._choose() is not None:
            self._desk.press("Delete")

    def take_back(self) -> None:
        """Take back what was done last."""
        self._desk.press("Ctrl+Z")

    def do_again(self) -> None:
        """Do again what was taken back."""
        self._desk.press("Ctrl+Shift+Z")

    def walk(self) -> None:
        """Look at the next span."""
        self._desk.press("Tab")

    def comment(self) -> None:
        """Write a comment."""
        self._desk.press("C")
        self._desk.type("is this one meant")
        self._desk.press("Return", "Escape")

    def find(self) -> None:
        """Find a word in the article."""
        self._desk.press("Ctrl+F")
        self._desk.type_over(self.some_word)
        self._desk.press("Return", "Escape", "Escape")

    def search(self) -> None:
        """Search all articles for a word, and come back."""
        self._desk.press("Ctrl+K")
        self._desk.type(self.some_word)
        window = self._desk.page.window()
        assert isinstance(window, MainWindow)
        # What is typed is looked up a moment later.
        _wait_while(window._palette._soon.isActive)
        settle(self._desk)
        self._desk.press("Down", "Escape")

    def filter_articles(self) -> None:
        """Filter the list of articles, and show all again."""
        self._desk.press("Ctrl+L")
        self._desk.type_over(self.some_word[:3])
        self._desk.type_over(" ")
        self._desk.press("Backspace", "Escape")

    def read_guidelines(self) -> None:
        """Open the guidelines beside the text, and close them."""
        self._desk.press("F1", "F1")

    def look_at_keys(self) -> None:
        """Show all keys, and put them away."""
        self._desk.press("?", "Escape")

    def turn_tab(self) -> None:
        """Show another tab on the right."""
        self._desk.press("Ctrl+PgDown")

    def _choose(self, *labels: str) -> str | None:
        """Select a span, of one of some labels; its label, or None where there is none."""
        found = [each for each in self._desk.annotation.spans if not labels or each.label in labels]
        if not found:
            return None
        span = self.chance.choice(found)
        self._desk.selection.select_span(span.id)
        return span.label

    def _some_place(self) -> tuple[int, int]:
        """Where a word of the open article stands; undo may have led to another one."""
        body = self._desk.body
        if self._words[0] != body:
            self._words = body, word_places(body)
        return self.chance.choice(self._words[1])


def _wait_while(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _LONGEST_WAIT_S
    while holds():
        assert time.monotonic() < deadline, "what is under way does not end"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
