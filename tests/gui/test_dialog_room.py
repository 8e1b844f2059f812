"""No window over the program is wider than the program's, however large the letters are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui import ask, theme
from gui.dialog_room import room_over
from gui.theme import LIGHT


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[QWidget]:
    theme.apply(qapp, LIGHT, 300)
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    yield made
    made.close()
    theme.apply(qapp, LIGHT, 100)


def test_the_room_is_that_of_the_window_below(window: QWidget):
    inside = QWidget(window)
    assert room_over(inside).width() < 1024
    assert room_over(None).width() > 0


def test_a_question_fits_into_it(window: QWidget):
    sentence = "What you mark is kept as the work of this annotator. " * 3
    question = ask._Question(window, "A title", sentence, yes="Do it at once")
    question.adjustSize()
    assert question.minimumSizeHint().width() <= 1024
    question.close()
    question.deleteLater()
