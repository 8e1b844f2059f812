"""The list in which another referent is chosen by a few letters of its name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from db.model import ReferentId
from gui.project.register.model import RegisterModel
from gui.translation import tr, tr_count
from gui.widgets.popup_items import PopupItem
from gui.widgets.popup_list import PopupList, no_filter

_OFFERED = 60
_NOTHING = ""


class ReferentList(PopupList):
    """Offers the referents of one label; it goes away by itself once it was answered or left."""

    def __init__(self, anchor: QWidget, title: str, model: RegisterModel, label: str) -> None:
        super().__init__(anchor.window(), title, item_filter=no_filter)
        self._register = model
        self._label = label
        self._nothing_title = ""
        self._left_out: ReferentId | None = None
        corner = anchor.mapTo(anchor.window(), QPoint(0, 0))
        self._anchor_area = QRect(corner, anchor.size())
        self.typed.connect(self._offer)
        self.dismissed.connect(self.deleteLater)

    def ask(
        self,
        take: Callable[[ReferentId | None], object],
        *,
        left_out: ReferentId | None = None,
        nothing: str = "",
    ) -> None:
        """Open; `take` gets the answer. `nothing` is the title of no referent, if that is one."""
        self._nothing_title, self._left_out = nothing, left_out

        def answer(key: str) -> None:
            self.deleteLater()
            take(ReferentId(key) if key != _NOTHING else None)

        self.chosen.connect(answer)
        self._offer("")
        self.open(anchor=self._anchor_area)

    def _offer(self, query: str) -> None:
        found = self._register.fitting(self._label, query, _OFFERED)
        items = [
            PopupItem(
                key=each.referent.id,
                title=each.referent.name,
                detail=tr_count(each.mentions, "{count} mention", "{count} mentions"),
            )
            for each in found
            if each.referent.id != self._left_out
        ]
        if self._nothing_title and not query:
            items.insert(
                0,
                PopupItem(
                    key=_NOTHING, title=self._nothing_title, detail=tr("none", meaning="referent")
                ),
            )
        self.set_items(items)
