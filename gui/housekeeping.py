"""What the program does for an open project unasked: taking words into the search, and backups."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from db import backup
from db.errors import Stopped, UserFault
from db.model import Changes
from db.operations import search_index
from db.queries.search import Indexed
from gui.background import Background, Cancelled, Progress
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.translation import tr

_BACKUP_INTERVAL_MS = 20 * 60 * 1000
_ARTICLES_A_SLICE = 500
_QUIET_MS = 1_500


class Housekeeping(QObject):
    """Starts small jobs once it is quiet.

    `told` carries a line for the window, "" for none; `trouble_found` how many things the doctor
    found at a glance, which is taken once at each opening.
    """

    told = Signal(str)
    trouble_found = Signal(int)

    def __init__(
        self,
        session: ProjectSession,
        background: Background,
        parent: QObject,
        settings: Settings | None = None,
    ) -> None:
        """`settings` say whether backups are wanted; without them they are."""
        super().__init__(parent)
        self._settings = settings
        self._session = session
        self._background = background
        self._is_indexing = False
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self.index_words)
        # What was done before this start, as long as nothing new is on top of it.
        self._first_backup = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._first_backup.timeout.connect(self.back_up)
        self._first_backup.timeout.connect(self.look)
        self._backups = QTimer(self, interval=_BACKUP_INTERVAL_MS)
        self._backups.timeout.connect(self.back_up)
        session.changed.connect(self._follow)
        for timer in self._timers():
            timer.start()

    def close(self) -> None:
        """Start nothing any more."""
        for timer in self._timers():
            timer.stop()

    def _timers(self) -> tuple[QTimer, ...]:
        return self._quiet, self._first_backup, self._backups

    def index_words(self) -> None:
        """Take more articles into the search, slice after slice until all are in."""
        if not self._is_indexing:
            self._is_indexing = True
            self._background.start(self._index_slice, done=self._go_on, failed=self._give_up)

    def look(self) -> None:
        """Let the doctor see whether what was marked still stands where it was marked."""
        self._background.start(self._glance, done=self._tell_of, failed=lambda _fault: None)

    def back_up(self) -> None:
        """Make a backup where something was done since the last one, and where one is wanted."""
        if not self._wants_backup():
            return
        # A failing backup says so on the Overview by its age; a message every twenty minutes
        # would only be in the way of the work.
        self._background.start(self._roll, failed=lambda _fault: None)

    def _wants_backup(self) -> bool:
        if self._settings is None:
            return True
        most = self._settings.largest_backup
        try:
            size = self._session.path.stat().st_size
        except OSError:
            size = 0
        return self._settings.makes_backups and (most == 0 or size <= most * 1_000_000)

    def _follow(self, changes: Changes) -> None:
        if changes.touches(None, "article"):
            self._quiet.start()

    def _index_slice(self, progress: Progress) -> Indexed:
        try:
            with self._session.project.beside() as project:
                return search_index.index_some(
                    project, _ARTICLES_A_SLICE, is_cancelled=lambda: progress.is_cancelled
                )
        except Stopped as stopped:
            raise Cancelled from stopped

    def _go_on(self, indexed: Indexed) -> None:
        self._is_indexing = False
        if indexed.is_complete:
            self.told.emit("")
            return
        share = 100 * indexed.done // indexed.total
        self.told.emit(tr("Search takes in words: {share} %", share=share))
        self.index_words()

    def _give_up(self, _fault: UserFault) -> None:
        # What is not indexed is searched by reading it; the next change tries again.
        self._is_indexing = False
        self.told.emit("")

    def _glance(self, progress: Progress) -> int:
        from db.doctor import glance  # noqa: PLC0415 - not on the way to the first picture

        try:
            with self._session.project.beside() as project:
                return len(glance(project, is_cancelled=lambda: progress.is_cancelled))
        except Stopped as stopped:
            raise Cancelled from stopped

    def _tell_of(self, findings: int) -> None:
        if findings:
            self.trouble_found.emit(findings)

    def _roll(self, progress: Progress) -> None:
        try:
            with self._session.project.beside() as project:
                backup.roll(
                    project.connection, project.path, is_cancelled=lambda: progress.is_cancelled
                )
        except Stopped as stopped:
            raise Cancelled from stopped
