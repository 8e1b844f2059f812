from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from db import backup, doctor, log
from db.doctor import Finding, FindingKind, Severity
from db.operations import spans
from db.project import Project
from gui import ask
from gui.project.safety import section as safety_section
from gui.project.safety.finding_list import FindingList
from gui.project.safety.section import SafetySection
from gui.theme import DARK, LIGHT
from gui.widgets.work_dialog import WorkDialog
from tests.gui.project.office import answer, button, buttons, cells, click, part, said


@pytest.fixture
def section(office):
    return office.show(SafetySection(office.session, LIGHT, office.background))


def damage(office, statement):
    """Write what no operation would."""
    connection = office.project.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(statement)
    connection.execute("PRAGMA foreign_keys = ON")


def backups(section):
    return part(section, QTableView, "Backups")


def back_up(section, office):
    click(section, "Back up now")
    office.settle()


def findings(section):
    shown = section.findChild(FindingList)
    return shown.texts if shown.isVisible() else []


def test_without_a_backup_it_says_so_and_offers_none_to_restore(section):
    assert "There is no backup yet." in said(section)
    assert "Restore…" not in buttons(section)


def test_a_backup_is_made_at_once_and_listed(section, office):
    back_up(section, office)
    ((when, why, size),) = cells(backups(section))
    assert when.startswith("today ")
    assert why == "by hand"
    assert size.endswith("kB")
    (made,) = backup.every(office.project.path)
    with Project.open(made.path) as copy:
        assert copy.connection.execute("SELECT count(*) FROM span").fetchone() == (4,)
    assert "last backup just now" in said(section)
    assert "There is no backup yet." not in said(section)


def test_a_cancelled_backup_leaves_nothing(section, office, monkeypatch):
    gate, started, real = threading.Event(), threading.Event(), backup.make

    def held(*given, **more):
        started.set()
        gate.wait()
        return real(*given, **more)

    monkeypatch.setattr(backup, "make", held)
    click(section, "Back up now")
    office.bot.waitUntil(started.is_set)
    QTest.keyClick(section.findChild(WorkDialog), Qt.Key.Key_Escape)
    gate.set()
    office.settle()
    assert backup.every(office.project.path) == ()
    folder = backup.folder_of(office.project.path)
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_chosen_backup_is_asked_for_after_a_question(section, office, monkeypatch):
    back_up(section, office)
    assert not button(section, "Restore…").isEnabled()
    backups(section).selectRow(0)
    monkeypatch.setattr(ask, "confirm", answer(False))
    with office.bot.assertNotEmitted(section.restore_wanted):
        click(section, "Restore…")
    monkeypatch.setattr(ask, "confirm", answer(True))
    with office.bot.waitSignal(section.restore_wanted) as wanted:
        click(section, "Restore…")
    assert wanted.args == [backup.every(office.project.path)[0].path]


def test_the_chosen_backup_stays_chosen_while_others_are_made(section, office):
    back_up(section, office)
    backups(section).selectRow(0)
    chosen = section.backups.backups.rows[0].path
    back_up(section, office)
    (row,) = section.backups.table.selected_rows()
    assert section.backups.backups.rows[row].path == chosen


def test_the_folder_of_the_backups_opens(section, office, monkeypatch):
    opened = []
    monkeypatch.setattr(safety_section, "open_folder", opened.append)
    click(section, "Open the folder")
    back_up(section, office)
    click(section, "Open the folder")
    folder = backup.folder_of(office.project.path)
    assert opened == [str(folder.parent), str(folder)]


def test_a_sound_project_is_told_to_be_well(section, office):
    click(section, "Check the project")
    assert not button(section, "Check the project").isEnabled()
    office.settle()
    assert "All is well: nothing was found." in said(section)
    assert findings(section) == []
    assert button(section, "Check the project").isEnabled()


def test_damage_is_found_and_told_in_whole_sentences(section, office):
    damage(office, "UPDATE span SET quote = 'Nobody' WHERE quote = 'Germany'")
    click(section, "Check the project")
    office.settle()
    assert len(findings(section)) >= 2
    assert findings(section)[0].startswith(("Damaged", "Untidy"))
    assert findings(section)[1].endswith((".", "!"))


def test_a_finding_leads_to_its_article(section, office):
    damage(office, "UPDATE span SET quote = 'Nobody' WHERE quote = 'Germany'")
    click(section, "Check the project")
    office.settle()
    shown = section.findChild(FindingList)
    rows = [
        row
        for row in range(shown.model().rowCount())
        if getattr(shown.model().index(row, 0).data(Qt.ItemDataRole.UserRole), "article", None)
    ]
    with office.bot.waitSignal(section.article_wanted) as wanted:
        shown.activated.emit(shown.model().index(rows[0], 0))
    assert wanted.args == [office.articles[0], None]


def test_what_is_safe_is_repaired_after_a_backup(section, office, monkeypatch):
    damage(office, "UPDATE link SET target = 'gone' WHERE target IS NOT NULL")
    click(section, "Check the project")
    office.settle()
    repair = next(each for each in buttons(section) if each.startswith("Repair "))
    monkeypatch.setattr(ask, "confirm", answer(True))
    click(section, repair)
    office.settle()
    assert [each.reason for each in backup.every(office.project.path)] == ["before-repair"]
    assert any(each.startswith("Repaired") for each in findings(section))
    assert not any(each.can_repair for each in doctor.examine(office.project))
    assert office.commits[-1].is_large
    assert not any(each.startswith("Repair ") for each in buttons(section))


def test_nothing_is_repaired_where_the_question_is_answered_with_no(section, office, monkeypatch):
    damage(office, "UPDATE link SET target = 'gone' WHERE target IS NOT NULL")
    click(section, "Check the project")
    office.settle()
    found = doctor.examine(office.project)
    monkeypatch.setattr(ask, "confirm", answer(False))
    click(section, next(each for each in buttons(section) if each.startswith("Repair ")))
    office.settle()
    assert doctor.examine(office.project) == found
    assert backup.every(office.project.path) == ()


def test_a_check_can_be_cancelled(section, office, monkeypatch):
    gate, started, real = threading.Event(), threading.Event(), doctor.examine

    def held(project, progress, is_cancelled):
        started.set()
        gate.wait()
        return real(project, progress, is_cancelled)

    monkeypatch.setattr(doctor, "examine", held)
    click(section, "Check the project")
    office.bot.waitUntil(started.is_set)
    click(section, "Cancel")
    gate.set()
    office.settle()
    assert "All is well: nothing was found." not in said(section)
    assert button(section, "Check the project").isEnabled()


def test_other_colours_keep_the_findings(section, office):
    damage(office, "UPDATE span SET quote = 'Nobody' WHERE quote = 'Germany'")
    click(section, "Check the project")
    office.settle()
    before = findings(section)
    section.set_theme(DARK)
    assert findings(section) == before


def test_a_chosen_backup_is_looked_into_before_it_is_restored(section, office):
    back_up(section, office)
    office.desk().mark("ACTOR", "Poland")
    office.desk().mark("ACTOR", "the border")
    backups(section).selectRow(0)
    office.settle()
    words = said(section)
    assert "It holds 2 articles, 1 layer (0 done), 4 spans, 0 comments." in words
    assert "Restoring it takes back 2 steps that were done since." in words
    assert any(each.startswith("mark actor (2 times), annotator A, today ") for each in words)
    assert any(each.startswith("Last steps in it: mark actor") for each in words)


def test_the_chosen_backup_is_looked_into_again_when_something_was_done(section, office):
    back_up(section, office)
    backups(section).selectRow(0)
    office.settle()
    place = office.desk().place("Poland")
    office.session.run(spans.add_span, article=office.articles[0], label="ACTOR", fragments=[place])
    office.settle()
    assert "Restoring it takes back 1 step that was done since." in said(section)


def test_a_backup_that_holds_the_same_is_said_to_change_nothing(section, office):
    back_up(section, office)
    backups(section).selectRow(0)
    office.settle()
    assert any(each.startswith("Nothing was done since") for each in said(section))
    backups(section).clearSelection()
    assert not section.backups.preview.isVisible()


def test_a_backup_that_cannot_be_read_says_so_in_its_place(section, office):
    back_up(section, office)
    (made,) = backup.every(office.project.path)
    made.path.write_bytes(made.path.read_bytes()[:5000])
    backups(section).selectRow(0)
    office.settle()
    assert any("can't be opened as a Demarche project" in each for each in said(section))


def test_where_pages_cannot_be_read_a_new_project_is_offered_instead_of_a_repair(
    section, office, monkeypatch, tmp_path
):
    spoiled = Finding(severity=Severity.ERROR, kind=FindingKind.FILE, text="A page is damaged.")
    section.doctor.show_findings([spoiled])
    assert not any(each.startswith("Repair ") for each in buttons(section))
    made = tmp_path / "new.demarche"
    monkeypatch.setattr(safety_section.recovery, "recover", answer(made))
    with office.bot.waitSignal(section.project_wanted) as wanted:
        click(section, "Recover into a new project…")
    assert wanted.args == [made]
    monkeypatch.setattr(safety_section.recovery, "recover", answer(None))
    with office.bot.assertNotEmitted(section.project_wanted):
        click(section, "Recover into a new project…")


def test_the_log_is_shown_and_copied(section, office, monkeypatch):
    shown = []
    monkeypatch.setattr(ask, "report", lambda _parent, _title, _said, text: shown.append(text))
    click(section, "Show the log…")
    log.start("window")
    office.desk().mark("ACTOR", "Poland")
    log.stop()
    click(section, "Show the log…")
    click(section, "Copy the log")
    assert shown[0] == "Nothing was noted yet."
    assert "(action): mark actor" in shown[1]
    assert QGuiApplication.clipboard().text() == shown[1]
    assert "Poland" not in shown[1]
