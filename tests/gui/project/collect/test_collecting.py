from __future__ import annotations

import shutil
import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel

from db.packages import collect as engine
from db.packages import keys
from db.packages.send_back import send_back
from db.project import Project
from gui import ask
from gui.project.collect.layer_table import LayerTable
from gui.theme import DARK
from gui.widgets.work_dialog import WorkDialog
from tests.builders import Desk, author_of, make_article, make_project
from tests.db.team.team import BODIES, at_desk
from tests.db.team.team import said as all_said
from tests.gui.project.office import answer, button, buttons, cells, part, said, write_texts

NUMBER_1 = "annotator number 1"


def layers(table):
    return [cells(each) for each in table.section.findChildren(LayerTable) if each.isVisible()]


def has(table, words):
    return any(words in each for each in said(table.section))


def test_what_would_come_in_is_shown_before_anything_is_written(table):
    before = all_said(table.team.project)
    table.plan(table.returned(0))
    assert "What would come in" in said(table.section)
    assert "1 file · 1 new" in said(table.section)
    ((row,),) = layers(table)
    assert row[1:] == (NUMBER_1, "finished", "1", "0", "New")
    assert "signed; the key is remembered from now on" in said(table.section)
    assert all_said(table.team.project) == before
    assert table.office.commits == []
    assert button(table.section, "Collect 1 file").hasFocus()


def test_a_file_is_collected_and_said_to_be_in(table):
    table.collect(table.returned(0))
    assert table.quotes(0) == ["France"]
    assert table.office.names == ["collect returned work"]
    assert "1 file · 1 article · 1 span · 0 links" in said(table.section)
    assert "What would come in" not in said(table.section)
    (row,) = table.rows("What came in so far")
    assert row[1:] == (NUMBER_1, "file 2.demarche-back", "1", "1", "0", "", row[-1])
    assert "1 file came in" in said(table.section)
    assert table.section.focusWidget() is button(table.section.came, "Put away")


def test_a_file_that_is_in_already_changes_nothing(table):
    path = table.returned(0)
    table.collect(path)
    commits = list(table.office.commits)
    table.plan(path)
    assert "1 file · 1 unchanged · everything is here already" in said(table.section)
    table.press("Collect 1 file")
    assert table.office.commits == commits
    assert has(table, "Everything in the files was here already.")


def test_newer_work_is_shown_as_before_and_after(table):
    path = table.team.pack(table.team.people[0])
    table.mark(path, 0, "France")
    table.collect(table.team.send_back(path, table.team.people[0]))
    table.mark(path, 0, "Germany")
    table.plan(table.team.send_back(path, table.team.people[0]))
    ((row,),) = layers(table)
    assert row[3:] == ("1 → 2", "0", "Newer")


def test_pills_filter_the_articles_of_a_file(table):
    path = table.team.pack(table.team.people[0])
    table.mark(path, 0, "France")
    table.collect(table.team.send_back(path, table.team.people[0]))
    table.mark(path, 0, "Spain", article=1)
    table.plan(table.team.send_back(path, table.team.people[0]))
    assert [row[-1] for row in layers(table)[0]] == ["New", "Unchanged"]
    table.press("Unchanged 1")
    assert [row[-1] for row in layers(table)[0]] == ["Unchanged"]
    table.press("All 2")
    assert len(layers(table)[0]) == 2


def test_of_many_files_only_the_counts_are_shown_at_first(table):
    first = table.returned(0)
    table.plan(first, *(copied(first, number) for number in range(3)))
    assert layers(table) == []
    assert buttons(table.section).count("Show the articles") == 4
    shown = next(
        each
        for each in table.section.findChildren(type(button(table.section, "Put away")))
        if each.text() == "Show the articles"
    )
    shown.click()
    assert len(layers(table)) == 1
    assert shown.text() == "Hide the articles"


def copied(path, number):
    return shutil.copy(path, path.with_name(f"copy {number}{path.suffix}"))


def test_an_article_with_another_text_is_refused_with_the_reason(table):
    path = table.team.pack(table.team.people[0])
    table.mark(path, 0, "France")
    with Project.open(path) as package:
        package.connection.execute("UPDATE article SET body = body || ' More.'")
    table.plan(path)
    assert has(table, "1 refused")
    ((row,),) = layers(table)
    assert row[-1].startswith("Refused · ")
    shown = table.section.findChild(LayerTable)
    shown.setFocus()
    shown.selectRow(0)
    assert has(table, shown.reason)


def test_a_file_that_is_cut_short_says_so_and_the_others_come_in(table, tmp_path):
    whole, cut = table.returned(0), table.returned(1)
    cut.write_bytes(cut.read_bytes()[:900])
    table.plan(whole, cut)
    assert "2 files · 1 new · 1 can't be taken" in said(table.section)
    table.press("Collect 1 file")
    assert table.quotes(0) == ["France"]
    assert table.quotes(1) == []


def test_something_else_is_refused_and_nothing_can_be_collected(table, tmp_path):
    table.plan(*write_texts(tmp_path / "in", {"letter.demarche": "Dear lead"}))
    assert not button(table.section, "Collect 0 files").isEnabled()
    assert button(table.section, "Put away").hasFocus()
    table.press("Put away")
    assert "What would come in" not in said(table.section)


def test_a_folder_gives_what_annotators_sent_back(table, tmp_path, monkeypatch):
    path = table.returned(0)
    folder = tmp_path / "mail"
    folder.mkdir()
    shutil.copy(path, folder)
    table.plan(folder)
    assert "1 file · 1 new" in said(table.section)
    notes = []
    monkeypatch.setattr(ask, "note", lambda *said: notes.append(said[-1]))
    table.plan(tmp_path / "secrets of the lead")
    assert notes == ["There is no file from an annotator in it. Nothing was read."]


def test_an_unknown_annotator_is_taken_once_somebody_says_who_that_is(table, tmp_path):
    other = make_project(tmp_path, name="unused")
    other.close()
    path = table.team.pack(table.team.people[0])
    stranger = "018f0000-0000-7000-8000-000000000000"
    with Project.open(path) as package:
        connection = package.connection
        connection.execute("PRAGMA foreign_keys = OFF")
        for table_name, column in (
            ("annotator", "id"),
            ("assignment", "annotator"),
            ("layer", "annotator"),
        ):
            connection.execute(
                f"UPDATE {table_name} SET {column} = ? WHERE {column} = ?",
                (stranger, table.team.people[0]),
            )
        connection.execute("UPDATE setting SET value = ? WHERE name = 'author'", (stranger,))
        connection.execute("PRAGMA foreign_keys = ON")
    with at_desk(path, stranger, table.team.articles[0]) as desk:
        desk.mark("ACTOR", "France")
    table.plan(path)
    assert has(table, "whom this project does not know")
    assert not button(table.section, "Take it as theirs").isEnabled()
    choice = part(table.section, QComboBox, f"Who is {NUMBER_1} here?")
    choice.setCurrentText("annotator number 2")
    table.press("Take it as theirs")
    table.press("Collect 1 file")
    assert table.quotes(1) == ["France"]


def test_a_new_key_is_trusted_after_a_warning_only(table, tmp_path, monkeypatch):
    path = table.team.pack(table.team.people[0])
    table.mark(path, 0, "France")
    table.collect(table.team.send_back(path, table.team.people[0]))
    table.mark(path, 0, "Germany")
    target = tmp_path / "other computer.demarche-back"
    with Project.open(path) as package:
        send_back(
            package,
            table.team.people[0],
            target=target,
            secrets=keys.FileSecrets(tmp_path / "elsewhere"),
        )
    table.plan(target)
    assert "signed with another key than before" in said(table.section)
    asked = []
    monkeypatch.setattr(ask, "confirm", lambda *said, **_more: bool(asked.append(said[2])))
    table.press("Trust the new key…")
    assert NUMBER_1 in asked[0]
    assert not button(table.section, "Collect 0 files").isEnabled()
    monkeypatch.setattr(ask, "confirm", answer(True))
    table.press("Trust the new key…")
    table.press("Collect 1 file")
    assert table.quotes(0) == ["France", "Germany"]


def test_a_whole_project_can_be_merged_instead(table, tmp_path):
    articles = [make_article(BODIES[0], title="Here too"), make_article("Another one.")]
    with make_project(tmp_path, articles=articles, name="other") as other:
        path = other.path
    table.plan(path)
    table.press("Merge this project…")
    assert "What a merge would bring" in said(table.section)
    table.press("Merge 1 project")
    assert len(table.office.articles) == 3
    assert table.office.names == ["merge a project"]
    (row,) = table.rows("What came in so far")
    assert row[1] == "a project"


def test_the_layers_of_a_project_say_whose_they_are(table, tmp_path):
    with make_project(tmp_path, articles=[BODIES[0]], name="other") as other:
        path = other.path
        author = author_of(other)
        article = table_article(other)
    with at_desk(path, author, article) as desk:
        desk.mark("ACTOR", "France")
    table.section.plan_merge(path)
    table.settle()
    ((row,),) = layers(table)
    assert row[1] == "annotator A"
    shown = table.section.findChild(LayerTable)
    assert not shown.isColumnHidden(1)


def table_article(project):
    return project.connection.execute("SELECT id FROM article").fetchone()[0]


def test_returned_work_in_place_of_a_project_is_collected_instead(table):
    table.section.plan_merge(table.returned(0))
    table.settle()
    table.press("Collect it instead")
    table.press("Collect 1 file")
    assert table.quotes(0) == ["France"]


def test_files_and_a_project_are_chosen_in_dialogs(table, tmp_path, monkeypatch):
    path = table.returned(0)
    monkeypatch.setattr(ask, "open_files", answer((path,)))
    table.press("Choose files…")
    assert "1 file · 1 new" in said(table.section)
    monkeypatch.setattr(ask, "open_files", answer(()))
    table.press("Choose files…")
    assert "1 file · 1 new" in said(table.section)
    with make_project(tmp_path, articles=[BODIES[0]], name="other") as other:
        monkeypatch.setattr(ask, "open_file", answer(other.path))
    table.press("Merge a project…")
    assert "What a merge would bring" in said(table.section)
    monkeypatch.setattr(ask, "open_file", answer(None))
    table.press("Merge a project…")
    assert "What a merge would bring" in said(table.section)


def test_a_cancelled_collect_leaves_everything_as_it_was(table, monkeypatch):
    gate, started, real = threading.Event(), threading.Event(), engine.apply

    def held(*given, **more):
        started.set()
        gate.wait()
        return real(*given, **more)

    monkeypatch.setattr(engine, "apply", held)
    before = all_said(table.team.project)
    table.plan(table.returned(0))
    button(table.section, "Collect 1 file").click()
    table.office.bot.waitUntil(started.is_set)
    QTest.keyClick(table.section.findChild(WorkDialog), Qt.Key.Key_Escape)
    gate.set()
    table.settle()
    assert all_said(table.team.project) == before
    assert "What would come in" in said(table.section)


def test_what_came_in_is_taken_back_as_one(table, monkeypatch):
    before = all_said(table.team.project)
    table.collect(table.returned(0), table.returned(1))
    asked = []
    monkeypatch.setattr(ask, "confirm", lambda *said, **_more: not asked.append(said[2]))
    button(table.section, "Take back what just came in").click()
    table.settle()
    assert "2 files · 2 articles" in asked[0]
    assert all_said(table.team.project) == before
    assert table.rows("What came in so far") == []
    assert "What came in" not in said(table.section)


def test_what_came_in_earlier_is_taken_back_from_the_list_with_the_keys(table, monkeypatch):
    table.collect(table.returned(0))
    table.press("Put away")
    monkeypatch.setattr(ask, "confirm", answer(True))
    history = table.section.history._table
    history.setFocus()
    history.selectRow(0)
    QTest.keyClick(history, Qt.Key.Key_Return)
    table.settle()
    assert table.quotes(0) == []


def test_work_that_went_on_is_not_taken_back_and_the_reason_is_said(table, monkeypatch):
    table.collect(table.returned(0))
    Desk(table.team.project, table.team.people[0], table.team.articles[0]).mark("ACTOR", "Germany")
    monkeypatch.setattr(ask, "confirm", answer(True))
    told = []
    monkeypatch.setattr(ask, "message", lambda _parent, fault: told.append(str(fault)))
    button(table.section, "Take back what just came in").click()
    table.settle()
    assert "has been worked on since" in told[0]
    assert table.quotes(0) == ["France", "Germany"]


def test_another_theme_reaches_every_table(table):
    table.collect(*table.forked())
    table.plan(table.returned(1))
    table.section.set_theme(DARK)
    assert table.section.findChild(LayerTable)._layers._theme is DARK


def test_every_control_has_a_name(table):
    table.plan(table.returned(0))
    assert all(
        each.text() or each.accessibleName()
        for each in table.section.findChildren(type(button(table.section, "Put away")))
    )
    assert table.section.findChildren(QLabel)
