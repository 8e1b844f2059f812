"""The section for what keeps the work safe: backups to go back to, and a doctor for the file."""

from __future__ import annotations

from PySide6.QtCore import Signal

from db import backup, doctor
from db.backup import Backup
from db.doctor import Finding, Repaired
from db.errors import UserFault
from db.model import Changes
from db.project import Project
from db.queries.backup_contents import BackupContents, contents
from gui import ask
from gui.background import Background
from gui.beside import LatestReading, beside
from gui.project.safety.backups_card import BackupsCard
from gui.project.safety.doctor_card import DoctorCard
from gui.project.safety.log_card import LogCard
from gui.project.safety.reasons import reason_words
from gui.project.section import Section
from gui.project_session import ProjectSession
from gui.recovery import dialog as recovery
from gui.theme import Theme
from gui.translation import tr, tr_said
from gui.widgets.moments import ago, moment
from gui.widgets.parts import open_folder
from gui.widgets.work_dialog import work


class SafetySection(Section):
    """Emits `restore_wanted(Path)` for a backup that is to take the place of the project.

    `project_wanted(Path)` asks to open another project, into which this one was recovered, and
    `article_wanted(ArticleId, None)` asks for the article of a finding.
    """

    tables = ("operation",)
    restore_wanted = Signal(object)
    project_wanted = Signal(object)
    article_wanted = Signal(object, object)

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__(session, theme, tr("Backups and doctor"))
        self._background = background
        self._reading = LatestReading(session, background, _read, self._show_backups)
        self.backups = BackupsCard()
        self.doctor = DoctorCard(theme)
        self._log = LogCard()
        self._chosen: Backup | None = None
        self.column.addWidget(self.backups)
        self.column.addWidget(self.doctor)
        self.column.addWidget(self._log)
        self.column.addStretch(1)
        self.backups.make_wanted.connect(self._make)
        self.backups.folder_wanted.connect(self._open_folder)
        self.backups.restore_wanted.connect(self._restore)
        self.backups.chosen.connect(self._look_into)
        self.doctor.check_wanted.connect(self._check)
        self.doctor.repair_wanted.connect(self._repair)
        self.doctor.recover_wanted.connect(self._recover)
        self.doctor.article_wanted.connect(lambda article: self.article_wanted.emit(article, None))

    def reload(self) -> None:
        """Look for backups again."""
        self._reading.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self.doctor.set_theme(theme)

    def _show_backups(self, found: tuple[Backup, ...]) -> None:
        self.backups.show_backups(found)
        latest = next(iter(found), None)
        self.set_lead(tr("last backup {when}", when=ago(latest.made)) if latest else "")

    def _make(self) -> None:
        work(
            self,
            self._background,
            self.theme,
            beside(
                self.session,
                lambda project, tell, is_cancelled: backup.make(
                    project.connection,
                    project.path,
                    reason=backup.BY_HAND,
                    progress=tell,
                    is_cancelled=is_cancelled,
                ),
            ),
            title=tr("Backing up"),
            done=lambda _path: self.mark_stale(),
        )

    def _open_folder(self) -> None:
        folder = backup.folder_of(self.session.path)
        open_folder(str(folder if folder.is_dir() else folder.parent))

    def _restore(self, chosen: Backup) -> None:
        question = tr(
            "The project goes back to how it was {when} ({why}). What was done since is kept in a "
            "backup of the present file, which is made first: restoring that one takes this back. "
            "The project is closed and opened again.",
            when=moment(chosen.made),
            why=reason_words(chosen.reason),
        )
        if ask.confirm(
            self, tr("Restore a backup"), question, yes=tr("Restore it"), is_danger=True
        ):
            self.restore_wanted.emit(chosen.path)

    def _look_into(self, chosen: Backup | None) -> None:
        if chosen == self._chosen and chosen is not None:
            return
        self._chosen = chosen
        preview = self.backups.preview
        if chosen is None:
            preview.hide()
            return

        def show(found: BackupContents) -> None:
            if self._chosen == chosen:
                preview.show_contents(found)

        def explain(fault: UserFault) -> None:
            if self._chosen == chosen:
                preview.show_fault(tr_said(str(fault)))

        preview.show_waiting()
        self._background.start(
            beside(
                self.session,
                lambda project, _tell, _is_cancelled: contents(project, chosen.path),
            ),
            done=show,
            failed=explain,
        )

    def _recover(self) -> None:
        made = recovery.recover(self, self.session.path, self.theme)
        if made is not None:
            self.project_wanted.emit(made)

    def _check(self) -> None:
        self.doctor.check.setEnabled(False)
        task = self._background.start(
            beside(self.session, doctor.examine),
            done=self._show_findings,
            failed=self._explain,
            title=tr("Checking the project"),
        )
        task.finished.connect(lambda _state: self.doctor.check.setEnabled(True))
        self.doctor.line.show_task(task)

    def _show_findings(self, found: tuple[Finding, ...]) -> None:
        self.doctor.show_findings(found)

    def _repair(self) -> None:
        question = tr(
            "A backup is made first. Undo does not take a repair back; restoring that backup does."
        )
        if ask.confirm(self, tr("Repair what is safe"), question, yes=tr("Repair")):
            work(
                self,
                self._background,
                self.theme,
                beside(self.session, doctor.repair),
                title=tr("Repairing"),
                done=self._show_repaired,
            )

    def _show_repaired(self, outcome: tuple[Repaired, ...]) -> None:
        self.doctor.show_repaired(outcome)
        if any(each.was_repaired for each in outcome):
            self.session.announce(Changes(name="repair the project", is_large=True))

    def _explain(self, fault: UserFault) -> None:
        ask.message(self, fault)


def _read(project: Project) -> tuple[Backup, ...]:
    return backup.every(project.path)
