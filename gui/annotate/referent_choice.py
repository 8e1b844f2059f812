"""The only place that lets a person say which referent is meant."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Slot
from PySide6.QtWidgets import QWidget

from db.model import ReferentId
from db.queries import referents
from gui.annotate.asking.referent_items import NEW, referent_items, with_new
from gui.annotate.current_article import CurrentArticle
from gui.project_session import ProjectSession
from gui.widgets.painting import scaled
from gui.widgets.popup_list import PopupList, fuzzy_filter

_WIDTH = 420

Taker = Callable[[ReferentId | None, str], None]
"""Gets the chosen referent, or None and the name of a new one."""


class ReferentChoice(QObject):
    """A list with a field in it. Only as much of the register is read as answers what is typed."""

    def __init__(
        self,
        session: ProjectSession,
        current: CurrentArticle,
        window: QWidget,
        question: str,
        *,
        offers_new: bool = True,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._current = current
        item_filter = with_new if offers_new else fuzzy_filter
        self._popup = PopupList(window, question, item_filter=item_filter)
        self._popup.typed.connect(self._offer)
        self._popup.chosen.connect(self._tell)
        self._label = ""
        self._quote = ""
        self._besides: ReferentId | None = None
        self._take: Taker | None = None

    def ask(
        self,
        label: str,
        take: Taker,
        anchor: QRect,
        *,
        quote: str = "",
        besides: ReferentId | None = None,
    ) -> None:
        """Open under `anchor` (in the window's coordinates); `besides` is not offered."""
        self._label, self._quote, self._besides = label, quote, besides
        self._take = take
        self._offer("")
        place = QRect(anchor)
        place.setWidth(max(place.width(), round(scaled(self._popup, _WIDTH))))
        self._popup.open(anchor=place)

    @Slot(str)
    def _offer(self, words: str) -> None:
        annotation = self._current.annotation
        if annotation is None:
            return
        found = referents.matching(self._session.project, self._label, words)
        self._popup.set_items(
            referent_items(annotation, found, self._label, quote=self._quote, besides=self._besides)
        )

    @Slot(str)
    def _tell(self, key: str) -> None:
        if self._take is None:
            return
        if key == NEW:
            self._take(None, self._popup.query)
        else:
            self._take(ReferentId(key), "")
