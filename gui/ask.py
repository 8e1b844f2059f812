"""The only place that asks a person something in a dialog: one function a question, values back.

Callers say `ask.confirm(...)` with the module's name, so that a test can put an answer there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db import log
from db.errors import InvalidInput, UserFault
from db.fault_report import described
from gui.dialog_room import room_over
from gui.style_sheet import set_role
from gui.translation import tr, tr_count, tr_said

_TEXT_WIDTH_CHARACTERS = 52
_SIDE = 20
_PROBLEMS_SHOWN = 1000


def text(parent: QWidget | None, title: str, label: str, value: str = "") -> str | None:
    """Ask for one line; None when the person turned away, never an empty line."""
    field = QLineEdit(value)
    field.selectAll()
    dialog = _Question(parent, title, label, field)
    field.textChanged.connect(lambda now: dialog.allow(bool(now.strip())))
    dialog.allow(bool(value.strip()))
    return field.text().strip() if dialog.is_accepted() else None


def paragraph(parent: QWidget | None, title: str, label: str, value: str = "") -> str | None:
    """Ask for a text of several lines, which may be empty; None when the person turned away."""
    field = QPlainTextEdit(value)
    field.setTabChangesFocus(True)
    dialog = _Question(parent, title, label, field)
    return field.toPlainText().strip() if dialog.is_accepted() else None


def choice(
    parent: QWidget | None, title: str, label: str, options: Sequence[str], *, chosen: int = 0
) -> int | None:
    """Ask for one of the options; its number from 0, or None when the person turned away."""
    field = QComboBox()
    field.addItems(list(options))
    field.setCurrentIndex(chosen)
    dialog = _Question(parent, title, label, field)
    return field.currentIndex() if dialog.is_accepted() else None


def confirm(
    parent: QWidget | None, title: str, question: str, *, yes: str, is_danger: bool = False
) -> bool:
    """Ask whether to go on; `yes` is the verb on the button. A danger is not the default answer."""
    dialog = _Question(parent, title, question, yes=yes, is_danger=is_danger)
    return dialog.is_accepted()


def message(parent: QWidget | None, fault: UserFault) -> None:
    """Tell what went wrong and what to do; a file with many problems shows them all."""
    log.fault(described(fault), is_bug=False)
    problems = fault.problems if isinstance(fault, InvalidInput) else ()
    if len(problems) < 2:
        note(parent, tr("That did not work"), tr_said(str(fault)))
        return
    lines = [tr_said(str(problem)) for problem in problems[:_PROBLEMS_SHOWN]]
    if len(problems) > _PROBLEMS_SHOWN:
        lines.append(tr("... and {count} more", count=len(problems) - _PROBLEMS_SHOWN))
    sentence = tr_count(
        len(problems),
        "There is {count} problem. Nothing was changed.",
        "There are {count} problems. Nothing was changed.",
    )
    report(parent, tr("That did not work"), sentence, "\n".join(lines))


def note(parent: QWidget | None, title: str, sentence: str) -> None:
    """Tell something that needs no answer."""
    _Question(parent, title, sentence, has_cancel=False).is_accepted()


def report(parent: QWidget | None, title: str, sentence: str, details: str) -> None:
    """Tell something with a longer text below it that can be read and copied."""
    field = QPlainTextEdit(details)
    field.setReadOnly(True)
    field.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    field.setMinimumHeight(12 * field.fontMetrics().height())
    _Question(parent, title, sentence, field, has_cancel=False).is_accepted()


def open_files(
    parent: QWidget | None, title: str, filters: str, folder: Path | None = None
) -> tuple[Path, ...]:
    """Ask for files that exist; empty when the person turned away."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder or ""), filters)
    return tuple(Path(name) for name in names)


def open_file(
    parent: QWidget | None, title: str, filters: str, folder: Path | None = None
) -> Path | None:
    """Ask for one file that exists; None when the person turned away."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder or ""), filters)
    return Path(name) if name else None


def open_folder(parent: QWidget | None, title: str, folder: Path | None = None) -> Path | None:
    """Ask for a folder that exists; None when the person turned away."""
    name = QFileDialog.getExistingDirectory(parent, title, str(folder or ""))
    return Path(name) if name else None


def save_file(parent: QWidget | None, title: str, suggestion: Path, filters: str) -> Path | None:
    """Ask where to write; the suggestion's suffix is added to a name that has none."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(suggestion), filters)
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(suggestion.suffix)


class _Question(QDialog):
    """A sentence, perhaps a field, and the two buttons."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        sentence: str,
        field: QWidget | None = None,
        *,
        yes: str = "",
        is_danger: bool = False,
        has_cancel: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        label = QLabel(sentence)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        wide = _TEXT_WIDTH_CHARACTERS * label.fontMetrics().averageCharWidth()
        label.setMinimumWidth(min(wide, room_over(parent).width() - 2 * _SIDE))
        label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, 18, _SIDE, 16)
        layout.setSpacing(12)
        layout.addWidget(label)
        if field is not None:
            field.setAccessibleName(sentence)
            label.setBuddy(field)
            layout.addWidget(field)
        self._ok = QPushButton(yes or tr("OK"))
        layout.addSpacing(4)
        layout.addWidget(self._buttons(is_danger=is_danger, has_cancel=has_cancel))
        (field or self._default).setFocus()
        # Last, because the button box has an idea of its own until it is part of the dialog.
        self._default.setDefault(True)

    def allow(self, is_allowed: bool) -> None:  # noqa: FBT001 - a switch is what it is
        """Whether there is anything to accept."""
        self._ok.setEnabled(is_allowed)

    def is_accepted(self) -> bool:
        """Show the dialog and wait; its field can be read until the caller returns."""
        answer = self.exec()
        self.deleteLater()
        return answer == QDialog.DialogCode.Accepted

    def _buttons(self, *, is_danger: bool, has_cancel: bool) -> QDialogButtonBox:
        box = QDialogButtonBox()
        set_role(self._ok, "danger" if is_danger else "primary")
        box.addButton(self._ok, QDialogButtonBox.ButtonRole.AcceptRole)
        self._default = self._ok
        if has_cancel:
            cancel = QPushButton(tr("Cancel"))
            box.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
            self._default = cancel if is_danger else self._ok
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box
