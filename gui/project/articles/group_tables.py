"""The tables of groups of articles, and of the articles of one group."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from db.grouping import names
from db.model import ArticleId
from db.queries.grouping import ArticleGroup, GroupMember
from gui.project.quiet_table import QuietTable
from gui.translation import tr
from gui.widgets.parts import number

_Index = QModelIndex | QPersistentModelIndex
_GROUPS_SHOWN, _MEMBERS_SHOWN = 7, 7
_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class CellsModel(QAbstractTableModel):
    """Rows of words; the first column is wide, numbers stand at the end of theirs."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self._rows: tuple[tuple[str, ...], ...] = ()

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = tuple(map(tuple, rows))
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """All rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """As many as there are heads."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The columns' names."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return int(_END)
        return None


class _Cells(QuietTable):
    """A table of words with a wide first column."""

    def __init__(self, name: str, heads: Sequence[str], most: int) -> None:
        super().__init__(name)
        self.cells = CellsModel(heads, self)
        self.setModel(self.cells)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.show_at_most(most)


class GroupTable(_Cells):
    """One line a group, the largest first."""

    current_changed = Signal()

    def __init__(self) -> None:
        super().__init__(
            tr("Groups of articles"), (tr("Group"), tr("Articles"), tr("Made")), _GROUPS_SHOWN
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._groups: tuple[ArticleGroup, ...] = ()
        self.selectionModel().currentRowChanged.connect(lambda *_: self.current_changed.emit())

    def show_groups(self, groups: Sequence[ArticleGroup]) -> None:
        """Show these; the chosen one stays chosen where it is still there."""
        before = self.current
        if self._groups == tuple(groups):
            return
        self._groups = tuple(groups)
        self.cells.show_rows(
            [
                (
                    group_words(each),
                    number(each.articles),
                    tr("by the program") if each.is_found else tr("by hand"),
                )
                for each in groups
            ]
        )
        kept = next(
            (at for at, each in enumerate(groups) if before and each.name == before.name), 0
        )
        if groups:
            self.setCurrentIndex(self.cells.index(kept, 0))

    @property
    def current(self) -> ArticleGroup | None:
        """The chosen group."""
        at = self.currentIndex().row()
        return self._groups[at] if 0 <= at < len(self._groups) else None


class MemberTable(_Cells):
    """One line an article of a group, with how like it is to the first."""

    def __init__(self) -> None:
        super().__init__(
            tr("Articles of the group"),
            (tr("Article"), tr("Words"), tr("Like the first")),
            _MEMBERS_SHOWN,
        )
        self._members: tuple[GroupMember, ...] = ()

    def show_members(self, members: Sequence[GroupMember]) -> None:
        """Show these."""
        self._members = tuple(members)
        self.cells.show_rows(
            [(each.title, number(each.words), f"{each.similarity:.0%}") for each in members]
        )

    @property
    def chosen(self) -> tuple[ArticleId, ...]:
        """The articles that are chosen."""
        members = self._members
        return tuple(members[at].article for at in self.selected_rows() if at < len(members))


def group_words(group: ArticleGroup) -> str:
    """What a group is called, without the signs that only tell it from others."""
    if not names.is_found(group.name):
        return group.name
    return group.name.partition(": ")[2].rpartition(" #")[0]
