"""What a screen reader says on the Annotate page when something else is selected or was done."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from db.model import ArticleId
from gui import announce
from gui.annotate.current_article import CurrentArticle
from gui.page_speaker import PageSpeaker
from gui.project_session import ProjectSession
from gui.selection import ArmedSlot, Selection


class Spoken(PageSpeaker):
    """Follows what is shown on a page, and speaks while the page is seen."""

    def __init__(
        self,
        page: QWidget,
        session: ProjectSession,
        current: CurrentArticle,
        selection: Selection,
    ) -> None:
        super().__init__(page, session)
        self._current = current
        self._selection = selection
        self._article: ArticleId | None = current.article.id if current.article else None
        self._state = current.annotation.layer.state if current.annotation else None
        self._said = ""
        current.reloaded.connect(self._follow)
        selection.span_selected.connect(self._follow)
        selection.slot_armed.connect(self._follow_slot)

    @Slot()
    def _follow(self) -> None:
        if not announce.is_listening():
            return
        self._tell_article()
        annotation, span = self._current.annotation, self._current.selected
        if annotation is None or span is None:
            if self._said:
                self._add(announce.nothing_selected())
            self._said = ""
            return
        words = announce.span_words(span, annotation, self._session.scheme)
        if words != self._said:
            self._said = words
            self._add(words)

    def _tell_article(self) -> None:
        article, annotation = self._current.article, self._current.annotation
        if article is None or annotation is None:
            self._article = None
            return
        state = annotation.layer.state
        if article.id != self._article:
            self._add(announce.article_words(article.title, state, len(annotation.spans)))
            self._said = ""
        elif state is not self._state:
            self._add(announce.state_words(state))
        self._article, self._state = article.id, state

    @Slot(object)
    def _follow_slot(self, armed: ArmedSlot | None) -> None:
        statement = self._current.span(armed.statement) if armed else None
        if armed is None or statement is None or not announce.is_listening():
            return
        role = self._session.scheme.role(armed.role, statement.label)
        if role is not None:
            self._add(announce.waiting_words(role.title))
