"""A card with a title that may change, tools beside it, a picture, and a muted word below."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.widgets.card import Card
from gui.widgets.parts import words


class PlotCard(Card):
    """Give it a picture; `say` writes below it."""

    def __init__(self, title: str, picture: QWidget, *tools: QWidget) -> None:
        super().__init__()
        self._title = words(title, "strong", wraps=True)
        self._foot = words("", "muted", "secondary", wraps=True)
        self._foot.hide()
        self.head.addWidget(self._title, 1)
        for tool in tools:
            self.head.addWidget(tool)
        fills = picture.sizePolicy().verticalPolicy() is QSizePolicy.Policy.MinimumExpanding
        self.body.addWidget(picture, 1 if fills else 0)
        self.body.addWidget(self._foot)
        if not fills:
            self.body.addStretch(1)

    @property
    def title(self) -> str:
        """The title."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Take another title."""
        self._title.setText(title)

    def say(self, said: str) -> None:
        """What stands below the picture; "" for nothing."""
        self._foot.setText(said)
        self._foot.setVisible(bool(said))
