"""The first start, with keys alone: the sample and its tour; a project of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.model import LayerState
from gui import ask
from gui.app import Program
from gui.command_line import read_arguments
from gui.settings import Settings
from gui.welcome.new_project.dialog import NewProjectDialog
from tests.journeys.annotator import Annotator


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    settings = Settings(tmp_path / "settings.ini")
    settings.theme = "light"
    made = Program(qapp, read_arguments([]), settings)
    made.show_start()
    made._start.activateWindow()
    qapp.processEvents()
    yield made
    made.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def annotator_of(program: Program) -> Annotator:
    window = program.window
    assert window is not None
    window.resize(1440, 900)
    window.activateWindow()
    window.annotate.view.setFocus()
    QApplication.processEvents()
    return Annotator(window.annotate, window.session, window.selection)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)
    QApplication.processEvents()


def test_from_the_empty_start_through_the_sample_to_the_end_of_the_tour(program, qtbot):
    qtbot.waitUntil(program._start.sample.hasFocus)
    press(Qt.Key.Key_Space)
    tour = program.tour.tour
    assert tour is not None
    lesson, annotator = tour._course.place.lesson, annotator_of(program)

    def at(step: str) -> bool:
        return (tour.step.id if tour.step else "end") == step

    annotator.select(lesson.proposer)
    annotator.press("A")
    qtbot.waitUntil(lambda: at("proposal"))
    annotator.select(lesson.proposal)
    annotator.press("P")
    qtbot.waitUntil(lambda: at("proposed_by"))
    annotator.press("B")
    annotator.pick(lesson.proposer)
    qtbot.waitUntil(lambda: at("rejection"))
    annotator.select(lesson.rejection)
    annotator.press("R")
    qtbot.waitUntil(lambda: at("rejects"))
    annotator.press("X")
    annotator.pick(lesson.proposal)
    qtbot.waitUntil(lambda: at("rejected_by"))
    annotator.select(lesson.rejecter)
    annotator.press("B")
    qtbot.waitUntil(lambda: at("undo"))
    annotator.press("Ctrl+Z", "Ctrl+Shift+Z")
    qtbot.waitUntil(lambda: at("help"))
    annotator.press("F1")
    qtbot.waitUntil(lambda: at("done"))
    annotator.press("Ctrl+Return")
    qtbot.waitUntil(lambda: at("end"))
    assert tour._course.annotation.layer.state is LayerState.DONE
    assert program.settings.tour_step.startswith("end")


def test_from_the_empty_start_to_the_first_span_in_a_project_of_ones_own(
    program, qtbot, tmp_path, monkeypatch
):
    texts = (tmp_path / "one.txt", tmp_path / "two.txt")
    for text in texts:
        text.write_text("Norland proposed a truce. Sarovia refused.", encoding="utf-8")
        text.write_text(f"{text.stem}: {text.read_text(encoding='utf-8')}", encoding="utf-8")
    monkeypatch.setattr(ask, "open_files", lambda *_, **__: texts)
    qtbot.waitUntil(program._start.sample.hasFocus)
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = program._start.findChild(NewProjectDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.basics.title.hasFocus)
    QTest.keyClicks(QApplication.focusWidget(), "Truce")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert dialog.articles.isVisible()
    dialog.articles.area.files_wanted.emit()
    qtbot.waitUntil(lambda: dialog.articles.plan is not None and dialog.next.isEnabled())
    dialog.next.setFocus()
    with qtbot.waitSignal(dialog.made):
        press(Qt.Key.Key_Return)
    assert program.window is not None
    assert program.window.session.path.name == "Truce.demarche"
    annotator = annotator_of(program)
    annotator.select("Norland")
    annotator.press("A")
    assert annotator.marked == [("ACTOR", "Norland")]
    assert not program._start.isVisible()
