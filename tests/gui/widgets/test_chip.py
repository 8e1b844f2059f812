from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from gui import theme
from gui.theme import LIGHT
from gui.widgets.chip import Chip


@pytest.fixture
def chip(qapp, qtbot):
    theme.apply(qapp, LIGHT, 100)
    made = Chip("Ivo Daalder")
    made.set_look(tint=QColor("#0072B2"))
    qtbot.addWidget(made)
    made.show()
    made.resize(made.sizeHint())
    return made


def cross(chip: Chip) -> QPoint:
    return QPoint(chip.width() - 10, chip.height() // 2)


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_takes_a_chip_away(qtbot, chip, key):
    with qtbot.assertNotEmitted(chip.clicked), qtbot.waitSignal(chip.removed):
        qtbot.keyClick(chip, key)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_open_a_chip(qtbot, chip, key):
    with qtbot.assertNotEmitted(chip.removed), qtbot.waitSignal(chip.clicked):
        qtbot.keyClick(chip, key)


def test_a_click_on_the_cross_takes_away_and_one_on_the_words_opens(qtbot, chip):
    with qtbot.assertNotEmitted(chip.clicked), qtbot.waitSignal(chip.removed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=cross(chip))
    with qtbot.assertNotEmitted(chip.removed), qtbot.waitSignal(chip.clicked):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(12, chip.height() // 2))


def test_a_chip_that_stays_has_no_cross_and_no_delete(qtbot):
    chip = Chip("gold", is_removable=False)
    qtbot.addWidget(chip)
    with qtbot.assertNotEmitted(chip.removed):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert chip.sizeHint().width() < Chip("gold").sizeHint().width()


def test_the_tint_is_the_ground(chip):
    chip.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    image = chip.grab().toImage()
    assert image.pixelColor(4, chip.height() // 2) == QColor("#0072B2")


@pytest.mark.parametrize("zoom", [100, 175, 250])
def test_the_words_fit_at_every_zoom(qapp, qtbot, zoom):
    theme.apply(qapp, LIGHT, zoom)
    chip = Chip("half of his NATO counterparts")
    qtbot.addWidget(chip)
    chip.show()
    words = chip.fontMetrics().horizontalAdvance(chip.text())
    # The words on a chip are in the smaller size.
    assert chip.sizeHint().width() > words * 12 / 13
    assert chip.sizeHint().height() >= chip.fontMetrics().height() * 12 / 13


def test_a_chip_without_room_is_narrow_but_keeps_its_cross(chip):
    assert chip.minimumSizeHint().width() < chip.sizeHint().width()
    assert chip.minimumSizeHint().width() > 40


def test_a_screen_reader_hears_the_words_and_how_to_remove(chip):
    assert chip.accessibleName() == "Ivo Daalder"
    assert "Delete" in chip.accessibleDescription()
    assert chip.toolTip() == "Ivo Daalder"
