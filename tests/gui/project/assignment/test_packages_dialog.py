from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from db.packages import keys
from db.packages.keys import FileSecrets
from db.project import Project
from db.queries import packages
from gui import ask
from gui.project.assignment import packages_dialog
from gui.project.assignment.package_table import PackageTable
from gui.project.assignment.packages_dialog import PackagesDialog
from gui.project.assignment.section import AssignmentSection
from gui.theme import LIGHT
from tests.gui.project.assignment.team import hand_out, press
from tests.gui.project.office import answer, button, buttons, cells, click, part, said


@pytest.fixture
def section(office, monkeypatch, tmp_path):
    monkeypatch.setattr(keys, "default_secrets", lambda: FileSecrets(tmp_path / "secrets"))
    hand_out(office, range(4), 0)
    hand_out(office, range(2), 1)
    return office.show(AssignmentSection(office.session, LIGHT, office.settings, office.background))


@pytest.fixture
def dialog(section, office):
    yield opened(section, office)
    for each in section.findChildren(PackagesDialog):
        each.close()


def opened(section, office):
    click(section, "Make packages")
    office.settle()
    return section.findChildren(PackagesDialog)[-1]


def table(dialog):
    return part(dialog, PackageTable, "Packages")


def ticked(dialog):
    model = table(dialog).model()
    states = [
        model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) for row in range(model.rowCount())
    ]
    return [state is not None and Qt.CheckState(state) is Qt.CheckState.Checked for state in states]


def test_it_says_what_each_package_would_hold(dialog):
    assert cells(table(dialog)) == [
        ("annotator 1", "4", "4", "14", "none yet"),
        ("annotator 2", "2", "2", "5", "none yet"),
        ("annotator 3", "0", "0", "0", "nothing handed out yet"),
    ]
    assert ticked(dialog) == [True, True, False]
    assert "Make 2 packages" in buttons(dialog)


def test_space_ticks_and_unticks(dialog):
    press(table(dialog), Qt.Key.Key_Space)
    assert ticked(dialog) == [False, True, False]
    assert "Make 1 package" in buttons(dialog)
    press(table(dialog), Qt.Key.Key_Down)
    press(table(dialog), Qt.Key.Key_Space)
    assert not button(dialog, "Make packages").isEnabled()


def test_packages_are_made_and_listed_with_their_fingerprints(
    dialog, section, office, monkeypatch, tmp_path
):
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(ask, "open_folder", answer(folder))
    click(dialog, "Choose a folder…")
    click(dialog, "Make 2 packages")
    office.settle()
    made = sorted(folder.iterdir())
    assert [path.name for path in made] == [
        "A project - annotator 1 - package 1.demarche",
        "A project - annotator 2 - package 1.demarche",
    ]
    with Project.open(made[0]) as package:
        info = packages.package_info(package)
        assert info is not None
        assert info.number == 1
    shown = cells(table(dialog))
    assert [row[3] for row in shown] == [path.name for path in made]
    sent = {each.fingerprint for each in packages.sent(office.project)}
    assert {row[4] for row in shown} == sent
    shown_folders = []
    monkeypatch.setattr(packages_dialog, "open_folder", shown_folders.append)
    click(dialog, "Show in folder")
    assert shown_folders == [str(folder)]
    assert any("package 1 not opened yet" in each for each in said(section))


def test_what_brings_nothing_new_is_not_ticked_the_next_time(dialog, section, office):
    click(dialog, "Make 2 packages")
    office.settle()
    click(dialog, "Close")
    hand_out(office, range(4, 5), 1)
    again = opened(section, office)
    assert ticked(again) == [False, True, False]
    assert "nothing new since" in cells(table(again))[0][4]
    assert cells(table(again))[1][:3] == ("annotator 2", "3", "1")


def test_turning_away_makes_nothing(dialog, office, monkeypatch):
    monkeypatch.setattr(ask, "open_folder", answer(None))
    click(dialog, "Choose a folder…")
    click(dialog, "Cancel")
    assert packages.sent(office.project) == ()
    assert not (office.session.path.parent / "project packages").exists()


def test_where_it_can_not_be_written_it_says_so_and_sends_nothing(
    dialog, office, monkeypatch, tmp_path
):
    file = tmp_path / "file"
    file.write_text("no folder")
    told = []
    monkeypatch.setattr(ask, "open_folder", answer(file / "inside"))
    monkeypatch.setattr(ask, "message", lambda _parent, fault: told.append(str(fault)))
    click(dialog, "Choose a folder…")
    click(dialog, "Make 2 packages")
    office.settle()
    assert "Nothing was packed" in told[0]
    assert packages.sent(office.project) == ()
    assert "Make 2 packages" in buttons(dialog)


def test_turning_away_while_it_is_counted_does_no_harm(section, office):
    click(section, "Make packages")
    press(section.findChild(PackagesDialog), Qt.Key.Key_Escape)
    office.settle()
    assert section.findChild(PackagesDialog) is None
