"""The Agreement page: figures and annotators in the middle, the differences behind them beside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from db.errors import StorageFault, UserFault
from db.model import AnnotatorId, Changes
from db.queries import annotators
from db.queries.passages import Passage
from db.queries.review_rules import Gap
from gui import ask
from gui.agreement.book import Book
from gui.agreement.figures_view import FiguresView
from gui.agreement.frame import Frame
from gui.agreement.measures import all_measures_explained
from gui.agreement.pieces import (
    difference_piece,
    first_piece,
    further_pieces,
    more_piece,
    profile_piece,
    standings_piece,
    time_piece,
)
from gui.agreement.profile.view import ProfilesView
from gui.agreement.reckoning import Reckoning
from gui.agreement.report import Reports
from gui.agreement.sheets import FirstSheet, FoundDifferences, Material
from gui.agreement.side.pane import DifferencesPane
from gui.agreement.wish import Behind, behind_figure
from gui.agreement.wording import Names, material_words
from gui.background import Background
from gui.command import key_parts
from gui.key_hints import hints_of
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.theme import Theme
from gui.translation import tr, tr_said
from gui.widgets.painting import scaled
from gui.widgets.toast import Toast

_SECTIONS = ("figures", "annotators")
_LEAST_SIDE_WIDTH = 230
_BESIDE_LAYERS = ("referent", "assignment")
_SHOWN = (
    "layer", "span", "link", "article", "annotator", "scheme", "project", "decision",
    *_BESIDE_LAYERS,
)  # fmt: skip


class AgreementPage(QWidget):
    """Emits `article_wanted(ArticleId, Fragment | None)` and `unit_wanted(ArticleId, place)`.

    The place is a span's or a unit's id, or None; `facts_changed(hints, place)` is for the line at
    the bottom. A hidden page only remembers that it is stale.
    `can_review` says that there is somewhere to settle differences.
    """

    article_wanted = Signal(object, object)
    unit_wanted = Signal(object, object)
    facts_changed = Signal(object, str)

    def __init__(
        self,
        session: ProjectSession,
        settings: Settings,
        theme: Theme,
        background: Background,
        *,
        can_review: bool,
    ) -> None:
        super().__init__()
        self._session = session
        self._book = Book()
        self._reckoning = Reckoning(session, background, self._book)
        self._reports = Reports(self, self._reckoning, session.path)
        self._known_names: Names | None = None
        self._behind: Behind | None = None
        self._is_stale = True
        self.figures = FiguresView(theme, self._names)
        self.profiles = ProfilesView(self._names)
        self.pane = DifferencesPane(theme, self._names, can_review=can_review)
        self.frame = Frame(theme, settings, self.pane)
        self.frame.head.addWidget(self._reports.button(lambda: self.figures.choices.wish))
        self.frame.column.addWidget(self.figures)
        self.frame.column.addWidget(self.profiles)
        self._toast = Toast(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.frame)
        self._connect()
        self._show_tab()

    @property
    def behind(self) -> Behind | None:
        """What was opened last."""
        return self._behind

    def show_section(self, section: str) -> None:
        """Bring up "figures" or "annotators"."""
        self.frame.tabs.setCurrentIndex(_SECTIONS.index(section))

    def run_command(self, command: str) -> bool:
        """Carry out a command that means something here; False for any other."""
        if command in {"pane.next", "pane.previous"}:
            is_in_pane = self.pane.isAncestorOf(QApplication.focusWidget() or self)
            if is_in_pane:
                self.setFocus()
            else:
                self.pane.list.setFocus()
            return True
        if command == "help.guidelines":
            ask.report(
                self,
                tr("Measures"),
                tr("What the measures of agreement say."),
                all_measures_explained(),
            )
            return True
        return False

    def tell_facts(self) -> None:
        """Say which keys do something here, for the line at the bottom."""
        hints = (
            *hints_of(
                ("help.guidelines", tr("measures explained")),
                ("pane.next", tr("differences and back")),
            ),
            # What Qt's own lists take, so that nobody can choose another.
            (key_parts("Return"), tr("open what is behind")),
        )
        self.facts_changed.emit(hints, "")

    @Slot(object)
    def open(self, behind: Behind) -> None:
        """Show the differences behind something."""
        self._mark(behind)
        self.pane.show_looking(behind)
        self._reckoning.add_first(difference_piece(behind, self._show_differences))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        for part in (self.figures, self.pane, self.frame):
            part.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while another page was shown."""
        super().showEvent(event)
        self._refresh_if_stale()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The measures are where the keyboard starts."""
        super().focusInEvent(event)
        if self._is_about_figures:
            self.figures.choices.focus_first()
        else:
            self.profiles.people.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the panel be as narrow as a narrow window asks for."""
        super().resizeEvent(event)
        least = round(scaled(self, _LEAST_SIDE_WIDTH))
        self.pane.setMinimumWidth(min(least, self.width() // 3))

    @property
    def _is_about_figures(self) -> bool:
        return self.frame.tabs.currentIndex() == 0

    def _connect(self) -> None:
        self.frame.tabs.currentChanged.connect(lambda _index: self._show_tab())
        self.figures.choices.changed.connect(self._begin_anew)
        self.figures.time_changed.connect(self._show_time)
        for view in (self.figures, self.profiles):
            view.opened.connect(self.open)
        self.figures.gap_opened.connect(self._open_gap)
        self.profiles.profile_wanted.connect(self._show_profile)
        self.pane.article_wanted.connect(self.article_wanted)
        self.pane.unit_wanted.connect(self.unit_wanted)
        self.pane.more_wanted.connect(self._read_more)
        self._reckoning.started.connect(self.frame.follow)
        self._reckoning.idle.connect(self.frame.stop_following)
        self._reports.written.connect(self._toast.say)
        self._session.changed.connect(self._follow)
        self._session.failed.connect(self._explain)

    @Slot()
    def _show_tab(self) -> None:
        self.figures.setVisible(self._is_about_figures)
        self.profiles.setVisible(not self._is_about_figures)
        self._is_stale = True
        if self.isVisible():
            self._refresh_if_stale()

    @Slot(object)
    def _follow(self, changes: Changes) -> None:
        if not changes.touches(None, *_SHOWN):
            return
        if changes.is_large or changes.tables.intersection(_BESIDE_LAYERS):
            self._book.forget(changes.articles or None)
        self._known_names = None
        self._is_stale = True
        if self.isVisible():
            self._refresh_if_stale()

    def _refresh_if_stale(self) -> None:
        if self._is_stale:
            self._refresh()

    @Slot()
    def _begin_anew(self) -> None:
        """Show another view, and with it what lies behind its own figure."""
        self._behind = None
        self._refresh()

    def _refresh(self) -> None:
        self._is_stale = False
        if not self._is_about_figures:
            self._reckoning.want([standings_piece(self.profiles)])
            return
        wish = self.figures.choices.wish
        self.figures.begin(wish)
        pieces = [first_piece(wish, self._show_first)]
        if self._behind is not None:
            pieces.append(difference_piece(self._behind, self._show_differences))
        self._reckoning.want([*pieces, *further_pieces(self.figures, wish)])

    def _show_first(self, sheet: FirstSheet) -> None:
        wish = self.figures.choices.wish
        self._say_material(sheet.material)
        self.figures.show_first(sheet)
        self.figures.show_whether(has_any=bool(sheet.material.articles))
        if self._behind is None:
            behind = behind_figure(sheet.headline, wish.basis)
            self._mark(behind)
            self.pane.show_looking(behind)
            self._reckoning.add_first(difference_piece(behind, self._show_differences))

    def _say_material(self, material: Material) -> None:
        self.frame.set_lead(material_words(material))
        self.frame.say_nothing_yet(
            ""
            if material.articles or self.figures.choices.wish.round is not None
            else tr(
                "There is nothing to compare yet. Figures appear here once two annotators have "
                "finished the same article, or once their work was collected."
            )
        )

    @Slot(object)
    def _open_gap(self, gap: Gap) -> None:
        self.unit_wanted.emit(gap.article, gap.unit)

    @Slot(object)
    def _show_time(self, _by: object) -> None:
        self._reckoning.add_first(time_piece(self.figures, self.figures.choices.wish))

    @Slot(object)
    def _show_profile(self, annotator: AnnotatorId) -> None:
        self._reckoning.add_first(profile_piece(self.profiles, annotator))
        if self._behind is None and self.profiles.behind is not None:
            self.open(self.profiles.behind)

    def _show_differences(self, found: FoundDifferences) -> None:
        if found.behind == self._behind:
            self.pane.show_found(found)

    @Slot(int)
    def _read_more(self, first: int) -> None:
        found = self.pane.found
        if found is None:
            return

        def show(passages: Sequence[Passage]) -> None:
            if self.pane.found is found:
                self.pane.add(passages)

        self._reckoning.add_first(more_piece(found, first, show))

    def _mark(self, behind: Behind) -> None:
        self._behind = behind
        self.figures.mark(behind)
        self.profiles.mark(behind)

    def _names(self) -> Names:
        if self._known_names is None:
            everybody = annotators.every(self._session.project)
            self._known_names = Names(
                annotators={each.id: each.name for each in everybody}, scheme=self._session.scheme
            )
        return self._known_names

    @Slot(object)
    def _explain(self, fault: UserFault) -> None:
        # The window itself tells of the disk, wherever the person is.
        if self.isVisible() and not isinstance(fault, StorageFault):
            self._toast.say(tr_said(str(fault)))
