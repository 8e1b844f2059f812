"""The only place for the card of one statement.

It is updated in place: nothing flickers and no focus is lost.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from db.scheme.model import SpanType
from gui.annotate.answer_contents import AnswerContents
from gui.annotate.answer_grid import AnswerGrid
from gui.annotate.decorations import Looks
from gui.annotate.statements.card_head import CardHead
from gui.annotate.statements.contents import CardContents
from gui.annotate.statements.mention_line import MentionLine
from gui.annotate.statements.slot_row import SlotRow
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.widgets.card import Card
from gui.widgets.painting import scaled

_TITLE_WIDTH = 82
# Beside less than this nobody could read what is in a slot: it stands below its title instead.
_LEAST_BESIDE = 110


class StatementCard(Card):
    """One statement. Signals carry the card's contents, and what was done to them.

    `chosen` carries a SpanId to select, `armed` a role's name, `opened` and `removed` a Filler,
    `answered` an AnswerContents and the new value, `renamed` a name, `left` comes with Escape.
    """

    chosen = Signal(object)
    armed = Signal(object, str)
    opened = Signal(object)
    removed = Signal(object)
    answered = Signal(object, object, object)
    referent_wanted = Signal(object, object)
    renamed = Signal(object, str)
    left = Signal()

    def __init__(self, contents: CardContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self._shown: CardContents | None = None
        self._dress: tuple[Looks, Theme] | None = None
        self._measured: tuple[int, int] | None = None
        self._head = CardHead()
        self._head.renamed.connect(self._rename)
        self._head.left.connect(self.left)
        self.head.addWidget(self._head)
        self._mentions = MentionLine()
        self._mentions.wanted.connect(self._choose_mention)
        self._slots: list[tuple[QLabel, SlotRow]] = []
        self._fields = AnswerGrid(contents.answers)
        self._grid = QGridLayout()
        self._title_width = 0
        self._is_stacked: bool | None = None
        self._problems = QLabel()
        self._problems.setWordWrap(True)
        set_role(self._problems, "problem")
        set_role(self._problems, "secondary")
        self._build(contents)
        self.pressed.connect(self._choose)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def contents(self) -> CardContents:
        """What the card shows."""
        return self._contents

    @property
    def span_type(self) -> SpanType:
        """What kind of statement the card can show: others have other slots."""
        return self._contents.span_type

    def show_contents(self, contents: CardContents, looks: Looks, theme: Theme) -> None:
        """Show a statement of the same kind; what is the same already is not touched."""
        before, self._contents = self._shown, contents
        is_dressed_anew = self._dress != (looks, theme)
        if before == contents and not is_dressed_anew:
            return
        self._measured = None
        self._shown, self._dress = contents, (looks, theme)
        self._head.show_contents(contents, theme)
        self.setAccessibleName(f"{contents.span_type.title}: {contents.name}")
        outline = looks.of(contents.span_type.label).colour if contents.is_selected else None
        self.set_outline(outline)
        self._mentions.show_mention(contents)
        for at, (title, row) in enumerate(self._slots):
            slot = contents.slots[at]
            row.show_key(is_shown=contents.is_selected)
            if before is None or is_dressed_anew or before.slots[at] != slot:
                row.show_contents(slot, looks, theme)
            is_needed = contents.is_selected or bool(slot.fillers or slot.problem)
            title.setVisible(is_needed)
            row.setVisible(is_needed)
        self._fields.show_answers(contents.answers, is_whole=contents.is_selected)
        self._problems.setText("\n".join(contents.problems))
        self._problems.setVisible(bool(contents.problems))

    def height_at(self, width: int) -> int:
        """How high the card has to be at a width; it is measured once for each of its contents."""
        if self._measured is None or self._measured[0] != width:
            margins = self.body.contentsMargins()
            room = width - margins.left() - margins.right() - 2
            self._arrange(is_stacked=room < self._title_width + scaled(self, _LEAST_BESIDE))
            self._fields.fit(room)
            layout = self.layout()
            assert layout is not None, "a card is laid out"
            self._measured = (width, layout.totalHeightForWidth(width))
        return self._measured[1]

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What can have the focus, in reading order."""
        rows = tuple(control for _, row in self._slots for control in row.controls)
        return (*rows, *self._fields.controls)

    def take_focus(self) -> None:
        """Put the focus on the first open slot, else on the first control."""
        for (_, row), slot in zip(self._slots, self._contents.slots, strict=True):
            if slot.problem:
                row.controls[-1].setFocus(Qt.FocusReason.TabFocusReason)
                return
        if self.controls:
            self.controls[0].setFocus(Qt.FocusReason.TabFocusReason)

    def edit_name(self) -> None:
        """Let the name be changed in its place."""
        self._head.edit_name()

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Tab walks the fields in reading order, however late a chip was made.

        From the last one it leaves the card.
        """
        controls = self.controls
        at = next((place for place, control in enumerate(controls) if control.hasFocus()), None)
        if at is None or not self.isVisible():
            # A card that is put away is asked, too; then the focus is none of its fields' any more.
            return super().focusNextPrevChild(is_next)
        following = at + (1 if is_next else -1)
        if 0 <= following < len(controls):
            reason = Qt.FocusReason.TabFocusReason if is_next else Qt.FocusReason.BacktabFocusReason
            controls[following].setFocus(reason)
        else:
            self.left.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Measure anew when something inside asks for another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._measured = None
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._shown is not None:
            self._align_titles()

    def _build(self, contents: CardContents) -> None:
        grid = self._grid
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for slot in contents.slots:
            title, row = _field_title(slot.role.title), SlotRow(slot)
            row.add_wanted.connect(self._arm)
            row.opened.connect(self.opened)
            row.removed.connect(self.removed)
            self._slots.append((title, row))
        self._arrange(is_stacked=False)
        self.body.addWidget(self._mentions)
        self.body.addLayout(grid)
        self._fields.answered.connect(self._answer)
        self._fields.referent_wanted.connect(self._want_referent)
        self.body.addWidget(self._fields)
        self.body.addWidget(self._problems)

    def _align_titles(self) -> None:
        """Give the first column one width, the same on every card unless a title needs more."""
        titles = (*(title for title, _ in self._slots), *self._fields.titles)
        widest = max((title.sizeHint().width() for title in titles), default=0)
        self._title_width = max(widest, round(scaled(self, _TITLE_WIDTH)))
        self._fields.set_title_width(0 if self._is_stacked else self._title_width)
        self._grid.setColumnMinimumWidth(0, 0 if self._is_stacked else self._title_width)

    def _arrange(self, *, is_stacked: bool) -> None:
        """Put each slot beside its title, or below it."""
        if is_stacked == self._is_stacked:
            return
        self._is_stacked = is_stacked
        grid, top = self._grid, Qt.AlignmentFlag.AlignTop
        for at, (title, row) in enumerate(self._slots):
            grid.removeWidget(title)
            grid.removeWidget(row)
            if is_stacked:
                grid.addWidget(title, 2 * at, 0, 1, 2)
                grid.addWidget(row, 2 * at + 1, 0, 1, 2)
            else:
                grid.addWidget(title, 2 * at, 0, top)
                grid.addWidget(row, 2 * at, 1)
        self._fields.stack(is_stacked=is_stacked)
        self._align_titles()

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._contents.shown)

    @Slot(int)
    def _choose_mention(self, step: int) -> None:
        mentions = self._contents.mentions
        at = (mentions.index(self._contents.shown) + step) % len(mentions)
        self.chosen.emit(mentions[at])

    @Slot()
    def _arm(self) -> None:
        for slot, (_, row) in zip(self._contents.slots, self._slots, strict=True):
            if row is self.sender():
                self.armed.emit(self._contents.shown, slot.role.name)

    @Slot(object, object)
    def _answer(self, answer: AnswerContents, value: object) -> None:
        self.answered.emit(self._contents, answer, value)

    @Slot(object)
    def _want_referent(self, answer: AnswerContents) -> None:
        self.referent_wanted.emit(self._contents, answer)

    @Slot(str)
    def _rename(self, name: str) -> None:
        self.renamed.emit(self._contents.referent, name)


def _field_title(words: str) -> QLabel:
    title = QLabel(words)
    title.setContentsMargins(0, 3, 0, 0)
    set_role(title, "muted")
    set_role(title, "secondary")
    return title
