"""The list in which one article of all is looked for by the words of its title."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Signal
from PySide6.QtWidgets import QWidget

from db.project import Project
from db.queries import articles
from db.queries.articles import ArticleSummary
from gui.background import Background
from gui.beside import LatestReading
from gui.project_session import ProjectSession
from gui.translation import tr, tr_count
from gui.widgets.painting import scaled
from gui.widgets.popup_items import PopupItem
from gui.widgets.popup_list import PopupList, no_filter

_OFFERED = 60
_WIDTH = 420


class ArticleChoice(QObject):
    """`chosen` carries the id of the article."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, session: ProjectSession, background: Background) -> None:
        super().__init__(parent)
        self._owner = parent
        self._session = session
        self._query = ""
        self._list: PopupList | None = None
        self._reading = LatestReading(session, background, self._read, self._show)

    def open(self, under: QWidget) -> None:
        """Ask for an article."""
        window = self._owner.window()
        if self._list is None:
            self._list = PopupList(window, tr("Words of the title"), item_filter=no_filter)
            self._list.typed.connect(self._look)
            self._list.chosen.connect(self.chosen)
        width = round(scaled(self._owner, _WIDTH))
        self._list.set_items(())
        self._list.open(
            anchor=QRect(under.mapTo(window, QPoint(0, 0)), QSize(width, under.height()))
        )
        self._look("")

    def _look(self, query: str) -> None:
        self._query = query
        self._reading.refresh()

    def _read(self, project: Project) -> tuple[ArticleSummary, ...]:
        return articles.page(project, self._session.author, limit=_OFFERED, containing=self._query)

    def _show(self, found: tuple[ArticleSummary, ...]) -> None:
        if self._list is None:
            return
        self._list.set_items(
            [
                PopupItem(
                    key=each.id,
                    title=each.title,
                    detail=tr_count(each.words, "{count} word", "{count} words"),
                )
                for each in found
            ]
        )
