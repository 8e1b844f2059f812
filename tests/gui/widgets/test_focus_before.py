"""The focus goes back to where it was, as far as that is still there."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.focus_before import give_back_focus


def test_the_focus_goes_back(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    fields = QLineEdit(), QLineEdit()
    for field in fields:
        column.addWidget(field)
    window.show()
    fields[0].setFocus()
    give_back_focus(fields[1])
    assert window.focusWidget() is fields[1]


def test_what_went_meanwhile_gets_no_focus(qtbot: QtBot):
    field = QLineEdit()
    qtbot.addWidget(field)
    shiboken6.delete(field)
    give_back_focus(field)
    give_back_focus(None)
