"""By itself the program talks to nobody: no socket but the local one that finds its own window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_PROGRAM = """
import sys
wanted = []
def watch(event, arguments):
    if event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"}:
        wanted.append(event)
sys.addaudithook(watch)
from pathlib import Path
from PySide6.QtWidgets import QApplication
from gui.app import Program
from gui.command_line import read_arguments
from gui.settings import Settings
app = QApplication(["demarche"])
program = Program(app, read_arguments([]), Settings(Path(sys.argv[1]) / "settings.ini"))
program.show_start()
app.processEvents()
program._start.open_sample()
app.processEvents()
assert program.window is not None
for page in ("project", "review", "agreement", "explore"):
    program.window.show_page(page)
    app.processEvents()
import os
inodes = set()
for entry in os.listdir("/proc/self/fd"):
    try:
        target = os.readlink(f"/proc/self/fd/{entry}")
    except OSError:
        continue
    if target.startswith("socket:["):
        inodes.add(target[8:-1])
for table in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
    path = Path("/proc/self/net") / table
    for line in path.read_text().splitlines()[1:] if path.exists() else ():
        if line.split()[9] in inodes:
            wanted.append(table)
print("ASKED", wanted)
program.close()
"""


@pytest.mark.skipif(not Path("/proc/self/net").exists(), reason="looks into /proc")
def test_starting_and_looking_around_opens_no_socket_to_the_network(tmp_path, repository):
    environment = {**os.environ, "PYTHONPATH": str(repository), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "ASKED []" in done.stdout
