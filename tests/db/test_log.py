"""The log: what gets in, what never does, and that it stays small."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from db import log
from db.operations import comments, projects
from tests.builders import Desk


@pytest.fixture
def logged():
    log.start("command", {"Qt": "6"})
    yield lambda: (log.folder() / log.FILE_NAME).read_text(encoding="utf-8")
    log.stop()


def test_it_tells_of_start_and_stop_with_versions(logged):
    log.stop()
    first, last = logged().splitlines()
    assert "INFO start: Demarche " in first
    assert "Qt 6" in first
    assert last.endswith("INFO stop")


def test_steps_are_told_by_name_and_number_and_never_by_their_words(logged, desk: Desk):
    france = desk.mark("ACTOR", "France")
    desk.link(desk.mark("PROPOSAL", "send troops"), "proposed_by", france)
    desk.undo()
    comments.add_comment(
        desk.project, desk.author, article=desk.article, text="Surely Ruritania", span=france
    )
    projects.rename_annotator(desk.project, desk.author, annotator=desk.author, name="Ottokar")
    said = logged()
    assert "(action): mark actor" in said
    assert "(undo): " in said
    for secret in ("France", "send troops", "Ruritania", "Ottokar", "annotator A", desk.article):
        assert secret not in said


def test_a_step_that_was_refused_or_wrote_nothing_is_not_told(logged, desk: Desk):
    desk.open()
    before = logged()
    desk.open()
    assert logged() == before


def test_what_stands_in_quotes_is_left_out_of_any_name():
    assert log.plain("merge “France” into “Frank‐\nreich”") == "merge “…” into “…”"
    assert log.plain('Exporting "my file') == "Exporting “…”"
    assert len(log.plain("x" * 500)) == 80


def test_it_never_grows_beyond_three_files(logged, monkeypatch):
    monkeypatch.setattr(log, "MOST_BYTES", 2_000)
    log.stop()
    log.start("command")
    for number in range(300):
        log.operation("mark actor", "action", number)
    files = sorted(path.name for path in log.folder().iterdir())
    assert files == ["demarche.log", "demarche.log.1", "demarche.log.2"]
    assert all(path.stat().st_size <= 2_000 for path in log.folder().iterdir())
    assert "step 299 " in log.last_lines(1)
    assert len(log.last_lines(20).splitlines()) == 20


def test_two_processes_share_the_file_also_when_one_of_them_moves_it_on(logged):
    log.command("first")
    moved = log.folder() / "demarche.log.1"
    (log.folder() / log.FILE_NAME).rename(moved)
    log.command("second")
    assert "first" in moved.read_text(encoding="utf-8")
    assert "second" in logged()
    assert "first" not in logged()


def test_where_the_disk_refuses_nothing_is_logged_and_nothing_fails(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    monkeypatch.setattr(log, "folder", lambda: blocked / "log")
    log.start("command")
    log.command("check")
    log.stop()
    assert log.last_lines(5) == ""


def test_a_log_file_that_cannot_be_written_to_disturbs_nobody(logged, monkeypatch, capsys):
    handler = next(each for each in log._LOGGER.handlers if isinstance(each, log._Handler))

    def full(_record: logging.LogRecord) -> bool:
        raise OSError("no room")

    monkeypatch.setattr(handler, "shouldRollover", full)
    log.command("check")
    assert capsys.readouterr() == ("", "")


def test_the_command_line_logs_its_commands_without_what_they_were_given(
    tmp_path, repository: Path
):
    code = "from db.cli import main; main(['info', 'secret-name'])"
    subprocess.run([sys.executable, "-c", code], cwd=repository, check=False, capture_output=True)
    said = log.last_lines(10)
    assert "command: info" in said
    assert "WARNING fault: db.errors.NotAProject: " in said
    assert "secret-name" not in said
    assert said.splitlines()[-1].endswith("INFO stop")
