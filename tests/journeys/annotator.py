"""A person at the keyboard of the real window, who counts what it costs.

A gesture that selects words counts one, however it is made; so does a key that means something.
Letters of typed words are counted apart, and `presses` counts every key that went down, those of
the selections too.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.model import Annotation, Fragment, Span
from db.text.occurrences import SearchableText
from gui.annotate.page import AnnotatePage
from gui.project_session import ProjectSession
from gui.selection import Selection


@dataclass
class Effort:
    """What was done so far."""

    selections: int = 0
    keys: int = 0
    typed: int = 0
    presses: int = 0

    @property
    def gestures_and_keys(self) -> int:
        """The figure that the design sets a limit for."""
        return self.selections + self.keys


class Annotator:
    """Only keys go in; what is on the screen and in the file comes out."""

    def __init__(self, page: AnnotatePage, session: ProjectSession, selection: Selection) -> None:
        self.page = page
        self.session = session
        self.selection = selection
        self.effort = Effort()

    @property
    def annotation(self) -> Annotation:
        """What is marked in the open article."""
        annotation = self.page.current.annotation
        assert annotation is not None
        return annotation

    @property
    def body(self) -> str:
        """The body of the open article."""
        assert self.page.current.article is not None
        return self.page.current.article.body

    @property
    def selected(self) -> Span | None:
        """The selected span."""
        return self.page.current.selected

    @property
    def marked(self) -> list[tuple[str, str]]:
        """Label and words of each span, in reading order."""
        return [(span.label, span.quote) for span in self.annotation.spans]

    def press(self, *keys: str) -> None:
        """Press keys, each named as in the table of commands."""
        for key in keys:
            self.effort.keys += 1
            self._down(key)

    def type(self, words: str) -> None:
        """Type words where the focus is."""
        self.effort.typed += len(words)
        for letter in words:
            self.effort.presses += 1
            _type_letter(self._focus(), letter)
        QApplication.processEvents()

    def type_over(self, words: str) -> None:
        """Type words in place of those in the field that has the focus."""
        self._down("Ctrl+A")
        self.type(words)

    def select(self, words: str, *, start: int | None = None) -> None:
        """Select words by finding them: the next place, or the one at a code point."""
        self.effort.selections += 1
        origin = self.page.view.caret
        places = SearchableText(self.body).find(words)
        after = [place for place in places if place.start >= origin] + list(places)
        wanted = after[0] if start is None else Fragment(start, start + len(words))
        self._down("Ctrl+F")
        effort = self.effort.typed
        self.type(words)
        self.effort.typed = effort
        for _ in range(after.index(wanted)):
            self._down("Return")
        self._down("Escape")
        assert self.page.view.selected_extent() == wanted, (
            self.page.view.selected_extent(),
            wanted,
        )

    def go_to(self, words: str, label: str = "") -> None:
        """Select a span that is marked already, as by a click on it or some Tabs: one gesture."""
        self.effort.selections += 1
        for _ in range(2 * len(self.annotation.spans) + 1):
            span = self.selected
            if span is not None and span.quote == words and label in {"", span.label}:
                return
            self._down("Tab")
        raise AssertionError(f"{words} is not marked")

    def letter_over(self, words: str, *, start: int | None = None) -> str:
        """The letter that stands over a span while a slot is armed."""
        hints = self.page.view.hints
        found = [
            span
            for span in self.annotation.spans
            if span.quote == words and start in {None, span.start} and span.id in hints
        ]
        assert found, f"there is no letter over {words}"
        return hints[found[0].id]

    def pick(self, words: str, *, start: int | None = None) -> None:
        """Press the letters over a span."""
        for letter in self.letter_over(words, start=start):
            self.press(letter.upper())

    def _down(self, key: str) -> None:
        self.effort.presses += 1
        combination = QKeySequence(key)[0]
        QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())
        QApplication.processEvents()

    def _focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus"
        return focus


def _type_letter(field: QWidget, letter: str) -> None:
    if letter.isascii():
        QTest.keyClicks(field, letter)
        return
    # QTest knows the letters of ASCII only.
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(field, event)
