"""The dialog in which a person says how the letters of plain texts are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from db.text import normalise
from db.text.decoding import Decoded, Unreadable, decode
from gui.style_sheet import set_role
from gui.translation import tr
from gui.widgets.painting import scaled
from gui.widgets.parts import words
from gui.widgets.row_delegate import RowDelegate

_PREVIEW_CHARACTERS = 3000
_USUAL = (
    "utf-8", "cp1252", "iso8859-15", "cp1250", "cp1251", "koi8-r", "cp1253", "cp1254", "cp1255",
    "cp1256", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "mac_roman",
    "utf-16-le", "utf-16-be",
)  # fmt: skip


class EncodingsDialog(QDialog):
    """Plain texts on the left, doubtful ones first; an encoding and its outcome on the right.

    After it was accepted, `chosen` holds the encodings of the files for which a person said one.
    """

    def __init__(
        self,
        parent: QWidget | None,
        files: Sequence[Path],
        *,
        doubtful: frozenset[Path] = frozenset(),
        chosen: Mapping[Path, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Encodings"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        wanted = QSize(round(scaled(self, 780)), round(scaled(self, 460)))
        self.resize(wanted.boundedTo(parent.window().size() if parent is not None else wanted))
        self.chosen: dict[Path, str] = dict(chosen or {})
        self._files = sorted(files, key=lambda each: each not in doubtful)
        self._guess = ""
        self._list = self._make_list(doubtful)
        self._box = QComboBox()
        self._box.setAccessibleName(tr("Encoding"))
        self._box.activated.connect(self._choose)
        self._note = words("", "muted", "secondary", wraps=True)
        self._preview = QPlainTextEdit()
        self._preview.setReadOnly(True)
        self._preview.setAccessibleName(tr("How the text reads in this encoding"))
        self._lay_out()
        self._list.setCurrentRow(0)

    def _make_list(self, doubtful: frozenset[Path]) -> QListWidget:
        view = QListWidget()
        view.setAccessibleName(tr("Plain texts"))
        view.setItemDelegate(RowDelegate(view))
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for file in self._files:
            item = QListWidgetItem(("? " if file in doubtful else "") + file.name)
            item.setToolTip(str(file))
            view.addItem(item)
        view.currentRowChanged.connect(self._show_file)
        return view

    def _lay_out(self) -> None:
        right = QWidget()
        grid = QGridLayout(right)
        grid.setContentsMargins(12, 0, 0, 0)
        grid.setVerticalSpacing(8)
        label = words(tr("Encoding"), "muted")
        label.setBuddy(self._box)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self._box, 0, 1)
        grid.addWidget(self._note, 1, 0, 1, 2)
        grid.addWidget(self._preview, 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        splitter = QSplitter()
        splitter.addWidget(self._list)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([round(scaled(self, 240)), round(scaled(self, 520))])
        use = QPushButton(tr("Use these encodings"))
        set_role(use, "primary")
        box = QDialogButtonBox()
        box.addButton(use, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(QPushButton(tr("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(14)
        layout.addWidget(splitter, 1)
        layout.addWidget(box)

    def _show_file(self, row: int) -> None:
        if row < 0:
            return
        file = self._files[row]
        guess = _read(file, None)
        self._guess = guess.encoding if isinstance(guess, Decoded) else ""
        others = guess.alternatives if isinstance(guess, Decoded) else ()
        self._box.clear()
        self._box.addItem(
            tr("as it seems: {encoding}", encoding=self._guess)
            if self._guess
            else tr("as it seems: can't be told"),
            None,
        )
        for encoding in dict.fromkeys((*others, *_USUAL)):
            if encoding != self._guess:
                fits = tr("{encoding}, also possible", encoding=encoding)
                self._box.addItem(fits if encoding in others else encoding, encoding)
        self._box.setCurrentIndex(max(0, self._box.findData(self.chosen.get(file))))
        self._show_preview(file)

    def _choose(self, _index: int) -> None:
        file = self._files[self._list.currentRow()]
        encoding = self._box.currentData()
        if encoding is None:
            self.chosen.pop(file, None)
        else:
            self.chosen[file] = str(encoding)
        self._show_preview(file)

    def _show_preview(self, file: Path) -> None:
        said = self.chosen.get(file)
        outcome = _read(file, said)
        if isinstance(outcome, str):
            self._preview.setPlainText("")
            self._note.setText(tr("It can't be read like this: {reason}.", reason=outcome))
            return
        self._preview.setPlainText(_body(outcome.text)[:_PREVIEW_CHARACTERS])
        is_other = said is not None and outcome.encoding != said
        self._note.setText("; ".join(outcome.notes) if is_other or said is None else "")
        self._note.setVisible(bool(self._note.text()))


def _read(file: Path, encoding: str | None) -> Decoded | str:
    """The text of a file, or why there is none."""
    try:
        return decode(file.read_bytes(), declared=encoding)
    except Unreadable as error:
        return str(error)
    except OSError as error:
        return error.strerror or str(error)


def _body(text: str) -> str:
    try:
        return normalise.normalise(text).body
    except Unreadable:
        return ""
