from __future__ import annotations

import hashlib
import threading

import orjson
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QTableView,
)

from db.errors import UserFault
from db.exports import catalogue, export_format
from gui import ask
from gui.actions import command
from gui.keys.choices import KeyChoices
from gui.keys.in_force import in_force
from gui.project.exporting import outcome_pane, section, wording
from gui.theme import DARK
from tests.gui.project.office import answer, button, buttons, cells, click, part

SPACE, ENTER, ESCAPE = Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape


def records(path):
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def export_by_keys(page):
    """From the form over the preview to the button, and press it."""
    page.section._form.formats.setFocus()
    page.go_on()
    page.go_on()
    assert QApplication.focusWidget() is button(page.section, "Export…")
    page.press(SPACE)


def test_every_format_is_offered_once_under_what_it_is_for():
    groups = wording.purposes()
    assert sorted(kind.name for each in groups for kind in each.formats) == sorted(
        catalogue.BY_NAME
    )
    assert [each.title for each in groups] == ["Everything", "Training", "Other tools", "Tables"]
    training = [kind.name for kind in groups[1].formats]
    assert {"conll", "spacy", "chat"} <= set(training)
    assert "prodigy" not in training


def test_the_first_record_stands_there_before_anything_is_chosen(page):
    assert orjson.loads(page.record)["title"] == "Troops"
    words = page.says()
    assert "1 article · 1 layer · 3 spans · 1 link" in words
    assert "JSONL of this program holds all of it." in words
    assert "1 article is left out: no layer of it was chosen." in words


def test_conll_is_chosen_its_losses_are_seen_and_it_is_exported_by_keys_alone(
    page, monkeypatch, tmp_path
):
    page.choose("CoNLL")
    assert page.record.startswith("-DOCSTART-")
    assert ("1", "proposed_by", "link: left out") in page.losses
    assert ("1", "ACTOR", "inside or across others: left out") in page.losses
    target = tmp_path / "out.conll"
    monkeypatch.setattr(ask, "save_file", answer(target))
    export_by_keys(page)
    assert target.read_text().startswith("-DOCSTART-")
    words = page.says()
    assert "1 record in out.conll (" in words
    assert "CoNLL-2003 could not hold" in words
    # The next thing to do has the focus.
    opened = []
    monkeypatch.setattr(outcome_pane, "open_folder", opened.append)
    page.press(SPACE)
    assert opened == [str(tmp_path)]


def test_what_was_written_is_told_with_checksums_that_are_right(page, monkeypatch, tmp_path):
    target = tmp_path / "out.jsonl"
    monkeypatch.setattr(ask, "save_file", answer(target))
    export_by_keys(page)
    files = cells(part(page.section, QTableView, "Files that were written"))
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    assert [name for name, _, _ in files] == [
        "out.jsonl",
        "manifest.json",
        "README.md",
        "croissant.json",
    ]
    assert digest.startswith(files[0][2])
    click(page.section, "Copy the checksums")
    assert QGuiApplication.clipboard().text() == f"{digest}  out.jsonl\n"
    click(page.section, "Back to the preview")
    assert orjson.loads(page.record)["title"] == "Troops"


def test_jsonl_goes_out_in_parts_by_keys_alone(page, monkeypatch, tmp_path):
    click(page.section, "All layers that say anything (2)")
    divide = button(page.section, "Divide into parts for training and testing")
    divide.setFocus()
    page.press(SPACE)
    page.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    shares = part(page.section, QLineEdit, "Shares")
    assert QApplication.focusWidget() is shares
    shares.selectAll()
    page.type("50/50")
    words = page.says()
    assert "Articles: train " in words
    assert "No leaks: no copies of a text are in different parts." in words
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(ask, "open_folder", answer(folder))
    export_by_keys(page)
    parts = {name: records(folder / f"{name}.jsonl") for name in ("train", "test")}
    assert sorted(each["title"] for some in parts.values() for each in some) == ["Troops", "Truce"]
    assert all(each["split"] == name for name, some in parts.items() for each in some)


def test_texts_that_may_not_be_passed_on_are_told(page):
    assert "The licence of 1 text is unknown or does not let you pass it on." in page.says()
    texts = part(page.section, QComboBox, "Texts that go along")
    texts.setCurrentIndex(1)
    page.settle()
    assert "The licence of 1 text" not in page.says()
    assert "text" not in orjson.loads(page.record)


def test_only_our_own_format_can_leave_texts_out(page):
    texts = part(page.section, QComboBox, "Texts that go along")
    texts.setCurrentIndex(2)
    page.settle()
    page.choose("doccano")
    assert not texts.isEnabled()
    assert "Only the JSONL of this program can leave texts out." in page.says()
    assert button(page.section, "Export…").isEnabled()


def test_a_format_whose_library_is_missing_says_how_to_install_it(page, monkeypatch):
    monkeypatch.setattr(export_format, "find_spec", lambda _name: None)
    page.choose("spaCy")
    assert 'Install it with: pip install "demarche[spacy]"' in page.says()
    assert not button(page.section, "Export…").isEnabled()
    click(page.section, "Copy the line that installs it")
    assert QGuiApplication.clipboard().text() == 'pip install "demarche[spacy]"'
    page.choose("CoNLL")
    assert button(page.section, "Export…").isEnabled()
    assert "Copy the line that installs it" not in buttons(page.section)


def test_a_choice_without_layers_can_not_be_exported_and_says_so(page):
    click(page.section, "Gold layers (0)")
    page.settle()
    assert not button(page.section, "Export…").isEnabled()
    assert "There is nothing to export yet in this choice." in page.says()
    click(page.section, "All layers that say anything (2)")
    page.settle()
    assert button(page.section, "Export…").isEnabled()


def test_layers_of_some_annotators_and_fields_only(page):
    page.tick("Only some article fields")
    page.settle()
    assert orjson.loads(page.record)["meta"] == {"date": "2024-03-01", "publisher": "A paper"}
    page.tick("publisher")
    page.settle()
    assert orjson.loads(page.record)["meta"] == {"date": "2024-03-01"}
    page.tick("Only some annotators")
    page.tick("annotator A")
    page.tick("Gold")
    page.settle()
    assert "No annotator is ticked." in page.says()
    assert not button(page.section, "Export…").isEnabled()


def test_shares_that_are_none_are_told_and_nothing_can_be_exported(page):
    page.tick("Divide into parts for training and testing")
    part(page.section, QLineEdit, "Shares").setText("80/x")
    page.settle()
    assert "“x” in “80/x” is no number." in page.says()
    assert not button(page.section, "Export…").isEnabled()


def test_annotators_go_out_by_number_unless_their_names_are_asked_for(page):
    assert "annotator A" not in page.record
    click(page.section, "Real names, as they stand on the Overview")
    page.settle()
    assert orjson.loads(page.record)["layer"]["annotator"] == "annotator A"


def test_turning_away_from_the_file_writes_nothing(page, monkeypatch, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.setattr(ask, "save_file", answer(None))
    export_by_keys(page)
    assert sorted(tmp_path.rglob("*")) == before
    assert orjson.loads(page.record)["title"] == "Troops"


def test_where_it_can_not_be_written_it_says_so_kindly(page, monkeypatch, tmp_path):
    told: list[UserFault] = []
    monkeypatch.setattr(ask, "message", lambda _parent, fault: told.append(fault))
    monkeypatch.setattr(ask, "save_file", answer(tmp_path / "nowhere" / "out.jsonl"))
    export_by_keys(page)
    assert len(told) == 1
    assert button(page.section, "Export…").isEnabled()


def test_a_cancelled_export_leaves_the_old_file(page, monkeypatch, tmp_path):
    target, gate, started = tmp_path / "out.jsonl", threading.Event(), threading.Event()
    target.write_bytes(b"older")
    real = section.export

    def held(project, out, choices, **more):
        started.set()
        gate.wait()
        return real(project, out, choices, **more)

    monkeypatch.setattr(section, "export", held)
    monkeypatch.setattr(ask, "save_file", answer(target))
    before = sorted(tmp_path.iterdir())
    button(page.section, "Export…").setFocus()
    QTest.keyClick(QApplication.focusWidget(), SPACE)
    page.office.bot.waitUntil(started.is_set)
    assert not button(page.section, "Export…").isEnabled()
    # The way out has the focus.
    focus = QApplication.focusWidget()
    assert isinstance(focus, QAbstractButton)
    assert focus.text() == "Cancel"
    QTest.keyClick(focus, SPACE)
    gate.set()
    page.settle()
    assert sorted(tmp_path.iterdir()) == before
    assert target.read_bytes() == b"older"
    assert QApplication.focusWidget() is button(page.section, "Export…")


def test_another_theme_is_taken_everywhere(page):
    page.section.set_theme(DARK)
    assert page.section._line._line._colour == DARK.accent


def test_the_button_tells_the_keys_that_lead_to_it_and_follows_them(page):
    export = button(page.section, "Export…")
    assert export.toolTip() == "Ctrl+Page down goes on from the form, Ctrl+Page up back"
    forward = command("tab.next")
    try:
        in_force().use(KeyChoices().choose(forward, ["F8"]))
        assert export.toolTip().startswith("F8 goes on from the form")
        in_force().use(KeyChoices().choose(forward, []))
        assert export.toolTip() == ""
    finally:
        in_force().use(KeyChoices())
