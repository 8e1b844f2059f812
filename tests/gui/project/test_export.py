from __future__ import annotations

import threading

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from db.errors import UserFault
from db.exports import jsonl
from db.model import LayerState
from db.operations import layers
from gui import ask
from gui.project import export as export_section
from gui.project.export import ExportSection
from gui.theme import LIGHT
from tests.gui.project.office import answer, button, buttons, click, said


@pytest.fixture
def section(office):
    return office.show(ExportSection(office.session, LIGHT, office.background))


@pytest.fixture
def finished(office, section):
    """The first article is done; the second is only begun."""
    office.session.run(layers.set_state, article=office.articles[0], state=LayerState.DONE)
    office.session.run(layers.open_layer, article=office.articles[1])
    office.settle()
    return section


def choices(section):
    return [each.text() for each in section.findChildren(QRadioButton)]


def records(path):
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def export(section, office, monkeypatch, target):
    monkeypatch.setattr(ask, "save_file", answer(target))
    click(section, "Export…")
    office.settle()


def test_each_choice_says_beforehand_how_much_goes_out(finished):
    assert choices(finished)[:3] == [
        "Finished layers (1)",
        "Gold layers (0)",
        "All layers that say anything (1)",
    ]


def test_a_choice_without_layers_can_not_be_exported_and_says_so(section):
    assert not button(section, "Export…").isEnabled()
    assert "There is nothing to export yet in this choice." in said(section)
    click(section, "All layers that say anything (1)")
    assert button(section, "Export…").isEnabled()
    assert "There is nothing to export yet in this choice." not in said(section)


def test_finished_layers_are_written_and_what_is_left_out_is_told(
    finished, office, monkeypatch, tmp_path
):
    target = tmp_path / "out.jsonl"
    export(finished, office, monkeypatch, target)
    assert [each["title"] for each in records(target)] == ["Troops"]
    words = said(finished)
    assert any(each.startswith("1 record in out.jsonl (") for each in words)
    assert "Beside it: manifest.json" in words
    assert "1 article is left out: no layer of it was chosen." in words
    opened = []
    monkeypatch.setattr(export_section, "open_folder", opened.append)
    click(finished, "Open the folder")
    assert opened == [str(tmp_path)]


def test_annotators_go_out_by_number_unless_their_names_are_asked_for(
    finished, office, monkeypatch, tmp_path
):
    by_number, by_name = tmp_path / "number.jsonl", tmp_path / "name.jsonl"
    export(finished, office, monkeypatch, by_number)
    click(finished, "Real names, as they stand on the Overview")
    export(finished, office, monkeypatch, by_name)
    assert b"annotator A" not in by_number.read_bytes()
    assert records(by_name)[0]["layer"]["annotator"] == "annotator A"


def test_turning_away_from_the_file_writes_nothing(finished, office, monkeypatch, tmp_path):
    before = sorted(tmp_path.iterdir())
    export(finished, office, monkeypatch, None)
    assert sorted(tmp_path.iterdir()) == before
    assert "Exported" not in said(finished)


def test_where_it_can_not_be_written_it_says_so_kindly(finished, office, monkeypatch, tmp_path):
    told: list[UserFault] = []
    monkeypatch.setattr(ask, "message", lambda _parent, fault: told.append(fault))
    export(finished, office, monkeypatch, tmp_path / "nowhere" / "out.jsonl")
    assert len(told) == 1
    assert "Exported" not in said(finished)
    assert button(finished, "Export…").isEnabled()


def test_a_cancelled_export_leaves_no_file(finished, office, monkeypatch, tmp_path):
    target, gate, started = tmp_path / "out.jsonl", threading.Event(), threading.Event()
    real = jsonl.export

    def held(project, out, *, is_cancelled, **more):
        started.set()
        gate.wait()
        return real(project, out, is_cancelled=is_cancelled, **more)

    monkeypatch.setattr(jsonl, "export", held)
    monkeypatch.setattr(ask, "save_file", answer(target))
    before = sorted(tmp_path.iterdir())
    click(finished, "Export…")
    office.bot.waitUntil(started.is_set)
    assert not button(finished, "Export…").isEnabled()
    click(finished, "Cancel")
    gate.set()
    office.settle()
    assert [each for each in sorted(tmp_path.iterdir()) if each not in before] == []
    assert button(finished, "Export…").isEnabled()
    assert "Cancel" not in buttons(finished)


def test_arrows_walk_through_the_choices(finished):
    first = finished.findChildren(QRadioButton)[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert finished.findChildren(QRadioButton)[1].isChecked()
