"""The section that keeps a project safe: its backups and the doctor."""

from __future__ import annotations

from PySide6.QtCore import Signal

from db import backup
from db.backup import Backup
from db.doctor import Repaired, examine, repair
from db.model import Changes
from gui import ask
from gui.background import Background
from gui.project.beside import beside
from gui.project.moments import moment
from gui.project.safety.backups_card import BackupsCard
from gui.project.safety.doctor_card import DoctorCard
from gui.project.section import Section
from gui.project.work_dialog import work
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr


class SafetySection(Section):
    """Emits `restore_wanted(Path)` for a backup that shall take the place of the open project."""

    tables = ("operation",)
    restore_wanted = Signal(object)

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__(session, theme, tr("Backups and doctor"))
        self._background = background
        self.backups = BackupsCard(session.path)
        self.doctor = DoctorCard()
        self.backups.backup_wanted.connect(self.back_up)
        self.backups.restore_wanted.connect(self._restore)
        self.doctor.check_wanted.connect(self.check)
        self.doctor.repair_wanted.connect(self.repair)
        for card in (self.backups, self.doctor):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def reload(self) -> None:
        """List the backups again."""
        self.backups.show_backups(backup.every(self.session.path))

    def back_up(self) -> None:
        """Make a backup now."""
        job = beside(
            self.session,
            lambda project, tell, is_cancelled: backup.make(
                project.connection,
                project.path,
                reason=backup.BY_HAND,
                progress=tell,
                is_cancelled=is_cancelled,
            ),
        )
        work(
            self,
            self._background,
            self.theme,
            job,
            title=tr("Making a backup"),
            done=lambda _path: self.reload(),
        )

    def check(self) -> None:
        """Let the doctor look at everything."""
        work(
            self,
            self._background,
            self.theme,
            beside(self.session, examine),
            title=tr("Checking the project"),
            done=self.doctor.show_findings,
        )

    def repair(self) -> None:
        """Let the doctor set right what is safe."""
        work(
            self,
            self._background,
            self.theme,
            beside(self.session, repair),
            title=tr("Repairing the project"),
            done=self._show_repaired,
        )

    def _show_repaired(self, repaired: tuple[Repaired, ...]) -> None:
        self.doctor.show_repaired(repaired)
        self.session.announce(Changes(name="repair", is_large=True))
        self.reload()

    def _restore(self, chosen: Backup) -> None:
        question = tr(
            "Put the backup of {moment} in the place of the project? What the project holds now "
            "is kept as a backup of its own.",
            moment=moment(chosen.made),
        )
        if ask.confirm(self, tr("Restore a backup"), question, yes=tr("Restore"), is_danger=True):
            self.restore_wanted.emit(chosen.path)
