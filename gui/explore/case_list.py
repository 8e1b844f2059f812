"""The cases one below the other, their words in the middle of a line and what was said beneath."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from db.model import AnnotatorId
from db.review.alike import Case, CaseKey
from db.scheme.model import Scheme
from gui.explore.case_delegate import CaseDelegate
from gui.explore.wording import case_words, state_words
from gui.isolation import in_a_row
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.painting import one_line
from gui.widgets.quiet_list import TakingList
from gui.widgets.row_models import ListModel


class CaseModel(ListModel[Case]):
    """Cases in the order in which they are listed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, self._words)
        self._names: Mapping[AnnotatorId, str] = {}
        self._scheme: Scheme | None = None

    def show_cases(
        self, cases: Sequence[Case], names: Mapping[AnnotatorId, str], scheme: Scheme
    ) -> None:
        """Show these; more at the end of the same ones leave the view where it is."""
        known = len(self.rows)
        is_more = scheme == self._scheme and len(cases) > known > 0
        if is_more and names == self._names and tuple(cases[:known]) == self.rows:
            self.beginInsertRows(QModelIndex(), known, len(cases) - 1)
            self.rows = tuple(cases)
            self.endInsertRows()
            return
        self._names, self._scheme = names, scheme
        self.show_rows(cases)

    def _words(self, case: Case) -> str:
        line = one_line(f"…{case.before}{case.quote}{case.after}…")
        said = case_words(case, self._scheme, self._names) if self._scheme else ""
        return f"{line}\n{in_a_row((case.title, state_words(case)))}\n{said}"


class CaseList(TakingList):
    """`taken` carries the Case on which a person pressed Enter or double-clicked.

    `review_wanted` comes with Shift+Enter, `chosen_changed` with the selection, `key_pressed` with
    a letter or digit.
    """

    review_wanted = Signal(object)
    chosen_changed = Signal()
    key_pressed = Signal(str)

    def __init__(self, scheme: Scheme, theme: Theme) -> None:
        super().__init__(tr("Places"))
        self.model_of_cases = CaseModel(self)
        self._delegate = CaseDelegate(self, scheme, theme)
        self.setModel(self.model_of_cases)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())

    def set_look(self, scheme: Scheme, theme: Theme) -> None:
        """Take other colours and names of labels."""
        self._delegate.set_look(scheme, theme)
        self.viewport().update()

    def show_cases(
        self, cases: Sequence[Case], names: Mapping[AnnotatorId, str], scheme: Scheme
    ) -> None:
        """Show these cases; those that were chosen stay so, and the view stays where it was."""
        before = {case.key for case in self.chosen}
        current = self.current
        top = self.verticalScrollBar().value()
        self._delegate.names = names
        self.blockSignals(True)  # noqa: FBT003 - Qt's way
        self.model_of_cases.show_cases(cases, names, scheme)
        if before and not self.selectionModel().hasSelection():
            self._choose(before, current)
            self.verticalScrollBar().setValue(top)
        self.blockSignals(False)  # noqa: FBT003
        self.chosen_changed.emit()

    @property
    def current(self) -> Case | None:
        """The case under the ring."""
        index = self.currentIndex()
        return self.model_of_cases.rows[index.row()] if index.isValid() else None

    @property
    def chosen(self) -> tuple[Case, ...]:
        """The selected cases, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.model_of_cases.rows[row] for row in rows)

    def focus_first(self) -> None:
        """Go to the list, and to its first row where there was none yet."""
        if not self.currentIndex().isValid() and self.model_of_cases.rowCount():
            self.setCurrentIndex(self.model_of_cases.index(0))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the article, with Shift the review; letters and digits settle."""
        key, case = event.key(), self.current
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_shifted and case is not None:
            self.review_wanted.emit(case)
        elif plain and event.text().isalnum():
            # Not the list's own search by first letters.
            self.key_pressed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def _choose(self, keys: Collection[CaseKey], current: Case | None) -> None:
        selection = QItemSelection()
        for row, case in enumerate(self.model_of_cases.rows):
            index = self.model_of_cases.index(row)
            if case.key in keys:
                selection.select(index, index)
            if current is not None and case.key == current.key:
                self.selectionModel().setCurrentIndex(
                    index, QItemSelectionModel.SelectionFlag.NoUpdate
                )
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
