"""The right side of the scheme page: how labels look, and the form annotators will have."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QLabel, QWidget

from db.scheme.model import Scheme
from gui.project.scheme.preview_card import PreviewCard
from gui.project.scheme.sample import SampleSentence
from gui.style_sheet import set_role
from gui.theme import DARK, LIGHT, Theme
from gui.translation import tr
from gui.widgets.scrolled_column import ScrolledColumn


class Preview(ScrolledColumn):
    """Shows a scheme, however unfinished; nothing that is tried out here is kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("panel", QMargins(14, 14, 12, 16), spacing=8)
        self._theme = theme
        self._scheme: Scheme | None = None
        self._label = ""
        self.setAccessibleName(tr("Preview"))
        # So that the arrow keys can scroll it.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._samples = (SampleSentence(LIGHT), SampleSentence(DARK))
        self._cards: list[PreviewCard] = []
        self.column.addWidget(_heading(tr("In the text")))
        for sample in self._samples:
            self.column.addWidget(sample)
        self.column.addSpacing(8)
        self.column.addWidget(_heading(tr("On the cards")))
        self.column.addStretch(1)

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
            self.column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [
            PreviewCard(scheme, span_type, self._theme, is_chosen=span_type.label == label)
            for span_type in scheme.span_types
        ]
        for card in self._cards:
            self.column.insertWidget(self.column.count() - 1, card)
        self.verticalScrollBar().setValue(position)


def _heading(text: str) -> QWidget:
    label = QLabel(text)
    set_role(label, "strong")
    return label
