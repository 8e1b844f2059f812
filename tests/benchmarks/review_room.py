"""The Review page with the heaviest article we plan for, and a queue of many light ones."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.model import AnnotatorId, ArticleId, LayerState, NewArticle
from db.operations import layers
from db.project import Project
from gui import theme
from gui.actions import REVIEW_COMMANDS, build_actions
from gui.background import Background
from gui.project_session import ProjectSession
from gui.review.page import ReviewPage
from gui.settings import Settings
from gui.theme import LIGHT
from tests.benchmarks.corpus import plain_articles, prose
from tests.benchmarks.reading_room import EventCount, settle, turns
from tests.builders import add_annotators, article_ids, author_of, make_article, make_project

_LABELS = ("ACTOR", "PROPOSAL", "REJECTION")
_WORD = re.compile(r"\w+")


class Room:
    """Keys go in, and each call returns when nothing that follows from them is left to do."""

    def __init__(self, page: ReviewPage) -> None:
        self.page = page
        self.article = page.current.article
        self._paints = EventCount(page.view.viewport(), QEvent.Type.Paint)

    def open(self) -> None:
        """Review the article, from none."""
        before = self._paints.number
        self.page.current.choose_article(self.article)
        settle()
        assert self._paints.number > before

    def close(self) -> None:
        """Review nothing."""
        self.page.current.choose_article(None)
        settle()

    def press(self, key: Qt.Key) -> None:
        """Press a key in the text, and see to it that the text was painted anew."""
        before = self._paints.number
        QTest.keyClick(self.page.view, key)
        for _ in turns():
            pass
        assert self._paints.number > before, f"{key} painted nothing"


@contextmanager
def room(app: QApplication, folder: Path, *, people: int, spans: int) -> Iterator[Room]:
    """A lead in front of one article of 20 kB that so many people have marked so often."""
    theme.apply(app, LIGHT, 100)
    background = Background()
    with make_project(folder, articles=[make_article(prose(20_000, seed=1))]) as project:
        mark(project, add_people(project, people), spans=spans)
        session = ProjectSession(project, author_of(project))
        page = ReviewPage(session, Settings(folder / "settings.ini"), LIGHT, background)
        build_actions(page, REVIEW_COMMANDS, page.run_command, texts=(page.view,))
        page.resize(1440, 860)
        page.show()
        page.activateWindow()
        page.current.choose_article(article_ids(project)[0])
        page.view.setFocus()
        while background.running:
            settle()
        settle()
        try:
            yield Room(page)
        finally:
            page.close()
            page.deleteLater()
            background.close()
            app.sendPostedEvents(page, QEvent.Type.DeferredDelete)


def many(folder: Path, *, articles: int, people: int, spans: int) -> Project:
    """An open project in which so many people have marked every article so often."""
    new: Iterator[NewArticle] = plain_articles(articles, characters=1_500)
    project = make_project(folder, articles=list(new), name="many")
    mark(project, add_people(project, people), spans=spans)
    return project


def add_people(project: Project, count: int) -> tuple[AnnotatorId, ...]:
    """So many annotators more."""
    return add_annotators(project, *(f"annotator {number + 1}" for number in range(count)))


def mark(project: Project, people: Sequence[AnnotatorId], *, spans: int) -> None:
    """Let people mark all articles nearly alike: one in ten starts, and one in five ends, later."""
    rows = project.connection.execute("SELECT id, body FROM article").fetchall()
    for person in people:
        # An operation each, so that there is a lineage; the spans set-wise, since there are many.
        for article, _ in rows:
            layers.set_state(project, person, article=ArticleId(article), state=LayerState.DONE)
    made = project.connection.execute(
        "SELECT id, article FROM layer WHERE state = 'done'"
    ).fetchall()
    bodies = dict(rows)
    project.connection.execute("BEGIN")
    for number, (layer, article) in enumerate(made):
        _mark_layer(project, layer, bodies[article], random.Random(number), spans)
    project.connection.execute("COMMIT")


def _mark_layer(project: Project, layer: str, body: str, dice: random.Random, spans: int) -> None:
    words = [found.span() for found in _WORD.finditer(body)]
    step = max(1, len(words) // spans)
    connection: sqlite3.Connection = project.connection
    for nth in range(min(spans, len(words) // step - 1)):
        first = nth * step + (dice.random() < 0.1)
        last = first + min(2, step - 1) + (dice.random() < 0.2)
        start, end = words[first][0], words[min(last, len(words) - 1)][1]
        connection.execute(
            """INSERT INTO span (id, layer, label, "start", "end", quote)
               VALUES (?, ?, ?, ?, ?, ?)""",
            (project.new_id(), layer, _LABELS[nth % 3], start, end, body[start:end]),
        )
