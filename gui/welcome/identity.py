"""The card that asks once for a name, and says what it is for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.settings import Settings
from gui.translation import tr
from gui.widgets.parts import button, titled_card, words


class IdentityCard(QWidget):
    """Asks until it was answered; `answered` comes when the card has nothing left to ask."""

    answered = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.field = QLineEdit(settings.author)
        self.field.setPlaceholderText(tr("Your name or a pseudonym"))
        self.field.setAccessibleName(tr("Your name or a pseudonym"))
        self.field.returnPressed.connect(self.keep)
        self.keep_button = button(tr("Keep"), self.keep)
        self.skip_button = button(tr("Without a name"), self.skip, role="quiet")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.keep_button)
        row.addWidget(self.skip_button)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(words(purpose(), "muted", "secondary", wraps=True))
        column.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(titled_card(tr("Who are you?"), column))

    def ask(self) -> None:
        """Show the name that is kept, to be changed."""
        self.field.setText(self._settings.author)
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def keep(self) -> None:
        """Keep what was typed; an empty field is an answer, too."""
        self._settings.author = " ".join(self.field.text().split())
        self._settings.is_name_asked = True
        self.answered.emit()

    def skip(self) -> None:
        """Go on without a name."""
        self.field.clear()
        self.keep()


def purpose() -> str:
    """What the name is used for, in one place for all who ask."""
    return tr(
        "Only if you like: the lead of a project sees your work under this name. It is written "
        "into the project files that you make and goes nowhere else; exports say “annotator 1”. "
        "You can change it at any time."
    )
