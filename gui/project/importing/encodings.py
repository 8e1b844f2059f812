"""The dialog in which a person says how the letters of files are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from db.imports.collecting import SourceFile
from gui.background import Background, Task
from gui.dialog_room import room_over
from gui.project.importing.letters import Letters, letters
from gui.translation import tr
from gui.widgets.painting import scaled
from gui.widgets.parts import button, words
from gui.widgets.row_delegate import RowDelegate
from gui.widgets.scrolled_room import ScrolledRoom, sideways

_ENCODING = Qt.ItemDataRole.UserRole
_LISTED = 10_000


class EncodingsDialog(QDialog):
    """Files on the left, doubtful ones first; on the right how one reads in each encoding.

    After it was accepted, `chosen` holds the encodings of the files for which a person said one.
    The files are read in the background.
    """

    def __init__(
        self,
        parent: QWidget,
        background: Background,
        files: Sequence[SourceFile],
        *,
        doubtful: frozenset[Path] = frozenset(),
        chosen: Mapping[Path, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Encodings"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        wanted = QSize(round(scaled(self, 820)), round(scaled(self, 560)))
        self.resize(wanted.boundedTo(room_over(parent)))
        self._background = background
        self._task: Task | None = None
        self._is_gone = False
        self._known: dict[Path, Letters] = {}
        self._files = sorted(files, key=lambda each: each.path not in doubtful)[:_LISTED]
        paths = {file.path for file in files}
        self.chosen = {path: said for path, said in (chosen or {}).items() if path in paths}
        self._list = self._make_list(tr("Files"))
        for file in self._files:
            item = QListWidgetItem(("? " if file.path in doubtful else "") + file.place.name)
            item.setToolTip(file.name)
            self._list.addItem(item)
        self._ways = self._make_list(tr("Encoding"))
        self._note = words("", "muted", "secondary", wraps=True)
        self._preview = QPlainTextEdit()
        self._preview.setReadOnly(True)
        self._preview.setTabChangesFocus(True)
        self._preview.setAccessibleName(tr("How the text reads in this encoding"))
        self._for_all = button(tr("The same for all files"), self._spread)
        self._lay_out()
        self._list.currentRowChanged.connect(self._show_file)
        self._ways.currentRowChanged.connect(self._choose)
        self.finished.connect(self._go)
        self._list.setCurrentRow(0)

    def _make_list(self, name: str) -> QListWidget:
        view = QListWidget()
        view.setAccessibleName(name)
        view.setItemDelegate(RowDelegate(view))
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return view

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(words(tr("Which of these can be read?"), "strong"))
        column.addWidget(self._ways, 3)
        column.addWidget(self._note)
        column.addWidget(self._preview, 2)
        splitter = QSplitter()
        splitter.addWidget(self._list)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([round(scaled(self, 220)), round(scaled(self, 580))])
        self._list.setVisible(len(self._files) > 1)
        self._for_all.setVisible(len(self._files) > 1)
        use = button(tr("Use these encodings"), self.accept, role="primary")
        use.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._for_all)
        buttons.addStretch(1)
        buttons.addWidget(button(tr("Cancel"), self.reject, role=""))
        buttons.addWidget(use)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(14)
        # With very large letters there is more than the window has room for.
        layout.addWidget(ScrolledRoom(splitter), 1)
        layout.addWidget(sideways(buttons))

    @property
    def _file(self) -> SourceFile:
        return self._files[max(0, self._list.currentRow())]

    def _show_file(self, _row: int) -> None:
        file = self._file
        known = self._known.get(file.path)
        if known is not None:
            self._show(known)
            return
        self._ways.clear()
        self._preview.clear()
        self._note.setText(tr("Reading the file"))
        if self._task is not None:
            self._task.cancel()
        self._task = self._background.start(
            lambda _progress: letters(file),
            done=lambda found: self._take(file, found),
            title=tr("Reading the file"),
            pure=True,
        )

    def _take(self, file: SourceFile, found: Letters) -> None:
        self._known[file.path] = found
        if not self._is_gone and file is self._file:
            self._show(found)

    def _show(self, found: Letters) -> None:
        self._ways.blockSignals(True)  # noqa: FBT003 - Qt's own switch
        self._ways.clear()
        for number, each in enumerate(found.candidates):
            is_guess = number == 0 and not found.problem
            name = tr("{encoding}, as it seems", encoding=each.encoding) if is_guess else None
            item = QListWidgetItem(f"{name or each.encoding}\n{each.sample}")
            item.setData(_ENCODING, "" if is_guess else each.encoding)
            self._ways.addItem(item)
        said = self.chosen.get(self._file.path, "")
        encodings = [self._ways.item(at).data(_ENCODING) for at in range(self._ways.count())]
        self._ways.setCurrentRow(encodings.index(said) if said in encodings else 0)
        self._ways.blockSignals(False)  # noqa: FBT003 - Qt's own switch
        self._show_text()

    def _choose(self, row: int) -> None:
        if row < 0:
            return
        encoding = str(self._ways.item(row).data(_ENCODING))
        if encoding:
            self.chosen[self._file.path] = encoding
        else:
            self.chosen.pop(self._file.path, None)
        self._show_text()

    def _show_text(self) -> None:
        found = self._known.get(self._file.path)
        row = self._ways.currentRow()
        if found is None:
            return
        if row < 0 or row >= len(found.candidates):
            self._preview.clear()
            self._note.setText(tr("It can't be read: {reason}.", reason=found.problem))
            return
        candidate = found.candidates[row]
        self._preview.setPlainText(candidate.text)
        sure = tr("The file says itself what it is in.") if found.is_sure and row == 0 else ""
        self._note.setText(candidate.note or sure)
        self._note.setVisible(bool(self._note.text()))

    def _spread(self) -> None:
        """What was chosen for this file, for all of them."""
        said = self.chosen.get(self._file.path)
        for file in self._files:
            if said is None:
                self.chosen.pop(file.path, None)
            else:
                self.chosen[file.path] = said

    def _go(self) -> None:
        self._is_gone = True
        # A reading that still runs tells this window when it ends.
        if self._task is not None and self._task.is_running:
            self._task.cancel()
            self._task.finished.connect(lambda _state: self.deleteLater())
        else:
            self.deleteLater()
