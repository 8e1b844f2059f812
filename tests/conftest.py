"""What every test runs in: its own home, off-screen, and a look for what the test left behind."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The program speaks the language of the system; the tests know English words.
os.environ["LC_ALL"] = "C.UTF-8"
# Keys that tests make lie in their own home, never in the keyring of the person who runs them.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# No deadlines: the machine that runs the tests may be busy, and speed has its benchmarks.
settings.register_profile(
    "demarche",
    deadline=None,
    derandomize=True,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("demarche")


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees or touches what the person who runs it has at home."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name, folder in (
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_STATE_HOME", ".local/state"),
    ):
        monkeypatch.setenv(name, str(home / folder))


@pytest.fixture(autouse=True)
def _no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """A window, timer or thread that outlives its test is a fault of the test or of the program."""
    threads = set(threading.enumerate())
    yield
    left = [each for each in threading.enumerate() if each not in threads and not each.daemon]
    assert not left, f"threads were left running: {left}"
    if "qapp" in request.fixturenames:
        app: QApplication = request.getfixturevalue("qapp")
        _assert_nothing_shown(app)
        _delete_widgets(app)
        if app.styleSheet():
            # The look of one test must not colour the next one.
            app.setStyleSheet("")
            app.setPalette(app.style().standardPalette())


@pytest.fixture(autouse=True)
def _no_unexpected_question(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dialog that no test answers would wait for ever; what it says is the failure instead."""
    is_about_questions = request.module.__name__.endswith("test_ask")
    if "qapp" not in request.fixturenames or is_about_questions:
        return
    from PySide6.QtWidgets import QDialog, QLabel  # noqa: PLC0415 - tests of db load no Qt

    from gui import ask  # noqa: PLC0415

    def refuse(question: QDialog) -> int:
        raise AssertionError(f"asked: {[label.text() for label in question.findChildren(QLabel)]}")

    monkeypatch.setattr(ask._Question, "exec", refuse)


def _assert_nothing_shown(app: QApplication) -> None:
    shown = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
    for widget in shown:
        widget.close()
    assert not shown, f"windows were left open: {shown}"


def _delete_widgets(app: QApplication) -> None:
    """What a test made and let go of would be styled anew by every later change of theme."""
    from PySide6.QtCore import QEvent  # noqa: PLC0415 - tests of db load no Qt

    for widget in app.topLevelWidgets():
        widget.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that holds pyproject.toml."""
    return Path(__file__).parents[1]
