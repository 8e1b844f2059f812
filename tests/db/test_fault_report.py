"""Reports of faults: where, what kind, our own words, and nothing of anybody else's."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import fault_report, log
from db.errors import Bug, DamagedQuote, DemarcheError, NotAProject, SchemeViolation
from db.fault_report import described, keep_report, report_text, trace
from db.identifiers import new_id
from db.model import Fragment
from db.operations import spans
from tests.builders import BODY, Desk

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
WORDS = tuple(dict.fromkeys(word for word in BODY.split() if len(word) > 5))


def caught(fail) -> BaseException:
    """The error of a call, with its trace."""
    try:
        fail()
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    raise AssertionError("nothing was raised")


def raising(error: BaseException):
    def fail() -> None:
        raise error

    return fail


def through_our_own_code(desk: Desk, body: str):
    """A bug deep in our code, while a whole article is at hand everywhere on the way."""

    def clock() -> datetime:
        article_words = body.upper()
        raise ValueError(article_words + body)

    desk.project.clock = clock
    desk.mark("ACTOR", body.split(maxsplit=1)[0])


def test_no_word_of_an_article_gets_into_a_report_or_the_log(desk: Desk):
    log.start("command")
    error = caught(lambda: through_our_own_code(desk, desk.body))
    log.fault(described(error), is_bug=True)
    text = report_text(error, now=NOON)
    log.stop()
    written = text + (log.folder() / log.FILE_NAME).read_text(encoding="utf-8")
    assert "db/operations/spans.py" in text
    assert "ValueError" in written
    for word in WORDS:
        assert word not in written
        assert word.upper() not in written


@pytest.mark.parametrize(
    "make",
    [
        ValueError,
        KeyError,
        RuntimeError,
        OSError,
        Bug,
        SchemeViolation,
        DemarcheError,
        sqlite3.OperationalError,
        lambda words: DamagedQuote(words, words),
        lambda words: NotAProject(Path(words), f"it is damaged ({words})."),
        lambda words: UnicodeDecodeError("utf-8", words.encode(), 0, 1, words),
        lambda words: SyntaxError(words, (words, 1, 1, words)),
        lambda words: AttributeError(words, name=words, obj=words),
    ],
)
def test_no_kind_of_error_carries_words_along(make):
    error = caught(raising(make(BODY)))
    error.add_note(BODY)
    written = trace(error)
    assert type(error).__name__ in written
    assert not [word for word in WORDS if word in written]


@given(st.text(min_size=1, max_size=60))
def test_of_a_fault_only_our_own_words_are_told(words):
    plain = described(DamagedQuote("", ""))
    assert "no longer stand where they were marked. Nothing was exported." in plain
    assert len(described(DamagedQuote(words, words))) <= len(plain) + 2


def test_our_own_words_of_the_function_that_raised_stay():
    error = caught(lambda: Fragment(5, 3))
    assert described(error).startswith("ValueError: a fragment must hold at least one character")
    assert "[5" not in described(error)


def test_a_fault_of_sqlite_is_told_by_its_code_and_one_of_the_disk_by_its_name(tmp_path):
    refused = caught(lambda: sqlite3.connect(":memory:").execute("SELECT secret"))
    assert described(refused) == "sqlite3.OperationalError: SQLITE_ERROR"
    assert described(caught((tmp_path / "x").read_text)) == "FileNotFoundError: ENOENT"


def test_the_causes_are_told_first():
    def fail() -> None:
        try:
            _ = {}["x"]
        except KeyError as error:
            raise Bug("y") from error

    written = trace(caught(fail))
    assert written.index("KeyError") < written.index("Which led to:") < written.index("db.errors")


def test_an_error_that_causes_itself_ends():
    error = ValueError("x")
    other = KeyError("y")
    error.__cause__, other.__cause__ = other, error
    assert trace(error).count("Traceback") == 2


def test_no_folder_of_the_person_is_named():
    written = trace(caught(lambda: new_id().missing))
    assert str(Path(__file__).parents[2]) not in written
    assert "test_fault_report.py" in written
    assert "AttributeError: missing" in written


def test_a_report_names_versions_and_time_and_ends_with_the_log():
    log.start("command")
    log.command("check")
    text = report_text(ValueError("oh"), now=NOON, versions={"Qt": "6"})
    log.stop()
    assert text.startswith("Demarche ")
    assert "2024-03-05T12:00:00+00:00" in text
    assert "Qt 6" in text
    assert text.rstrip().endswith("command: check")


def test_only_the_latest_reports_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(fault_report, "REPORTS_KEPT", 2)
    for second in range(4):
        keep_report(str(second), tmp_path, now=NOON.replace(second=second))
    kept = sorted(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert kept == ["2", "3"]


def test_a_disk_that_refuses_does_not_make_it_worse(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    assert keep_report("text", blocked / "reports", now=NOON) is None


def test_a_refused_step_is_told_without_what_was_to_be_marked(desk: Desk):
    error = caught(
        lambda: spans.add_span(
            desk.project, desk.author, article=desk.article, label="NOBODY", fragments=()
        )
    )
    assert "NOBODY" not in described(error)
