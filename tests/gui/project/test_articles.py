from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from db import backup
from db.imports import plan as plans
from db.operations.projects import rename_annotator
from db.queries import articles as article_queries
from db.queries.exports import Which
from gui import ask
from gui.project.articles.section import ArticlesSection
from gui.project.importing.remark_table import RemarkTable
from gui.theme import DARK, LIGHT
from gui.widgets.work_dialog import WorkDialog
from tests import exported
from tests.builders import BODY, all_rows, make_desk
from tests.gui.project.office import (
    answer,
    button,
    cells,
    click,
    said,
    write_texts,
)

NEW = "Spain tabled a plan.\n\nItaly turned it down."
OTHER = "Portugal asked for talks. Malta agreed."


@pytest.fixture
def section(office):
    made = ArticlesSection(office.session, LIGHT, office.settings, office.background)
    return office.show(made)


def look_at(section, office, *paths):
    section.plan_import(paths)
    office.settle()


def remarks(section):
    table = section.findChild(RemarkTable)
    return cells(table) if table.isVisible() else []


def titles(office):
    page = article_queries.page(office.project, office.session.author, limit=100)
    return [each.title for each in page]


def test_what_would_come_in_is_shown_before_anything_is_written(section, office, tmp_path):
    paths = write_texts(tmp_path / "in", {"a.txt": NEW, "b.txt": OTHER})
    look_at(section, office, *paths)
    assert "2 articles from 2 files" in said(section)
    assert len(office.articles) == 2
    assert office.commits == []
    assert button(section, "Import 2 articles").hasFocus()


def test_a_plan_is_imported_in_the_background_and_then_put_away(section, office, tmp_path):
    look_at(section, office, *write_texts(tmp_path / "in", {"a.txt": NEW, "b.txt": OTHER}))
    click(section, "Import 2 articles")
    office.settle()
    assert len(office.articles) == 4
    assert office.names == ["import 2 articles"]
    assert "What will come in" not in said(section)
    assert "Import 2 articles" in said(section)
    assert "4 articles · 2 imports" in said(section)


def test_a_folder_comes_in_with_all_that_is_in_it(section, office, monkeypatch, tmp_path):
    write_texts(tmp_path / "in", {"a.txt": NEW, "b.txt": OTHER, "picture.png": b"\x89PNG"})
    monkeypatch.setattr(ask, "open_folder", answer(tmp_path / "in"))
    click(section, "Choose a folder…")
    office.settle()
    assert "2 articles from 2 files" in said(section)
    assert [row[1] for row in remarks(section)] == ["picture.png"]


def test_files_are_chosen_with_the_button(section, office, monkeypatch, tmp_path):
    paths = write_texts(tmp_path / "in", {"a.txt": NEW})
    monkeypatch.setattr(ask, "open_files", answer(tuple(paths)))
    click(section, "Choose files…")
    office.settle()
    assert "1 article from 1 file" in said(section)


def test_turning_away_from_the_choice_of_files_changes_nothing(section, office, monkeypatch):
    monkeypatch.setattr(ask, "open_files", answer(()))
    monkeypatch.setattr(ask, "open_folder", answer(None))
    click(section, "Choose files…")
    click(section, "Choose a folder…")
    office.settle()
    assert "What will come in" not in said(section)


def test_what_is_there_already_is_left_out_and_said_so(section, office, tmp_path):
    look_at(section, office, *write_texts(tmp_path / "in", {"a.txt": BODY, "b.txt": NEW}))
    assert "1 article from 2 files" in said(section)
    assert [row[1] for row in remarks(section)] == ["a.txt"]
    click(section, "Import 1 article")
    office.settle()
    assert len(office.articles) == 3


def test_where_nothing_is_new_there_is_nothing_to_import(section, office, tmp_path):
    look_at(section, office, *write_texts(tmp_path / "in", {"a.txt": BODY}))
    assert "Nothing new comes in." in said(section)
    assert not button(section, "Import 0 articles").isEnabled()
    assert button(section, "Put away").hasFocus()


def test_problems_are_listed_with_file_and_line_and_stop_the_import(section, office, tmp_path):
    paths = write_texts(
        tmp_path / "in", {"good.txt": NEW, "bad.jsonl": '{"schema_version": "1.0"}\nno record\n'}
    )
    look_at(section, office, *paths)
    rows = remarks(section)
    assert {row[1] for row in rows} == {"bad.jsonl, line 1", "bad.jsonl, line 2"}
    assert all(row[2] for row in rows)
    assert not button(section, "Import 1 article").isEnabled()
    click(section, "Leave out the files with problems")
    office.settle()
    assert [row[2] for row in remarks(section)] == ["it was to be left out"]
    click(section, "Import 1 article")
    office.settle()
    assert titles(office)[-1].startswith("Spain tabled a plan")


def test_the_list_of_problems_can_be_copied(section, office, tmp_path):
    look_at(section, office, *write_texts(tmp_path / "in", {"bad.jsonl": "no record\n"}))
    table = section.findChild(RemarkTable)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "bad.jsonl" in QGuiApplication.clipboard().text()


def test_a_plan_is_put_away_without_a_trace(section, office, tmp_path):
    look_at(section, office, *write_texts(tmp_path / "in", {"a.txt": NEW}))
    click(section, "Put away")
    assert "What will come in" not in said(section)
    assert len(office.articles) == 2


def test_a_cancelled_import_leaves_nothing(section, office, monkeypatch, tmp_path):
    texts = {f"{number}.txt": f"{NEW} {number}" for number in range(30)}
    look_at(section, office, *write_texts(tmp_path / "in", texts))
    before = all_rows(office.project, "article", "operation", "change")
    gate, started, real = threading.Event(), threading.Event(), plans.apply

    def held(project, author, *, progress, **more):
        def tell(done, total):
            started.set()
            gate.wait()
            progress(done, total)

        return real(project, author, progress=tell, **more)

    monkeypatch.setattr(plans, "apply", held)
    click(section, "Import 30 articles")
    office.bot.waitUntil(started.is_set)
    dialog = section.findChild(WorkDialog)
    office.bot.waitUntil(dialog.isVisible)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "it stays until the work has stopped"
    gate.set()
    office.settle()
    assert not any(each.isVisible() for each in section.findChildren(WorkDialog))
    assert all_rows(office.project, "article", "operation", "change") == before
    assert office.commits == []
    assert button(section, "Import 30 articles").isEnabled()


def test_a_fault_on_the_way_is_told_and_leaves_nothing(section, office, monkeypatch, tmp_path):
    paths = write_texts(tmp_path / "in", {"a.txt": NEW})
    look_at(section, office, *paths)
    paths[0].unlink()
    told = []
    monkeypatch.setattr(ask, "message", lambda _parent, fault: told.append(str(fault)))
    click(section, "Import 1 article")
    office.settle()
    assert len(told) == 1
    assert len(office.articles) == 2


def test_an_import_goes_out_again_after_a_backup(section, office, monkeypatch):
    questions = []
    monkeypatch.setattr(
        ask,
        "confirm",
        lambda _parent, _title, question, **_more: questions.append(question) or True,
    )
    click(section, "Remove: Import articles")
    office.bot.waitUntil(lambda: bool(office.commits))
    office.settle()
    assert "2 articles" in questions[0]
    assert "4 spans · 1 link · 0 comments" in questions[0]
    assert office.articles == ()
    assert [each.reason for each in backup.every(office.project.path)] == [
        "before-removing-an-import"
    ]
    assert "Nothing was imported yet." in said(section)


def test_an_import_stays_where_the_question_is_answered_with_no(section, office, monkeypatch):
    questions = []
    monkeypatch.setattr(ask, "confirm", lambda *_said, **_more: questions.append("asked") or False)
    click(section, "Remove: Import articles")
    office.bot.waitUntil(lambda: bool(questions))
    office.settle()
    assert len(office.articles) == 2


def test_an_import_without_marks_says_that_nothing_is_lost(section, office, monkeypatch, tmp_path):
    look_at(section, office, *write_texts(tmp_path / "in", {"a.txt": NEW}))
    click(section, "Import 1 article")
    office.settle()
    questions = []
    monkeypatch.setattr(
        ask, "confirm", lambda _parent, _title, question, **_more: questions.append(question)
    )
    click(section, "Remove: Import 1 article")
    office.bot.waitUntil(lambda: bool(questions))
    assert "Nothing was marked in it." in questions[0]
    assert any(each.endswith("1 here · 0 with marks") for each in said(section))


def test_marks_in_an_article_are_counted_with_its_import(section, office):
    assert any(each.endswith("2 here · 1 with marks") for each in said(section))


def test_annotations_of_others_come_in_under_their_names(section, office, tmp_path):
    (tmp_path / "other").mkdir()
    desk = make_desk(tmp_path / "other", OTHER)
    rename_annotator(desk.project, desk.author, annotator=desk.author, name="Zoe")
    desk.mark("ACTOR", "Portugal")
    exported.export(desk.project, tmp_path / "zoe.jsonl", layers=Which.ALL, with_names=True)
    desk.project.close()
    look_at(section, office, tmp_path / "zoe.jsonl")
    assert "1 article with 1 annotation from 1 file" in said(section)
    assert any(each.startswith("New annotators: Zoe") for each in said(section))
    click(section, "Import 1 article")
    office.settle()
    assert any(each.endswith("1 here · 1 with marks") for each in said(section))


def test_other_colours_keep_the_plan(section, office, tmp_path):
    look_at(section, office, *write_texts(tmp_path / "in", {"a.txt": NEW}))
    section.set_theme(DARK)
    assert "1 article from 1 file" in said(section)
