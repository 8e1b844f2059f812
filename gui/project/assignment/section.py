"""The Assignment section: who gets which articles, and how far everybody is with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea

from db.model import Annotator, AnnotatorId, AnnotatorKind
from db.project import Project
from db.queries import (
    annotators,
    assignment_loads,
    assignment_spread,
    assignment_wishes,
    assignments,
)
from db.queries.assignment_filter import Filter, Show
from db.queries.assignment_loads import AnnotatorLoad
from db.queries.assignment_spread import Spread
from db.queries.assignments import GridCounts
from gui.background import Background
from gui.beside import LatestReading
from gui.project.assignment.grid_keys import GridKeys
from gui.project.assignment.grid_view import GridView
from gui.project.assignment.model import GridModel
from gui.project.assignment.packages_dialog import PackagesDialog
from gui.project.assignment.people_pane import PeoplePane
from gui.project.assignment.plan_dialog import PlanDialog
from gui.project.assignment.plan_form import Offer
from gui.project.assignment.signs import Legend
from gui.project.assignment.wording import filter_words, heading_words, show_words
from gui.project.naming_people import add_annotator, rename_annotator
from gui.project.section import Section
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.chip import Chip
from gui.widgets.painting import scaled
from gui.widgets.parts import button
from gui.widgets.pill_bar import Pill, PillBar
from gui.widgets.search_field import SearchField
from gui.widgets.toast import Toast

_SPLITTER = "assignment"
_PANE_WIDTH = 284
_SEARCH_WIDTH = 240
_NARROW = 840
_LEAST_GRID = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    """What takes long to count."""

    counts: GridCounts
    spread: Spread
    loads: tuple[AnnotatorLoad, ...]


class AssignmentSection(Section):
    """Emits `article_wanted(ArticleId, None)`, and `files_dropped(list[Path])` for returns."""

    tables = ("article", "assignment", "annotator", "layer", "work_package", "comment")
    article_wanted = Signal(object, object)
    files_dropped = Signal(object)

    def __init__(
        self, session: ProjectSession, theme: Theme, settings: Settings, background: Background
    ) -> None:
        super().__init__(session, theme, tr("Assignment"), is_wide=True)
        self._settings = settings
        self._background = background
        self._figures: _Figures | None = None
        self._reading = LatestReading(session, background, self._read, self._show_figures)
        self._filter = Filter()
        self._model = GridModel(session, self)
        self._view = GridView(self._model, theme)
        self._keys = GridKeys(self._view, self._model, session, theme, background)
        self._pills = PillBar(tr("Which articles"))
        self._search = SearchField(tr("Filter titles, publishers, dates…"))
        self._only = Chip("")
        self._legend = Legend(theme)
        self._pane = PeoplePane(theme)
        self._side = QScrollArea()
        self._toast = Toast(self)
        self._lay_out_parts()
        self._connect()

    def reload(self) -> None:
        """Read the rows that are shown at once, and count in the background."""
        self._model.show_people(assignments.team(self.session.project))
        with self._keys.kept_selection():
            self._model.reload(self._view.last_shown_row() + 1)
        self._reading.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        for part in (self._view, self._keys, self._legend, self._pane):
            part.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the people below the grid where there is no room beside it."""
        super().resizeEvent(event)
        self._search.setMaximumWidth(round(scaled(self, _SEARCH_WIDTH)))
        is_narrow = self.width() < scaled(self, _NARROW)
        if is_narrow == (self._side.widget() is self._pane):
            self._place_people(is_below=is_narrow)
        if is_narrow:
            self._view.setMinimumHeight(
                max(round(scaled(self, _LEAST_GRID)), self.height() - round(scaled(self, 240)))
            )

    def plan(self) -> None:
        """Open the window in which it is planned who gets what."""
        project, people = self.session.project, _people(self.session.project)
        lead = annotators.lead(project)
        team = [each.id for each in assignments.team(project) if each.id != lead]
        names = {each.id: each.name for each in people}
        offer = Offer(
            people=people,
            ticked=frozenset(team or names),
            newest_round=assignment_wishes.newest_round(project),
            next_round=assignment_wishes.next_round(project),
            unassigned=self._figures.counts.unassigned if self._figures else None,
            filtered=filter_words(self._filter, names),
            selected=self._keys.selected_articles(),
        )
        PlanDialog(
            self, self.session, self.theme, self._background, offer=offer, wanted=self._filter
        ).open()

    def make_packages(self) -> None:
        """Open the window that makes the work packages."""
        PackagesDialog(self, self.session, self.theme, self._background).open()

    def _lay_out_parts(self) -> None:
        self.add_act(button(tr("Plan…"), self.plan, role=""))
        self.add_act(button(tr("Make packages"), self.make_packages, role="primary"))
        self._only.hide()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._pills, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._only)
        row.addWidget(self._search, 1)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self._legend, 1, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self._keys.told_selection)
        below.addWidget(self._keys.button)
        self.column.addLayout(row)
        self.column.addWidget(self._view, 1)
        self.column.addLayout(below)
        self._side.setWidgetResizable(True)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side.setWidget(self._pane)
        splitter = self.add_side(self._side)
        splitter.setSizes(
            self._settings.splitter_sizes(_SPLITTER) or [1200, round(scaled(self, _PANE_WIDTH))]
        )
        splitter.splitterMoved.connect(
            lambda: self._settings.keep_splitter_sizes(_SPLITTER, splitter.sizes())
        )

    def _place_people(self, *, is_below: bool) -> None:
        if is_below:
            self._side.takeWidget()
            self.column.addWidget(self._pane)
            self._pane.show()
        else:
            self.column.removeWidget(self._pane)
            self._side.setWidget(self._pane)
            self._view.setMinimumHeight(0)
        self._side.setVisible(not is_below)

    def _connect(self) -> None:
        self._pills.chosen.connect(lambda _key: self._filter_anew())
        self._search.searched.connect(lambda _words: self._filter_anew())
        self._search.left_downwards.connect(self._view.setFocus)
        self._view.left_upwards.connect(self._search.setFocus)
        self._only.clicked.connect(partial(self._show_only, None))
        self._only.removed.connect(partial(self._show_only, None))
        self._model.searched.connect(self._say_when_empty)
        self._keys.article_wanted.connect(lambda article: self.article_wanted.emit(article, None))
        self._keys.told.connect(self._toast.say)
        self._pane.add_wanted.connect(self._add_annotator)
        self._pane.rename_wanted.connect(self._rename_annotator)
        self._pane.only_wanted.connect(self._show_only)
        self._pane.files_dropped.connect(self.files_dropped)

    def _filter_anew(self) -> None:
        self._filter = Filter(
            show=Show(self._pills.current or Show.ALL),
            containing=self._search.text().strip(),
            annotator=self._filter.annotator,
        )
        self._model.show_filtered(self._filter)
        self._view.scrollToTop()

    def _show_only(self, annotator: AnnotatorId | None) -> None:
        """Look at what one annotator has, or at all again."""
        self._filter = Filter(
            show=self._filter.show, containing=self._filter.containing, annotator=annotator
        )
        person = annotators.one(self.session.project, annotator) if annotator else None
        self._only.setVisible(person is not None)
        if person is not None:
            self._only.set_words(tr("only {name}", name=person.name), is_removable=True)
        self._model.show_filtered(self._filter)
        self._reading.refresh()

    def _read(self, project: Project) -> _Figures:
        # In the job's thread; whose articles are looked at may have changed since.
        return _Figures(
            counts=assignments.counts(project, annotator=self._filter.annotator),
            spread=assignment_spread.spread(project),
            loads=assignment_loads.loads(project),
        )

    def _show_figures(self, figures: _Figures) -> None:
        self._figures = figures
        counts = figures.counts
        numbers = {
            Show.ALL: counts.all,
            Show.UNASSIGNED: counts.unassigned,
            Show.WAITING: counts.waiting,
            Show.BACK: counts.back,
            Show.REVIEWED: counts.reviewed,
        }
        self._pills.set_pills(
            [Pill(key=show, title=show_words(show), count=numbers[show]) for show in Show]
        )
        self.set_lead(heading_words(counts, len(figures.loads), figures.spread))
        self._pane.show_loads(figures.loads)
        self._say_when_empty()

    def _say_when_empty(self) -> None:
        is_empty_project = self._figures is not None and not self._figures.counts.all
        if self._model.is_searching:
            said = tr("Searching …")
        elif is_empty_project and not self._filter.is_narrow:
            said = tr("There are no articles yet. Import some first, in the section Articles.")
        else:
            said = tr("No article fits.")
        self._view.say_when_empty(said)

    def _add_annotator(self) -> None:
        add_annotator(self, self.session)

    def _rename_annotator(self, annotator: AnnotatorId) -> None:
        rename_annotator(self, self.session, annotator)


def _people(project: Project) -> tuple[Annotator, ...]:
    """All who could get articles, the lead last."""
    lead = annotators.lead(project)
    people = [each for each in annotators.every(project) if each.kind is AnnotatorKind.HUMAN]
    return tuple(sorted(people, key=lambda each: each.id == lead))
