"""The command palette and project search behind Ctrl+K."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.errors import Stopped, UserFault
from db.model import ArticleId, Fragment
from db.queries import articles, search
from db.queries.search import Hit
from gui.actions import Actions
from gui.annotate.article_list.words import byline
from gui.background import Background, Cancelled, Progress, Task
from gui.icons import icon
from gui.palette.command_items import COMMAND, commands, commands_beside_articles
from gui.palette.items import ArticleItem, PaletteDelegate
from gui.project_session import ProjectSession
from gui.selection import Selection
from gui.theme import Theme
from gui.translation import tr, tr_said
from gui.widgets.popup_items import PopupItem
from gui.widgets.popup_list import PopupList, no_filter

_ARTICLE = "article:"
_WIDTH = 640
_HITS = 30
_RECENT = 5
_DELAY_MS = 90


class Palette(QObject):
    """One field: commands with their keys and, from two letters on, articles by their words.

    `article_wanted` carries the article and where the words stand in its body, None for nowhere;
    `command_wanted` a command's id. What begins with ">" means commands alone.
    """

    article_wanted = Signal(object, object)
    command_wanted = Signal(str)

    def __init__(
        self,
        session: ProjectSession,
        selection: Selection,
        actions: Actions,
        theme: Theme,
        background: Background,
    ) -> None:
        super().__init__()
        self._session = session
        self._selection = selection
        self._actions = actions
        self._theme = theme
        self._background = background
        self._popup: PopupList | None = None
        self._task: Task | None = None
        self._searched = ""
        self._places: dict[ArticleId, Fragment | None] = {}
        self._recent: list[ArticleId] = []
        self._soon = QTimer(self, interval=_DELAY_MS, singleShot=True)
        self._soon.timeout.connect(self._search)
        selection.article_chosen.connect(self._remember)
        self._remember(selection.article)

    def open_over(self, window: QWidget) -> None:
        """Open over a window, for which it is made once."""
        if self._popup is None:
            # Goes with the window, so that nothing is searched for in one that is closed.
            self.setParent(window)
            self._popup = self._make_popup(window)
        # Begin at the top, not at the command that was taken last.
        self._popup.set_items(())
        self._popup.open()
        self._offer()

    @property
    def popup(self) -> PopupList | None:
        """The list, once it was opened."""
        return self._popup

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme

    def _make_popup(self, window: QWidget) -> PopupList:
        popup = PopupList(
            window,
            tr("Search articles and commands; > for commands alone"),
            item_filter=no_filter,
            delegate=PaletteDelegate,
            width=_WIDTH,
        )
        popup.typed.connect(self._offer)
        popup.chosen.connect(self._take)
        popup.dismissed.connect(self._stop)
        return popup

    @Slot(object)
    def _remember(self, article: ArticleId | None) -> None:
        if article is not None:
            self._recent = [article, *(each for each in self._recent if each != article)]
            del self._recent[_RECENT + 1 :]

    @Slot()
    def _offer(self) -> None:
        """Show at once what needs no search, and search for the rest a moment later."""
        popup = self._popup
        if popup is None:
            return
        self._stop()
        query = popup.query
        if query.startswith(">"):
            popup.explain_nothing(tr("No such command"))
            popup.set_items(commands(self._actions, query.removeprefix(">").strip()))
        elif not is_searchable(query):
            recent = self._recent_items() if not query else []
            popup.explain_nothing(tr("Nothing found"))
            popup.set_items([*recent, *commands(self._actions, query)])
        else:
            # The articles of the last letters stay until there are better ones: nothing flickers.
            former = [each for each in popup.shown if isinstance(each, ArticleItem)]
            kept = former if self._searched else []
            popup.explain_nothing(tr("Searching…"))
            popup.set_items([*commands_beside_articles(self._actions, query), *kept])
            self._soon.start()
            return
        self._searched = ""
        self._places = {}

    @Slot()
    def _search(self) -> None:
        if self._popup is None:
            return
        session, query = self._session, self._popup.query

        def look(progress: Progress) -> tuple[Hit, ...]:
            with session.project.beside() as project:
                try:
                    return search.search(
                        project, query, limit=_HITS, is_cancelled=lambda: progress.is_cancelled
                    )
                except Stopped:
                    raise Cancelled from None

        # Reading beside a writer is safe, and a search must not wait until an import has ended.
        self._task = self._background.start(
            look,
            done=lambda hits: self._show(query, hits),
            failed=self._explain,
            title=tr("Search"),
            pure=True,
        )

    def _show(self, query: str, hits: tuple[Hit, ...]) -> None:
        popup = self._popup
        if popup is None or not popup.isVisible() or popup.query != query:
            return
        self._searched = query
        self._places = {hit.article: hit.place for hit in hits}
        popup.explain_nothing(tr("Nothing found"))
        found = [self._hit_item(hit) for hit in hits]
        popup.set_items([*commands_beside_articles(self._actions, query), *found])

    def _explain(self, fault: UserFault) -> None:
        if self._popup is not None:
            self._popup.explain_nothing(tr_said(str(fault)))

    @Slot()
    def _stop(self) -> None:
        self._soon.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @Slot(str)
    def _take(self, key: str) -> None:
        self._stop()
        if key.startswith(COMMAND):
            self.command_wanted.emit(key.removeprefix(COMMAND))
        else:
            article = ArticleId(key.removeprefix(_ARTICLE))
            self.article_wanted.emit(article, self._places.get(article))

    def _hit_item(self, hit: Hit) -> ArticleItem:
        return ArticleItem(
            key=_ARTICLE + hit.article,
            title=hit.title,
            detail=hit.snippet,
            marks=hit.matches,
            title_marks=hit.title_matches,
            icon=icon("file", self._theme.muted),
        )

    def _recent_items(self) -> list[PopupItem]:
        project, author = self._session.project, self._session.author
        found: list[PopupItem] = []
        for article in self._recent:
            summary = articles.summary(project, author, article)
            if summary is not None and article != self._selection.article:
                found.append(
                    ArticleItem(
                        key=_ARTICLE + article,
                        title=summary.title,
                        detail=byline(summary.metadata, summary.words, self._session.scheme),
                        icon=icon("history", self._theme.muted),
                    )
                )
        return found


def is_searchable(query: str) -> bool:
    """Whether a query is long enough to look for articles: two letters, or one that is a word."""
    return len(query) >= 2 or bool(query and not query.isascii())
