"""The step that shows which files are read as what, and lets a person say otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.imports.choices import ImportChoices
from db.imports.kinds import Kind
from db.imports.plan import ImportPlan
from gui.background import Background
from gui.isolation import in_a_row
from gui.project.importing import wish
from gui.project.importing.encodings import EncodingsDialog
from gui.project.importing.file_rows import FileRow, Standing, file_rows
from gui.project.importing.file_table import FileTable
from gui.theme import Theme
from gui.translation import tr, tr_count, tr_said
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.painting import scaled
from gui.widgets.parts import button, titled_card, words
from gui.widgets.pill_bar import Pill, PillBar
from gui.widgets.popup_items import PopupItem
from gui.widgets.popup_list import PopupList

_ALL, _PROBLEMS, _UNREAD = "all", "problems", "unread"
_AS_IT_SEEMS = "as it seems"
_LIST_WIDTH = 300


class FilesStep(QWidget):
    """`changed` carries the choices of a person who said something about files."""

    changed = Signal(object)

    def __init__(self, theme: Theme, background: Background) -> None:
        super().__init__()
        self._background = background
        self.choices = ImportChoices()
        self._plan: ImportPlan | None = None
        self._is_stale = False
        self._rows: tuple[FileRow, ...] = ()
        self._list: PopupList | None = None
        self._pills = PillBar(tr("Which files are shown"))
        self.table = FileTable(theme)
        self._about = words("", "muted", "secondary", wraps=True)
        self._kind = button(tr("Read as…"), self._ask_kind)
        self._encoding = button(tr("Encodings…"), self._ask_encodings)
        self._leave_out = button(tr("Leave out"), self._drop)
        self._again = button(tr("Take in again"), self._take_again)
        self._lay_out()
        self._pills.chosen.connect(lambda _key: self._show_rows())
        self.table.left_out.connect(self._drop)
        self.table.taken.connect(lambda _row: self._ask_kind())
        self.table.chosen_changed.connect(self._fit_buttons)

    def show_plan(self, plan: ImportPlan, choices: ImportChoices) -> None:
        """Show the files of a plan."""
        self._plan = plan
        self.choices = choices
        self._is_stale = True
        if self.isVisible():
            self._show_if_stale()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the lines, which may be very many, only to somebody who looks at them."""
        super().showEvent(event)
        self._show_if_stale()

    def _show_if_stale(self) -> None:
        if self._plan is None or not self._is_stale:
            return
        self._is_stale = False
        self._rows = file_rows(self._plan, self.choices)
        self._pills.set_pills(self._made_pills())
        self._pills.setVisible(len(self._rows) > 1)
        self._show_rows()

    def take_focus(self) -> None:
        """Begin in the table."""
        self.table.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.table.files.set_theme(theme)

    def let_go(self) -> None:
        """Nothing is shown any more."""
        if self._list is not None:
            self._list.deleteLater()

    def _lay_out(self) -> None:
        buttons = FlowLayout(gap=8, line_gap=6)
        for each in (self._kind, self._encoding, self._leave_out, self._again):
            buttons.addWidget(each)
        card = titled_card(tr("Files"))
        card.body.setSpacing(8)
        for part in (self._pills, self.table, self._about):
            card.body.addWidget(part)
        card.body.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def _made_pills(self) -> Sequence[Pill]:
        pills = [Pill(key=_ALL, title=tr("All"), count=len(self._rows))]
        kinds = dict.fromkeys(each.file.kind for each in self._rows if each.file is not None)
        for kind in kinds if len(kinds) > 1 else ():
            count = sum(each.file is not None and each.file.kind is kind for each in self._rows)
            pills.append(Pill(key=kind, title=tr_said(kind.in_words), count=count))
        for key, title, count in (
            (_PROBLEMS, tr("Problems"), sum(map(_is_broken, self._rows))),
            (_UNREAD, tr("Not read"), sum(each.file is None for each in self._rows)),
        ):
            if count:
                pills.append(Pill(key=key, title=title, count=count))
        return pills

    def _show_rows(self) -> None:
        self.table.show_rows([each for each in self._rows if self._is_shown(each)])

    def _is_shown(self, row: FileRow) -> bool:
        wanted = self._pills.current
        if wanted == _PROBLEMS:
            return _is_broken(row)
        if wanted == _UNREAD:
            return row.file is None
        return wanted == _ALL or (row.file is not None and row.file.kind == wanted)

    def _fit_buttons(self) -> None:
        chosen = self.table.chosen
        self._kind.setEnabled(bool(chosen))
        self._encoding.setVisible(any(_has_encoding(each) for each in self._rows))
        self._encoding.setEnabled(any(_has_encoding(each) for each in chosen))
        self._leave_out.setEnabled(any(each.is_wanted for each in chosen))
        self._again.setVisible(any(not each.is_wanted for each in self._rows))
        self._again.setEnabled(any(not each.is_wanted for each in chosen))
        if len(chosen) == 1:
            self._about.setText(in_a_row((chosen[0].name, chosen[0].outcome)))
        else:
            self._about.setText(
                tr_count(len(chosen), "{count} file is chosen", "{count} files are chosen")
            )

    def _ask_kind(self) -> None:
        if not self.table.chosen:
            return
        if self._list is None:
            self._list = PopupList(self.window(), tr("What the files are"))
            self._list.chosen.connect(self._take_kind)
        said = {each.said_kind for each in self.table.chosen}
        items = [PopupItem(key=_AS_IT_SEEMS, title=tr("as it seems"))]
        items.extend(
            PopupItem(
                key=kind, title=tr_said(kind.in_words), detail=tr("now") if said == {kind} else ""
            )
            for kind in Kind
        )
        self._list.set_items(items)
        width = round(scaled(self, _LIST_WIDTH))
        corner = self._kind.mapTo(self.window(), QPoint(0, 0))
        self._list.open(anchor=QRect(corner, QSize(width, self._kind.height())))

    def _take_kind(self, key: str) -> None:
        kind = None if key == _AS_IT_SEEMS else Kind(key)
        files = [each.path for each in self.table.chosen]
        self._tell(wish.with_kind(self.choices, files, kind))

    def _ask_encodings(self) -> None:
        """For the chosen files; where one alone is chosen, for all that are shown."""
        chosen = [each for each in self.table.chosen if _has_encoding(each)]
        if len(chosen) == 1:
            shown = [each for each in self.table.files.rows if _has_encoding(each)]
            chosen += [each for each in shown if each is not chosen[0]]
        files = [each.file for each in chosen if each.file is not None]
        remarked = set()
        if self._plan is not None:
            remarked = {each.path for each in (*self._plan.notes, *self._plan.problems)}
        dialog = EncodingsDialog(
            self,
            self._background,
            files,
            doubtful=frozenset(file.path for file in files if file.name in remarked),
            chosen=self.choices.encodings,
        )
        paths = [file.path for file in files]
        dialog.accepted.connect(
            lambda: self._tell(wish.with_encodings(self.choices, paths, dialog.chosen))
        )
        dialog.open()

    def _drop(self) -> None:
        files = [each.path for each in self.table.chosen if each.is_wanted]
        if files:
            self._tell(wish.without(self.choices, files))

    def _take_again(self) -> None:
        files = [each.path for each in self.table.chosen]
        self._tell(wish.with_again(self.choices, files))

    def _tell(self, choices: ImportChoices) -> None:
        self.choices = choices
        self.changed.emit(choices)


def _is_broken(row: FileRow) -> bool:
    return row.standing is Standing.PROBLEM


def _has_encoding(row: FileRow) -> bool:
    return row.file is not None and row.file.kind.has_encoding
