"""The form of the rules: overlap, open slots, and roles that exclude each other."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from db.scheme.model import Level
from gui.project.scheme.draft import ConflictItem, Draft, RoleItem, with_field
from gui.project.scheme.form import Form
from gui.project.scheme.icon_button import icon_button
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.card import Card

_FIELDS = ("role", "other", "through")


class RulesEditor(Form):
    """The rules; `rebuilt` asks for another form, because a rule came or went."""

    rebuilt = Signal()

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            tr("Rules"), tr("Broken rules are shown while marking and checked before Done.")
        )
        self._draft = draft
        self.edited.connect(self._take)
        self.section(tr("Spans may"))
        for name, title in (
            ("nesting", tr("stand inside one another")),
            ("crossing", tr("cross one another")),
            ("same_extent", tr("mark the same words twice")),
            ("fragments", tr("have gaps")),
        ):
            self.flag(name, title, value=bool(getattr(draft.rules, name)))
        self.section(tr("Slots"))
        self.choice("open_slot", tr("An open slot is"), _levels(), draft.rules.open_slot)
        self.section(
            tr("Roles that exclude each other"),
            tr("Who rejects a proposal, say, should not be the one who proposed it."),
        )
        for index, conflict in enumerate(draft.conflicts):
            self._add_conflict(index, conflict)
        add = QPushButton(tr("Add a pair of roles"))
        set_role(add, "compact")
        add.clicked.connect(self._add_conflict_item)
        row = QHBoxLayout()
        row.addWidget(add)
        row.addStretch(1)
        holder = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        self.wide("add", holder)
        self.finish()

    def _add_conflict(self, index: int, conflict: ConflictItem) -> None:
        form = _ConflictForm(conflict, self._draft)
        form.edited.connect(partial(self._tell, index))
        form.removed.connect(partial(self._remove, conflict))
        self.wide(f"conflict {index}", form)

    def _take(self, name: str, value: object) -> None:
        if name in ("nesting", "crossing", "same_extent", "fragments", "open_slot"):
            self._draft.rules = with_field(self._draft.rules, name, value)

    def _tell(self, index: int) -> None:
        self.edited.emit(f"conflict {index}", None)

    @Slot()
    def _add_conflict_item(self) -> None:
        self._draft.conflicts.append(ConflictItem(None, None, None))
        self.edited.emit("conflicts", None)
        self.rebuilt.emit()

    def _remove(self, conflict: ConflictItem) -> None:
        self._draft.remove(conflict)
        self.edited.emit("conflicts", None)
        self.rebuilt.emit()


class _ConflictForm(Card):
    """One pair as a sentence with three choices."""

    edited = Signal()
    removed = Signal()

    def __init__(self, conflict: ConflictItem, draft: Draft) -> None:
        super().__init__(has_head=False)
        self._conflict = conflict
        roles: list[tuple[object, str]] = [
            (role, f"{role.value.title} ({label.value.title})")
            for label in draft.labels
            for role in label.roles
        ]
        self._form = Form("")
        self._form.choice("role", tr("Whoever is"), roles, conflict.role)
        self._form.choice("other", tr("is not also"), roles, conflict.other)
        self._form.choice("through", tr("of what it"), roles, conflict.through)
        self._form.choice("level", tr("Otherwise it is"), _levels(), conflict.level)
        self._form.edited.connect(self._take)
        self.body.addWidget(self._form)
        self.body.addLayout(self._make_foot())

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        words = tr("Remove this pair of roles")
        row.addWidget(icon_button(self, "bin", words, self.removed.emit))
        return row

    def _take(self, name: str, value: object) -> None:
        if name in _FIELDS and isinstance(value, RoleItem):
            setattr(self._conflict, name, value)
        elif isinstance(value, Level):
            self._conflict.level = value
        self.edited.emit()


def _levels() -> list[tuple[object, str]]:
    return [
        (Level.ERROR, tr("an error")),
        (Level.WARNING, tr("a warning")),
        (Level.OFF, tr("nothing to mention")),
    ]
