from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton, QRadioButton

from db import backup
from db.operations import projects
from db.queries import annotators
from gui import ask, theme
from gui.project.overview import OverviewSection
from gui.project.person.dialog import PersonDialog
from gui.theme import LIGHT
from tests.gui.project.office import answer, click, said


@pytest.fixture
def section(office):
    return office.show(OverviewSection(office.session, LIGHT, office.background))


@pytest.fixture
def dialog(section, office):
    click(section, "Personal data of annotator A")
    opened = section.findChild(PersonDialog)
    office.settle()
    yield opened
    if section.findChild(PersonDialog) is not None and opened.isVisible():
        opened.reject()


def check(dialog, kind, words):
    (found,) = [each for each in dialog.findChildren(kind) if each.text() == words]
    found.setChecked(True)


def told(dialog):
    return " ".join(said(dialog))


def test_it_says_what_is_kept_and_what_would_remain(dialog):
    assert "Work: 1 layer (0 done), 4 spans, 1 link, 0 comments" in told(dialog)
    assert "The name is replaced everywhere" in told(dialog)
    assert "1 backup, which is made first, still holds everything" in told(dialog)


def test_what_would_go_follows_the_choice(dialog):
    check(dialog, QRadioButton, "Delete layers, comments and times as well")
    assert "1 layer with all in them go" in told(dialog)
    assert "The journal still remembers" in told(dialog)
    check(dialog, QCheckBox, "Out of the journal, too")
    assert "The journal forgets the work" in told(dialog)
    check(dialog, QCheckBox, "Delete the backups that know the person")
    assert "nothing brings the person back then" in told(dialog)


def test_what_is_kept_is_written_where_the_person_wants_it(dialog, office, monkeypatch, tmp_path):
    target = tmp_path / "person.json"
    monkeypatch.setattr(ask, "save_file", answer(target))
    click(dialog, "Export…")
    office.settle()
    data = json.loads(target.read_text(encoding="utf-8"))
    assert len(data["layers"]["entries"][0]["spans"]) == 4
    assert "Written to person.json" in told(dialog)


def test_nothing_is_forgotten_without_a_yes(dialog, office, monkeypatch):
    monkeypatch.setattr(ask, "confirm", answer(False))
    click(dialog, "Forget this person…")
    assert annotators.one(office.project, office.session.author).name == "annotator A"
    assert office.commits == []


def test_the_name_is_replaced_after_a_question(dialog, section, office, monkeypatch):
    monkeypatch.setattr(ask, "confirm", answer(True))
    click(dialog, "Forget this person…")
    office.settle()
    assert annotators.one(office.project, office.session.author).name == "Somebody 1"
    assert "Somebody 1" in said(section)
    assert office.names == ["forget a person"]
    assert office.session.undo_title is None


def test_work_journal_and_backups_go_together(dialog, office, monkeypatch):
    monkeypatch.setattr(ask, "confirm", answer(True))
    check(dialog, QRadioButton, "Delete layers, comments and times as well")
    check(dialog, QCheckBox, "Out of the journal, too")
    check(dialog, QCheckBox, "Delete the backups that know the person")
    click(dialog, "Forget this person…")
    office.settle()
    count = office.project.connection.execute("SELECT count(*) FROM span").fetchone()
    assert count == (0,)
    assert [each.reason for each in backup.every(office.project.path)] == ["automatic"]


def test_only_people_have_personal_data(section, office):
    office.session.run(projects.add_annotator, name="annotator B")
    office.settle()
    names = [each.accessibleName() for each in section.findChildren(QPushButton)]
    assert "Personal data of annotator B" in names
    assert not [
        each
        for each in section.findChildren(QPushButton)
        if each.isVisible() and each.accessibleName() == "Personal data of Gold"
    ]


def test_with_very_large_letters_it_is_no_larger_than_the_window(section, office, qapp):
    theme.apply(qapp, LIGHT, 300)
    section.window().resize(1024, 700)
    click(section, "Personal data of annotator A")
    office.settle()
    opened = section.findChild(PersonDialog)
    assert opened.height() <= 700
    assert opened.width() <= 1024
    assert opened.minimumHeight() <= 700
    opened.reject()
    theme.apply(qapp, LIGHT, 100)
