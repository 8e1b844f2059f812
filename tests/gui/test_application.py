"""Files opened in a file manager, told in a process of its own, for Qt has one application."""

from __future__ import annotations

import os
import subprocess
import sys

_SCRIPT = """
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from gui.application import Application

app, opened = Application(["demarche"]), []
app.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile("/early.demarche")))
app.listen(opened.append)
app.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile("/late.demarche")))
print(*map(str, opened))
"""


def test_a_file_from_outside_is_opened_also_one_that_came_before_the_window():
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.stdout.split() == ["/early.demarche", "/late.demarche"]
