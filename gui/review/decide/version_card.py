"""The only place for the card of one version."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui.isolation import in_a_row
from gui.review.contents import CardContents, Said
from gui.review.decide.key_button import KeyButton
from gui.review.decide.marked_words import MarkedWords
from gui.review.decide.showing import show_part, show_words
from gui.style_sheet import set_role
from gui.theme import Theme, readable_on
from gui.translation import tr
from gui.widgets.card import Card
from gui.widgets.elided_label import ElidedLabel


class VersionCard(Card):
    """What one version says; `taken` comes from the button with its number.

    A card is used again for another version, since making one costs more than filling it.
    """

    taken = Signal(int)
    chosen = Signal(int)

    def __init__(self, theme: Theme, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, has_head=False)
        self._theme = theme
        self._contents = CardContents(shown=number, names="")
        # Only the first nine have a key.
        self._number = KeyButton(str(number) if number <= 9 else "·")
        self._number.setObjectName("take")
        self._number.setToolTip(tr("Take this version"))
        self._number.setAccessibleName(tr("Take version {number}", number=number))
        self._names = ElidedLabel()
        set_role(self._names, "strong")
        self._hint = QLabel()
        for role in ("muted", "secondary"):
            set_role(self._hint, role)
        self._words = MarkedWords(theme)
        self._sentence = _wrapping()
        set_role(self._sentence, "muted")
        self._said = said_label()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._number)
        top.addWidget(self._names, 1)
        top.addWidget(self._hint)
        self.body.addLayout(top)
        for part in (self._words, self._sentence, self._said):
            self.body.addWidget(part)
        self._number.clicked.connect(lambda: self.taken.emit(number))
        self.pressed.connect(lambda: self.chosen.emit(number))

    @property
    def contents(self) -> CardContents:
        """What is shown."""
        return self._contents

    def show_contents(self, contents: CardContents) -> None:
        """Show another version."""
        if contents == self._contents:
            return
        self._contents = contents
        self._names.setText(contents.names)
        self._hint.setText(contents.hint)
        show_part(self._words, is_shown=contents.passage is not None)
        if contents.passage is not None:
            self._words.show_passage(contents.passage)
        show_words(self._sentence, contents.sentence)
        self._show_said()
        self.setAccessibleName(_spoken(contents))
        self.set_outline(self._theme.done if contents.is_candidate else None)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._words.set_theme(theme)
        self._show_said()
        self.set_outline(theme.done if self._contents.is_candidate else None)

    def _show_said(self) -> None:
        said = self._contents.said
        show_words(self._said, said_html(said, self._theme))


def said_html(said: tuple[Said, ...], theme: Theme) -> str:
    """What a version says in one flow; what differs is bold and in another colour."""
    colour = readable_on(theme.card, theme.warning).name()
    parts = []
    for each in said:
        title = f"{escape(each.title)} " if each.title else ""
        value = escape(each.value)
        if each.differs:
            value = f'<span style="color:{colour};font-weight:bold">{value}</span>'
        parts.append(f"{title}{value}")
    return in_a_row(parts)


def said_label() -> QLabel:
    """A label for what `said_html` gives."""
    label = _wrapping()
    label.setTextFormat(Qt.TextFormat.RichText)
    set_role(label, "secondary")
    return label


def _wrapping() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label


def _spoken(contents: CardContents) -> str:
    said = ", ".join(f"{each.title} {each.value}".strip() for each in contents.said)
    parts = (contents.names, contents.hint, contents.sentence, said)
    return ". ".join(part for part in parts if part)
