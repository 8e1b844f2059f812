from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from db.cli import making, progress
from db.errors import StorageFault
from db.imports import plan as planning

ROOT = Path(__file__).parents[3]
LISTING = """
import sys
from db.cli import main
try:
    main(sys.argv[1:])
finally:
    print([name for name in sys.modules if name.split(".")[0] in {names}], file=sys.stderr)
"""


def modules_after(names: set[str], *arguments: object) -> str:
    """Which of these libraries a command has imported."""
    done = subprocess.run(
        [sys.executable, "-c", LISTING.replace("{names}", repr(names)), *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr.splitlines()[-1]


def test_no_command_imports_qt(tmp_path):
    qt = {"PySide6", "shiboken6", "gui"}
    work = tmp_path / "work"
    assert modules_after(qt, "sample", work) == "[]"
    for arguments in (("info", work), ("check", work), ("export", work, tmp_path / "o.jsonl")):
        assert modules_after(qt, *arguments) == "[]"


def test_help_imports_no_heavy_library():
    heavy = {"sqlite3", "sqlite_utils", "orjson", "charset_normalizer", "platformdirs", "filelock"}
    assert modules_after(heavy, "--help") == "[]"


def raising(error):
    def fail(*_, **__):
        raise error

    return fail


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_stopping_says_that_nothing_was_changed(demarche, monkeypatch, error):
    monkeypatch.setattr(making.projects, "create", raising(error))
    done = demarche("new", "work")
    assert (done.status, done.err.lstrip()) == (1, "Stopped; nothing was changed.\n")


def test_stopping_in_the_middle_of_an_import_leaves_nothing(demarche, monkeypatch):
    demarche("new", "work")
    Path("a.txt").write_text("Some words.")
    with monkeypatch.context() as patch:
        patch.setattr(planning, "_placed", raising(KeyboardInterrupt()))
        done = demarche("import", "work", "a.txt")
    assert (done.status, done.err.lstrip()) == (1, "Stopped; nothing was changed.\n")
    assert "Articles: 0" in demarche("info", "work").out
    assert demarche("check", "work").status == 0


def test_a_fault_of_the_disk_is_said_as_it_is(demarche, monkeypatch):
    monkeypatch.setattr(making.projects, "create", raising(StorageFault("The disk is full.")))
    assert demarche("new", "work").err == "The disk is full.\n"


def test_a_mistake_of_ours_becomes_a_report_and_no_trace(demarche, monkeypatch):
    monkeypatch.setattr(making.projects, "create", raising(ZeroDivisionError("on purpose")))
    done = demarche("new", "work")
    assert done.status == 1
    assert len(done.err.splitlines()) == 1
    report = Path(done.err.strip().rsplit(": ", 1)[1])
    told = report.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in told
    assert "db/cli/making.py" in told
    assert "command: new" in told


def test_a_report_that_can_not_be_written_is_no_second_fault(demarche, monkeypatch):
    monkeypatch.setattr(making.projects, "create", raising(ZeroDivisionError("on purpose")))
    monkeypatch.setattr(Path, "write_text", raising(OSError("no room")))
    done = demarche("new", "work")
    assert done.status == 1
    assert "ZeroDivisionError" in done.err


def test_a_bar_is_only_drawn_where_somebody_looks():
    with progress.bar("Reading") as report:
        assert report is None


def test_a_bar_follows_the_progress(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress.bar("Reading") as report:
        report(0, None)
        report(5, 10)
        report(10, 10)
    said = capsys.readouterr().err
    assert "Reading" in said
    assert "100%" in said
