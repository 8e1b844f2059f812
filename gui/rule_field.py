"""The field in which a lead names the rule of the guidelines that a decision rests on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from db.scheme.guidelines import Rule, short_name
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.painting import scaled
from gui.widgets.popup_items import PopupItem
from gui.widgets.popup_list import PopupList

_LIST_WIDTH = 440
_MOST_RECENT = 3
_NO_RULE = ""
_NOTHING = "nothing"
"""The key of the row for no rule: an empty one would be where the list begins."""


class RuleField(QComboBox):
    """Looks like a box to choose from and opens a list to search in, since rules are many.

    `chosen` carries the name of the rule that a person took, "" for none. The last ones that were
    taken come first in the list.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "compact")
        self.setAccessibleName(tr("Rule of the guidelines"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._rules: tuple[Rule, ...] = ()
        self._recent: list[str] = []
        self._list: PopupList | None = None
        self.addItem("")
        self.show_rule(_NO_RULE)

    @property
    def rule(self) -> str:
        """The name of the rule that is shown, "" for none."""
        return str(self.itemData(0))

    def set_rules(self, rules: Sequence[Rule]) -> None:
        """Offer these."""
        self._rules = tuple(rules)

    def show_rule(self, name: str) -> None:
        """Show a rule by its name, which the guidelines may no longer have."""
        self.setItemText(0, rule_words(name) if name else tr("none", meaning="rule"))
        self.setItemData(0, name)
        self.setItemData(0, name, Qt.ItemDataRole.ToolTipRole)
        self.setToolTip(name)

    @Slot()
    def showPopup(self) -> None:
        """Open the list; whoever had the focus before gets it back."""
        if self._list is None:
            self._list = PopupList(self.window(), tr("Number or words of a rule"))
            self._list.explain_nothing(tr("No rule is called like that"))
            self._list.chosen.connect(self._take)
        # Cases of one kind come one after another.
        names = dict.fromkeys((*self._recent, *(each.name for each in self._rules)))
        items = [PopupItem(key=name, title=name) for name in names]
        self._list.set_items([*items, PopupItem(key=_NOTHING, title=tr("No rule"))])
        width = max(self.width(), round(scaled(self, _LIST_WIDTH)))
        corner = self.mapTo(self.window(), QPoint(self.width() - width, 0))
        self._list.open(anchor=QRect(corner, QSize(width, self.height())))

    @Slot(str)
    def _take(self, key: str) -> None:
        name = _NO_RULE if key == _NOTHING else key
        if name:
            others = [each for each in self._recent if each != name]
            self._recent = [name, *others][:_MOST_RECENT]
        self.show_rule(name)
        self.chosen.emit(name)


def rule_words(name: str) -> str:
    """A rule as it is called within a sentence."""
    return tr("rule {name}", name=name) if name[:1].isdecimal() else name


def short_rule_words(name: str) -> str:
    """The same by its number alone, where it has one."""
    return rule_words(short_name(name))
