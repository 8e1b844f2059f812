"""The window about one person's data: what is kept, an export of it, and forgetting it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from db.exports import person as files
from db.model import AnnotatorId, Changes
from db.operations import people
from db.operations.people import Forget
from db.progress import IsCancelled
from db.progress import Progress as Tell
from db.project import Project
from db.queries import annotators
from db.queries import person as queries
from db.queries.person import Held
from gui import ask
from gui.background import Background
from gui.beside import LatestReading, beside
from gui.dialog_room import room_over
from gui.project.person.words import consequences, kept_words
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.painting import scaled
from gui.widgets.parts import button, titled_card, words
from gui.widgets.scrolled_room import ScrolledRoom
from gui.widgets.work_dialog import work

_WIDTH = 620


class PersonDialog(QDialog):
    """Says what there is, writes it into a file, and forgets the person after a question."""

    def __init__(
        self,
        parent: QWidget,
        session: ProjectSession,
        theme: Theme,
        background: Background,
        person: AnnotatorId,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._background = background
        self._person = person
        self._held: Held | None = None
        found = annotators.one(session.project, person)
        self._name = found.name if found is not None else ""
        self._kept = words(tr("Counting …"), wraps=True)
        self._export = button(tr("Export…"), self.export, role="")
        self._of_name = QRadioButton(tr("Replace the name; the work stays"))
        self._of_work = QRadioButton(tr("Delete layers, comments and times as well"))
        self._journal = QCheckBox(tr("Out of the journal, too"))
        self._backups = QCheckBox(tr("Delete the backups that know the person"))
        self._told = words("", "muted", wraps=True)
        self._forget = button(tr("Forget this person…"), self.forget, role="danger")
        self._reading = LatestReading(
            session, background, lambda project: queries.held(project, person), self._show
        )
        self._cards = QWidget()
        self._titled: tuple[QWidget, ...] = ()
        self._row = QHBoxLayout()
        self.setWindowTitle(tr("Personal data of {name}", name=self._name))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._lay_out()
        self._of_name.setChecked(True)
        for part in (self._of_name, self._of_work, self._journal, self._backups):
            part.toggled.connect(self._offer)
        self._offer()
        self._reading.refresh()

    @property
    def how(self) -> Forget:
        """How much is to be forgotten."""
        return Forget.WORK if self._of_work.isChecked() else Forget.NAME

    def export(self) -> None:
        """Ask where, and write all that is kept."""
        suggestion = self._session.path.with_name(f"{self._name}.json")
        target = ask.save_file(
            self, tr("Where should the file lie?"), suggestion, tr("JSON (*.json)")
        )
        if target is None:
            return
        person = self._person

        def write(project: Project, _tell: Tell, _is_cancelled: IsCancelled) -> Path:
            return files.write(project, target, person=person)

        work(
            self,
            self._background,
            self._theme,
            beside(self._session, write),
            title=tr("Writing what is kept"),
            done=self._tell_written,
        )

    def _tell_written(self, made: Path) -> None:
        self._kept.setText(f"{self._kept.text()}\n{tr('Written to {file}', file=made.name)}")
        self._fit()

    def forget(self) -> None:
        """Ask once more, then forget."""
        question = (
            f"{self._told.text()}\n\n{tr('A backup is made first. Undo does not take this back.')}"
        )
        yes = tr("Forget") if self.how is Forget.NAME else tr("Delete for good")
        title = tr("Forget {name}", name=self._name)
        if not ask.confirm(self, title, question, yes=yes, is_danger=True):
            return
        author, person, how = self._session.author, self._person, self.how
        thins_journal, thins_backups = self._thins_journal, self._backups.isChecked()

        def go(project: Project, _tell: Tell, _is_cancelled: IsCancelled) -> Changes:
            changes = people.forget(
                project, author, person=person, how=how, thins_journal=thins_journal
            )
            if thins_backups:
                people.thin_backups(project, person=person)
            return changes

        work(
            self,
            self._background,
            self._theme,
            beside(self._session, go),
            title=tr("Forgetting a person"),
            done=self._finish,
        )

    def done(self, result: int) -> None:
        """Go for good: it is made anew each time."""
        super().done(result)
        self.deleteLater()

    @property
    def _thins_journal(self) -> bool:
        return self.how is Forget.WORK and self._journal.isChecked()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words are."""
        super().showEvent(event)
        self._fit()

    def _show(self, held: Held) -> None:
        self._held = held
        self._kept.setText(kept_words(held))
        self._offer()

    def _fit(self) -> None:
        layout, cards = self.layout(), self._cards.layout()
        if layout is None or cards is None or not self.isVisible():
            return
        # From the inside out: a card knows only then that its words need more lines.
        for card in self._titled:
            if (inside := card.layout()) is not None:
                inside.activate()
        cards.activate()
        margins = layout.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        needed = cards.totalHeightForWidth(width) + layout.spacing() + self._row.sizeHint().height()
        room = room_over(self.parentWidget()).height()
        self.setFixedHeight(min(needed + margins.top() + margins.bottom(), room))
        self._stay_over_parent()

    def _stay_over_parent(self) -> None:
        """It opens in the middle and grows downwards from there."""
        parent = self.parentWidget()
        if parent is not None:
            below = self.geometry().bottom() - parent.window().geometry().bottom()
            if below > 0:
                self.move(self.x(), self.y() - below)

    def _offer(self) -> None:
        self._journal.setEnabled(self.how is Forget.WORK)
        self._export.setEnabled(self._held is not None)
        self._forget.setEnabled(self._held is not None)
        if self._held is not None:
            self._told.setText(
                consequences(
                    self._held,
                    self.how,
                    thins_journal=self._thins_journal,
                    thins_backups=self._backups.isChecked(),
                )
            )
        self._fit()

    def _finish(self, changes: Changes) -> None:
        self._session.announce(changes)
        self.accept()

    def _lay_out(self) -> None:
        kept = titled_card(tr("What the project keeps"))
        kept.head.addWidget(self._export)
        kept.body.addWidget(self._kept)
        forget = titled_card(tr("Forget"))
        forget.body.setSpacing(8)
        for part in (self._of_name, self._of_work, self._journal, self._backups, self._told):
            forget.body.addWidget(part)
        self._titled = (kept, forget)
        cards = QVBoxLayout(self._cards)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(12)
        cards.addWidget(kept)
        cards.addWidget(forget)
        cards.addStretch(1)
        self._row.setSpacing(8)
        self._row.addWidget(self._forget)
        self._row.addStretch(1)
        self._row.addWidget(button(tr("Close"), self.reject, role=""))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        # With very large letters there is more than the window has room for.
        layout.addWidget(ScrolledRoom(self._cards), 1)
        layout.addLayout(self._row)
        self.setFixedWidth(min(round(scaled(self, _WIDTH)), room_over(self.parentWidget()).width()))
