"""The Explore page: a phrase or a referent in all articles, settled alike where it is alike."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from db.errors import StorageFault, UserFault
from db.model import Annotator, AnnotatorKind, Changes, ReferentId
from db.queries import annotators
from db.queries.explore import Asked
from db.review.alike import Case
from gui import announce
from gui.background import Background
from gui.explore import status_facts
from gui.explore.answer_pane import AnswerPane
from gui.explore.case_list import CaseList
from gui.explore.case_reader import CaseReader
from gui.explore.kinds import Order, ordered
from gui.explore.offers import Offer
from gui.explore.question_pane import QuestionPane
from gui.explore.settling import Settling
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr, tr_count, tr_said
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.painting import scaled
from gui.widgets.parts import words
from gui.widgets.toast import Toast

_SPLITTER = "explore"
_LEFT, _RIGHT = 272, 340
_LEAST_SIDE = 190
_NARROW = 900
"""A page that is narrower, at 100 %, has the answers below the list."""
_MOST_PENDING = 100
"""After so many changes that nobody saw, all is read again."""


class ExplorePage(QWidget):
    """Emits `article_wanted(ArticleId, Fragment)` and `unit_wanted(ArticleId, UnitId)`.

    `facts_changed(hints, place)` is for the line at the bottom. `can_review` says that there is a
    page to show that unit.
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
        self._settings = settings
        self._theme = theme
        self._can_review = can_review
        self._pending: list[Changes] = []
        self._told = ""
        self._reader = CaseReader(session, background, self)
        self._question = QuestionPane(session, theme, self._reader)
        self._title = words("", "title")
        self._lead = ElidedLabel()
        self._order = _orders()
        self._list = CaseList(session.scheme, theme)
        author = annotators.one(session.project, session.author)
        self._answers = AnswerPane(theme, _own_name(author), can_review=can_review)
        self._settling = Settling(session, background, theme, self)
        self._toast = Toast(self)
        self._inner = QSplitter()
        self._outer = QSplitter()
        self._lay_out()
        self._connect()
        self._show_cases()

    def explore_words(self, said: str) -> None:
        """Look for a phrase in all articles."""
        self._question.ask_words(said)
        self._list.setFocus()

    def explore_referent(self, referent: ReferentId) -> None:
        """Look for all mentions of a referent."""
        self._question.ask_referent(referent)
        self._list.setFocus()

    @property
    def places(self) -> QWidget:
        """The list in which keys settle places."""
        return self._list

    def run_command(self, command: str) -> bool:
        """Carry out a command that means something here; False for any other."""
        match command:
            case "list.filter":
                self._look_for_more()
            case "pane.next":
                self._step_pane(1)
            case "pane.previous":
                self._step_pane(-1)
            case _:
                return False
        return True

    def tell_facts(self) -> None:
        """Say again what holds now, for the line at the bottom."""
        listed, chosen = len(self._list.model_of_cases.rows), len(self._list.chosen)
        place = status_facts.place(listed, chosen)
        if place != self._told:
            self._told = place
            announce.say(self, place or announce.listed_words(0))
        self.facts_changed.emit(
            status_facts.hints(listed, chosen, can_review=self._can_review),
            place,
        )

    def set_theme(self, theme: Theme) -> None:
        """Take other colours everywhere."""
        self._theme = theme
        self._question.set_theme(theme)
        self._answers.set_theme(theme)
        self._settling.set_theme(theme)
        self._list.set_look(self._session.scheme, theme)
        self._show_chosen()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Typing begins where one says what to look for."""
        super().focusInEvent(event)
        self._look_for_more()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while another page was shown."""
        super().showEvent(event)
        self._catch_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the answers stand below the list."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another zoom is another width, too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_inner"):
            self._arrange()

    def _look_for_more(self) -> None:
        self._question.field.setFocus()
        self._question.field.selectAll()

    def _step_pane(self, by: int) -> None:
        panes = (self._question, self._list, self._answers)
        focused = self.focusWidget()
        at = next((at for at, pane in enumerate(panes) if _holds(pane, focused)), 0)
        focus = (self._look_for_more, self._list.focus_first, self._answers.take_focus)
        focus[(at + by) % len(focus)]()

    def _arrange(self) -> None:
        is_narrow = self.width() < scaled(self, _NARROW)
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if self._inner.orientation() != wanted:
            self._inner.setOrientation(wanted)
            # One above the other, both grow with the window.
            self._inner.setStretchFactor(1, 1 if is_narrow else 0)
            self._inner.setSizes([1000, 1000] if is_narrow else [self.width(), self._side(_RIGHT)])
        self._question.setMinimumWidth(min(self._side(_LEAST_SIDE), self.width() // 3))

    def _lay_out(self) -> None:
        self._inner.addWidget(self._middle())
        self._inner.addWidget(self._answers)
        self._inner.setStretchFactor(0, 1)
        self._inner.setSizes([1000, _RIGHT])
        self._outer.addWidget(self._question)
        self._outer.addWidget(self._inner)
        self._outer.setStretchFactor(1, 1)
        for splitter in (self._inner, self._outer):
            splitter.setChildrenCollapsible(False)
        self._outer.setSizes(self._settings.splitter_sizes(_SPLITTER) or [_LEFT, 1168])
        self._outer.splitterMoved.connect(
            lambda: self._settings.keep_splitter_sizes(_SPLITTER, self._outer.sizes())
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._outer)

    def _middle(self) -> QFrame:
        pane = QFrame()
        set_role(pane, "pane", "page")
        set_role(self._lead, "muted")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._lead, 1)
        head.addWidget(self._order)
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(22, 18, 12, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._list, 1)
        return pane

    def _connect(self) -> None:
        self._question.asked.connect(self._reader.ask)
        self._question.narrowed.connect(self._show_cases)
        self._question.left_downwards.connect(self._list.focus_first)
        self._reader.changed.connect(self._show_cases)
        self._reader.ended.connect(self._show_head)
        self._order.currentIndexChanged.connect(lambda _row: self._show_cases())
        self._list.chosen_changed.connect(self._show_chosen)
        self._list.taken.connect(self._open_article)
        self._list.review_wanted.connect(self._open_unit)
        self._list.key_pressed.connect(self._take_key)
        self._answers.settled.connect(self._settle)
        self._answers.article_wanted.connect(self._open_article)
        self._answers.review_wanted.connect(self._open_unit)
        self._settling.said.connect(self._say)
        self._session.changed.connect(self._follow)
        self._session.failed.connect(self._explain)

    def _show_cases(self) -> None:
        cases = ordered(self._question.listed(), Order(self._order.currentData()))
        self._list.show_cases(cases, self._reader.names, self._session.scheme)
        self._show_head()

    def _show_head(self) -> None:
        total = len(self._list.model_of_cases.rows)
        self._title.setText(self._question.title or tr("Explore"))
        listed = tr_count(total, "{count} place listed", "{count} places listed")
        self._lead.setText(listed if total else "")
        self._order.setVisible(bool(total))
        self._list.say_when_empty(_empty_words(self._reader))

    def _show_chosen(self) -> None:
        self._answers.show_cases(
            self._list.chosen,
            self._list.model_of_cases.rows,
            self._reader.names,
            self._session.scheme,
        )
        self.tell_facts()

    def _take_key(self, key: str) -> None:
        offer = self._answers.offer("0" if key == "N" else key)
        if offer is not None:
            self._settle(offer)

    def _settle(self, offer: Offer) -> None:
        self._settling.settle(
            self._list.chosen, offer, self._answers.why, is_own=self._answers.is_own
        )

    def _open_article(self, case: Case) -> None:
        self.article_wanted.emit(case.article, case.place)

    def _open_unit(self, case: Case) -> None:
        if case.unit is not None and self._can_review:
            self.unit_wanted.emit(case.article, case.unit.id)

    def _say(self, said: str, can_undo: bool) -> None:  # noqa: FBT001 - as the signal has it
        if can_undo:
            self._toast.say(said, action=tr("Undo"), run=self._session.undo)
        else:
            self._toast.say(said)

    def _follow(self, changes: Changes) -> None:
        self._pending.append(changes)
        if self.isVisible():
            self._catch_up()
        elif len(self._pending) > _MOST_PENDING:
            self._pending = [Changes(name=changes.name, is_large=True)]

    def _catch_up(self) -> None:
        pending, self._pending = self._pending, []
        if pending:
            self._list.set_look(self._session.scheme, self._theme)
            self._reader.catch_up(pending)

    def _explain(self, fault: UserFault) -> None:
        # The window itself tells of the disk, wherever the person is.
        if self.isVisible() and not isinstance(fault, StorageFault):
            self._toast.say(tr_said(str(fault)))

    def _side(self, width: int) -> int:
        return round(scaled(self, width))


def _holds(pane: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (pane is focused or pane.isAncestorOf(focused))


def _orders() -> QComboBox:
    box = QComboBox()
    set_role(box, "compact")
    box.setAccessibleName(tr("Order of the places"))
    for title, order in (
        (tr("As in the articles"), Order.TEXT),
        (tr("By what follows"), Order.AFTER),
        (tr("By what comes before"), Order.BEFORE),
    ):
        box.addItem(title, str(order))
    return box


def _own_name(author: Annotator | None) -> str:
    return author.name if author is not None and author.kind is AnnotatorKind.HUMAN else ""


def _empty_words(reader: CaseReader) -> str:
    if reader.asked == Asked():
        return tr("Every place of a word or a referent stands here, with what everybody marked.")
    if reader.cases:
        return tr("There are no such places.")
    return tr("Reading …") if reader.is_reading else tr("These words stand in no article.")
