"""The only place that lists what a strategy proposes: articles, and on a closer look each place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from db.model import ArticleId
from db.operations.review import Proposal, Wish
from db.queries.review import ReviewArticle
from db.review.choices import TakeVersion
from gui.isolation import in_a_row, isolated
from gui.review.wording import unit_title, unit_words
from gui.translation import tr, tr_count
from gui.widgets.row_delegate import RowDelegate

_NUMBER_COLUMNS = (1, 2)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ProposalTree(QTreeWidget):
    """Articles with a box each; `chosen_changed` comes when a box is ticked or cleared."""

    chosen_changed = Signal()

    def __init__(self, read: Callable[[ArticleId], ReviewArticle | None]) -> None:
        super().__init__()
        self._read = read
        self._proposals: tuple[Proposal, ...] = ()
        self.setAccessibleName(tr("What would be settled"))
        self.setHeaderLabels([tr("Article"), tr("To settle"), tr("Left to you")])
        self.setItemDelegate(RowDelegate(self))
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in _NUMBER_COLUMNS:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.itemChanged.connect(self._tell)
        self.itemExpanded.connect(self._fill)

    @property
    def chosen(self) -> tuple[Proposal, ...]:
        """The proposals whose boxes are ticked."""
        items = (self.topLevelItem(at) for at in range(len(self._proposals)))
        return tuple(
            each
            for each, item in zip(self._proposals, items, strict=True)
            if item is not None and item.checkState(0) is Qt.CheckState.Checked
        )

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """List the articles in which something would be settled."""
        self._proposals = tuple(each for each in proposals if each.wishes)
        self.blockSignals(True)  # noqa: FBT003 - Qt's way
        self.clear()
        number = QLocale().toString
        for each in self._proposals:
            item = QTreeWidgetItem([each.title, number(len(each.wishes)), number(each.left)])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Checked)
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            for column in _NUMBER_COLUMNS:
                item.setTextAlignment(column, _RIGHT)
            self.addTopLevelItem(item)
        self.blockSignals(False)  # noqa: FBT003
        self.chosen_changed.emit()

    @Slot(QTreeWidgetItem)
    def _fill(self, item: QTreeWidgetItem) -> None:
        at = self.indexOfTopLevelItem(item)
        if at < 0 or item.childCount():
            return
        proposal = self._proposals[at]
        reviewed = self._read(proposal.article)
        if reviewed is not None:
            item.addChildren(
                [QTreeWidgetItem([_place(wish, reviewed)]) for wish in proposal.wishes]
            )

    @Slot()
    def _tell(self) -> None:
        self.chosen_changed.emit()


def _place(wish: Wish, reviewed: ReviewArticle) -> str:
    unit = reviewed.unit(wish.unit)
    if unit is None:
        return tr("gone meanwhile")
    title, quote = unit_title(unit, reviewed.scheme), unit_words(unit)
    if not isinstance(wish.choice, TakeVersion):
        return tr("{title} “{words}”: nothing here", title=title, words=quote)
    variant = unit.variants[wish.choice.number - 1]
    taken = " ".join(variant.quote.split()) or quote
    people = len(variant.readings)
    count = tr_count(people, "said by {count}", "said by {count}")
    return in_a_row((f"{title} “{isolated(taken)}”" if taken else title, count))
