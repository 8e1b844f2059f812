"""A lead settles thirty differences of three annotators by keys alone, and exports gold."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import doctor
from db.cli.samples import make_sample
from db.model import AnnotatorId, ArticleId, Fragment, LayerState, Span
from db.operations import layers, projects, spans
from db.packages import keys
from db.project import Project
from db.queries import annotators, articles, review
from db.queries import layers as layer_queries
from db.queries.exports import Which
from db.review.model import UnitKind
from gui import ask
from gui.app import Program
from gui.command_line import read_arguments
from gui.main_window.window import MainWindow
from gui.review.page import ReviewPage
from gui.settings import Settings
from tests.builders import article_ids, author_of
from tests.db.team.team import Team
from tests.exported import export

K = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
_ARTICLES = 4
_PEOPLE = 3


class Lead:
    """Whoever settles, with one hand on the keyboard."""

    def __init__(self, program: Program, bot: QtBot) -> None:
        self._program = program
        self._bot = bot
        self.pressed = 0

    @property
    def window(self) -> MainWindow:
        assert self._program.window is not None
        return self._program.window

    @property
    def page(self) -> ReviewPage:
        return self.window.review

    @property
    def project(self) -> Project:
        return self.window.session.project

    def press(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
            self.pressed += 1
            background = self._program._background
            assert background is not None
            self._bot.waitUntil(lambda found=background: not found.running)
            QApplication.processEvents()

    def type(self, words: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), words)
        self.pressed += len(words)

    def decide(self, how: str) -> None:
        """Settle the chosen unit in one of the ways that there are."""
        unit = self.page.current.unit
        assert unit is not None
        if unit.kind is UnitKind.ARTICLE:
            # It has no words to join or to share.
            how = "first"
        match how:
            case "first":
                self.press(K.Key_Return)
            case "second":
                self.press(K.Key_2)
            case "all words":
                self.press(K.Key_U)
            case "shared words":
                self.press(K.Key_I)
            case "nothing":
                self.press(K.Key_0)
            case "of two" if len(unit.marked) > 1:
                self.press(K.Key_T, K.Key_2, K.Key_1)
            case "with a rule":
                self.press(K.Key_R, K.Key_Right, K.Key_Escape)
                self.press(K.Key_R, modifiers=SHIFT)
                self.type("4.1")
                self.press(K.Key_Return, K.Key_G, K.Key_1)
            case _:
                self.press(K.Key_1)


def _read(package: Path, person: AnnotatorId, number: int, models: dict[str, list[Span]]) -> None:
    """Let somebody mark in their package what the sample has, with slips of their own."""
    with Project.open(package) as project:
        for article in article_ids(project):
            found = articles.one(project, article)
            assert found is not None
            for at, span in enumerate(models[found.title]):
                slip = (at * (number + 2) + number) % 6
                if slip != 1:
                    fragments = _shorter(span) if slip == 2 else span.fragments
                    label = "ACTOR" if slip == 3 and span.label == "PROPOSAL" else span.label
                    spans.add_span(
                        project, person, article=article, label=label, fragments=fragments
                    )
            layers.set_state(project, person, article=article, state=LayerState.DONE)


def _shorter(span: Span) -> tuple[Fragment, ...]:
    """All but the last word, where there are several and nothing lies between them."""
    words = span.quote.rpartition(" ")[0].rstrip(" ,.;:\n")
    if len(span.fragments) > 1 or not words:
        return span.fragments
    return (Fragment(span.start, span.start + len(words)),)


@pytest.fixture
def project_file(tmp_path: Path) -> Path:
    """The sample articles as the packages of three annotators brought them back, all unsettled."""
    path = tmp_path / "sample.demarche"
    with make_sample(path) as project:
        lead = author_of(project)
        for number in range(1, _PEOPLE + 1):
            projects.add_annotator(project, lead, name=f"annotator {number}")
        people = tuple(each.id for each in annotators.every(project))[-_PEOPLE:]
        team = Team(
            folder=tmp_path,
            project=project,
            people=people,
            secrets=keys.FileSecrets(tmp_path / "secrets of the lead"),
        )
        gold = annotators.gold(project)
        some = [each for each in team.articles if not layer_queries.of(project, each, gold)]
        models = dict(_model(project, article) for article in some[:_ARTICLES])
        for number, person in enumerate(people):
            team.assign(person, some[:_ARTICLES])
            package = team.pack(person)
            _read(package, person, number, models)
            team.send_back(package, person)
        team.collect(*team.returned)
        for article in some[:_ARTICLES]:
            layers.set_state(project, lead, article=article, state=LayerState.DONE)
    return path


def _model(project: Project, article: ArticleId) -> tuple[str, list[Span]]:
    """What the sample has of an article, by its title."""
    found = articles.one(project, article)
    layer = layer_queries.of(project, article, author_of(project))
    assert found is not None
    assert layer is not None
    return found.title, list(layer_queries.annotation(project, layer).spans)


@pytest.fixture
def lead(qapp: QApplication, qtbot: QtBot, project_file: Path) -> Iterator[Lead]:
    settings = Settings(project_file.with_suffix(".ini"))
    settings.theme = "light"
    program = Program(qapp, read_arguments([str(project_file)]), settings)
    assert program.open(project_file)
    made = Lead(program, qtbot)
    made.window.resize(1440, 900)
    made.window.activateWindow()
    made.window.annotate.view.setFocus()
    qapp.processEvents()
    made.press(K.Key_2, modifiers=CTRL)
    qtbot.waitUntil(lambda: made.page.current.article is not None)
    yield made
    window = program.window
    program.close()
    qapp.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def test_thirty_differences_are_settled_by_keys_alone_and_gold_is_exported(
    lead: Lead, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ask, "confirm", lambda _window, title, *_, **__: not asked.append(title))
    ways = cycle(
        ("first", "with a rule", "all words", "second", "shared words", "nothing", "of two")
    )
    done: list[ArticleId] = []
    lead.press(K.Key_H)
    while len(done) < _ARTICLES:
        article = lead.page.current.article
        assert article is not None
        assert article not in done
        while lead.page.current.to_decide:
            left = len(lead.page.current.to_decide)
            lead.decide(next(ways))
            assert len(lead.page.current.to_decide) < left
            assert lead.page.view.hasFocus()
        lead.press(K.Key_Return, modifiers=CTRL)
        done.append(article)
    # Once only, before the first unanimous ones.
    assert len(asked) == 1
    reviewed = [review.article(lead.project, each) for each in done]
    settled = [each for found in reviewed if found for each in found.settled]
    differences = [each for each in settled if each.decision.source.value != "unanimous"]
    assert len(differences) >= 30
    # With the reasons and rules that were named on the way.
    assert lead.pressed < 3 * len(differences)
    assert all(found and found.is_done for found in reviewed)
    assert Counter(each.rule for each in settled)["4.1 Rejections: Extent"] >= 4
    assert doctor.examine(lead.project) == ()

    exported = export(lead.project, tmp_path / "gold.jsonl", layers=Which.GOLD)
    records = [json.loads(line) for line in exported.path.read_text("utf-8").splitlines()]
    # One article of the sample comes with gold of its own.
    own = [each for each in records if each["title"] in {f.article.title for f in reviewed if f}]
    assert len(own) == _ARTICLES == len(records) - 1
    gold = {each.decision.gold for each in settled if each.decision.gold}
    assert {span["id"] for record in own for span in record["spans"]} == gold


def test_all_of_it_is_taken_back_by_undo(lead: Lead) -> None:
    article = lead.page.current.article
    assert article is not None
    before = review.article(lead.project, article)
    count = 0
    for way in ("first", "all words", "nothing", "with a rule", "shared words"):
        lead.decide(way)
        count += 1
    for _ in range(count):
        lead.press(K.Key_Z, modifiers=CTRL)
    after = review.article(lead.project, article)
    assert before is not None
    assert after is not None
    assert after.settled == ()
    assert after.units == before.units
    assert after.gold is None or after.gold.spans == ()
    assert lead.page.isVisible()
