"""The middle of the scheme page: the form of whatever is chosen in the outline."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from gui.project.scheme.draft import Draft, KnownItem, LabelItem, QuestionItem, RoleItem
from gui.project.scheme.editors import GeneralEditor, LabelEditor, QuestionEditor, RoleEditor
from gui.project.scheme.form import Form
from gui.project.scheme.guidelines_editor import GuidelinesEditor
from gui.project.scheme.known_editor import KnownEditor
from gui.project.scheme.located import LocatedFault
from gui.project.scheme.outline import Chapter, Node
from gui.project.scheme.rules_editor import RulesEditor
from gui.style_sheet import set_role
from gui.widgets.painting import scaled

_WIDEST = 620
_ROOM_FOR_TWO_COLUMNS = 284


class EditorPane(QScrollArea):
    """Shows one form at a time; `edited` follows each change that the form made to the draft."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._node: Node | None = None
        self._draft = Draft()
        self._form: Form | GuidelinesEditor | None = None
        self._faults: tuple[LocatedFault, ...] = ()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheet = QFrame()
        set_role(self._sheet, "pane", "page")
        self._layout = QVBoxLayout(self._sheet)
        self._layout.setContentsMargins(20, 16, 18, 20)
        self.setWidget(self._sheet)

    @property
    def form(self) -> Form | GuidelinesEditor | None:
        """The form that is shown."""
        return self._form

    def show_node(self, node: Node, draft: Draft) -> None:
        """Show the form of a node, unless it is shown already."""
        if node is self._node and draft is self._draft:
            return
        self._node, self._draft = node, draft
        self._rebuild()
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put names above their fields where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def show_faults(self, faults: Sequence[LocatedFault]) -> None:
        """Show what is wrong beside the fields of the form."""
        self._faults = tuple(faults)
        if not isinstance(self._form, Form):
            return
        own = [fault for fault in faults if fault.node is self._node]
        # The first of several at one field: the others follow once it is mended.
        self._form.show_faults({fault.field: fault.reason for fault in reversed(own)})
        if isinstance(self._form, QuestionEditor):
            rows = {fault.row: fault.reason for fault in own if fault.row is not None}
            self._form.show_option_faults(rows)

    def show_version(self, version: str) -> None:
        """Show the version that the draft was given, if that is to be seen."""
        if isinstance(self._form, GeneralEditor):
            self._form.show_text("version", version)

    def focus_field(self, name: str) -> None:
        """Put the focus on a field, or on the first one where the form has no such field."""
        field = self._form.field_or_first(name) if isinstance(self._form, Form) else self._form
        if field is not None:
            field.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(field)

    @Slot()
    def _rebuild(self) -> None:
        if self._form is not None:
            self._layout.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        self._form = None if self._node is None else _form_of(self._node, self._draft)
        if self._form is None:
            return
        self._form.edited.connect(self.edited)
        if isinstance(self._form, QuestionEditor | RulesEditor | KnownEditor):
            # After the change itself has been told, and not from inside the form that goes.
            self._form.rebuilt.connect(self._rebuild, Qt.ConnectionType.QueuedConnection)
        self._form.setMaximumWidth(_WIDEST if isinstance(self._form, Form) else 16_777_215)
        self._layout.addWidget(self._form)
        self._fit()
        self.show_faults(self._faults)

    def _fit(self) -> None:
        if isinstance(self._form, Form):
            room = self.viewport().width()
            self._form.set_narrow(is_narrow=room < scaled(self, _ROOM_FOR_TWO_COLUMNS))


def _form_of(node: Node, draft: Draft) -> Form | GuidelinesEditor | None:
    match node:
        case LabelItem():
            return LabelEditor(node)
        case QuestionItem():
            return QuestionEditor(node)
        case RoleItem():
            return RoleEditor(node, draft)
        case KnownItem():
            return KnownEditor(node, draft)
        case Chapter():
            return _chapter(node, draft)
        case _:
            return None


def _chapter(chapter: Chapter, draft: Draft) -> Form | GuidelinesEditor:
    match chapter:
        case Chapter.GENERAL:
            return GeneralEditor(draft)
        case Chapter.RULES:
            return RulesEditor(draft)
        case Chapter.GUIDELINES:
            return GuidelinesEditor(draft)
