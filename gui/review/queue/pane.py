"""The left pane: order, filter, the queue, and how far the review is."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from db.model import ArticleId, Changes
from db.queries.review import ReviewArticle
from db.queries.review_queue import (
    Order,
    QueueEntry,
    Stage,
    entry_after_decision,
    entry_of,
)
from db.review.model import Unit
from db.review.summary import Summary
from gui import announce
from gui.actions import taught_key
from gui.background import Background
from gui.keys.in_force import in_force
from gui.project_session import ProjectSession
from gui.review.current import CurrentReview
from gui.review.queue.delegate import QueueDelegate
from gui.review.queue.empty import EmptyQueue
from gui.review.queue.model import QueueModel
from gui.review.queue.reading import QueueReading
from gui.review.queue.view import QueueView
from gui.review.queue.words import order_words, progress_words
from gui.settings import Settings
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.parts import button, words
from gui.widgets.pill_bar import Pill, PillBar
from gui.widgets.progress_line import ProgressLine
from gui.widgets.search_field import SearchField
from gui.widgets.task_line import TaskLine

_ALL = "all"
_TABLES = frozenset(
    {"article", "layer", "span", "link", "referent", "scheme", "decision", "annotator"}
)


class QueuePane(QWidget):
    """Chooses the article under review.

    `came` says that the queue was read, `text_wanted` that the keys belong to the text now,
    `collect_wanted` comes from an empty queue, `strategies_wanted` from its button.
    """

    came = Signal()
    text_wanted = Signal()
    collect_wanted = Signal()
    strategies_wanted = Signal()

    def __init__(
        self,
        session: ProjectSession,
        current: CurrentReview,
        theme: Theme,
        background: Background,
        settings: Settings,
    ) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self._current = current
        self._article: ArticleId | None = None
        self._is_stale = True
        self._is_asleep = True
        self._known: tuple[tuple[Unit, ...], Summary | None] = ((), None)
        self._order = QComboBox()
        self._field = SearchField(tr("Filter titles…"), hint=taught_key("list.filter"))
        in_force().changed.connect(self._show_key)
        self._pills = PillBar(tr("Which articles"))
        self.model = QueueModel(self)
        self._list = QueueView(self.model)
        self._delegate = QueueDelegate(self._list, theme)
        self._list.setItemDelegate(self._delegate)
        self._empty = EmptyQueue()
        self._words = words("", "muted", "secondary", wraps=True)
        self._line = ProgressLine(tr("Progress"), theme.done)
        self._task = TaskLine(theme.accent)
        self.hides_names = QCheckBox(tr("Hide names"))
        self._strategies = button(tr("Strategies…"), self.strategies_wanted.emit)
        self._reading = QueueReading(session, background, self)
        self.setAccessibleName(tr("Articles to review"))
        self.setFocusProxy(self._list)
        self._lay_out()
        self._connect()
        self._count()

    @property
    def is_reading(self) -> bool:
        """Whether figures are still to come."""
        return self._is_stale or self._reading.is_running

    def choose_next(self) -> ArticleId | None:
        """Review the next article of the list that is not done; None where there is none."""
        found = self.model.next_unfinished(self._current.article)
        if found is not None:
            self._current.choose_article(found)
        return found

    def choose_neighbour(self, step: int) -> None:
        """Review the next (1) or the previous (-1) article of the list."""
        row = self.model.row_of(self._current.article)
        article = self.model.article(0 if row is None else row + step)
        if article is not None:
            self._current.choose_article(article)

    def focus_filter(self) -> None:
        """Let the person type what to filter by."""
        self._field.setFocus()
        self._field.selectAll()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._delegate.set_theme(theme)
        self._line.set_colour(theme.done)
        self._task.set_colour(theme.accent)
        self._list.viewport().update()

    def wake(self) -> None:
        """Somebody looks at the page: read anew what changed, also for a pane that is hidden."""
        self._is_asleep = False
        if self._is_stale:
            self._read()

    def sleep(self) -> None:
        """Nobody looks: changes only make the queue stale."""
        self._is_asleep = True

    def _read(self) -> None:
        self._is_stale = False
        self._reading.refresh()

    @Slot(object)
    def _take(self, entries: tuple[QueueEntry, ...]) -> None:
        article = self._current.article
        # Whoever has filtered the open article away does not get it back by a reading.
        stays = article != self._article or self.model.row_of(article) is not None
        self.model.keep(article if stays else None)
        self.model.show_entries(entries)
        self._count()
        self._show_current()
        self.came.emit()

    @Slot(object)
    def _follow(self, changes: Changes) -> None:
        if not changes.is_large and not changes.tables & _TABLES:
            return
        only_open = not changes.is_large and changes.articles == {self._current.article}
        if only_open and "decision" in changes.tables and self._current.reviewed is not None:
            # The figures of the open article are at hand already.
            return
        self._is_stale = True
        if not self._is_asleep:
            self._read()

    @Slot()
    def _follow_article(self) -> None:
        reviewed = self._current.reviewed
        if reviewed is not None:
            self.model.update_entry(self._entry(reviewed))
            self._count()
        self._show_current()

    def _entry(self, reviewed: ReviewArticle) -> QueueEntry:
        units, figures = self._known
        if units is reviewed.units and figures is not None:
            return entry_after_decision(reviewed, figures)
        made = entry_of(reviewed)
        self._known = reviewed.units, made.summary
        return made

    def _show_current(self) -> None:
        article, before = self._current.article, self._article
        self._article = article
        row = self.model.row_of(article)
        if row is None and article not in (None, before) and self.model.stage is not None:
            self.model.keep(article)
            self.model.arrange()
            row = self.model.row_of(article)
        self._list.show_row(row)
        self._stack.setCurrentWidget(self._list if self.model.rowCount() else self._empty)
        self._empty.explain(has_any=bool(self.model.entries), is_reading=self.is_reading)

    @Slot(int)
    def _choose_row(self, row: int) -> None:
        article = self.model.article(row)
        if article is not None:
            self.model.keep(article)
            self._current.choose_article(article)

    @Slot(str)
    def _filter_by_pill(self, key: str) -> None:
        self.model.stage = None if key == _ALL else Stage(key)
        self._arrange()

    @Slot(str)
    def _filter_by_words(self, containing: str) -> None:
        self.model.containing = containing
        self._arrange()

    @Slot(int)
    def _sort(self, _index: int) -> None:
        self.model.order = Order(self._order.currentData())
        self._settings.review_order = self.model.order.value
        self._arrange()

    def _arrange(self) -> None:
        self.model.keep(None)
        self.model.arrange()
        self._list.show_row(self.model.row_of(self._current.article))
        self._stack.setCurrentWidget(self._list if self.model.rowCount() else self._empty)
        self._empty.explain(has_any=bool(self.model.entries), is_reading=self.is_reading)
        announce.say(self, announce.listed_words(self.model.rowCount()))

    def _count(self) -> None:
        counts, total = self.model.counts, len(self.model.entries)
        stage = self.model.stage
        self._pills.set_pills(
            [
                Pill(key=Stage.TO_REVIEW, title=tr("To review"), count=counts[Stage.TO_REVIEW]),
                Pill(key=Stage.UNANIMOUS, title=tr("Agreed"), count=counts[Stage.UNANIMOUS]),
                Pill(
                    key=Stage.DONE, title=tr("Done", meaning="articles"), count=counts[Stage.DONE]
                ),
                Pill(key=_ALL, title=tr("All")),
            ],
            current=_ALL if stage is None else stage.value,
        )
        self._words.setText(progress_words(counts[Stage.DONE], total, self.model.to_decide))
        self._line.show_share(counts[Stage.DONE], total)
        for part in (self._words, self._line, self._pills, self._strategies, self.hides_names):
            part.setVisible(total > 0)

    def _connect(self) -> None:
        self._order.activated.connect(self._sort)
        self._field.searched.connect(self._filter_by_words)
        self._field.left_downwards.connect(self._list.setFocus)
        self._field.accepted.connect(self._list.setFocus)
        self._pills.chosen.connect(self._filter_by_pill)
        self._list.row_chosen.connect(self._choose_row)
        self._list.left.connect(self.text_wanted)
        self._empty.collect_wanted.connect(self.collect_wanted)
        self._reading.came.connect(self._take)
        self._reading.started.connect(self._task.show_task)
        self._session.changed.connect(self._follow)
        self._current.reloaded.connect(self._follow_article)

    @Slot()
    def _show_key(self) -> None:
        self._field.set_hint(taught_key("list.filter"))

    def _lay_out(self) -> None:
        for order in Order:
            self._order.addItem(order_words(order), order.value)
        kept = self._order.findData(self._settings.review_order)
        if kept >= 0:
            self._order.setCurrentIndex(kept)
            self.model.order = Order(self._order.currentData())
        self._order.setAccessibleName(tr("Order"))
        self._order.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hides_names.setToolTip(tr("Call annotators A, B, C, in another order each time"))
        top, bottom = QVBoxLayout(), QVBoxLayout()
        top.setContentsMargins(12, 10, 8, 10)
        top.setSpacing(8)
        for part in (self._order, self._field, self._pills):
            top.addWidget(part)
        bottom.setContentsMargins(12, 10, 12, 12)
        bottom.setSpacing(6)
        for widget in (self._task, self._words, self._line, self.hides_names, self._strategies):
            bottom.addWidget(widget)
        self._stack = QStackedLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(_rule())
        layout.addLayout(self._stack, 1)
        # Only now: what is put into a layout without a widget would show as a window of its own.
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        layout.addWidget(_rule())
        layout.addLayout(bottom)


def _rule() -> QFrame:
    rule = QFrame()
    set_role(rule, "rule")
    return rule
