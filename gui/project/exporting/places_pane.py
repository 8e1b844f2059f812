"""Where something is lost, place by place: Enter goes to the article, Escape back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import UserFault
from db.exports.choices import ExportChoices
from db.exports.loss_places import LossPlace, LossPlaces, loss_places
from db.exports.tally import LossCount
from gui.background import Background, Task
from gui.beside import beside
from gui.project.exporting import wording
from gui.project.quiet_table import QuietTable
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr, tr_count, tr_said
from gui.widgets.parts import button, words
from gui.widgets.row_models import TableModel
from gui.widgets.task_line import TaskLine


class PlacesPane(QWidget):
    """`article_wanted(ArticleId, Fragment | None)` goes to a place, `left` back to the losses."""

    article_wanted = Signal(object, object)
    left = Signal()

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__()
        self._session = session
        self._background = background
        self._task: Task | None = None
        self._title = words("", "heading", wraps=True)
        self._what = words("", "muted", wraps=True)
        self._line = TaskLine(theme.accent)
        self._places = TableModel(self, (tr("Words"), tr("Article")), _words)
        self._table = QuietTable(tr("Where it is lost"))
        self._table.setModel(self._places)
        self._table.setSelectionMode(QuietTable.SelectionMode.SingleSelection)
        self._table.horizontalHeader().setStretchLastSection(True)
        self._table.taken.connect(self._go)
        self._table.clicked.connect(lambda index: self._go(index.row()))
        self._table.resized.connect(
            lambda: self._table.setColumnWidth(0, self._table.viewport().width() * 3 // 5)
        )
        self._cut = words("", "muted", "secondary", wraps=True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(button(tr("Back", meaning="to where one was"), self.left.emit))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        column.addLayout(head)
        column.addWidget(self._what)
        column.addWidget(self._line)
        column.addWidget(self._table, 1)
        column.addWidget(self._cut)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._line.set_colour(theme.accent)

    def look_for(self, choices: ExportChoices, loss: LossCount) -> None:
        """Find the places of a loss."""
        self.stop()
        self._title.setText(loss.what or tr("The text"))
        self._what.setText(wording.lost(loss.kind))
        self._cut.setText("")
        self._places.show_rows(())
        self.take_focus()
        task = self._background.start(
            beside(
                self._session,
                lambda project, tell, is_cancelled: loss_places(
                    project,
                    choices,
                    loss.kind,
                    loss.what,
                    progress=tell,
                    is_cancelled=is_cancelled,
                ),
            ),
            done=lambda found: self._show(found, task),
            failed=lambda fault: self._explain(fault, task),
            title=tr("Looking for the places"),
        )
        self._task = task
        self._line.show_task(task)

    def take_focus(self) -> None:
        """Begin with the places."""
        self._table.setFocus(Qt.FocusReason.TabFocusReason)

    def stop(self) -> None:
        """Look no further."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _show(self, found: LossPlaces, task: Task) -> None:
        if task is not self._task:
            return
        self._task = None
        self._places.show_rows(found.places)
        if found.places:
            self._table.selectRow(0)
        self._cut.setText(
            tr_count(
                len(found.places),
                "{count} place; there are more.",
                "The first {count} places; there are more.",
            )
            if found.is_cut
            else tr_count(
                len(found.places),
                "{count} place. Enter or a click opens the article there.",
                "{count} places. Enter or a click opens the article there.",
            )
        )

    def _explain(self, fault: UserFault, task: Task) -> None:
        if task is self._task:
            self._task = None
            self._cut.setText(tr_said(str(fault)))

    def _go(self, row: int) -> None:
        each = self._places.rows[row]
        self.article_wanted.emit(each.article, each.place)


def _words(place: LossPlace, column: int) -> str:
    return (place.words, place.title)[column]
