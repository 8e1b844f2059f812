"""The only place for the strip that says what an armed slot waits for and takes its digits."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from db.model import Absence
from gui.annotate.statements.contents import absence_title
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.key_cap import KeyCap

ABSENCES = (Absence.UNNAMED, Absence.IMPLIED, Absence.OTHER_ARTICLE)
_GAP = 10


class ArmedStrip(QFrame):
    """Shown at the lower edge of the text while a slot is armed.

    `absent` carries the reason that was chosen.

    While it shows, the digits 1 to 3 are reasons and not labels.
    """

    absent = Signal(object)

    def __init__(self, text: QWidget) -> None:
        super().__init__(text)
        self._text = text
        set_role(self, "popup")
        self._title = QLabel()
        set_role(self._title, "strong")
        self._hint = QLabel()
        set_role(self._hint, "muted")
        self._flow = FlowLayout(self, gap=8, line_gap=2)
        self._flow.setContentsMargins(12, 6, 8, 6)
        self._flow.addWidget(self._title)
        self._flow.addWidget(self._hint)
        for number, absence in enumerate(ABSENCES, start=1):
            self._flow.addWidget(self._reason(number, absence))
        self.hide()
        text.installEventFilter(self)

    def show_slot(self, title: str | None, *, has_letters: bool = False) -> None:
        """Show what is waited for; None hides the strip."""
        if title is None:
            self.hide()
            return
        self._title.setText(title)
        self._hint.setText(
            tr("press a letter, or select words") if has_letters else tr("select words")
        )
        self.show()
        self._place()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the digits before the labels' shortcuts do; stay at the lower edge."""
        if watched is self._text and self.isVisible():
            if event.type() == QEvent.Type.Resize:
                self._place()
            elif isinstance(event, QKeyEvent) and (absence := _absence_of(event)) is not None:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self.absent.emit(absence)
                return True
        return super().eventFilter(watched, event)

    def _reason(self, number: int, absence: Absence) -> QWidget:
        button = QPushButton(absence_title(absence))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("absence", absence.value)
        set_role(button, "quiet")
        set_role(button, "compact")
        button.clicked.connect(self._choose)
        reason = QWidget()
        layout = QHBoxLayout(reason)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(KeyCap((str(number),)))
        layout.addWidget(button)
        return reason

    def _place(self) -> None:
        """Stay at the lower edge of the text, in two lines where one is too long."""
        room = self._text.rect()
        width = min(self._flow.sizeHint().width() + 2, room.width() - 2 * _GAP)
        height = self._flow.heightForWidth(width)
        self.setGeometry((room.width() - width) // 2, room.bottom() - height - _GAP, width, height)

    @Slot()
    def _choose(self) -> None:
        self.absent.emit(Absence(self.sender().property("absence")))


def _absence_of(event: QKeyEvent) -> Absence | None:
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return None
    number = event.key() - Qt.Key.Key_1
    is_key = event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
    return ABSENCES[number] if is_key and 0 <= number < len(ABSENCES) else None
