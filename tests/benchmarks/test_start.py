"""Starting the program in a process of its own: the painted window, and the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.figures import CLOCK, Aim, measured_by, scaled, seconds_until_told
from tests.benchmarks.reading_room import fill
from tests.builders import make_project

_ROUNDS = scaled(20, least=5)

_WINDOW = """
import sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from gui.app import Program
from gui.command_line import read_arguments

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not told:
            told.append(True)
            print("painted", flush=True)
        return False

told = []
app = QApplication(["demarche"])
program = Program(app, read_arguments(sys.argv[1:]))
assert program.open(program._asked.project)
paint = FirstPaint()
program.window.annotate.view.viewport().installEventFilter(paint)
while not told:
    app.processEvents()
program.close()
"""

_BARE_WINDOW = """
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        app.quit()

app = QApplication([])
window = Window()
window.resize(1440, 900)
window.show()
app.exec()
"""

_HELP = "from db.cli import main; main(['--help'])"


@pytest.fixture
def everyday_project(tmp_path: Path) -> Path:
    """Some articles of 20 kB; the first one, which opens, has 300 spans."""
    with make_project(tmp_path) as project:
        fill(project, articles=20)
        return project.path


@pytest.mark.benchmark(timer=CLOCK)
def test_window_from_a_cold_start(figures, everyday_project: Path):
    """From the start of the process to the painted text, with the files in the system's memory."""
    figures(Aim(p50=0.300), floor=lambda: seconds_until_told(_BARE_WINDOW)).take(
        measured_by(lambda: seconds_until_told(_WINDOW, everyday_project)), rounds=_ROUNDS
    )


@pytest.mark.benchmark(timer=CLOCK)
def test_window_on_1_000_000_articles(figures, large_project: Path):
    figures(Aim(), floor=lambda: seconds_until_told(_BARE_WINDOW)).take(
        measured_by(lambda: seconds_until_told(_WINDOW, large_project)), rounds=_ROUNDS
    )


@pytest.mark.benchmark(timer=CLOCK)
def test_command_line_help(figures):
    figures(Aim(), floor=lambda: seconds_until_told("print('nothing')")).take(
        measured_by(lambda: seconds_until_told(_HELP)), rounds=_ROUNDS
    )
