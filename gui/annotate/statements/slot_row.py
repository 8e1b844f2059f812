"""The only place for one slot on a card: its chips, what is missing, and how to add more."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from gui.annotate.decorations import Looks
from gui.annotate.statements.contents import Filler, SlotContents
from gui.style_sheet import set_role
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.chip import Chip
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.key_cap import KeyCap

_GAP = 5
_LEAST_CHIP_WIDTH = 60


class SlotRow(QWidget):
    """The chips of a slot.

    `opened` and `removed` carry a Filler, `add_wanted` comes from the + button.
    """

    opened = Signal(object)
    removed = Signal(object)
    add_wanted = Signal()

    def __init__(self, contents: SlotContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self._fillers: dict[QObject, Filler] = {}
        self._chips: list[Chip] = []
        # Hidden ones wait for more fillers: making one takes longer than the rest of a card.
        self._made_chips: list[Chip] = []
        self._notes: list[QWidget] = []
        self._flow = FlowLayout(self, gap=_GAP, line_gap=_GAP)
        self._add = QToolButton()
        self._add.setText("+")
        self._add.setCheckable(True)
        set_role(self._add, "chip", "add")
        self._add.setToolTip(tr("Add to “{role}”", role=contents.role.title))
        self._add.setAccessibleName(tr("Add to “{role}”", role=contents.role.title))
        self._add.clicked.connect(self._want_more)
        self._flow.addWidget(self._add)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_key(self, *, is_shown: bool) -> None:
        """Write the slot's key on the + button, as on the selected card, where it acts."""
        key = self._contents.role.key
        self._add.setText(f"+ {key}" if is_shown and key else "+")

    def show_contents(self, contents: SlotContents, looks: Looks, theme: Theme) -> None:
        """Show the chips of a slot; the focus stays in the row when its chip has gone."""
        focused = next((at for at, chip in enumerate(self._chips) if chip.hasFocus()), None)
        self._contents = contents
        self._clear()
        while len(self._made_chips) < len(contents.fillers):
            self._made_chips.append(self._made())
        for chip, filler in zip(self._made_chips, contents.fillers, strict=False):
            self._show_filler(chip, filler, looks, theme)
        for chip in self._made_chips[len(contents.fillers) :]:
            chip.hide()
        if contents.problem and not contents.fillers:
            self._add_problem(contents)
        self._add.setChecked(contents.is_armed)
        self._limit_chips()
        if focused is not None:
            following = self._chips[focused : focused + 1]
            (following[0] if following else self._add).setFocus()

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What can have the focus, from left to right."""
        return (*self._chips, self._add)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the + beside the longest chip."""
        super().resizeEvent(event)
        self._limit_chips()

    def sizeHint(self) -> QSize:
        """What the flow needs at the present width."""
        width = self.width() or self._flow.sizeHint().width()
        return QSize(self._flow.sizeHint().width(), self._flow.heightForWidth(width))

    def _limit_chips(self) -> None:
        room = self.width() - self._add.sizeHint().width() - _GAP
        for chip in self._chips:
            chip.setMaximumWidth(max(_LEAST_CHIP_WIDTH, room))

    def _clear(self) -> None:
        for note in self._notes:
            note.hide()
            note.deleteLater()
        self._notes.clear()
        self._chips.clear()
        self._fillers.clear()

    def _made(self) -> Chip:
        chip = Chip("", self)
        chip.clicked.connect(self._open)
        chip.removed.connect(self._remove)
        self._put_before_add(chip)
        return chip

    def _put_before_add(self, widget: QWidget) -> None:
        self._flow.addWidget(widget)
        self._flow.put_last(self._add)

    def _show_filler(self, chip: Chip, filler: Filler, looks: Looks, theme: Theme) -> None:
        chip.set_words(filler.text, is_removable=filler.is_own)
        if chip.font().italic() != (filler.target is None):
            font = QFont()
            if filler.target is None:
                font.setItalic(True)
            chip.setFont(font)
        if filler.target is None:
            chip.set_look(
                tint=QColor(Qt.GlobalColor.transparent), outline=theme.muted, is_dashed=True
            )
        else:
            look = looks.of(filler.label)
            if filler.is_own:
                chip.set_look(tint=look.tint, outline=look.colour)
            else:
                chip.set_look(tint=QColor(Qt.GlobalColor.transparent), outline=theme.line)
            chip.setToolTip(_tool_tip(filler))
        self._chips.append(chip)
        self._fillers[chip] = filler
        chip.show()

    def _add_problem(self, contents: SlotContents) -> None:
        role = "problem" if contents.is_error else "muted"
        parts: list[QWidget] = []
        if contents.role.key:
            parts = [
                QLabel(f"{contents.problem} —"),
                KeyCap((contents.role.key,)),
                QLabel(tr("then its letter")),
            ]
        else:
            parts = [QLabel(contents.problem)]
        for part in parts:
            if isinstance(part, QLabel):
                set_role(part, role)
                set_role(part, "secondary")
            part.setParent(self)
            self._put_before_add(part)
            part.show()
        self._notes = parts

    @Slot()
    def _want_more(self) -> None:
        self._add.setChecked(self._contents.is_armed)
        self.add_wanted.emit()

    @Slot()
    def _open(self) -> None:
        filler = self._fillers.get(self.sender())
        if filler is not None:
            self.opened.emit(filler)

    @Slot()
    def _remove(self) -> None:
        filler = self._fillers.get(self.sender())
        if filler is not None:
            self.removed.emit(filler)


def _tool_tip(filler: Filler) -> str:
    if filler.is_own:
        return f"{filler.text}\n“{filler.quote}”" if filler.quote != filler.text else filler.text
    return tr("{name}, said by another mention: click to go there", name=filler.text)
