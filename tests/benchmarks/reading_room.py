"""The Annotate page with full articles, and the bare text that it is compared with."""

from __future__ import annotations

import gc
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from db.connection import connect, keep_log
from db.model import ArticleId, Fragment, Span
from db.operations import imports
from db.operations.record_rows import Placed
from db.project import Project
from gui.annotate.page import AnnotatePage
from gui.project_session import ProjectSession
from gui.selection import Selection
from tests.benchmarks.corpus import marked_record
from tests.benchmarks.figures import CLOCK, seconds_of
from tests.builders import article_ids, author_of, make_project
from tests.journeys.window import annotator_at

CHARACTERS = 20_000
SPANS = 300
_MOST_TURNS = 200


class Room:
    """Keys go in, and each call returns when nothing that follows from them is left to do.

    What comes after the last repaint is left out of `CLOCK`: the layout of what is not on the
    screen, say.
    """

    def __init__(self, page: AnnotatePage, session: ProjectSession, selection: Selection) -> None:
        self.page = page
        self.session = session
        self.selection = selection
        self.articles = article_ids(session.project)
        self._paints = EventCount(page.view.viewport(), QEvent.Type.Paint)
        self._repaints = EventCount(page.window(), QEvent.Type.UpdateRequest)

    @property
    def spans(self) -> tuple[Span, ...]:
        assert self.page.current.annotation is not None
        return self.page.current.annotation.spans

    @property
    def body(self) -> str:
        assert self.page.current.article is not None
        return self.page.current.article.body

    def press(self, key: str) -> None:
        """Press a key in the text, and see to it that the text was painted anew."""
        before = self._paints.number
        combination = QKeySequence(key)[0]
        QTest.keyClick(self.page.view, combination.key(), combination.keyboardModifiers())
        self._come_to_rest()
        assert self._paints.number > before, f"{key} painted nothing"

    def open(self, article: ArticleId) -> None:
        """Choose an article, as a click in the list does."""
        before = self._paints.number
        self.selection.choose_article(article)
        self._come_to_rest()
        assert self._paints.number > before

    def undo(self) -> None:
        QTest.keyClick(self.page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle()

    def select(self, span: Span) -> None:
        self.selection.select_span(span.id)
        self.page.view.set_caret(span.start)
        settle()

    def free_words(self) -> list[Fragment]:
        """Words of the article that no span touches, in reading order."""
        taken = bytearray(len(self.body))
        for span in self.spans:
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
        found = []
        start = 0
        for word in self.body.split():
            start = self.body.index(word, start)
            if len(word) > 3 and not any(taken[start : start + len(word)]):
                found.append(Fragment(start, start + len(word.rstrip("."))))
            start += len(word)
        return found

    def _come_to_rest(self) -> None:
        known, painted = self._repaints.number, time.perf_counter()
        for _ in turns():
            if self._repaints.number > known:
                known, painted = self._repaints.number, time.perf_counter()
        CLOCK.leave_out(time.perf_counter() - painted)


class EventCount(QObject):
    """How many events of a kind a widget got."""

    def __init__(self, widget: QWidget, kind: QEvent.Type) -> None:
        super().__init__(widget)
        self.number = 0
        self._kind = kind
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == self._kind:
            self.number += 1
        return super().eventFilter(watched, event)


def turns() -> Iterator[None]:
    """Do what waits to be done, in steps: signals, timers that are due, painting."""
    dispatcher = QAbstractEventDispatcher.instance()
    for _ in range(_MOST_TURNS):
        QApplication.sendPostedEvents()
        yield
        is_busy = dispatcher.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        yield
        if not is_busy:
            return
    raise AssertionError("the window never comes to rest")


def settle() -> None:
    """Do all that waits to be done."""
    for _ in turns():
        pass


def fill(project: Project, *, articles: int) -> None:
    """Bring in articles of 20 kB with 300 spans each by the project's annotator."""
    author = author_of(project)
    imports.add_records(
        project,
        author,
        placed=[
            Placed(
                record=marked_record(
                    seed, characters=CHARACTERS, spans=SPANS, annotator="annotator A"
                ),
                article=ArticleId(project.new_id()),
                annotator=author,
            )
            for seed in range(articles)
        ],
    )


@contextmanager
def room(app: QApplication, folder: Path, *, articles: int) -> Iterator[Room]:
    """The page in front of the first of so many articles of 20 kB with 300 spans each."""
    with make_project(folder) as project:
        fill(project, articles=articles)
        with annotator_at(project, app, folder) as annotator:
            settle()
            # As the program does at its start; and pytest has far more to look through.
            gc.collect()
            gc.freeze()
            yield Room(annotator.page, annotator.session, annotator.selection)
            gc.unfreeze()
        # Now, and not when control is back in a loop of events: its timers read the project.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class BareText:
    """The same text in Qt's own widget, as large as the view and in its font."""

    def __init__(self, room: Room) -> None:
        self._like = room.page.view
        self.widget = QTextEdit()
        self.widget.setReadOnly(True)
        self.widget.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.widget.document().setDefaultFont(self._like.document().defaultFont())
        self.widget.resize(self._like.size())
        self.widget.setPlainText(room.body)
        # The keys stay with the page.
        self.widget.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.widget.show()
        room.page.activateWindow()
        room.page.view.setFocus()
        settle()

    def repaint(self) -> float:
        """Paint what is visible."""
        return seconds_of(self.widget.viewport().repaint)

    def press(self, key: Qt.Key) -> float:
        return seconds_of(lambda: self._press(key))

    def show_text(self, body: str) -> float:
        return seconds_of(lambda: self._show_text(body))

    def close(self) -> None:
        self.widget.close()
        self.widget.deleteLater()
        settle()

    def _press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.widget, key)
        settle()

    def _show_text(self, body: str) -> None:
        self.widget.setPlainText(body)
        settle()


@contextmanager
def bare_commits(path: Path) -> Iterator[Callable[[], float]]:
    """Commits of one row into a table without anything around it, with the pragmas of a project."""
    connection = connect_like_a_project(path)
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT")

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO row (words) VALUES ('the plan to send troops')")
        connection.execute("COMMIT")

    try:
        yield lambda: seconds_of(commit)
    finally:
        connection.close()


def connect_like_a_project(path: Path) -> sqlite3.Connection:
    """A new database with the pragmas of a project."""
    sqlite3.connect(path).close()
    connection = connect(path)
    keep_log(connection)
    return connection
