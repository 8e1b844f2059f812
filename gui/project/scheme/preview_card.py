"""One card of the preview: a made-up statement with the slots and questions of its label."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from db.scheme.model import Attribute, AttributeKind, Role, Scheme, SpanType
from gui.style_sheet import set_role
from gui.theme import Theme, label_text, label_tint
from gui.translation import tr
from gui.widgets.card import Card
from gui.widgets.chip import Chip
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.key_cap import KeyCap


class PreviewCard(Card):
    """Its fields can be opened and tried, but not reached by Tab: they are only a picture."""

    def __init__(
        self, scheme: Scheme, span_type: SpanType, theme: Theme, *, is_chosen: bool
    ) -> None:
        super().__init__()
        self._scheme = scheme
        self._theme = theme
        self.setAccessibleName(tr("Preview of {title}", title=span_type.title))
        if QColor.isValidColorName(span_type.dark) and QColor.isValidColorName(span_type.light):
            colour = label_text(span_type, theme)
            self.set_outline(colour if is_chosen else None)
        else:
            colour = theme.text
        self._fill_head(span_type, colour)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        for role in scheme.roles_of(span_type.label):
            self._add_slot(role)
        for attribute in (*span_type.attributes, *span_type.referent_attributes):
            self._add_question(attribute)
        self.body.addLayout(self._grid)

    def _fill_head(self, span_type: SpanType, colour: QColor) -> None:
        title = QLabel(span_type.title)
        title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(title, "strong")
        title.setStyleSheet(f"color: {colour.name()}")
        words = ElidedLabel(tr("the marked words"))
        self.head.addWidget(title)
        self.head.addWidget(words, 1)
        if span_type.key:
            self.head.addWidget(KeyCap((span_type.key.upper(),)))

    def _add_slot(self, role: Role) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        targets = [self._scheme.span_type(label) for label in role.targets]
        for target in [each for each in targets if each][:2]:
            chip = Chip(target.title.lower(), is_removable=False)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            if QColor.isValidColorName(target.dark) and QColor.isValidColorName(target.light):
                chip.set_look(tint=label_tint(target, self._theme))
            row.addWidget(chip)
        row.addStretch(1)
        if role.key:
            row.addWidget(KeyCap((role.key.upper(),)))
        self._add(role.title + (" *" if role.required else ""), holder)

    def _add_question(self, attribute: Attribute) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        field = _field(attribute)
        field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        field.setAccessibleName(attribute.title)
        set_role(field, "compact")
        row.addWidget(field, 1)
        if attribute.key:
            row.addWidget(KeyCap((attribute.key.upper(),)))
        self._add(attribute.title, holder)

    def _add(self, title: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        label = ElidedLabel(title)
        set_role(label, "muted")
        set_role(label, "secondary")
        label.setMinimumWidth(label.fontMetrics().averageCharWidth() * 11)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(widget, row, 1)


def _field(attribute: Attribute) -> QWidget:
    default = attribute.default
    match attribute.kind:
        case AttributeKind.CHOICE:
            box = QComboBox()
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(4)
            box.addItem("–")
            for option in attribute.options:
                box.addItem(option.title)
                if option.value == default:
                    box.setCurrentIndex(box.count() - 1)
            return box
        case AttributeKind.YES_NO:
            check = QCheckBox(tr("yes"))
            check.setChecked(default is True)
            return check
        case _:
            line = QLineEdit("" if default is None else str(default))
            line.setPlaceholderText(_PLACEHOLDERS.get(attribute.kind, ""))
            return line


_PLACEHOLDERS = {
    AttributeKind.NUMBER: "0",
    AttributeKind.DATE: "2024-03-05",
    AttributeKind.REFERENT: "…",
}
