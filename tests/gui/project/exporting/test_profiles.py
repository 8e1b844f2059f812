from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from db.exports.choices import ExportChoices, StandOff
from db.model import LayerState
from db.queries.exports import Which
from db.splitting.model import By, Share, SplitPlan
from gui import ask
from tests.gui.project.office import answer, button, buttons, click, part

CHOICES = (
    ExportChoices(),
    ExportChoices(format="conll", layers=Which.ALL, states=(LayerState.OPEN, LayerState.DONE)),
    ExportChoices(format="parquet", split=SplitPlan(seed=7), split_in_field=True, with_names=True),
    ExportChoices(stand_off=StandOff.CLOSED, fields=("date",), licence="CC-BY-4.0", creator="We"),
    ExportChoices(
        format="brat",
        description="A few words.",
        split=SplitPlan(
            by=By.DATE,
            shares=(Share(name="old", part=70), Share(name="new", part=30)),
            cuts=("2024-03-01",),
            keeps_copies_together=False,
        ),
    ),
    ExportChoices(
        split=SplitPlan(by=By.PUBLISHER, publishers={"test": ("A paper", "Another"), "dev": ("B",)})
    ),
    ExportChoices(fields=()),
)


def names(page):
    return part(page.section, QComboBox, "Remembered choices")


def remember(page, monkeypatch, name):
    monkeypatch.setattr(ask, "text", answer(name))
    click(page.section, "Remember…")
    page.settle()


@pytest.mark.parametrize("choices", CHOICES)
def test_the_form_gives_back_what_it_was_given(page, choices):
    page.section._form.take(choices)
    assert page.section._form.choices == choices
    page.settle()


def test_choices_are_remembered_under_a_name_and_taken_again_by_keys(page, monkeypatch):
    page.choose("CoNLL")
    click(page.section, "All layers that say anything (2)")
    wanted = page.section._form.choices
    remember(page, monkeypatch, "for the tagger")
    assert names(page).currentText() == "for the tagger"
    assert page.office.names[-1] == "remember the export “for the tagger”"
    page.choose("doccano")
    assert names(page).currentText() == "Choices of your own"
    names(page).setFocus()
    page.press(Qt.Key.Key_Down)
    assert page.section._form.choices == wanted
    assert page.record.startswith("-DOCSTART-")


def test_a_remembered_name_is_only_replaced_when_that_is_meant(page, monkeypatch):
    remember(page, monkeypatch, "mine")
    page.choose("CoNLL")
    monkeypatch.setattr(ask, "confirm", answer(False))
    remember(page, monkeypatch, "mine")
    assert names(page).currentText() == "Choices of your own"
    monkeypatch.setattr(ask, "confirm", answer(True))
    remember(page, monkeypatch, "mine")
    assert names(page).currentText() == "mine"
    assert names(page).count() == 2


def test_what_is_forgotten_is_offered_no_more_and_undo_brings_it_back(page, monkeypatch):
    remember(page, monkeypatch, "mine")
    click(page.section, "Forget")
    page.settle()
    assert names(page).count() == 1
    assert not button(page.section, "Forget").isEnabled()
    page.office.session.undo()
    page.settle()
    assert names(page).count() == 2


def test_choices_go_into_a_file_and_come_back(page, monkeypatch, tmp_path):
    page.section._form.take(CHOICES[4])
    page.settle()
    file = tmp_path / "choices.toml"
    monkeypatch.setattr(ask, "save_file", answer(file))
    click(page.section, "Write a file…")
    page.choose("JSONL")
    assert page.section._form.choices != CHOICES[4]
    monkeypatch.setattr(ask, "open_file", answer(file))
    click(page.section, "From a file…")
    page.settle()
    assert page.section._form.choices == CHOICES[4]


def test_a_file_that_is_no_profile_changes_nothing_and_is_told(page, monkeypatch, tmp_path):
    file = tmp_path / "other.toml"
    file.write_text('format = "nothing"\nsoup = 1\n')
    before, told = page.section._form.choices, []
    monkeypatch.setattr(ask, "message", lambda _parent, fault: told.append(fault))
    monkeypatch.setattr(ask, "open_file", answer(file))
    click(page.section, "From a file…")
    page.settle()
    assert len(told[0].problems) == 2
    assert page.section._form.choices == before


def test_choices_that_make_no_export_can_not_be_remembered(page):
    click(page.section, "All layers that say anything (2)")
    page.tick("Only layers in some states")
    for name in ("not begun", "in progress", "done", "skipped"):
        page.tick(name)
    page.settle()
    assert not button(page.section, "Remember…").isEnabled()
    assert "No state is ticked." in page.says()
    assert "Remember…" in buttons(page.section)
