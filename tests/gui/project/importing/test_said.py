"""What an import finds is said in the language of the person, wherever the assistant shows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from db.errors import Problem
from db.imports.choices import ImportChoices
from db.imports.mapping.account import LeftOut, Matter, links_of, spans_of
from db.imports.plan import plan
from gui.project.importing.file_rows import file_rows
from gui.project.importing.names_form import NamesForm
from gui.project.importing.remark_table import Remark, RemarkTable, Weight
from gui.project.quiet_table import QuietTable
from gui.theme import LIGHT
from gui.translation import tr_said, use_language
from tests.builders import make_project
from tests.db.formats.strategies import scheme
from tests.gui.project.office import cells, write_texts

SAID = {
    "it is empty": "nichts drin",
    "files of this kind are not read": "das liest niemand",
    "the name does not fit the pattern: {field} should be {words}": "{field} ist nicht {words}",
    "a date like 2024-03-05": "ein Tag",
    "{what} ({count} in all): {why}": "{what}, {count}: {why}",
    "{what} ({count} in all): {why}; it is “{example}”": "{what}, {count}: {why}, „{example}“",
    "spans “{label}” of {kind}": "Stellen „{label}“ ({kind})",
    "links “{role}”": "Pfeile „{role}“",
    "answers to “{name}” of {spans}": "Antworten auf „{name}“ bei {spans}",
    "left out, because “{to}” takes no such answer": "weg, denn „{to}“ nimmt das nicht",
}


@pytest.fixture(autouse=True)
def _german(tmp_path: Path):
    folder = tmp_path / "translations"
    (folder / "said").mkdir(parents=True)
    (folder / "said" / "de.json").write_text(json.dumps(SAID), encoding="utf-8")
    words = {"{file}, line {line}": "{file}, Zeile {line}", "line {line}: ": "Zeile {line}: "}
    (folder / "de.json").write_text(json.dumps(words), encoding="utf-8")
    use_language("de", folder)
    yield
    use_language("en")


def test_remarks_are_shown_and_copied_in_the_language(qtbot):
    table = RemarkTable(LIGHT)
    qtbot.addWidget(table)
    problems = (
        Problem(path="in/b.txt", line=None, reason="files of this kind are not read"),
        Problem(path="in/a.txt", line=3, reason="it is empty"),
    )
    weights = (Weight.SKIPPED, Weight.PROBLEM)
    table.show_remarks(
        [
            Remark(weight=weight, problem=each)
            for weight, each in zip(weights, problems, strict=True)
        ]
    )
    assert [row[2] for row in cells(table)] == ["nichts drin", "das liest niemand"]
    table.copy_chosen()
    assert QGuiApplication.clipboard().text() == (
        "in/a.txt, Zeile 3: nichts drin\nin/b.txt: das liest niemand"
    )


def test_the_sign_of_a_remark_is_told_in_words(qtbot):
    table = RemarkTable(LIGHT)
    qtbot.addWidget(table)
    table.show_remarks([Remark(weight=Weight.NOTE, problem=Problem(path="a", line=1, reason="b"))])
    index = table.remarks.index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Note"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Note"


def test_what_comes_of_a_file_is_said_in_the_language(tmp_path):
    write_texts(tmp_path / "in", {"a.txt": "", "b.png": b"\x89PNG"})
    with make_project(tmp_path) as project:
        found = file_rows(plan(project, [tmp_path / "in"]), ImportChoices())
    assert [each.outcome for each in found] == ["nichts drin", "das liest niemand"]


def test_what_a_pattern_can_not_read_is_said_in_the_language(qtbot):
    form = NamesForm(scheme())
    qtbot.addWidget(form)
    form.show_names(["notes.txt"], "{date}")
    (table,) = form.findChildren(QuietTable)
    assert cells(table) == [("notes.txt", "! {date} ist nicht ein Tag")]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (f"answers to “mood” of {spans_of('Event', 'Offer')}", "bei Stellen „Offer“ (Event)"),
        (f"answers to “mood” of {links_of('', 'By')}", "bei Pfeile „By“"),
    ],
)
def test_what_is_left_out_is_said_in_the_language_down_to_its_parts(what: str, expected: str):
    why = "left out, because “status” takes no such answer"
    left_out = LeftOut(matter=Matter.ATTRIBUTE, what=what, why=why, count=1, path="a")
    start = f"Antworten auf „mood“ {expected}, 1: weg, denn „status“ nimmt das nicht"
    assert tr_said(left_out.note().reason) == start
    with_example = LeftOut(
        matter=Matter.ATTRIBUTE, what=what, why=why, count=1, path="a", example="it is empty"
    )
    assert tr_said(with_example.note().reason) == f"{start}, „it is empty“"
