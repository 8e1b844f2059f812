"""The table in which the words of other tools get their places; Enter opens the list of places."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from gui.project.importing.mapping_row import LEFT_OUT, MappingRow
from gui.project.quiet_table import QuietTable
from gui.theme import Theme, readable_on
from gui.translation import tr
from gui.widgets.painting import scaled
from gui.widgets.parts import number
from gui.widgets.popup_items import PopupItem
from gui.widgets.popup_list import PopupList
from gui.widgets.row_models import Index, TableModel

_WHAT, _COUNT, _EXAMPLE, _BECOMES, _WHY = range(5)
_SHARES = (24, 9, 25, 22, 20)
_OTHER = "\x1eother"
_LIST_WIDTH = 300
_WITH_WHY, _WITH_EXAMPLE = 520, 400
_MOST_ROWS = 12


class MappingModel(TableModel[MappingRow]):
    """What, how often, an example, what it becomes, and why."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        titles = (tr("In the files"), tr("Count"), tr("For example"), tr("Becomes"), tr("Why"))
        super().__init__(parent, titles, _words, tips=_tip, numbers=(_COUNT,))
        self._theme = theme

    def show_rows(self, rows: Sequence[MappingRow]) -> None:
        """Show these; what was chosen stays so where they are about the same words."""
        if [each.key for each in rows] != [each.key for each in self.rows]:
            super().show_rows(rows)
            return
        self.rows = tuple(rows)
        self.dataChanged.emit(self.index(0, 0), self.index(max(0, len(rows) - 1), _WHY))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.layoutChanged.emit()

    def place_of(self, key: str) -> int:
        """Where the line of a key is, or -1."""
        return next((at for at, each in enumerate(self.rows) if each.key == key), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words, with their colour and weight."""
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.FontRole and column == _BECOMES and row.is_placed:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(row, column)
        return super().data(index, role)

    def _ink(self, row: MappingRow, column: int) -> object:
        muted = readable_on(self._theme.selection, self._theme.muted)
        if column == _BECOMES and not row.is_placed:
            return muted if row.is_part else readable_on(self._theme.selection, self._theme.warning)
        return muted if column in (_COUNT, _EXAMPLE, _WHY) else None


class MappingTable(QuietTable):
    """`placed` carries a line and the key of its place, `name_wanted` a line to be named freely.

    Delete leaves the chosen lines out.
    """

    placed = Signal(object, str)
    name_wanted = Signal(object)
    current_changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("What becomes of the words of other tools"))
        self.lines = MappingModel(theme, self)
        self._list: PopupList | None = None
        self._asked: MappingRow | None = None
        self.setModel(self.lines)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.resized.connect(self._fit_columns)
        self.show_at_most(_MOST_ROWS)
        self.taken.connect(self.open_places)
        self.selectionModel().currentRowChanged.connect(self._tell_current)

    def show_rows(self, rows: Sequence[MappingRow]) -> None:
        """Show these; the line that was chosen stays chosen."""
        before = self.current
        self.lines.show_rows(rows)
        at = -1 if before is None else self.lines.place_of(before.key)
        if rows and self.current is None:
            self.setCurrentIndex(self.lines.index(max(0, at), 0))
        self._tell_current()

    @property
    def current(self) -> MappingRow | None:
        """The chosen line."""
        index = self.currentIndex()
        is_there = index.isValid() and index.row() < len(self.lines.rows)
        return self.lines.rows[index.row()] if is_there else None

    def open_places(self) -> None:
        """Let a person choose what the chosen line becomes."""
        row = self.current
        if row is None or not row.places:
            return
        self._asked = row
        if self._list is None:
            self._list = PopupList(self.window(), tr("What it becomes"))
            self._list.chosen.connect(self._take)
        items = [
            PopupItem(
                key=each.key,
                title=each.title,
                detail=tr("now") if each.key == row.now else each.detail,
            )
            # The present place first, so that nothing changes by Enter alone.
            for each in sorted(row.places, key=lambda each: each.key != row.now)
        ]
        if row.can_be_named:
            items.append(PopupItem(key=_OTHER, title=tr("another name…")))
        self._list.set_items(items)
        self._list.open(anchor=self._anchor())

    def leave_out_current(self) -> None:
        """Leave the chosen line out."""
        row = self.current
        if row is not None and any(each.key == LEFT_OUT for each in row.places):
            self.placed.emit(row, LEFT_OUT)

    def let_go(self) -> None:
        """Nothing is shown any more."""
        if self._list is not None:
            self._list.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete leaves out, F2 and Enter open the list of places."""
        if event.key() == Qt.Key.Key_Delete:
            self.leave_out_current()
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Space):
            self.open_places()
        else:
            super().keyPressEvent(event)

    def _take(self, key: str) -> None:
        row, self._asked = self._asked, None
        if row is None:
            return
        if key == _OTHER:
            self.name_wanted.emit(row)
        else:
            self.placed.emit(row, key)

    def _anchor(self) -> QRect:
        cell = self.visualRect(self.lines.index(self.currentIndex().row(), _BECOMES))
        width = max(cell.width(), round(scaled(self, _LIST_WIDTH)))
        corner = self.viewport().mapTo(self.window(), QPoint(cell.left(), cell.top()))
        return QRect(corner, QSize(width, cell.height()))

    def _tell_current(self, *_indexes: object) -> None:
        self.current_changed.emit(self.current)

    def _fit_columns(self) -> None:
        """Examples and reasons also stand below the table, so they go where there is no room."""
        room = self.viewport().width()
        hidden = {_WHY} if room < scaled(self, _WITH_WHY) else set()
        if room < scaled(self, _WITH_EXAMPLE):
            hidden.add(_EXAMPLE)
        whole = sum(share for column, share in enumerate(_SHARES) if column not in hidden)
        for column, share in enumerate(_SHARES):
            self.setColumnHidden(column, column in hidden)
            if column not in hidden:
                self.setColumnWidth(column, room * share // whole)


def _words(row: MappingRow, column: int) -> str:
    what = f"      {row.what}" if row.is_part else row.what
    # A sign beside the colour: what is left out must be seen by everybody.
    becomes = row.becomes if row.is_placed else f"– {row.becomes}"
    return (what, number(row.count), row.example, becomes, row.reason)[column]


def _tip(row: MappingRow, column: int) -> str:
    return _words(row, column).strip()
