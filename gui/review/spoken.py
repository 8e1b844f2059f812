"""What a screen reader says on the Review page when another unit is looked at or was settled."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from db.model import ArticleId
from db.review.model import Unit
from db.review.standing import UnitState
from gui import announce
from gui.page_speaker import PageSpeaker
from gui.project_session import ProjectSession
from gui.review import wording
from gui.review.current import CurrentReview
from gui.translation import tr


class Spoken(PageSpeaker):
    """Follows what is reviewed, and speaks while the page is seen."""

    def __init__(self, page: QWidget, session: ProjectSession, current: CurrentReview) -> None:
        super().__init__(page, session)
        self._current = current
        self._article: ArticleId | None = None
        self._said = ("", "")
        current.reloaded.connect(self._follow)
        current.unit_chosen.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        if not announce.is_listening() or not self._page.isVisible():
            return
        current = self._current
        if current.reviewed is not None and current.article != self._article:
            self._add(current.reviewed.article.title)
        self._article = current.article
        unit = current.unit
        words = self._unit_words(unit) if unit else ""
        version = self._version_words(unit) if unit else ""
        before, former = self._said
        self._said = (words, version)
        if words != before:
            self._add(words)
        elif version != former:
            self._add(version)

    def _unit_words(self, unit: Unit) -> str:
        current, scheme = self._current, self._session.scheme
        name = f"{wording.unit_title(unit, scheme)} {wording.unit_words(unit)}".strip()
        status = wording.status_words(unit, scheme, current.naming)
        return announce.unit_words(
            name, (current.number, len(current.units)), status, self._decision(unit)
        )

    def _decision(self, unit: Unit) -> str:
        settled = self._current.settlement
        if self._current.standing(unit).state is UnitState.CHANGED:
            return tr("changed since it was settled")
        if settled is None:
            return "" if unit.is_only_gold else tr("to decide")
        return tr("settled: {how}", how=wording.source_words(settled.decision.source))

    def _version_words(self, unit: Unit) -> str:
        number = self._current.actual_number(self._current.candidate)
        if number is None:
            return ""
        variant = unit.variants[number - 1]
        words = tr("nothing") if variant.is_nothing else variant.quote
        return announce.version_words(self._current.candidate, words)
