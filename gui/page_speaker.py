"""What each page with an article tells a screen reader: steps done, undone and redone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from db.model import Changes
from gui import announce
from gui.project_session import ProjectSession


class PageSpeaker(QObject):
    """Speaks while its page is seen; pages add what is selected in them."""

    def __init__(self, page: QWidget, session: ProjectSession) -> None:
        super().__init__(page)
        self._page = page
        self._session = session
        self._speaker = announce.Speaker(page)
        session.changed.connect(self._follow_changes)
        session.undone.connect(self._tell_undone)
        session.redone.connect(self._tell_redone)

    def _add(self, sentence: str, *, first: bool = False) -> None:
        if self._page.isVisible():
            self._speaker.add(sentence, first=first)

    @Slot(object)
    def _tell_undone(self, changes: Changes) -> None:
        self._add(announce.undone_words(changes), first=True)

    @Slot(object)
    def _tell_redone(self, changes: Changes) -> None:
        self._add(announce.redone_words(changes), first=True)

    @Slot(object)
    def _follow_changes(self, changes: Changes) -> None:
        if announce.is_listening() and not self._session.is_replaying:
            self._add(announce.done_words(changes), first=True)
