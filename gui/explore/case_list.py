"""The cases one below the other, their words in the middle of a line and what was said beneath."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from db.model import AnnotatorId
from db.review.alike import Case, CaseKey
from db.scheme.model import Scheme
from gui.explore.case_delegate import CASE, CaseDelegate
from gui.explore.wording import case_words, state_words
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.painting import colour

_INDEX = QModelIndex | QPersistentModelIndex


class CaseModel(QAbstractListModel):
    """Cases in the order in which they are listed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases: tuple[Case, ...] = ()
        self._names: Mapping[AnnotatorId, str] = {}
        self._scheme: Scheme | None = None

    def show_cases(
        self, cases: Sequence[Case], names: Mapping[AnnotatorId, str], scheme: Scheme
    ) -> None:
        """Show these; more at the end of the same ones leave the view where it is."""
        known = len(self._cases)
        is_more = scheme == self._scheme and len(cases) > known > 0
        if is_more and names == self._names and tuple(cases[:known]) == self._cases:
            self.beginInsertRows(QModelIndex(), known, len(cases) - 1)
            self._cases = tuple(cases)
            self.endInsertRows()
            return
        self.beginResetModel()
        self._cases, self._names, self._scheme = tuple(cases), names, scheme
        self.endResetModel()

    @property
    def cases(self) -> tuple[Case, ...]:
        """All that is listed."""
        return self._cases

    def rowCount(self, parent: _INDEX = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One row a case."""
        return 0 if parent.isValid() else len(self._cases)

    def data(self, index: _INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The case for the delegate, and its words for screen readers and the tool tip."""
        case = self._cases[index.row()]
        if role == CASE:
            return case
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(case)
        return None

    def _words(self, case: Case) -> str:
        line = " ".join(f"…{case.before}{case.quote}{case.after}…".split())
        said = case_words(case, self._scheme, self._names) if self._scheme else ""
        return f"{line}\n{case.title} · {state_words(case)}\n{said}"


class CaseList(QListView):
    """`taken` carries the Case on which a person pressed Enter or double-clicked.

    `review_wanted` comes with Shift+Enter, `chosen_changed` with the selection, `key_pressed` with
    a letter or digit.
    """

    taken = Signal(object)
    review_wanted = Signal(object)
    chosen_changed = Signal()
    key_pressed = Signal(str)

    def __init__(self, scheme: Scheme, theme: Theme) -> None:
        super().__init__()
        self.model_of_cases = CaseModel(self)
        self._delegate = CaseDelegate(self, scheme, theme)
        self._empty_words = ""
        self.setModel(self.model_of_cases)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Places"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.taken.emit(index.data(CASE)))
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

    def say_when_empty(self, words: str) -> None:
        """What stands in place of rows while there are none."""
        self._empty_words = words
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or the words in their place."""
        super().paintEvent(event)
        if not self.model_of_cases.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(colour(QPalette.ColorRole.PlaceholderText))
            side = Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(2, 8, -8, 0), side, self._empty_words)
            painter.end()

    @property
    def current(self) -> Case | None:
        """The case under the ring."""
        index = self.currentIndex()
        return self.model_of_cases.cases[index.row()] if index.isValid() else None

    @property
    def chosen(self) -> tuple[Case, ...]:
        """The selected cases, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.model_of_cases.cases[row] for row in rows)

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
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and case is not None:
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.review_wanted if is_shifted else self.taken).emit(case)
        elif plain and event.text().isalnum():
            # Not the list's own search by first letters.
            self.key_pressed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def _choose(self, keys: Collection[CaseKey], current: Case | None) -> None:
        selection = QItemSelection()
        for row, case in enumerate(self.model_of_cases.cases):
            index = self.model_of_cases.index(row)
            if case.key in keys:
                selection.select(index, index)
            if current is not None and case.key == current.key:
                self.selectionModel().setCurrentIndex(
                    index, QItemSelectionModel.SelectionFlag.NoUpdate
                )
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
