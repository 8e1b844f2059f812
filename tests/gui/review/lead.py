"""A lead in front of the Review page, with three annotators who have read two articles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.errors import UserFault
from db.model import AnnotatorId, ArticleId, Changes, LayerState
from db.operations import layers, spans
from db.project import Project
from db.queries import review
from db.queries.review import ReviewArticle
from db.review.model import Unit
from gui import theme
from gui.actions import COMMANDS, REVIEW_COMMANDS, build_actions
from gui.background import Background
from gui.project_session import ProjectSession
from gui.review.page import ReviewPage
from gui.settings import Settings
from gui.theme import LIGHT
from tests.builders import Desk, add_annotators, article_ids, author_of, make_article, make_project

FIRST = "France proposed to send troops to the border. Germany rejected the plan."
SECOND = "Poland offered a truce. France welcomed the offer."


@dataclass
class Lead:
    """What the lead sees, and what was done."""

    project: Project
    page: ReviewPage
    session: ProjectSession
    background: Background
    bot: QtBot
    people: tuple[AnnotatorId, ...]
    articles: tuple[ArticleId, ...]
    commits: list[Changes] = field(default_factory=list)
    refusals: list[UserFault] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until nothing goes on in the background and all signals have come."""
        self.bot.waitUntil(lambda: not self.background.running)
        QApplication.processEvents()
        QApplication.processEvents()

    def open(self, number: int = 0) -> None:
        """Review the article of this number."""
        self.page.current.choose_article(self.articles[number])
        self.page.view.setFocus()
        self.settle()

    def press(self, *keys: Qt.Key, into: QWidget | None = None) -> None:
        """Press keys in the text, or where the focus is."""
        for key in keys:
            focused = QApplication.focusWidget()
            QTest.keyClick(into or focused or self.page.view, key)
            self.settle()

    def press_with_ctrl(self, key: Qt.Key) -> None:
        """Press a key with Ctrl."""
        QTest.keyClick(self.page.view, key, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def go_to(self, words: str) -> Unit:
        """Look at the unit in which somebody marked exactly these words."""
        unit = self.unit(words)
        self.page.current.choose_unit(unit.id)
        self.settle()
        return unit

    def unit(self, words: str) -> Unit:
        """The unit of the open article in which somebody marked exactly these words."""
        found = [
            unit
            for unit in self.page.current.units
            if any(variant.quote == words for variant in unit.marked)
        ]
        assert len(found) == 1, [u.marked[0].quote for u in self.page.current.units if u.marked]
        return found[0]

    def number_of(self, words: str, quote: str) -> int:
        """The shown number of the version of a unit that has just these words."""
        unit = self.unit(words)
        numbers = self.page.current.naming.order(unit)
        return 1 + [unit.variants[each - 1].quote for each in numbers].index(quote)

    def reviewed(self, number: int = 0) -> ReviewArticle:
        """The article of this number as it is in the file."""
        found = review.article(self.project, self.articles[number])
        assert found is not None
        return found

    @property
    def gold(self) -> list[tuple[str, str]]:
        """Label and words of each span of gold in the open article."""
        assert self.page.current.article is not None
        found = review.article(self.project, self.page.current.article)
        assert found is not None
        return [(each.label, each.quote) for each in found.gold.spans] if found.gold else []

    @property
    def names(self) -> list[str]:
        """What was done, as undo would call it."""
        return [changes.name for changes in self.commits]

    def desk(self, person: int, number: int = 0) -> Desk:
        """An annotator in front of the article of this number."""
        return Desk(self.project, self.people[person], self.articles[number])

    def change_words(self, person: int, before: str, after: str) -> None:
        """Let an annotator move a span, as after a collect."""
        desk = self.desk(person)
        moved = next(each for each in desk.annotation.spans if each.quote == before)
        changes = spans.set_fragments(
            self.project,
            desk.author,
            article=desk.article,
            span=moved.id,
            fragments=[desk.place(after)],
        )
        self.session.announce(changes)
        self.settle()


def annotated(folder: Path) -> tuple[Project, tuple[AnnotatorId, ...]]:
    """Two articles, read by three annotators who differ in boundary, role, label and presence."""
    articles = [make_article(FIRST, title="Troops"), make_article(SECOND, title="Truce")]
    project = make_project(folder, articles=articles)
    people = add_annotators(project, "annotator 1", "annotator 2", "annotator 3")
    first, second = article_ids(project)
    for number, words in enumerate(("send troops", "to send troops", "to send troops")):
        desk = Desk(project, people[number], first)
        proposal = desk.mark("PROPOSAL", words)
        france = desk.mark("ACTOR", "France")
        if number != 1:
            desk.link(proposal, "proposed_by", france)
        desk.mark("ACTOR", "Germany")
        if number == 0:
            desk.mark("REJECTION", "rejected the plan")
        other = Desk(project, people[number], second)
        other.mark("ACTOR", "Poland")
        if number != 2:
            other.mark("ACTOR", "France")
    for person in people:
        for article in (first, second):
            layers.set_state(project, person, article=article, state=LayerState.DONE)
    return project, people


@contextmanager
def lead_at(
    project: Project, people: tuple[AnnotatorId, ...], app: QApplication, bot: QtBot
) -> Iterator[Lead]:
    """A lead in front of the page, with its keys, and the queue read."""
    theme.apply(app, LIGHT, 100)
    session = ProjectSession(project, author_of(project))
    background = Background()
    settings = Settings(project.path.with_suffix(".ini"))
    page = ReviewPage(session, settings, LIGHT, background)
    everywhere = [each for each in COMMANDS if not each.in_text]
    build_actions(page, everywhere, _runner(page, session))
    build_actions(page, REVIEW_COMMANDS, page.run_command, texts=(page.view,))
    lead = Lead(
        project=project,
        page=page,
        session=session,
        background=background,
        bot=bot,
        people=people,
        articles=article_ids(project),
    )
    session.changed.connect(lead.commits.append)
    session.failed.connect(lead.refusals.append)
    page.resize(1280, 860)
    page.show()
    page.activateWindow()
    page.view.setFocus()
    lead.settle()
    try:
        yield lead
    finally:
        page.close()
        page.deleteLater()
        background.close()
        app.sendPostedEvents(page, QEvent.Type.DeferredDelete)


def _runner(page: ReviewPage, session: ProjectSession):
    def run(command: str) -> None:
        changes = {"edit.undo": session.undo, "edit.redo": session.redo}
        if command in changes:
            replayed = changes[command]()
            if replayed is not None:
                page.show_replayed(replayed)
        else:
            page.run_command(command)

    return run
