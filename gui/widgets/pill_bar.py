"""The only place for a row of pills of which one is chosen: All 120, To do 84, Done 33."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QSizePolicy, QWidget

from gui.style_sheet import set_role
from gui.widgets.flow_layout import FlowLayout


@dataclass(frozen=True, slots=True, kw_only=True)
class Pill:
    """One choice; `count` None shows no number."""

    key: str
    title: str
    count: int | None = None


class PillBar(QWidget):
    """The pills; `chosen` carries the key of the one that a person picked.

    Tab reaches the chosen pill only, the arrow keys go to its neighbours, as in a set of radio
    buttons.
    """

    chosen = Signal(str)

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._tell)
        self._buttons: dict[str, QPushButton] = {}

    def set_pills(self, pills: Sequence[Pill], *, current: str | None = None) -> None:
        """Show these pills; what was chosen stays so unless `current` says otherwise."""
        wanted = current if current is not None else self.current
        if [pill.key for pill in pills] != list(self._buttons):
            self._rebuild(pills)
        for pill in pills:
            _write(self._buttons[pill.key], pill)
        first = pills[0].key if pills else ""
        self.choose(wanted if wanted in self._buttons else first)

    @property
    def current(self) -> str:
        """The key of the chosen pill, empty where there are none."""
        checked = self._group.checkedButton()
        return next((key for key, button in self._buttons.items() if button is checked), "")

    def choose(self, key: str) -> None:
        """Choose a pill without telling anybody; an unknown key changes nothing."""
        if key not in self._buttons:
            return
        self._buttons[key].setChecked(True)
        for other, button in self._buttons.items():
            policy = Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys choose the neighbour."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
        }
        step = steps.get(Qt.Key(event.key()))
        keys = list(self._buttons)
        if step is None or not keys:
            super().keyPressEvent(event)
            return
        place = keys.index(self.current) + step
        button = self._buttons[keys[place % len(keys)]]
        button.click()
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def _rebuild(self, pills: Sequence[Pill]) -> None:
        for button in self._buttons.values():
            self._flow.removeWidget(button)
            self._group.removeButton(button)
            button.deleteLater()
        self._buttons = {}
        for pill in pills:
            button = _PillButton(self)
            self._group.addButton(button)
            self._flow.addWidget(button)
            self._buttons[pill.key] = button

    @Slot(QAbstractButton)
    def _tell(self, _button: QAbstractButton) -> None:
        self.choose(self.current)
        self.chosen.emit(self.current)


class _PillButton(QPushButton):
    """A pill that leaves the arrow keys to its bar."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        set_role(self, "pill")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Only the keys that press a button are the button's."""
        arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if event.key() in arrows:
            event.ignore()
            return
        super().keyPressEvent(event)


def _write(button: QPushButton, pill: Pill) -> None:
    number = "" if pill.count is None else f" {QLocale().toString(pill.count)}"
    button.setText(pill.title.replace("&", "&&") + number)
    button.setAccessibleName(pill.title + number)
