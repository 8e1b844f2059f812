"""Buttons, boxes to tick and rows that make do with less room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui import theme
from gui.colours import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT
from gui.theme import Theme
from gui.widgets.elided_check import ElidedCheck
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.fitting_button import FittingButton
from gui.widgets.painting import draw_groove
from gui.widgets.wrapping_row import WrappingRow


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    theme.apply(qapp, LIGHT, 100)


def shown(bot: QtBot, widget: QWidget, width: int) -> None:
    bot.addWidget(widget)
    widget.resize(width, widget.sizeHint().height())
    widget.show()
    QApplication.processEvents()


def test_a_button_says_as_much_as_fits(qtbot: QtBot) -> None:
    button = FittingButton()
    button.set_texts("Search articles and commands", "Search articles", "Search")
    shown(qtbot, button, 400)
    said = {}
    for width in range(400, button.minimumSizeHint().width() - 1, -1):
        button.resize(width, 30)
        said.setdefault(button.text(), width)
        assert button.fontMetrics().horizontalAdvance(button.text()) <= width
    assert list(said) == ["Search articles and commands", "Search articles", "Search"]
    button.set_texts("Stop")
    assert button.text() == "Stop"


def test_a_box_to_tick_is_cut_and_named_in_full(qtbot: QtBot) -> None:
    words = "The guidelines need an update"
    box = ElidedCheck(words)
    shown(qtbot, box, box.sizeHint().width())
    assert (box.text(), box.toolTip()) == (words, "")
    box.resize(box.minimumSizeHint().width() + 20, box.height())
    assert box.text().endswith("…")
    assert (box.toolTip(), box.accessibleName()) == (words, words)
    box.resize(box.sizeHint().width(), box.height())
    assert (box.text(), box.toolTip()) == (words, "")


def row(*, patient: bool) -> tuple[WrappingRow, ElidedLabel, QPushButton]:
    label, button = ElidedLabel("a good many words about what it is"), QPushButton("Do it")
    return WrappingRow(label, (button,), patient=patient), label, button


def is_broken(made: WrappingRow, label: QWidget, button: QWidget, width: int) -> bool:
    made.resize(width, 100)
    QApplication.processEvents()
    return button.mapTo(made, button.rect().topLeft()).y() >= label.geometry().bottom()


def test_a_row_breaks_before_words_are_cut_and_a_patient_one_after(qtbot: QtBot) -> None:
    for patient in (False, True):
        made, label, button = row(patient=patient)
        room = QWidget()
        made.setParent(room)
        shown(qtbot, room, 400)
        whole = label.sizeHint().width() + button.sizeHint().width()
        assert is_broken(made, label, button, whole - 20) is not patient
        assert is_broken(made, label, button, made.minimumSizeHint().width())


def test_a_broken_row_takes_no_more_height_than_it_needs(qtbot: QtBot) -> None:
    room = QWidget()
    column = QVBoxLayout(room)
    made, _, _ = row(patient=False)
    column.addWidget(made)
    column.addWidget(QWidget(), 1)
    qtbot.addWidget(room)
    room.resize(made.minimumSizeHint().width() + 24, 500)
    room.show()
    QApplication.processEvents()
    assert made.height() <= made.heightForWidth(made.width())


def test_a_button_that_comes_later_stands_at_the_end_of_a_row(qtbot: QtBot) -> None:
    made = WrappingRow(ElidedLabel("Title"), ())
    shown(qtbot, made, 300)
    before = made.minimumHeight()
    assert before >= 0
    late = QPushButton("Late")
    made.add_act(late)
    QApplication.processEvents()
    assert late.isVisible()
    assert late.mapTo(made, late.rect().topRight()).x() > 280


@pytest.mark.parametrize("look", [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK])
def test_an_empty_bar_never_looks_like_a_full_one(qapp: QApplication, look: Theme) -> None:
    theme.apply(qapp, look, 100)
    picture = QImage(100, 6, QImage.Format.Format_RGB32)
    picture.fill(look.panel)
    painter = QPainter(picture)
    draw_groove(painter, QRectF(0, 0, 100, 6), 3)
    painter.end()
    middle = picture.pixelColor(50, 3)
    assert middle == (look.panel if look.is_strong else look.line)
    assert picture.pixelColor(50, 0) != look.panel
