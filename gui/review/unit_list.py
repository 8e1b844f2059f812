"""The tab that lists all units of the article: what each is about, and how far it is."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.review.model import Status, Unit
from db.review.standing import UnitState
from gui.icons import icon
from gui.isolation import BETWEEN, in_a_row, isolated
from gui.review.current import CurrentReview
from gui.review.drawing import place_colour, unit_colour
from gui.review.wording import state_words, status_words, unit_title, unit_words
from gui.theme import Theme
from gui.translation import tr
from gui.widgets.quiet_list import QuietList
from gui.widgets.row_delegate import RowDelegate

_Index = QModelIndex | QPersistentModelIndex
_ICONS = {
    UnitState.OPEN: "state-todo",
    UnitState.SETTLED: "state-done",
    UnitState.CHANGED: "warning",
}


class UnitListPane(QWidget):
    """Enter goes to a unit, and with `text_wanted` back to the text."""

    title_changed = Signal(str)
    text_wanted = Signal()

    def __init__(self, current: CurrentReview, theme: Theme) -> None:
        super().__init__()
        self._current = current
        self._model = _UnitModel(current, theme, self)
        self._list = _UnitView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(RowDelegate(self._list))
        self._is_following = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self._list)
        current.reloaded.connect(self._follow)
        current.unit_chosen.connect(self._follow)
        self._list.selectionModel().currentChanged.connect(self._choose)
        for signal in (self._list.taken, self._list.left):
            signal.connect(self.text_wanted)
        self._follow()

    @property
    def tab_title(self) -> str:
        """The words of the tab."""
        count = len(self._current.units)
        return tr("All units {count}", count=count) if count else tr("All units")

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._model.set_theme(theme)

    def take_focus(self) -> None:
        """Let the arrow keys walk through the units."""
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, event: object) -> None:
        """Catch up with what was decided while another tab was shown."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._follow()

    @Slot()
    def _follow(self) -> None:
        self.title_changed.emit(self.tab_title)
        if not self.isVisible():
            return
        self._is_following = True
        self._model.refresh()
        self._list.setCurrentIndex(self._model.index(self._current.number - 1))
        self._is_following = False

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if not self._is_following and index.isValid():
            self._current.choose_unit(self._current.units[index.row()].id)


class _UnitView(QuietList):
    taken = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(tr("All units"))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _UnitModel(QAbstractListModel):
    def __init__(self, current: CurrentReview, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._current = current
        self._theme = theme
        self._units: tuple[Unit, ...] = ()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._tell_all()

    def refresh(self) -> None:
        """Show the units of now; rows stay where only their state differs."""
        if [each.id for each in self._units] == [each.id for each in self._current.units]:
            self._units = self._current.units
            self._tell_all()
        else:
            self.beginResetModel()
            self._units = self._current.units
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._units)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        reviewed = self._current.reviewed
        if not index.isValid() or reviewed is None or index.row() >= len(self._units):
            return None
        unit = self._units[index.row()]
        state = self._current.standing(unit).state
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(_ICONS[state], self._colour(unit, state))
        title = in_a_row((str(index.row() + 1), unit_title(unit, reviewed.scheme)))
        if role == Qt.ItemDataRole.DisplayRole:
            gold = tr("only in gold") if unit.is_only_gold else ""
            quote = isolated(unit_words(unit))
            return BETWEEN.join(part for part in (title, quote, gold) if part)
        status = status_words(unit, reviewed.scheme, self._current.naming)
        if role == Qt.ItemDataRole.ToolTipRole:
            return in_a_row((status, state_words(state)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title}, {unit_words(unit)}, {status}, {state_words(state)}"
        return None

    def _colour(self, unit: Unit, state: UnitState) -> QColor:
        if unit.is_only_gold:
            return place_colour(unit, self._theme)
        if state is UnitState.SETTLED:
            return self._theme.done
        status = Status.DIFFERING if state is UnitState.CHANGED else unit.status
        return unit_colour(status, self._theme)

    def _tell_all(self) -> None:
        if self._units:
            self.dataChanged.emit(self.index(0), self.index(len(self._units) - 1))
