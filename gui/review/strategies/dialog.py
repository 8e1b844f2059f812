"""The window that proposes what a strategy would settle, and writes it once it was looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from db.errors import UserFault
from db.model import AnnotatorKind, ArticleId, Changes
from db.operations import review
from db.operations.review import Proposal
from db.progress import IsCancelled
from db.progress import Progress as Tell
from db.project import Project
from db.queries import annotators
from db.queries import review as queries
from gui import ask
from gui.background import Background, State, Task
from gui.beside import beside
from gui.project_session import ProjectSession
from gui.review.deciding import lead_for
from gui.review.strategies.choice import StrategyChoice
from gui.review.strategies.proposal_tree import ProposalTree
from gui.review.wording import places_words
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.painting import scaled
from gui.widgets.parts import button, words
from gui.widgets.scrolled_room import ScrolledRoom
from gui.widgets.task_line import TaskLine

_WIDTH, _HEIGHT = 640, 560
_MARGIN = 40


class StrategiesDialog(QDialog):
    """Nothing is written before the list was seen; `settled` carries how many places were."""

    settled = Signal(int)

    def __init__(
        self,
        parent: QWidget,
        session: ProjectSession,
        background: Background,
        theme: Theme,
        *,
        listed: Sequence[ArticleId],
        opened: ArticleId | None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._listed = tuple(listed)
        self._opened = opened
        self._task: Task | None = None
        people = [
            each
            for each in annotators.every(session.project)
            if each.kind is not AnnotatorKind.GOLD
        ]
        self.choice = StrategyChoice(people, listed=len(listed), has_open=opened is not None)
        self.tree = ProposalTree(lambda article: queries.article(session.project, article))
        self._propose = button(tr("Propose"), self.propose, role="")
        self._settle = button(tr("Settle", meaning="places"), self.settle, role="primary")
        self._close = button(tr("Close"), self.reject, role="")
        self._state = words(
            tr("Nothing is written before you have seen what it would be."), "muted", wraps=True
        )
        self._line = TaskLine(theme.accent)
        self.setWindowTitle(tr("Settle by a strategy"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._lay_out()
        self.choice.changed.connect(self._forget)
        self.tree.chosen_changed.connect(self._count)
        self._count()

    def propose(self) -> None:
        """Work out what would be settled."""
        strategy = self.choice.strategy
        articles = self._listed if self.choice.is_for_all else (self._opened,)
        wanted = tuple(each for each in articles if each is not None)

        def work(project: Project, tell: Tell, is_cancelled: IsCancelled) -> tuple[Proposal, ...]:
            return review.propose(
                project,
                articles=wanted,
                strategy=strategy,
                progress=tell,
                is_cancelled=is_cancelled,
            )

        task = self._background.start(
            beside(self._session, work),
            done=self._show,
            failed=self._explain,
            title=tr("Looking for what can be settled"),
        )
        self._follow(task)

    def settle(self) -> None:
        """Write what is ticked, as one step."""
        wishes = {each.article: each.wishes for each in self.tree.chosen}
        count = sum(len(each) for each in wishes.values())
        lead = lead_for(self._session.project, self._session.author)

        def work(project: Project, tell: Tell, is_cancelled: IsCancelled) -> Changes:
            return review.decide_many(
                project, lead, wishes=wishes, progress=tell, is_cancelled=is_cancelled
            )

        def finish(changes: Changes) -> None:
            self._session.announce(changes)
            self.settled.emit(count)
            self.accept()

        task = self._background.start(
            beside(self._session, work),
            done=finish,
            failed=self._explain,
            title=tr("Settling {places}", places=places_words(count)),
        )
        self._follow(task)

    def reject(self) -> None:
        """Ask the work to stop first; the window stays until it has."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Go for good: it is made anew each time."""
        super().done(result)
        self.deleteLater()

    def _follow(self, task: Task) -> None:
        self._task = task
        self._line.show_task(task)
        task.finished.connect(self._end)
        self._count()

    @Slot(object)
    def _end(self, state: object) -> None:
        self._task = None
        if state is State.CANCELLED:
            self._state.setText(tr("Stopped. Nothing was changed."))
        self._count()

    def _show(self, proposals: tuple[Proposal, ...]) -> None:
        self.tree.show_proposals(proposals)
        count = sum(len(each.wishes) for each in proposals)
        left = sum(each.left for each in proposals)
        self._state.setText(
            tr(
                "{places} would be settled, {left} stay open. Open a row to see them.",
                places=places_words(count),
                left=places_words(left),
            )
            if count
            else tr("There is nothing that this would settle.")
        )

    def _explain(self, fault: UserFault) -> None:
        ask.message(self, fault)

    @Slot()
    def _forget(self) -> None:
        # What is listed was proposed by another strategy.
        self.tree.show_proposals(())

    @Slot()
    def _count(self) -> None:
        count = sum(len(each.wishes) for each in self.tree.chosen)
        self._settle.setText(
            tr("Settle {places}", places=places_words(count))
            if count
            else tr("Settle", meaning="places")
        )
        self._settle.setEnabled(count > 0 and self._task is None)
        for part in (self._propose, self.choice):
            part.setEnabled(self._task is None)
        (self._settle if count else self._propose).setDefault(True)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for part in (self._close, self._propose, self._settle):
            row.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        # With very large letters it is wider than the window.
        layout.addWidget(ScrolledRoom(self.choice))
        layout.addWidget(self._state)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self._line)
        layout.addLayout(row)
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.size()
        self.resize(
            min(round(scaled(self, _WIDTH)), room.width() - _MARGIN),
            min(round(scaled(self, _HEIGHT)), room.height() - _MARGIN),
        )
