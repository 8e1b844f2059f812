"""The panes beside the form, one at a time: the preview, what was written, and where it is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from db.exports.choices import ExportChoices
from db.exports.tally import LossCount
from gui.background import Background
from gui.project.exporting.outcome_pane import OutcomePane
from gui.project.exporting.places_pane import PlacesPane
from gui.project.exporting.preview_pane import PreviewPane
from gui.project.exporting.written import Written
from gui.project_session import ProjectSession
from gui.theme import Theme


class Side(QStackedWidget):
    """`article_wanted(ArticleId, Fragment | None)` asks for an article at what is lost.

    `outcome_left` comes when a person goes back from what was written. `choices` are those whose
    losses the preview shows.
    """

    article_wanted = Signal(object, object)
    outcome_left = Signal()

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__()
        self.choices: ExportChoices | None = None
        self.preview = PreviewPane(theme)
        self.outcome = OutcomePane()
        self._places = PlacesPane(session, theme, background)
        self._panes: tuple[QWidget, ...] = (self.preview, self.outcome, self._places)
        self._came_from: PreviewPane | OutcomePane = self.preview
        self._shown: QWidget = self.preview
        for pane in self._panes:
            self.addWidget(pane if pane is self._places else _scrolling(pane))
        self.preview.places_wanted.connect(self._show_places)
        self.outcome.places_wanted.connect(self._show_places)
        self.outcome.left.connect(self._leave_outcome)
        self._places.left.connect(self._leave_places)
        self._places.article_wanted.connect(self.article_wanted)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.preview.set_theme(theme)
        self._places.set_theme(theme)

    def show_preview(self) -> None:
        """Show what would be written."""
        if self._shown is not self.preview:
            self._show(self.preview)

    def show_outcome(self, written: Written, choices: ExportChoices) -> None:
        """Show what was written by these choices."""
        self.outcome.show_written(written, choices)
        self._show(self.outcome)

    def take_focus(self) -> None:
        """Begin with what matters most in the pane that shows."""
        if self._shown is self.outcome:
            self.outcome.take_focus()
        elif self._shown is self.preview:
            self.preview.focus_losses()
        else:
            self._places.take_focus()

    @Slot(object)
    def _show_places(self, loss: LossCount) -> None:
        is_outcome = self._shown is self.outcome
        self._came_from = self.outcome if is_outcome else self.preview
        choices = self.outcome.choices if is_outcome else self.choices
        if choices is not None:
            self._show(self._places)
            self._places.look_for(choices, loss)

    @Slot()
    def _leave_places(self) -> None:
        self._show(self._came_from)
        self._came_from.focus_losses()

    @Slot()
    def _leave_outcome(self) -> None:
        self._show(self.preview)
        self.outcome_left.emit()

    def _show(self, pane: QWidget) -> None:
        if pane is not self._places:
            self._places.stop()
        self._shown = pane
        self.setCurrentIndex(self._panes.index(pane))


def _scrolling(pane: QWidget) -> QScrollArea:
    # For windows that are too low for all of it.
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(pane)
    # The panel's own ground shows.
    for each in (pane, area.viewport()):
        each.setAutoFillBackground(False)
    return area
