"""The list on the left of the scheme page: every part of the draft as a tree."""

from __future__ import annotations

from collections.abc import Iterator, Set
from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from gui.isolation import in_a_row
from gui.project.scheme.draft import Draft, Item, KnownItem, LabelItem, QuestionItem, RoleItem
from gui.project.scheme.outline_delegate import (
    COLOUR_ROLE,
    HAS_PROBLEM_ROLE,
    IS_GROUP_ROLE,
    KEY_ROLE,
    OutlineDelegate,
)
from gui.theme import Theme
from gui.translation import tr, tr_count


class Chapter(StrEnum):
    """What the outline shows besides the items."""

    GENERAL = "general"
    RULES = "rules"
    GUIDELINES = "guidelines"


Node = Item | Chapter


class Outline(QTreeWidget):
    """Shows the draft and where its problems are; `chosen` carries the node that was selected."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._entries: list[tuple[Node, QTreeWidgetItem]] = []
        self.setAccessibleName(tr("Parts of the scheme"))
        self.setHeaderHidden(True)
        self.setColumnCount(1)
        # The delegate indents by itself: Qt would paint the ground of a selected row beside it.
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setItemsExpandable(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The delegate paints the ground of rows, with round corners.
        self.setStyleSheet("QTreeView::item, QTreeView::item:hover { background: transparent; }")
        self.setMouseTracking(True)
        self.setItemDelegate(OutlineDelegate(self))
        self.currentItemChanged.connect(self._tell)

    @property
    def current(self) -> Node | None:
        """The selected node."""
        return self._node_of(self.currentItem())

    def set_theme(self, theme: Theme) -> None:
        """Show the labels in the colours of another theme at the next refresh."""
        self._theme = theme

    def rebuild(self, draft: Draft) -> None:
        """Show a draft anew; the selection stays where its node is still there."""
        before = self.current
        with QSignalBlocker(self):
            self.clear()
            self._entries.clear()
            self._fill(draft)
            self.expandAll()
        self.choose(before if before is not None else Chapter.GENERAL)
        if self.currentItem() is None:
            self.choose(Chapter.GENERAL)

    def choose(self, node: Node) -> None:
        """Select a node."""
        for each, entry in self._entries:
            if each is node:
                self.setCurrentItem(entry)
                self.scrollToItem(entry)

    def refresh(self, problems: Set[Node]) -> None:
        """Show titles, keys and colours as they are now, and a mark where there are problems."""
        for node, entry in self._entries:
            title, key = _title_and_key(node)
            has_problem = node in problems
            entry.setText(0, title)
            entry.setData(0, KEY_ROLE, key)
            entry.setData(0, HAS_PROBLEM_ROLE, has_problem)
            if isinstance(node, LabelItem):
                value = node.value
                shown = value.dark if self._theme.is_dark else value.light
                is_colour = QColor.isValidColorName(shown)
                entry.setData(0, COLOUR_ROLE, QColor(shown) if is_colour else None)
            entry.setData(0, Qt.ItemDataRole.AccessibleTextRole, _spoken(title, key, has_problem))

    def _fill(self, draft: Draft) -> None:
        self._add(self.invisibleRootItem(), Chapter.GENERAL)
        self._add_group(tr("Labels"))
        for label in draft.labels:
            entry = self._add(self.invisibleRootItem(), label)
            children: list[Node] = [*label.roles, *label.attributes, *label.referent_attributes]
            for child in children:
                self._add(entry, child)
        self._add_group(tr("Article fields"))
        for field in draft.fields:
            self._add(self.invisibleRootItem(), field)
        self._add_group(tr("More"))
        self._add(self.invisibleRootItem(), Chapter.RULES)
        for known in draft.known:
            self._add(self.invisibleRootItem(), known)
        self._add(self.invisibleRootItem(), Chapter.GUIDELINES)

    def _add(self, parent: QTreeWidgetItem, node: Node) -> QTreeWidgetItem:
        entry = QTreeWidgetItem(parent)
        self._entries.append((node, entry))
        return entry

    def _add_group(self, title: str) -> None:
        entry = QTreeWidgetItem(self.invisibleRootItem())
        entry.setText(0, title)
        entry.setData(0, IS_GROUP_ROLE, True)  # noqa: FBT003 - Qt's way
        entry.setFlags(Qt.ItemFlag.NoItemFlags)

    def _node_of(self, entry: QTreeWidgetItem | None) -> Node | None:
        return next((node for node, each in self._entries if each is entry), None)

    @Slot()
    def _tell(self) -> None:
        node = self.current
        if node is not None:
            self.chosen.emit(node)


def path_to(draft: Draft, node: Node) -> Iterator[Node]:
    """A node and the label above it, if there is one."""
    yield node
    if isinstance(node, QuestionItem | RoleItem):
        owner = draft.owner_of(node)
        if owner is not None:
            yield owner


_CHAPTERS = {
    Chapter.GENERAL: "This scheme",
    Chapter.RULES: "Rules",
    Chapter.GUIDELINES: "Guidelines",
}


def _title_and_key(node: Node) -> tuple[str, str]:
    match node:
        case Chapter():
            return tr(_CHAPTERS[node]), ""
        case KnownItem():
            kind = ", ".join(str(value) for value in node.attributes.values())
            names = tr_count(len(node.names), "{count} known name", "{count} known names")
            return in_a_row((names, kind)), ""
        case LabelItem() | RoleItem() | QuestionItem():
            return node.value.title or tr("Without a title"), node.value.key
        case _:
            return "", ""


def _spoken(title: str, key: str, has_problem: bool) -> str:  # noqa: FBT001 - one of three facts
    said = tr("{title}, key {key}", title=title, key=key) if key else title
    return tr("{what}, has a problem", what=said) if has_problem else said
