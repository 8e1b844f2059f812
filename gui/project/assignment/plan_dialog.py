"""The window of the plan: wishes at the left, what would come of them at the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.assignment.model import AssignmentPlan
from db.model import AnnotatorId
from db.operations import assignments as operations
from db.project import Project
from db.queries.assignment_filter import Filter
from gui.background import Background
from gui.beside import LatestReading, beside
from gui.project.assignment.dialog_size import fit_dialog
from gui.project.assignment.plan_form import Offer, PlanForm
from gui.project.assignment.plan_preview import PlanPreview
from gui.project.assignment.planning import planned
from gui.project.assignment.wishes import Wishes
from gui.project_session import ProjectSession
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.painting import scaled
from gui.widgets.parts import button, words
from gui.widgets.scrolled_room import sideways
from gui.widgets.work_dialog import work

_SIZE = (980, 640)
_NARROW = 760
_MARGIN = 20
_DELAY_MS = 150
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    wishes: Wishes
    plan: AssignmentPlan


class PlanDialog(QDialog):
    """Works out each change of the form in the background; “Assign” writes what is shown."""

    def __init__(
        self,
        parent: QWidget,
        session: ProjectSession,
        theme: Theme,
        background: Background,
        *,
        offer: Offer,
        wanted: Filter,
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._session = session
        self._theme = theme
        self._background = background
        self._filter = wanted
        self._names: Mapping[AnnotatorId, str] = {each.id: each.name for each in offer.people}
        self._form = PlanForm(offer)
        self._wishes = self._form.wishes
        self._plan: AssignmentPlan | None = None
        self._is_over = False
        self._preview = PlanPreview(theme)
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._assign = button("", self.assign, role="primary")
        self._reading = LatestReading(session, background, self._read, self._show)
        # Numbers are typed digit by digit; each of them need not be planned.
        self._later = QTimer(self, interval=_DELAY_MS, singleShot=True)
        self._later.timeout.connect(self._reading.refresh)
        self._form.changed.connect(self._work_out)
        self._lay_out()
        self._offer()
        self._reading.refresh()

    def assign(self) -> None:
        """Hand out what is shown, as one step that can be undone."""
        plan = self._plan
        if plan is None or not plan.rows:
            return
        self.accept()
        if len(plan.rows) <= _AT_ONCE:
            self._session.run(operations.assign, plan=plan)
            return
        author = self._session.author
        work(
            self._parent,
            self._background,
            self._theme,
            beside(
                self._session,
                lambda project, _tell, _is_cancelled: operations.assign(project, author, plan=plan),
            ),
            title=tr("Handing out"),
            done=self._session.announce,
        )

    def done(self, result: int) -> None:
        """What is still being worked out is for nobody then."""
        self._is_over = True
        self._later.stop()
        super().done(result)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the preview below the form where there is no room beside it."""
        super().resizeEvent(event)
        is_narrow = self.width() < scaled(self, _NARROW)
        direction = QBoxLayout.Direction
        self._panes.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        content = self._form.minimumSizeHint().width() + 2 * _MARGIN
        bar = self._wishing.verticalScrollBar().sizeHint().width()
        self._wishing.setMinimumWidth(0 if is_narrow else content + bar)

    def _work_out(self) -> None:
        wishes = self._form.wishes
        if wishes == self._wishes:
            # A number field tells its value again with Enter, which is meant for the button.
            return
        self._wishes, self._plan = wishes, None
        self._offer()
        self._later.start()

    def _read(self, project: Project) -> _Answer:
        # In the job's thread; what is wished may have changed since it was asked for.
        wishes = self._wishes
        return _Answer(wishes=wishes, plan=planned(project, wishes, self._filter))

    def _show(self, answer: _Answer) -> None:
        if self._is_over:
            return
        self._preview.show_plan(answer.plan, self._names)
        # An older answer is better than none to look at, but is not what would be written.
        self._plan = answer.plan if answer.wishes == self._wishes else None
        self._offer()

    def _offer(self) -> None:
        count = len(self._plan.rows) if self._plan is not None else 0
        self._assign.setEnabled(count > 0)
        self._assign.setText(
            tr_count(count, "Make {count} assignment", "Make {count} assignments")
            if count
            else tr("Assign")
        )

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("Plan who gets what"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._wishing = _scrolling(self._form, "panel")
        preview = _scrolling(self._preview, "page")
        self._panes.setContentsMargins(0, 0, 0, 0)
        self._panes.setSpacing(0)
        self._panes.addWidget(self._wishing, 2)
        self._panes.addWidget(preview, 3)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(20, 10, 20, 14)
        buttons.setSpacing(8)
        note = words(
            tr(
                "Nobody gets an article twice unless it is to come twice, and what was handed out "
                "before stays as it is."
            ),
            "muted",
            "secondary",
            wraps=True,
        )
        buttons.addWidget(note, 1)
        both = QHBoxLayout()
        both.setSpacing(8)
        both.addWidget(button(tr("Cancel"), self.reject, role=""))
        both.addWidget(self._assign)
        buttons.addWidget(sideways(both))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._panes, 1)
        layout.addLayout(buttons)
        # Qt asks the dialog that the button is in, so not before.
        self._assign.setDefault(True)
        fit_dialog(self, _SIZE)


def _scrolling(content: QWidget, ground: str) -> QScrollArea:
    inner = QFrame()
    set_role(inner, "pane", ground)
    inside = QVBoxLayout(inner)
    inside.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
    inside.addWidget(content)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    # Where two scroll bars meet, the style would draw a piece of frame.
    area.setCornerWidget(QWidget())
    return area
