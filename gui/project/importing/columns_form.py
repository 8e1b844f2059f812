"""The form that says which column of a table, or key of JSON, is what, over the first rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QVBoxLayout, QWidget

from db.formats.fields import Columns, FieldMapping, guess
from db.imports.choices import BODY, ID, TITLE
from db.imports.collecting import SourceFile
from db.imports.looking import columns_of
from db.scheme.model import Scheme
from gui.background import Background, Task
from gui.project.quiet_table import QuietTable
from gui.translation import tr, tr_said
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.painting import scaled
from gui.widgets.parts import button, titled_card, words
from gui.widgets.row_models import TableModel

_FILES_OFFERED = 50
_CELL_CHARACTERS = 200
_COLUMN, _WIDE_COLUMN = 130, 260
_LONG_CELL = 40
_IN_A_ROW = 2


class RowsModel(TableModel[tuple[str, ...]]):
    """The first rows of a table, with what each column is in its head."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, (), _cell)
        self._names: tuple[str, ...] = ()

    def show_columns(self, columns: Columns) -> None:
        """Show another table."""
        self.beginResetModel()
        self._names = self._titles = columns.names
        self.rows = columns.rows
        self.endResetModel()

    def show_parts(self, parts: Mapping[str, str]) -> None:
        """Say what the columns are, by their names."""
        self.set_titles(
            [f"{name} → {parts[name]}" if name in parts else name for name in self._names]
        )


class ColumnsForm(QWidget):
    """`changed` carries a FieldMapping, or None for what each file seems to mean."""

    changed = Signal(object)

    def __init__(self, scheme: Scheme, background: Background) -> None:
        super().__init__()
        self._background = background
        self._task: Task | None = None
        self._is_gone = False
        self._files: tuple[SourceFile, ...] = ()
        self._columns = Columns()
        self._chosen: FieldMapping | None = None
        self._which = QComboBox()
        self._which.setAccessibleName(tr("Whose columns are shown"))
        self._boxes = {name: QComboBox() for name in (BODY, TITLE, ID)}
        self._titles = {BODY: tr("Text"), TITLE: tr("Title"), ID: tr("Identifier")}
        for field in scheme.fields:
            if not field.per_annotator:
                self._boxes[field.name] = QComboBox()
                self._titles[field.name] = field.title
        self._days = QComboBox()
        self._html = QCheckBox(tr("The text is markup (HTML): take only the words"))
        self._problem = words("", "problem", wraps=True)
        self.rows = RowsModel(self)
        self._table = QuietTable(tr("The first rows"))
        self._table.setModel(self.rows)
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._table.show_at_most(5)
        self._again = button(tr("As it seems"), lambda: self._choose(None))
        self._lay_out()
        self._connect()

    def show_files(self, files: Sequence[SourceFile], chosen: FieldMapping | None) -> None:
        """Show the columns of one of these files, and what was said of them."""
        before = self._file
        self._chosen = chosen
        self._files = tuple(files)[:_FILES_OFFERED]
        if [each.name for each in self._files] != [
            self._which.itemText(at) for at in range(self._which.count())
        ]:
            self._which.clear()
            self._which.addItems([each.name for each in self._files])
        self._which.setVisible(len(self._files) > 1)
        kept = next((at for at, each in enumerate(self._files) if each == before), None)
        self._which.setCurrentIndex(kept if kept is not None else 0)
        if kept is None:
            self._read()
        else:
            self._show()

    def let_go(self) -> None:
        """Nothing is shown any more; what is being read comes to nothing."""
        self._is_gone = True

    @property
    def first_field(self) -> QComboBox:
        """Where a person begins."""
        return self._boxes[BODY]

    @property
    def _file(self) -> SourceFile | None:
        at = self._which.currentIndex()
        return self._files[at] if 0 <= at < len(self._files) else None

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        boxes = {**self._boxes, "days": self._days}
        self._titles["days"] = tr("5/3/2024 means")
        for number, (name, box) in enumerate(boxes.items()):
            row, column = divmod(number, _IN_A_ROW)
            label = words(self._titles[name], "muted")
            label.setBuddy(box)
            box.setAccessibleName(self._titles[name])
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            grid.addWidget(label, row, 2 * column)
            grid.addWidget(box, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
        for words_of, value in (
            (tr("as the other rows tell"), None),
            (tr("5 March"), True),
            (tr("3 May"), False),
        ):
            self._days.addItem(words_of, value)
        buttons = FlowLayout(gap=12, line_gap=6)
        buttons.addWidget(self._html)
        buttons.addWidget(self._again)
        card = titled_card(tr("Columns"))
        card.body.setSpacing(9)
        card.body.addWidget(self._which)
        card.body.addLayout(grid)
        card.body.addLayout(buttons)
        card.body.addWidget(self._problem)
        card.body.addWidget(self._table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def _connect(self) -> None:
        self._which.activated.connect(lambda _index: self._read())
        for box in (*self._boxes.values(), self._days):
            box.activated.connect(lambda _index: self._take())
        self._html.clicked.connect(lambda _is_on: self._take())

    def _read(self) -> None:
        file = self._file
        if self._task is not None:
            self._task.cancel()
        if file is None:
            return
        self._task = self._background.start(
            lambda _progress: columns_of(file),
            done=lambda found: self._show_columns(file, found),
            title=tr("Reading the columns"),
            pure=True,
        )

    def _show_columns(self, file: SourceFile, columns: Columns) -> None:
        if self._is_gone or file is not self._file:
            return
        self._columns = columns
        self.rows.show_columns(columns)
        self._table.setVisible(bool(columns.names))
        for at in range(len(columns.names)):
            is_long = any(len(row[at]) > _LONG_CELL for row in columns.rows if at < len(row))
            width = scaled(self, _WIDE_COLUMN if is_long else _COLUMN)
            self._table.setColumnWidth(at, round(width))
        for name, box in self._boxes.items():
            box.clear()
            if name != BODY:
                box.addItem(tr("none", meaning="column"), "")
            for column in columns.names:
                box.addItem(column, column)
        self._show()

    def _show(self) -> None:
        """What was chosen, or else what it seems to be."""
        used = self._chosen or guess(self._columns.names, self._columns.rows)
        parts = {} if used is None else _parts(used)
        for name, box in self._boxes.items():
            box.setCurrentIndex(box.findData(parts.get(name, "")))
        self._days.setCurrentIndex(self._days.findData(None if used is None else used.day_first))
        self._html.setChecked(used is not None and used.is_html)
        self._again.setEnabled(self._chosen is not None)
        self.rows.show_parts(
            {column: self._titles.get(name, name) for name, column in parts.items()}
        )
        problem = tr_said(self._columns.problem or "")
        if not problem and used is None:
            problem = tr("No column is known to hold the text. Say which one does.")
        elif not problem and used is not None and not used.names <= set(self._columns.names):
            missing = ", ".join(sorted(used.names - set(self._columns.names)))
            problem = tr("This file has no column “{names}”.", names=missing)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _take(self) -> None:
        said = {name: str(box.currentData() or "") for name, box in self._boxes.items()}
        body = said.pop(BODY)
        if not body:
            return
        self._choose(
            FieldMapping(
                body=body,
                title=said.pop(TITLE) or None,
                external_id=said.pop(ID) or None,
                fields={name: column for name, column in said.items() if column},
                day_first=self._days.currentData(),
                is_html=self._html.isChecked(),
            )
        )

    def _choose(self, mapping: FieldMapping | None) -> None:
        self._chosen = mapping
        self._show()
        self.changed.emit(mapping)


def _parts(mapping: FieldMapping) -> dict[str, str]:
    said = {BODY: mapping.body, TITLE: mapping.title, ID: mapping.external_id, **mapping.fields}
    return {name: column for name, column in said.items() if column}


def _cell(row: tuple[str, ...], column: int) -> str:
    """The beginning of a cell; a row may have fewer than there are columns."""
    text = row[column] if column < len(row) else ""
    return " ".join(text[: 4 * _CELL_CHARACTERS].split())[:_CELL_CHARACTERS]
