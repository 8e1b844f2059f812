"""The left pane: filter, pills with counts, the list, and how far the work is."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from db.model import ArticleId, Changes
from db.queries import article_list, articles
from db.queries.article_list import Filter, Slice
from db.queries.articles import Place, Progress, Show
from gui import announce
from gui.actions import taught_key
from gui.annotate.article_list.delegate import ArticleDelegate
from gui.annotate.article_list.empty import EmptyList
from gui.annotate.article_list.model import ArticleListModel
from gui.annotate.article_list.view import ArticleListView
from gui.annotate.article_list.words import progress_words
from gui.keys.in_force import in_force
from gui.project_session import ProjectSession
from gui.selection import Selection
from gui.settings import Settings
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.pill_bar import Pill, PillBar
from gui.widgets.progress_line import ProgressLine
from gui.widgets.search_field import SearchField

# More single articles than this are read as a new list.
_RELOAD_ABOVE = 200
_COUNT_DELAY_MS = 50


class ArticleListPane(QWidget):
    """Shows the articles of one annotator and chooses one of them; `selection` says which.

    `counted` comes when it is known anew how many articles there are, `text_wanted` when the keys
    belong to the text now.
    """

    counted = Signal()
    text_wanted = Signal()

    def __init__(
        self, session: ProjectSession, selection: Selection, theme: Theme, settings: Settings
    ) -> None:
        super().__init__()
        self._session = session
        self._selection = selection
        self._settings = settings
        self._is_stale = False
        self._progress: Progress | None = None
        self._field = SearchField(tr("Filter titles, publishers…"), hint=taught_key("list.filter"))
        in_force().changed.connect(self._show_key)
        self._pills = PillBar(tr("Which articles"))
        self._model = ArticleListModel(session, self)
        self._list = ArticleListView(self._model)
        self._delegate = ArticleDelegate(self._list, theme, session.scheme)
        self._list.setItemDelegate(self._delegate)
        self._empty = EmptyList()
        self._words = QLabel()
        self._line = ProgressLine(tr("Progress"), theme.done)
        # Many changes in a row, as by a script of keys, are counted once.
        self._count_later = QTimer(self, interval=_COUNT_DELAY_MS, singleShot=True)
        self.setAccessibleName(tr("Articles"))
        self.setFocusProxy(self._list)
        self._lay_out()
        self._connect()
        # Before the pills are drawn, which say what is listed.
        self._model.filter = Filter(show=_show_of(settings.article_pill))
        self._count()
        self._model.reload(around=selection.article)
        self._show_chosen(selection.article)

    def choose_next(self, after: ArticleId | None) -> ArticleId | None:
        """Choose the next article that is not done; None where none is left.

        The search goes from an article to the end and on from the beginning; words in the filter
        count, pills do not.
        """
        wanted = Filter(show=Show.UNFINISHED, containing=self._model.filter.containing)
        start = article_list.place_of(self._session.project, after) if after is not None else None
        found = self._first_after(wanted, start, besides=after)
        if found is None and start is not None:
            found = self._first_after(wanted, None, besides=after)
        if found is not None:
            self._selection.choose_article(found)
        return found

    def choose_neighbour(self, step: int) -> ArticleId | None:
        """Choose the article before (-1) or behind (1) the chosen one; None at the list's ends."""
        row = self._model.row_of(self._selection.article)
        if row is None:
            wanted = 0 if step > 0 else self._model.rowCount() - 1
        else:
            if row + step < 0:
                row += self._model.fetch_earlier()
            elif row + step >= self._model.rowCount():
                self._model.fetchMore(self._list.rootIndex())
            wanted = row + step
        article = self._model.article(wanted)
        if article is not None:
            self._selection.choose_article(article)
        return article

    def first(self) -> ArticleId | None:
        """The article at the top of the list."""
        return self._model.article(0)

    @property
    def has_articles(self) -> bool:
        """Whether there are any, whatever the filter."""
        return self._progress is None or self._progress.total > 0

    def focus_filter(self) -> None:
        """Let the person type what to filter by."""
        self._field.setFocus()
        self._field.selectAll()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._delegate.set_theme(theme)
        self._line.set_colour(theme.done)
        self._list.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew what changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self._reload()

    def hideEvent(self, event: QHideEvent) -> None:
        """Count when somebody looks again, and never in a project that is being closed."""
        super().hideEvent(event)
        if self._count_later.isActive():
            self._count_later.stop()
            self._is_stale = True

    @Slot()
    def _show_key(self) -> None:
        self._field.set_hint(taught_key("list.filter"))

    def _lay_out(self) -> None:
        set_role(self._words, "muted")
        set_role(self._words, "secondary")
        self._words.setWordWrap(True)
        top = QVBoxLayout()
        # Four pills with two digits just fit into the usual width with less air on the right.
        top.setContentsMargins(12, 10, 8, 10)
        top.setSpacing(9)
        field = QHBoxLayout()
        field.setContentsMargins(0, 0, 4, 0)
        field.addWidget(self._field)
        top.addLayout(field)
        top.addWidget(self._pills)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        bottom = QVBoxLayout()
        bottom.setContentsMargins(12, 10, 12, 12)
        bottom.setSpacing(6)
        bottom.addWidget(self._words)
        bottom.addWidget(self._line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(_rule())
        layout.addLayout(self._stack, 1)
        layout.addWidget(_rule())
        layout.addLayout(bottom)

    def _connect(self) -> None:
        self._field.searched.connect(self._filter_by_words)
        self._field.accepted.connect(self._take_first)
        self._field.left_downwards.connect(self._list.setFocus)
        self._pills.chosen.connect(self._filter_by_pill)
        self._model.searched.connect(self._show_or_explain)
        for structural in (self._model.rowsRemoved, self._model.rowsInserted):
            structural.connect(self._show_or_explain)
        self._list.row_chosen.connect(self._choose_row)
        self._list.taken.connect(self.text_wanted)
        self._list.left.connect(self.text_wanted)
        self._empty.all_wanted.connect(self._show_all)
        self._selection.article_chosen.connect(self._show_chosen)
        self._session.changed.connect(self._follow)
        self._count_later.timeout.connect(self._count)

    @Slot(object)
    def _follow(self, changes: Changes) -> None:
        if not changes.is_large and not changes.tables & _TABLES:
            return
        if not self.isVisible():
            self._is_stale = True
        elif changes.is_large or len(changes.articles) > _RELOAD_ABOVE or not changes.articles:
            self._reload()
        else:
            self._model.refresh(changes.articles)
            if changes.tables & {"article", "layer"}:
                self._count_later.start()

    def _reload(self) -> None:
        self._is_stale = False
        self._delegate.set_scheme(self._session.scheme)
        self._count()
        self._model.reload(around=self._selection.article)
        self._list.show_row(self._model.row_of(self._selection.article))

    @Slot(object)
    def _show_chosen(self, article: ArticleId | None) -> None:
        self._model.keep(article)
        row = self._model.row_of(article)
        if row is None and article is not None and self._model.filter == Filter():
            self._model.reload(around=article)
            row = self._model.row_of(article)
        if self._list.currentIndex().row() != (-1 if row is None else row):
            self._list.show_row(row)

    @Slot(int)
    def _choose_row(self, row: int) -> None:
        article = self._model.article(row)
        if article is not None:
            self._selection.choose_article(article)

    @Slot(str)
    def _filter_by_words(self, words: str) -> None:
        self._apply(Filter(show=self._model.filter.show, containing=words))

    @Slot(str)
    def _filter_by_pill(self, key: str) -> None:
        self._settings.article_pill = key
        self._apply(Filter(show=_show_of(key), containing=self._model.filter.containing))

    @Slot()
    def _show_all(self) -> None:
        self._pills.choose(Show.ALL)
        self._settings.article_pill = Show.ALL
        self._apply(Filter())
        self._field.clear()

    def _apply(self, wanted: Filter) -> None:
        self._model.show_filtered(wanted, around=self._selection.article)
        self._list.show_row(self._model.row_of(self._selection.article))
        has_more = self._model.canFetchMore(self._list.rootIndex())
        announce.say(self, announce.listed_words(self._model.rowCount(), has_more=has_more))
        # The pill that was chosen before may stand for nothing any more.
        self._count_later.start()

    @Slot()
    def _take_first(self) -> None:
        if self._model.rowCount():
            self._list.setFocus()
            self._list.setCurrentIndex(self._model.index(0))

    @Slot()
    def _show_or_explain(self) -> None:
        if self._model.rowCount():
            self._stack.setCurrentWidget(self._list)
            return
        self._empty.explain(
            self._model.filter,
            is_searching=self._model.is_searching,
            has_articles=self.has_articles,
        )
        self._stack.setCurrentWidget(self._empty)

    @Slot()
    def _count(self) -> None:
        progress = articles.progress(self._session.project, self._session.author)
        self._progress = progress
        shown = self._model.filter.show
        self._pills.set_pills(_pills(progress, shown), current=shown)
        self._words.setText(progress_words(progress))
        self._words.setVisible(progress.total > 0)
        self._line.setVisible(progress.total > 0)
        self._line.show_share(progress.done, progress.total)
        self._field.setEnabled(progress.total > 0)
        self._pills.setVisible(progress.total > 0)
        self.counted.emit()

    def _first_after(
        self, wanted: Filter, start: Place | None, *, besides: ArticleId | None
    ) -> ArticleId | None:
        found = Slice(rows=(), end=start)
        while True:
            found = article_list.slice_after(
                self._session.project, self._session.author, wanted, after=found.end, limit=2
            )
            fitting = [row.id for row in found.rows if row.id != besides]
            if fitting or found.end is None:
                return fitting[0] if fitting else None


_TABLES = frozenset({"article", "layer", "span", "scheme"})


def _pills(progress: Progress, shown: Show = Show.ALL) -> tuple[Pill, ...]:
    """Those that are always there; the others while any article is such, or they are chosen."""
    pills = [
        Pill(key=Show.ALL, title=tr("All"), count=progress.total),
        Pill(key=Show.TODO, title=tr("To do"), count=progress.todo),
        Pill(key=Show.OPEN, title=tr("Open", meaning="articles"), count=progress.open),
        Pill(key=Show.DONE, title=tr("Done", meaning="articles"), count=progress.done),
    ]
    if progress.skipped or shown is Show.SKIPPED:
        pills.append(Pill(key=Show.SKIPPED, title=tr("Skipped"), count=progress.skipped))
    if progress.flagged or shown is Show.FLAGGED:
        pills.append(Pill(key=Show.FLAGGED, title=tr("Flagged"), count=progress.flagged))
    return tuple(pills)


def _show_of(key: str) -> Show:
    return next((show for show in Show if show == key), Show.ALL)


def _rule() -> QFrame:
    rule = QFrame()
    set_role(rule, "rule")
    return rule
