"""The card that says what has just come in, what it asks for, and takes it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.model import AnnotatorId
from db.queries.collects import Collected
from gui.isolation import in_a_row
from gui.project.collect.wording import came_words
from gui.translation import tr, tr_count
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, titled_card, words

_FILES_SHOWN = 6


class CameCard(QWidget):
    """Hidden until something came in; `back_wanted` carries the numbers of the operations."""

    back_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._operations: tuple[int, ...] = ()
        self._told = words("", "strong", wraps=True)
        self._files = words("", "muted", wraps=True)
        self._asks = words("", wraps=True)
        self._back = button(
            tr("Take back…"), lambda: self.back_wanted.emit(self._operations), role=""
        )
        self._back.setAccessibleName(tr("Take back what just came in"))
        self._close = button(tr("Put away"), self.hide, role="quiet")
        row = FlowLayout(gap=8, line_gap=6)
        row.addWidget(self._back)
        row.addWidget(self._close)
        self._card = titled_card(tr("What came in"))
        self._card.body.setSpacing(8)
        for part in (self._told, self._files, self._asks):
            self._card.body.addWidget(part)
        self._card.body.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)
        self.hide()

    def show_came(self, came: Sequence[Collected], names: Mapping[AnnotatorId, str]) -> None:
        """Show what came in with the last files."""
        self._operations = tuple(sorted({each.operation for each in came}, reverse=True))
        self._told.setText(
            came_words(came)
            if came
            else tr("Everything in the files was here already. Nothing was changed.")
        )
        listed = [_line(each, names) for each in came[:_FILES_SHOWN]]
        if len(came) > _FILES_SHOWN:
            listed.append(tr("and {count} more", count=len(came) - _FILES_SHOWN))
        self._files.setText("\n".join(listed))
        self._files.setVisible(bool(listed))
        self._back.setVisible(bool(self._operations))
        self._asks.hide()
        self.show()
        self._close.setFocus()

    def show_questions(self, forks: int, offers: int) -> None:
        """Say what the lead is asked about now."""
        asks = []
        if forks:
            asks.append(
                tr_count(
                    forks,
                    "{count} article was edited in two copies",
                    "{count} articles were edited in two copies",
                )
            )
        if offers:
            asks.append(
                tr_count(
                    offers,
                    "{count} pair of referents may be one",
                    "{count} pairs of referents may be one",
                )
            )
        self._asks.setText(tr("To decide, below: {what}.", what=tr(", and ").join(asks)))
        self._asks.setVisible(bool(asks))

    def keep_in_step(self, collected: Sequence[Collected]) -> None:
        """Go away once what came in was taken back."""
        present = {each.operation for each in collected}
        if self._operations and not present.issuperset(self._operations):
            self.hide()


def _line(each: Collected, names: Mapping[AnnotatorId, str]) -> str:
    who = names.get(each.annotator, "") if each.annotator else ""
    articles = tr_count(each.layers, "{count} article", "{count} articles")
    return in_a_row((who, each.file, articles))
