"""The only place for the small words, buttons and cards that pages are made of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QLayout, QPushButton, QSizePolicy, QWidget

from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.card import Card


def words(text: str = "", *roles: str, wraps: bool = False) -> QLabel:
    """Plain words in a role of the style sheet: muted, secondary, strong, heading, problem."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    for role in roles:
        set_role(label, role)
    if wraps:
        label.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    return label


def button(text: str, run: Callable[[], object], *, role: str = "compact") -> QPushButton:
    """A button that does one thing; `role` is compact, primary, danger, quiet, or "" for none."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if role:
        set_role(made, role)
    # Without the state of the button, which `clicked` would hand over.
    made.clicked.connect(lambda: run())  # noqa: PLW0108
    return made


def titled_card(title: str, content: QLayout | None = None) -> Card:
    """A card with a strong title in its head; buttons can be added behind it."""
    card = Card()
    card.head.addWidget(words(title, "strong"), 1)
    if content is not None:
        card.body.addLayout(content)
    return card


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; for parts that hold no focus, because that would be lost."""
    while (item := layout.takeAt(0)) is not None:
        widget: QWidget | None = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def open_folder(folder: str) -> None:
    """Show a folder in the system's own file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))


def size_words(size: int) -> str:
    """A file's size as people say it."""
    for unit, step in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= step:
            amount = size / step
            return f"{QLocale().toString(amount, 'f', 0 if amount >= 10 else 1)} {unit}"
    return tr("{size} bytes", size=size)


def number(count: int) -> str:
    """A number as the person writes it."""
    return QLocale().toString(count)


def fraction(value: float) -> str:
    """A figure from 0 to 1 with two digits, as the person writes it: ".62" or "0,62"."""
    text = QLocale().toString(value, "f", 2)
    return text.removeprefix("0") if text.startswith("0.") else text
