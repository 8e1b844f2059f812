"""What was written: files, sizes, checksums, and what the format could not hold."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from db.exports import catalogue
from db.exports.choices import ExportChoices
from gui.project.exporting import wording
from gui.project.exporting.loss_table import LossTable
from gui.project.exporting.notices import Notices
from gui.project.exporting.written import Written, WrittenFile
from gui.project.quiet_table import QuietTable
from gui.translation import tr, tr_count, tr_said
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, number, open_folder, size_words, words
from gui.widgets.row_models import TableModel

_ROWS_SHOWN = 8
_DIGEST_SHOWN = 12


class OutcomePane(QWidget):
    """`places_wanted` carries a LossCount, `left` goes back to the preview."""

    places_wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices = ExportChoices()
        self._written: Written | None = None
        self._told = words("", "strong", wraps=True)
        self._path = ElidedLabel(mode=Qt.TextElideMode.ElideLeft)
        self._notices = Notices()
        titles = (tr("File"), tr("Size"), tr("SHA-256"))
        self._model = TableModel(self, titles, self._words, tips=_tip)
        self._files = QuietTable(tr("Files that were written"))
        self._losses_title = words("", "strong", wraps=True)
        self._losses = LossTable(tr("What the format could not hold"))
        self._open = button(tr("Open the folder"), self._open_folder)
        self._losses.wanted.connect(self.places_wanted)
        self._files.taken.connect(lambda row: open_folder(str(self._model.rows[row].path)))
        self._lay_out()

    def show_written(self, written: Written, choices: ExportChoices) -> None:
        """Tell what an export by these choices made."""
        self.choices = choices
        self._written = written
        exported = written.exported
        title = tr_said(catalogue.one(exported.format).title)
        self._told.setText(
            tr(
                "{records} in {files} ({size}), read back and compared.",
                records=tr_count(exported.records, "{count} record", "{count} records"),
                files=exported.path.name,
                size=size_words(written.size),
            )
        )
        self._path.setText(str(exported.path))
        self._notices.show_lines(_notices(written))
        self._model.show_rows(written.files)
        self._files.setColumnWidth(0, max(120, self._files.viewport().width() // 2))
        lost = bool(exported.losses)
        self._losses_title.setText(
            tr("{format} could not hold", format=title)
            if lost
            else tr("{format} holds all of it.", format=title)
        )
        self._losses.setVisible(lost)
        self._losses.show_losses(exported.losses)

    def take_focus(self) -> None:
        """Begin with what one does next."""
        self._open.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_losses(self) -> None:
        """Go to the losses, or to the files where there are none."""
        part = self._losses if self._losses.isVisible() else self._files
        part.setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self) -> None:
        self._files.setModel(self._model)
        self._files.show_at_most(_ROWS_SHOWN)
        columns = self._files.horizontalHeader()
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        columns.setStretchLastSection(True)
        self._files.resized.connect(
            lambda: self._files.setColumnWidth(0, self._files.viewport().width() // 2)
        )
        head = QHBoxLayout()
        head.addWidget(words(tr("Exported"), "heading"), 1)
        head.addWidget(button(tr("Back to the preview"), self.left.emit))
        actions = QWidget()
        flow = FlowLayout(actions, gap=8)
        flow.addWidget(self._open)
        flow.addWidget(button(tr("Copy the checksums"), self._copy))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        column.addLayout(head)
        for widget in (self._told, self._path, actions, self._notices, self._files):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(self._losses_title)
        column.addWidget(self._losses)
        column.addStretch(1)

    def _words(self, file: WrittenFile, column: int) -> str:
        return (self._name(file), size_words(file.size), file.sha256[:_DIGEST_SHOWN])[column]

    def _name(self, file: WrittenFile) -> str:
        """Where a file is in the folder, as other systems write it, too."""
        folder = self._written.folder if self._written is not None else file.path.parent
        return file.path.relative_to(folder).as_posix()

    def _open_folder(self) -> None:
        if self._written is not None:
            open_folder(str(self._written.folder))

    def _copy(self) -> None:
        """As the program sha256sum writes and checks them."""
        if self._written is not None:
            lines = (
                f"{each.sha256}  {self._name(each)}\n"
                for each in self._written.files
                if each.sha256
            )
            QGuiApplication.clipboard().setText("".join(lines))


def _tip(file: WrittenFile, column: int) -> str:
    return (str(file.path), number(file.size), file.sha256)[column]


def _notices(written: Written) -> Iterator[tuple[str, bool]]:
    exported = written.exported
    if written.number > len(written.files):
        yield (
            tr_count(
                written.number,
                "{count} file was written.",
                "{count} files were written; the first are listed.",
            ),
            False,
        )
    if exported.splits:
        yield tr("Records: {parts}", parts=wording.splits_line(exported.splits)), False
        yield wording.leaks_line(exported.leaks), exported.leaks > 0
    if exported.closed_texts:
        yield wording.closed_texts_line(exported.closed_texts, is_done=True), True
    lines = list(wording.left_out_lines(exported.left_out))
    for line in lines or [tr("Nothing was left out.")]:
        yield line, False
