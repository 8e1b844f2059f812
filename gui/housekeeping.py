"""What the program does for an open project unasked: indexing words for the search, and rolling backups."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from db.model import Changes
from gui.background import Background, Progress
from gui.project_session import ProjectSession
from gui.translation import tr

_BACKUP_INTERVAL_MS = 20 * 60 * 1000
_SLICE = 500
_QUIET_MS = 800


class Housekeeping(QObject):
    """Starts jobs when the project was opened or changed; `told` carries a line for the window, "" for none."""

    told = Signal(str)

    def __init__(self, session: ProjectSession, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._has_changed = False
        self._is_indexing = False
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self._index)
        self._backups = QTimer(self, interval=_BACKUP_INTERVAL_MS)
        self._backups.timeout.connect(self._back_up)
        session.changed.connect(self._follow)
        self._quiet.start()
        self._backups.start()
