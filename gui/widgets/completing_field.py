"""The only place for a line that offers what a person may mean while they type."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget

from db.errors import Bug
from gui.widgets.fuzzy import ranked

_OFFERED = 12


class CompletingField(QLineEdit):
    """A line edit with fuzzy completion; any other text may be entered, too.

    `committed` carries the text once it is settled: a completion was picked, Enter was pressed, or
    the field was left after a change.
    """

    committed = Signal(str)

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self._candidates: tuple[str, ...] = ()
        self._settled = ""
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        # The model holds the ranked answers only; Qt's own filter knows nothing but prefixes.
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(_OFFERED)
        self.setCompleter(self._completer)
        self.textEdited.connect(self._offer)
        self._completer.activated.connect(self._take)
        self.editingFinished.connect(self._commit)

    def set_candidates(self, candidates: Sequence[str]) -> None:
        """What to offer from now on, in the order for an empty line."""
        self._candidates = tuple(candidates)
        self._rank(self.text())

    def set_value(self, value: str) -> None:
        """Show a value that is settled already; nobody is told."""
        self._settled = value
        if self.text() != value:
            self.setText(value)

    @property
    def offered(self) -> tuple[str, ...]:
        """What is offered for the present text, best first."""
        return tuple(self._model.stringList())

    def _popup(self) -> QAbstractItemView:
        popup = self._completer.popup()
        if popup is None:
            raise Bug("a completer in a popup mode has a popup")
        return popup

    def _rank(self, text: str) -> None:
        best = ranked(text, self._candidates, text_of=str)[:_OFFERED]
        self._model.setStringList(best)

    @Slot(str)
    def _offer(self, text: str) -> None:
        self._rank(text)
        if self._model.rowCount():
            self._completer.complete()
        else:
            self._popup().hide()

    @Slot(str)
    def _take(self, text: str) -> None:
        self.setText(text)
        self._commit()

    @Slot()
    def _commit(self) -> None:
        value = self.text().strip()
        if value != self._settled:
            self._settled = value
            self.committed.emit(value)
