"""The right side of the scheme page: how labels look, and the form annotators will have."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from db.scheme.model import Scheme
from gui.project.scheme.preview_card import PreviewCard
from gui.project.scheme.sample import SampleSentence
from gui.style_sheet import set_role
from gui.theme import DARK, LIGHT, Theme
from gui.translation import tr


class Preview(QScrollArea):
    """Shows a scheme, however unfinished; nothing that is tried out here is kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._scheme: Scheme | None = None
        self._label = ""
        self.setAccessibleName(tr("Preview"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._samples = (SampleSentence(LIGHT), SampleSentence(DARK))
        self._cards: list[PreviewCard] = []
        sheet = QFrame()
        set_role(sheet, "pane", "panel")
        self._layout = QVBoxLayout(sheet)
        self._layout.setContentsMargins(14, 14, 12, 16)
        self._layout.setSpacing(8)
        self._layout.addWidget(_heading(tr("In the text")))
        for sample in self._samples:
            self._layout.addWidget(sample)
        self._layout.addSpacing(8)
        self._layout.addWidget(_heading(tr("On the cards")))
        self._layout.addStretch(1)
        self.setWidget(sheet)

    @property
    def cards(self) -> tuple[PreviewCard, ...]:
        """The cards that are shown, one a label."""
        return tuple(self._cards)

    def set_theme(self, theme: Theme) -> None:
        """Draw the cards in another theme."""
        self._theme = theme
        if self._scheme is not None:
            self.show_scheme(self._scheme, self._label)

    def show_scheme(self, scheme: Scheme, label: str) -> None:
        """Show the scheme with the card of one label set off; "" for none."""
        position = self.verticalScrollBar().value()
        self._scheme, self._label = scheme, label
        for sample in self._samples:
            sample.show_scheme(scheme)
        for card in self._cards:
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [
            PreviewCard(scheme, span_type, self._theme, is_chosen=span_type.label == label)
            for span_type in scheme.span_types
        ]
        for card in self._cards:
            self._layout.insertWidget(self._layout.count() - 1, card)
        self.verticalScrollBar().setValue(position)


def _heading(text: str) -> QWidget:
    label = QLabel(text)
    set_role(label, "strong")
    return label
