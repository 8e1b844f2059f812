"""The buttons under the outline: add, remove, and move what is chosen."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from db.scheme.looks import look
from db.scheme.model import ArticleField, AttributeKind, Role, SpanType
from db.scheme.parts import PartKind
from gui.icons import icon
from gui.project.scheme.draft import (
    Draft,
    Item,
    KnownItem,
    LabelItem,
    QuestionItem,
    RoleItem,
)
from gui.project.scheme.icon_button import icon_button
from gui.project.scheme.outline import Node, Outline
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.painting import colour, scaled
from gui.widgets.wrapping_row import WrappingRow

_AnyItem = TypeVar("_AnyItem", bound=Item)


class OutlineTools(QFrame):
    """Changes the draft's structure; `changed` carries the node to choose now, perhaps None.

    `added` carries a node that is new, so that its form gets the focus.
    """

    changed = Signal(object)
    added = Signal(object)

    def __init__(self, outline: Outline) -> None:
        super().__init__()
        set_role(self, "bar", "bottom")
        self._outline = outline
        self._draft = Draft()
        self._node: Node | None = None
        self._add = QPushButton(tr("Add"))
        self._add.setIcon(icon("add", colour(QPalette.ColorRole.Text)))
        side = round(scaled(self, 14))
        self._add.setIconSize(QSize(side, side))
        set_role(self._add, "compact")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._add.setMenu(self._menu)
        self._up = icon_button(self, "up", tr("Move up"), self._move_up)
        self._down = icon_button(self, "down", tr("Move down"), self._move_down)
        self._remove = icon_button(self, "bin", tr("Remove"), self.remove_chosen)
        for keys, slot in (
            ("Alt+Up", self._move_up),
            ("Alt+Down", self._move_down),
            ("Delete", self.remove_chosen),
        ):
            shortcut = QShortcut(QKeySequence(keys), outline)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        start = QWidget()
        beginning = QHBoxLayout(start)
        beginning.setContentsMargins(0, 0, 0, 0)
        beginning.addWidget(self._add)
        beginning.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 8, 6)
        row.addWidget(WrappingRow(start, (self._up, self._down, self._remove), gap=2))

    def show_node(self, node: Node, draft: Draft) -> None:
        """Offer what can be done with a node."""
        self._node, self._draft = node, draft
        is_item = isinstance(node, LabelItem | QuestionItem | RoleItem | KnownItem)
        for button in (self._up, self._down, self._remove):
            button.setEnabled(is_item)

    def add_label(self) -> None:
        """Add a label at the end."""
        number = len(self._draft.labels)
        light, dark, line = look(number)
        value = SpanType(label="", title="", key="", light=light, dark=dark, line=line)
        self._insert(self._draft.labels, LabelItem(value))

    def add_slot(self) -> None:
        """Add a slot to the label that is chosen, or that the chosen item stands under."""
        if owner := self._owner():
            role = Role(name="", title="", key="", source="", targets=())
            self._insert(owner.roles, RoleItem(role))

    def add_question(self) -> None:
        """Add a question about spans of the label."""
        if owner := self._owner():
            self._insert(owner.attributes, _new_question(PartKind.ATTRIBUTE))

    def add_referent_question(self) -> None:
        """Add a question about the referents of the label."""
        if owner := self._owner():
            self._insert(owner.referent_attributes, _new_question(PartKind.REFERENT_ATTRIBUTE))

    def add_field(self) -> None:
        """Add a question about the article."""
        self._insert(self._draft.fields, _new_question(PartKind.ARTICLE_FIELD))

    def add_known(self) -> None:
        """Add a list of known names."""
        label = self._owner() or next(iter(self._draft.labels), None)
        self._insert(self._draft.known, KnownItem(label, {}, []))

    @Slot()
    def remove_chosen(self) -> None:
        """Take the chosen item out of the draft; what is marked stays until the scheme is used."""
        node = self._node
        if isinstance(node, LabelItem | QuestionItem | RoleItem | KnownItem):
            owner = self._draft.owner_of(node)
            self._draft.remove(node)
            self.changed.emit(owner)

    def _insert(self, items: list[_AnyItem], item: _AnyItem) -> None:
        items.append(item)
        self.added.emit(item)

    def _owner(self) -> LabelItem | None:
        node = self._node
        if isinstance(node, LabelItem):
            return node
        if isinstance(node, QuestionItem | RoleItem):
            return self._draft.owner_of(node)
        return None

    @Slot()
    def _fill_menu(self) -> None:
        self._menu.clear()
        owner = self._owner()
        if owner is not None:
            self._menu.addSection(owner.value.title or tr("New label"))
            self._menu.addAction(tr("Slot"), self.add_slot)
            self._menu.addAction(tr("Question about its spans"), self.add_question)
            self._menu.addAction(tr("Question about its referents"), self.add_referent_question)
            self._menu.addSeparator()
        self._menu.addAction(tr("Label"), self.add_label)
        self._menu.addAction(tr("Article field"), self.add_field)
        self._menu.addAction(tr("List of known names"), self.add_known)

    @Slot()
    def _move_up(self) -> None:
        self._move(-1)

    @Slot()
    def _move_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        node = self._node
        if isinstance(node, LabelItem | QuestionItem | RoleItem | KnownItem) and self._draft.move(
            node, step
        ):
            self.changed.emit(node)


def _new_question(kind: PartKind) -> QuestionItem:
    answers = AttributeKind.TEXT if kind is PartKind.ARTICLE_FIELD else AttributeKind.CHOICE
    return QuestionItem(ArticleField(name="", title="", kind=answers), kind)
