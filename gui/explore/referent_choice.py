"""The list in which a referent of the register is chosen by a few letters of its name."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from db.model import ReferentId
from db.queries import explore
from gui.explore.wording import label_words
from gui.isolation import in_a_row
from gui.project_session import ProjectSession
from gui.translation import tr, tr_count
from gui.widgets.popup_items import PopupItem
from gui.widgets.popup_list import PopupList, no_filter


class ReferentChoice(PopupList):
    """`referent_chosen` carries the ReferentId; it goes away once it was answered or left."""

    referent_chosen = Signal(object)

    def __init__(self, anchor: QWidget, session: ProjectSession) -> None:
        super().__init__(anchor.window(), tr("Name of a referent"), item_filter=no_filter)
        self._session = session
        corner = anchor.mapTo(anchor.window(), QPoint(0, 0))
        self._area = QRect(corner, anchor.size())
        self.typed.connect(self._offer)
        self.dismissed.connect(self.deleteLater)
        self.chosen.connect(self._take)

    def ask(self) -> None:
        """Open under the anchor."""
        self._offer("")
        self.open(anchor=self._area)

    def _offer(self, query: str) -> None:
        scheme = self._session.scheme
        self.set_items(
            [
                PopupItem(
                    key=each.referent,
                    title=each.name,
                    detail=in_a_row(
                        (
                            label_words(each.label, scheme),
                            tr_count(each.mentions, "{count} mention", "{count} mentions"),
                        )
                    ),
                )
                for each in explore.mentioned(self._session.project, query)
            ]
        )

    def _take(self, key: str) -> None:
        self.deleteLater()
        self.referent_chosen.emit(ReferentId(key))
