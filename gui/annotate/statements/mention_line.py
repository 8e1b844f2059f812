"""The only place for the line that says which of its mentions a card shows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from gui.annotate.statements.contents import CardContents
from gui.icons import icon
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.painting import colour, scaled

_ARROW = 12


class MentionLine(QWidget):
    """The quote and "2 of 9"; `wanted` carries a step of -1 or 1.

    Hidden while there is only one mention.
    """

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quote = ElidedLabel()
        set_role(self._quote, "secondary")
        self._count = QLabel()
        set_role(self._count, "muted")
        set_role(self._count, "secondary")
        self._back = self._arrow(tr("Mention before"))
        self._on = self._arrow(tr("Next mention"))
        self._back.clicked.connect(self._go_back)
        self._on.clicked.connect(self._go_on)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._quote, 1)
        layout.addWidget(self._back)
        layout.addWidget(self._count)
        layout.addWidget(self._on)
        self._draw_arrows()

    def show_mention(self, contents: CardContents) -> None:
        """Say which mention is shown."""
        total = len(contents.mentions)
        self.setVisible(total > 1)
        self._quote.setText(f"“{contents.quote}”")
        self._count.setText(tr("{position} of {total}", position=contents.position, total=total))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the arrows in the colour and size of another theme and zoom."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw_arrows()

    def _draw_arrows(self) -> None:
        side = round(scaled(self, _ARROW))
        for button, name in ((self._back, "left"), (self._on, "right")):
            button.setIcon(icon(name, colour(QPalette.ColorRole.PlaceholderText)))
            button.setIconSize(QSize(side, side))

    def _arrow(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        # The keys for it are Tab and the letters in the text.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    @Slot()
    def _go_back(self) -> None:
        self.wanted.emit(-1)

    @Slot()
    def _go_on(self) -> None:
        self.wanted.emit(1)
