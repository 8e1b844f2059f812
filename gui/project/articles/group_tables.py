"""The tables of groups of articles, and of the articles of one group."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from db.grouping import names
from db.model import ArticleId
from db.queries.grouping import ArticleGroup, GroupMember
from gui.project.quiet_table import QuietTable
from gui.translation import tr
from gui.widgets.parts import number
from gui.widgets.row_models import TableModel

_GROUPS_SHOWN, _MEMBERS_SHOWN = 7, 7


class GroupTable(QuietTable):
    """One line a group, the largest first."""

    current_changed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Groups of articles"))
        titles = (tr("Group"), tr("Articles"), tr("Made", meaning="a group"))
        self._groups = TableModel(self, titles, _words_of_group, numbers=(1, 2))
        self.setModel(self._groups)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        _widen_first(self, _GROUPS_SHOWN)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.current_changed.emit())

    def show_groups(self, groups: Sequence[ArticleGroup]) -> None:
        """Show these; the chosen one stays chosen where it is still there."""
        before = self.current
        if self._groups.rows == tuple(groups):
            return
        self._groups.show_rows(groups)
        kept = next(
            (at for at, each in enumerate(groups) if before and each.name == before.name), 0
        )
        if groups:
            self.setCurrentIndex(self._groups.index(kept, 0))

    @property
    def current(self) -> ArticleGroup | None:
        """The chosen group."""
        at = self.currentIndex().row()
        return self._groups.rows[at] if 0 <= at < len(self._groups.rows) else None


class MemberTable(QuietTable):
    """One line an article of a group, with how like it is to the first."""

    def __init__(self) -> None:
        super().__init__(tr("Articles of the group"))
        titles = (tr("Article"), tr("Words"), tr("Like the first"))
        self._members = TableModel(self, titles, _words_of_member, numbers=(1, 2))
        self.setModel(self._members)
        _widen_first(self, _MEMBERS_SHOWN)

    def show_members(self, members: Sequence[GroupMember]) -> None:
        """Show these."""
        self._members.show_rows(members)

    @property
    def chosen(self) -> tuple[ArticleId, ...]:
        """The articles that are chosen."""
        return tuple(self._members.rows[at].article for at in self.selected_rows())


def _widen_first(table: QuietTable, most: int) -> None:
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.show_at_most(most)


def _words_of_group(group: ArticleGroup, column: int) -> str:
    made = tr("by the program") if group.is_found else tr("by hand")
    return (group_words(group), number(group.articles), made)[column]


def _words_of_member(member: GroupMember, column: int) -> str:
    return (member.title, number(member.words), f"{member.similarity:.0%}")[column]


def group_words(group: ArticleGroup) -> str:
    """What a group is called, without the signs that only tell it from others."""
    if not names.is_found(group.name):
        return group.name
    return group.name.partition(": ")[2].rpartition(" #")[0]
