"""The form of known names: what the register starts with, and what is known of them all."""

from __future__ import annotations

from PySide6.QtCore import Signal

from db.scheme.model import AttributeKind
from gui.project.scheme.draft import Draft, KnownItem, LabelItem
from gui.project.scheme.form import Form
from gui.translation import tr, tr_count


class KnownEditor(Form):
    """One list of names; `rebuilt` asks for another form when another label has other questions."""

    rebuilt = Signal()

    def __init__(self, item: KnownItem, draft: Draft) -> None:
        super().__init__(
            tr("Known names"),
            tr("The register starts with these, so that their mentions need no typing."),
        )
        self._item = item
        self.edited.connect(self._take)
        labels: list[tuple[object, str]] = [
            (label, label.value.title or label.value.label) for label in draft.labels
        ]
        self.choice("label", tr("They are marked as"), labels, item.label)
        for question in item.label.referent_attributes if item.label else ():
            if question.value.kind is AttributeKind.CHOICE:
                options: list[tuple[object, str]] = [("", tr("not said"))]
                options += [(each.value.value, each.value.title) for each in question.options]
                name = question.value.name
                self.choice(
                    f"= {name}", question.value.title, options, item.attributes.get(name, "")
                )
        self.room_for_problem("attributes")
        self.section(tr("Names, one a line"), _counted(len(item.names)))
        area = self.area("names", "", "\n".join(item.names), lines=14)
        area.setAccessibleName(tr("Names, one a line"))
        self.finish()

    def _take(self, name: str, value: object) -> None:
        item = self._item
        if name == "names":
            item.names = [line.strip() for line in str(value).splitlines() if line.strip()]
        elif name == "label" and isinstance(value, LabelItem):
            item.label = value
            item.attributes.clear()
            self.rebuilt.emit()
        elif name.startswith("= "):
            if value:
                item.attributes[name[2:]] = str(value)
            else:
                item.attributes.pop(name[2:], None)


def _counted(number: int) -> str:
    return tr_count(number, "{count} name", "{count} names")
