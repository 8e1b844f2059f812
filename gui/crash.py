"""The only place for what nobody caught: a fault is told kindly, a bug becomes a report.

A person never gets a stack trace in the face. The report has versions, the trace and the last lines
of the log, and nothing of any article; it lies in a file and can be copied.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from db import log
from db.errors import UserFault
from db.fault_report import described, keep_report, report_text
from gui.style_sheet import set_role
from gui.translation import tr


class CrashGuard(QObject):
    """Takes over the hooks for uncaught errors of all threads until `remove` gives them back.

    It starts the log of the window, and ends it.
    """

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
        log.start("window", versions())
        self._former = (sys.excepthook, threading.excepthook)
        # Errors of other threads, and those inside a paint event, are told from the event loop.
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._catch
        threading.excepthook = self._catch_in_thread

    def remove(self) -> None:
        """Give the hooks back, and end the log."""
        sys.excepthook, threading.excepthook = self._former
        log.stop()

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
        is_bug = not isinstance(error, UserFault)
        log.fault(described(error), is_bug=is_bug)
        if isinstance(error, UserFault):
            self._show_fault(error)
            return
        now = datetime.now(UTC)
        text = report_text(error, now=now, versions={**versions(), "on": _platform()})
        path = keep_report(text, self._folder, now=now)
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


def versions() -> dict[str, str]:
    """What the window is made of, besides what the rest of the program is."""
    return {"PySide": PySide6.__version__, "Qt": qVersion() or ""}


def _platform() -> str:
    """How the window reaches the screen."""
    return QGuiApplication.platformName()


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
            tr(
                "If it happens again, please send the report to the developers. It says where in "
                "the program it happened and what was done last; it holds no words of any article."
            ),
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
