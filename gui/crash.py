"""The only place for what nobody caught: a fault is told kindly, a bug becomes a report.

A person never gets a stack trace in the face. The report has versions and the trace, and nothing of
any article; it lies in a file and can be copied.
"""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from db.errors import UserFault
from db.version import VERSION
from gui.style_sheet import set_role
from gui.translation import tr

REPORTS_KEPT = 20


class CrashGuard(QObject):
    """Takes over the hooks for uncaught errors of all threads until `remove` gives them back."""

    _caught = Signal(object)

    def __init__(
        self,
        folder: Path,
        *,
        show_fault: Callable[[UserFault], None],
        show_report: Callable[[str, Path | None], None] | None = None,
    ) -> None:
        """`folder` takes the reports; the two functions tell the person, on the GUI thread."""
        super().__init__()
        self._folder = folder
        self._show_fault = show_fault
        self._show_report = show_report or show_report_dialog
        self._is_showing = False
        self._former = (sys.excepthook, threading.excepthook)
        # Errors of other threads, and those inside a paint event, are told from the event loop.
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._catch
        threading.excepthook = self._catch_in_thread

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._former

    def _catch(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._former[0](kind, error, trace)
            return
        caught = error.with_traceback(trace)
        if threading.current_thread() is threading.main_thread() and not self.thread().loopLevel():
            # At the start or the end no event loop would deliver it.
            self._tell(caught)
        else:
            self._caught.emit(caught)

    def _catch_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._catch(caught.exc_type, caught.exc_value, caught.exc_traceback)

    @Slot(object)
    def _tell(self, error: BaseException) -> None:
        if isinstance(error, UserFault):
            self._show_fault(error)
            return
        text = report_text(error, now=datetime.now(UTC))
        path = keep_report(text, self._folder, now=datetime.now(UTC))
        sys.stderr.write(f"Demarche made a mistake. {_where(path, text)}\n")
        if self._is_showing:
            # A bug in a paint event comes 60 times a second; one dialog at a time is enough.
            return
        self._is_showing = True
        try:
            self._show_report(text, path)
        finally:
            self._is_showing = False


def _where(path: Path | None, text: str) -> str:
    """Where the report is; without a disk to keep it on, the report itself."""
    return f"Please send this report to its developers: {path}" if path else f"\n{text}"


def report_text(error: BaseException, *, now: datetime) -> str:
    """What a developer needs to know of a bug."""
    trace = "".join(traceback.format_exception(error))
    return (
        f"Demarche {VERSION} at {now.isoformat(timespec='seconds')}\n"
        f"Python {platform.python_version()}, PySide {PySide6.__version__}, Qt {qVersion()}\n"
        f"{platform.platform()}, {QGuiApplication.platformName()}\n\n{trace}"
    )


def keep_report(text: str, folder: Path, *, now: datetime) -> Path | None:
    """Write a report and drop the oldest ones; None where the disk refuses."""
    path = folder / f"report-{now:%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for old in sorted(folder.glob("report-*.txt"))[:-REPORTS_KEPT]:
            old.unlink()
    except OSError:
        return None
    return path


def show_report_dialog(text: str, path: Path | None) -> None:
    """Tell the person that the program made a mistake, and offer the report."""
    ReportDialog(text, path).exec()


class ReportDialog(QDialog):
    """Says that nothing is lost, where the report lies, and copies it."""

    def __init__(self, text: str, path: Path | None) -> None:
        super().__init__()
        self._text = text
        self._path = path
        self.setWindowTitle(tr("Demarche made a mistake"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._sentence())
        layout.addSpacing(4)
        layout.addLayout(self._buttons())

    def _sentence(self) -> QLabel:
        lines = [
            tr(
                "The last action was not carried out because of an error in the program. "
                "Everything that was shown as saved is saved, and you can go on working."
            ),
            tr("If it happens again, please send the report to the developers."),
        ]
        if self._path is not None:
            lines.append(tr("The report lies in {path}", path=self._path))
        label = QLabel("\n\n".join(lines))
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        label.setMinimumWidth(60 * label.fontMetrics().averageCharWidth())
        return label

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        copy = QPushButton(tr("Copy the report"))
        copy.clicked.connect(self._copy)
        row.addWidget(copy)
        if self._path is not None:
            show = QPushButton(tr("Show the folder"))
            show.clicked.connect(self._show_folder)
            row.addWidget(show)
        row.addStretch()
        close = QPushButton(tr("Go on working"))
        set_role(close, "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        close.setFocus()
        return row

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)

    @Slot()
    def _show_folder(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
