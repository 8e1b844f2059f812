"""With letters as large as they get, every dialog fits into the smallest window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

from gui import translation
from tests.monkey import errands
from tests.monkey.monkey import Monkey, monkey_at
from tests.monkey.room import project_in

DIALOGS = {
    "preferences": "Preferences",
    "another key": "KeyDialog",
    "the data of a person": "PersonDialog",
    "a plan": "PlanDialog",
    "packages": "PackagesDialog",
    "strategies": "StrategiesDialog",
    "a hub": "HubDialog",
    "the letters of old files": "EncodingsDialog",
}


def opened() -> list[QDialog]:
    return [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, QDialog) and each.isVisible()
    ]


def sizes(monkey: Monkey) -> dict[str, tuple[int, int]]:
    """How large each dialog is, by its class."""
    found = {}
    for name in DIALOGS:
        errands.begin(monkey, name)
        monkey.settle()
        dialogs = opened()
        found |= {type(each).__name__: (each.width(), each.height()) for each in dialogs}
        for each in reversed(dialogs):
            if isValid(each):
                each.reject()
        monkey.settle()
    return found


@pytest.mark.parametrize("language", ["", *translation.languages()])
def test_every_dialog_fits_into_the_smallest_window(
    qapp: QApplication, tmp_path: Path, language: str
) -> None:
    with monkey_at(project_in(tmp_path), qapp, 1) as monkey:
        translation.speak(qapp, language)
        monkey.program.settings.zoom = 300
        monkey.window.resize(1024, 700)
        monkey.settle()
        found = sizes(monkey)
        assert set(found) == set(DIALOGS.values())
        too_large = {name: size for name, size in found.items() if size[0] > 1024 or size[1] > 700}
        assert too_large == {}
