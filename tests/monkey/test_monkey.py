"""A short walk of the monkey; `python -m tests.monkey.monkey --minutes 10` takes the long one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.monkey.monkey import monkey_at
from tests.monkey.room import ROOMS

_STEPS = {"project": 80, "package": 60}


@pytest.mark.parametrize(("seed", "room"), [(1, "project"), (2, "package")])
def test_whatever_is_pressed_the_window_shows_what_the_file_holds(
    qapp: QApplication, tmp_path: Path, seed: int, room: str
) -> None:
    with monkey_at(ROOMS[room](tmp_path), qapp, seed) as monkey:
        for _ in range(_STEPS[room]):
            monkey.step()
        assert monkey.count == _STEPS[room]
