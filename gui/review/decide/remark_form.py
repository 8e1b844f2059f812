"""The only place where a lead says why and by which rule, and leaves a note for an annotator."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGridLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from db.model import AnnotatorId
from db.review.decisions import Reason
from db.review.model import UnitId
from db.scheme.guidelines import Rule
from gui.review.decide.showing import show_part
from gui.review.naming import Naming
from gui.review.remark import Remark
from gui.review.wording import reason_words
from gui.rule_field import RuleField
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.card import Card
from gui.widgets.elided_check import ElidedCheck
from gui.widgets.parts import words
from gui.widgets.pill_bar import Pill, PillBar

_NO_REASON = "none"
_NOTE_LINES = 2


class RemarkForm(Card):
    """Reason, rule, note, the wish for the guidelines; `remarked` carries a Remark as it changes.

    `left` comes with Escape, and with Ctrl+Enter from the note.
    """

    remarked = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, has_head=False)
        self._shown = Remark()
        self._unit = UnitId("")
        self._is_walking = False
        self._pills = PillBar(tr("Reason"))
        self._pills.set_pills(
            [
                Pill(key=_NO_REASON, title=tr("None", meaning="reason")),
                *(Pill(key=each.value, title=reason_words(each)) for each in Reason),
            ]
        )
        self._rule = RuleField()
        self._rule_title = words(tr("Rule"), "muted", "secondary")
        self._addressee = QComboBox()
        self._addressee.setAccessibleName(tr("For whom the note is"))
        self._addressee.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._note = QPlainTextEdit()
        self._note.setTabChangesFocus(True)
        self._note.setPlaceholderText(tr("A note that comes back with the work…"))
        self._note.setAccessibleName(tr("Note to an annotator"))
        self._gap = ElidedCheck(tr("The guidelines need an update"))
        for part in (self._addressee, self._note):
            set_role(part, "compact")
        self._lay_out()
        self._pills.chosen.connect(self._follow_pill)
        self._rule.chosen.connect(self._tell)
        self._addressee.activated.connect(self._tell)
        self._gap.clicked.connect(self._tell)
        pills = self._pills.findChildren(QPushButton)
        for watched in (self._note, self._pills, *pills, self._rule, self._addressee, self._gap):
            watched.installEventFilter(self)

    @property
    def remark(self) -> Remark:
        """What stands in the form."""
        key = self._pills.current
        return Remark(
            reason=None if key == _NO_REASON else Reason(key),
            rule=self._rule.rule,
            note=self._note.toPlainText().strip(),
            addressee=self._addressee.currentData(),
            is_guideline_gap=self._gap.isChecked(),
        )

    def set_rules(self, rules: Sequence[Rule]) -> None:
        """Offer the rules of the guidelines; without any there is nothing to name."""
        self._rule.set_rules(rules)
        for part in (self._rule_title, self._rule):
            show_part(part, is_shown=bool(rules))

    def show_remark(self, unit: UnitId, remark: Remark, naming: Naming) -> None:
        """Show what was said about a unit; what is being typed about it stays."""
        is_same = unit == self._unit
        is_typing = is_same and self._note.hasFocus()
        # On the way to a reason by the arrow keys, which nobody was told of yet.
        is_walking = is_same and self.remark.reason != self._shown.reason
        self._unit = unit
        self._show_people(naming)
        self._shown = remark
        if not (is_walking and self._is_among_pills()):
            self._pills.choose(_NO_REASON if remark.reason is None else remark.reason.value)
        self._rule.show_rule(remark.rule)
        self._gap.setChecked(remark.is_guideline_gap)
        self._addressee.setCurrentIndex(max(0, self._addressee.findData(remark.addressee)))
        if not is_typing and self._note.toPlainText().strip() != remark.note:
            self._note.setPlainText(remark.note)

    def focus_reason(self) -> None:
        """Let the arrow keys choose the reason."""
        chosen = next(
            (each for each in self._pills.findChildren(QWidget) if _takes_tab(each)), self._pills
        )
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def choose_rule(self) -> None:
        """Open the list of rules."""
        if self._rule.isVisible():
            self._rule.showPopup()

    def focus_note(self) -> None:
        """Let the person write."""
        self._note.setFocus(Qt.FocusReason.TabFocusReason)
        self._note.selectAll()

    def toggle_gap(self) -> None:
        """Say that the guidelines need an update, or take that back."""
        self._gap.setChecked(not self._gap.isChecked())
        self._tell()

    def commit(self) -> None:
        """Tell what was typed and not told yet."""
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape goes back to the text; leaving a field tells what was said in it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self._is_leaving(watched, event):
                self._tell()
                self.left.emit()
                return True
            self._is_walking = watched is self._pills
        if event.type() == QEvent.Type.FocusOut and not self._is_among_pills():
            self._tell()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the note two lines high at every zoom."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_note"):
            self._fit_note()

    def _is_leaving(self, watched: QObject, event: QKeyEvent) -> bool:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return event.key() == Qt.Key.Key_Escape or (
            is_enter and (with_ctrl or watched is not self._note)
        )

    def _is_among_pills(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self._pills.isAncestorOf(focused)

    @Slot()
    def _follow_pill(self) -> None:
        # What the arrow keys pass on their way to a reason is none.
        if not self._is_walking:
            self._tell()
        self._is_walking = False

    @Slot()
    def _tell(self) -> None:
        said = self.remark
        if said != self._shown:
            self._shown = said
            self.remarked.emit(said)

    def _show_people(self, naming: Naming) -> None:
        wanted: list[tuple[str, AnnotatorId | None]] = [(tr("nobody in particular"), None)]
        wanted += [(naming.name(each), each) for each in naming.people]
        box = self._addressee
        if [(box.itemText(i), box.itemData(i)) for i in range(box.count())] != wanted:
            box.clear()
            for name, annotator in wanted:
                box.addItem(name, annotator)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (title, part) in enumerate(
            (
                (words(tr("Reason"), "muted", "secondary"), self._pills),
                (self._rule_title, self._rule),
                (words(tr("Note for"), "muted", "secondary"), self._addressee),
                (words(""), self._note),
            )
        ):
            grid.addWidget(title, row, 0, top)
            grid.addWidget(part, row, 1)
        grid.addWidget(self._gap, 4, 0, 1, 2)
        self.body.addLayout(grid)
        self._fit_note()

    def _fit_note(self) -> None:
        line = self._note.fontMetrics().lineSpacing()
        self._note.setFixedHeight(_NOTE_LINES * line + 18)


def _takes_tab(widget: QWidget) -> bool:
    return widget.focusPolicy() == Qt.FocusPolicy.StrongFocus
