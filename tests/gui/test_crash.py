from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from db.errors import UserFault
from gui.crash import CrashGuard, ReportDialog


class Told:
    def __init__(self):
        self.faults: list[str] = []
        self.reports: list[tuple[str, Path | None]] = []
        self.threads: set[threading.Thread] = set()

    def fault(self, fault: UserFault) -> None:
        self.faults.append(str(fault))
        self.threads.add(threading.current_thread())

    def report(self, text: str, path: Path | None) -> None:
        self.reports.append((text, path))
        self.threads.add(threading.current_thread())


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def guard(qapp, tmp_path, told):
    made = CrashGuard(tmp_path / "reports", show_fault=told.fault, show_report=told.report)
    yield made
    made.remove()


def raise_uncaught(error: BaseException) -> None:
    """Hand an error to the hook as the interpreter does with one that nobody caught."""

    def fail() -> None:
        raise error

    try:
        fail()
    except BaseException as caught:  # noqa: BLE001 - this is the interpreter's place
        sys.excepthook(type(caught), caught, caught.__traceback__)


def test_a_fault_is_told_kindly_and_leaves_no_report(qtbot, guard, told, tmp_path):
    raise_uncaught(UserFault("The file is gone. Choose another."))
    qtbot.waitUntil(lambda: told.faults == ["The file is gone. Choose another."])
    assert told.reports == []
    assert not (tmp_path / "reports").exists()


def test_a_bug_becomes_a_report_with_its_trace_in_a_file(qtbot, guard, told, capsys):
    raise_uncaught(ZeroDivisionError("oh"))
    qtbot.waitUntil(lambda: bool(told.reports))
    text, path = told.reports[0]
    assert "ZeroDivisionError" in text
    assert "PySide" in text
    assert "ERROR fault: ZeroDivisionError" in text
    assert "raise_uncaught" in text
    assert path is not None
    assert path.read_text(encoding="utf-8") == text
    assert path.name in (said := capsys.readouterr().err)
    assert "Traceback" not in said


def test_an_error_in_another_thread_is_told_on_the_gui_thread(qtbot, guard, told):
    def work() -> None:
        raise UserFault("from afar")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: told.faults == ["from afar"])
    assert told.threads == {threading.main_thread()}


def test_bugs_that_come_while_one_is_shown_are_kept_but_not_shown(qtbot, tmp_path, capsys):
    shown: list[str] = []

    def show(text: str, _path: Path | None) -> None:
        shown.append(text)
        guard._tell(ValueError("second"))

    guard = CrashGuard(tmp_path, show_fault=lambda _fault: None, show_report=show)
    try:
        guard._tell(ValueError("first"))
    finally:
        guard.remove()
    assert len(shown) == 1
    assert len(list(tmp_path.glob("report-*.txt"))) == 2


def test_stopping_from_the_keyboard_is_no_bug(monkeypatch, qtbot, tmp_path, told):
    passed: list[type] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: passed.append(kind))
    guard = CrashGuard(tmp_path, show_fault=told.fault, show_report=told.report)
    raise_uncaught(KeyboardInterrupt())
    guard.remove()
    assert passed == [KeyboardInterrupt]


def test_the_hooks_are_given_back(qapp, tmp_path, told):
    before = (sys.excepthook, threading.excepthook)
    CrashGuard(tmp_path, show_fault=told.fault, show_report=told.report).remove()
    assert (sys.excepthook, threading.excepthook) == before


def test_the_dialog_has_no_trace_and_copies_the_report(qtbot, tmp_path):
    dialog = ReportDialog("Traceback: the whole story", tmp_path / "report-1.txt")
    qtbot.addWidget(dialog)
    shown = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Traceback" not in shown
    assert str(tmp_path / "report-1.txt") in shown
    copy = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy the report")
    copy.click()
    assert QGuiApplication.clipboard().text() == "Traceback: the whole story"


def test_a_report_that_could_not_be_kept_can_still_be_copied(qtbot):
    dialog = ReportDialog("text", None)
    qtbot.addWidget(dialog)
    titles = [button.text() for button in dialog.findChildren(QPushButton)]
    assert titles == ["Copy the report", "Go on working"]
