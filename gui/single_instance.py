"""One window for each project: a second start of the same project brings the first window up.

The lock of the project file is what keeps the data safe; this only spares a person the message.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_CONNECT_MS = 300
_WRITE_MS = 300
_RAISE = b"raise\n"


def raise_running(project_path: Path) -> bool:
    """Ask the window that has this project open to come up; False where there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(project_path))
    if not socket.waitForConnected(_CONNECT_MS):
        return False
    socket.write(_RAISE)
    socket.waitForBytesWritten(_WRITE_MS)
    socket.disconnectFromServer()
    return True


class SingleInstance(QObject):
    """Listens, while a project is open, for later starts of the same project."""

    raise_wanted = Signal()

    def __init__(self, project_path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        name = _name(project_path)
        if not self._server.listen(name):
            # What a crashed window left behind; nobody answers there, or we would not be opening.
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def close(self) -> None:
        """Stop listening, for good."""
        self._server.close()
        self.deleteLater()

    def _accept(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raise_wanted.emit()


def _name(project_path: Path) -> str:
    # Names of local sockets are short on some systems, so the path is not in it as it stands.
    return "demarche-" + hashlib.sha256(str(project_path.resolve()).encode()).hexdigest()[:24]
