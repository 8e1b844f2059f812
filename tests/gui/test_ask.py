from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from db.errors import InvalidInput, Problem, UserFault
from gui import ask


@pytest.fixture
def answer(qtbot):
    """Runs a function on the dialog that opens next; what goes wrong in it fails the test."""
    faults: list[BaseException] = []

    def arrange(act) -> None:
        def run() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, QDialog)
            try:
                act(dialog)
            except BaseException as fault:  # noqa: BLE001 - told below
                faults.append(fault)
                dialog.reject()

        QTimer.singleShot(0, run)

    yield arrange
    assert faults == []


def button(dialog: QDialog, text: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == text)


def words(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_a_text_is_trimmed_and_never_empty(qtbot, answer):
    def act(dialog: QDialog) -> None:
        field = dialog.findChild(QLineEdit)
        assert field.hasSelectedText()
        field.clear()
        assert not button(dialog, "OK").isEnabled()
        field.insert("  Zoë ")
        qtbot.keyClick(field, Qt.Key.Key_Return)

    answer(act)
    assert ask.text(None, "Name", "What is your name?", "Z") == "Zoë"


def test_turning_away_gives_nothing(qtbot, answer):
    answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert ask.text(None, "Name", "What is your name?", "Z") is None


def test_the_field_is_named_for_a_screen_reader(answer):
    def act(dialog: QDialog) -> None:
        assert dialog.findChild(QLineEdit).accessibleName() == "What is your name?"
        dialog.reject()

    answer(act)
    ask.text(None, "Name", "What is your name?")


def test_a_paragraph_may_have_lines_and_may_be_empty(answer):
    def act(dialog: QDialog) -> None:
        dialog.findChild(QPlainTextEdit).setPlainText("one\ntwo\n")
        button(dialog, "OK").click()

    answer(act)
    assert ask.paragraph(None, "Comment", "What about it?") == "one\ntwo"
    answer(lambda dialog: button(dialog, "OK").click())
    assert ask.paragraph(None, "Comment", "What about it?") == ""


def test_a_choice_gives_the_number_of_the_option(answer):
    def act(dialog: QDialog) -> None:
        box = dialog.findChild(QComboBox)
        assert box.currentText() == "b"
        box.setCurrentText("c")
        button(dialog, "OK").click()

    answer(act)
    assert ask.choice(None, "Who?", "Who works here?", ["a", "b", "c"], chosen=1) == 2
    answer(lambda dialog: button(dialog, "Cancel").click())
    assert ask.choice(None, "Who?", "Who works here?", ["a"]) is None


def test_a_harmless_question_is_answered_with_yes_by_enter(qtbot, answer):
    answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    assert ask.confirm(None, "Done", "Mark it done?", yes="Mark it done")


def test_a_dangerous_question_is_answered_with_no_by_enter(qtbot, answer):
    def act(dialog: QDialog) -> None:
        assert button(dialog, "Remove").property("danger")
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    answer(act)
    assert not ask.confirm(None, "Remove", "Remove all?", yes="Remove", is_danger=True)
    answer(lambda dialog: button(dialog, "Remove").click())
    assert ask.confirm(None, "Remove", "Remove all?", yes="Remove", is_danger=True)


def test_a_fault_is_told_in_its_own_words_and_has_nothing_to_cancel(answer):
    def act(dialog: QDialog) -> None:
        assert "The disk is full." in words(dialog)
        assert len(dialog.findChildren(QPushButton)) == 1
        dialog.accept()

    answer(act)
    ask.message(None, UserFault("The disk is full."))


def test_markup_in_a_message_is_shown_as_it_stands(answer):
    def act(dialog: QDialog) -> None:
        label = dialog.findChild(QLabel)
        assert label.textFormat() is Qt.TextFormat.PlainText
        dialog.accept()

    answer(act)
    ask.note(None, "Note", "<b>bold</b>")


@pytest.mark.parametrize(("count", "lines"), [(2, 2), (1500, 1001)])
def test_all_problems_of_a_file_are_listed_up_to_a_limit(answer, count, lines):
    problems = tuple(
        Problem(path="a.jsonl", line=number, reason="wrong") for number in range(1, count + 1)
    )

    def act(dialog: QDialog) -> None:
        listed = dialog.findChild(QPlainTextEdit).toPlainText().splitlines()
        assert len(listed) == lines
        assert listed[0] == "a.jsonl, line 1: wrong"
        dialog.accept()

    answer(act)
    ask.message(None, InvalidInput(problems))


def test_a_single_problem_needs_no_list(answer):
    def act(dialog: QDialog) -> None:
        assert dialog.findChild(QPlainTextEdit) is None
        assert "a.jsonl, line 3: wrong" in words(dialog)
        dialog.accept()

    answer(act)
    ask.message(None, InvalidInput((Problem(path="a.jsonl", line=3, reason="wrong"),)))


def test_files_come_back_as_paths(monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (["/a/b.txt"], ""))
    assert ask.open_files(None, "Import", "Text (*.txt)") == (Path("/a/b.txt"),)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    assert ask.open_file(None, "Open", "") is None
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/a")
    assert ask.open_folder(None, "Folder") == Path("/a")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/a/out", Path("/a/out.jsonl")),
        ("/a/out.json", Path("/a/out.json")),
        ("", None),
    ],
)
def test_a_name_without_a_suffix_gets_the_suggested_one(monkeypatch, name, expected):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (name, ""))
    assert ask.save_file(None, "Export", Path("x.jsonl"), "") == expected
