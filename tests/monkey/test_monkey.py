"""A short walk of the monkey; `python -m tests.monkey.monkey --minutes 10` takes the long one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.monkey.monkey import monkey_at
from tests.monkey.room import project_in

_STEPS = 150


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_pressed_the_window_shows_what_the_file_holds(
    qapp: QApplication, tmp_path: Path, seed: int
):
    with monkey_at(project_in(tmp_path), qapp, seed) as monkey:
        for _ in range(_STEPS):
            monkey.step()
        assert monkey.count == _STEPS
