from __future__ import annotations

import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QRadioButton

from db.imports import copy_search, map_file
from db.imports import plan as plans
from db.imports.kinds import Kind
from db.operations.imports import remove_batch
from db.queries import annotators, imports
from gui import ask
from gui.project.importing.file_table import FileTable
from gui.project.importing.mapping_table import MappingTable
from gui.text.article_view import ArticleView
from gui.widgets.work_dialog import WorkDialog
from tests.builders import all_rows
from tests.db.imports.file_samples import foreign_files, packed, write_all
from tests.gui.project.office import answer, button, click, part, said, write_texts

NEW = "Spain tabled a plan.\n\nItaly turned it down."
OTHER = "Portugal asked for talks. Malta agreed."
CSV = (
    "Überschrift,Fließtext,Tag\n"
    "Gespräche,Frankreich schlug Gespräche vor.,5/3/2024\n"
    "Absage,Deutschland sagte Nein.,6/3/2024\n"
)


def metadata(room):
    rows = room.office.project.connection.execute(
        "SELECT title, metadata FROM article ORDER BY number"
    )
    return {row[0]: row[1] for row in rows}


def labels(room):
    rows = room.office.project.connection.execute(
        "SELECT label, quote FROM span WHERE origin = 'imported' ORDER BY start"
    )
    return [tuple(row) for row in rows]


def test_a_folder_of_texts_takes_a_key_for_the_folder_and_one_to_import(
    room, monkeypatch, tmp_path
):
    write_texts(tmp_path / "in", {"a.txt": NEW, "b.txt": OTHER})
    monkeypatch.setattr(ask, "open_folder", answer(tmp_path / "in"))
    button(room.section, "Choose a folder…").setFocus()
    room.press(Qt.Key.Key_Space)
    assert room.steps == ["Files", "Fields", "What will come in"]
    room.press(Qt.Key.Key_Space)
    assert room.office.names == ["import 2 articles"]
    assert "2 articles came in." in said(room.section)
    # No window manager gives the focus back here when the window over the work has gone.
    room.section.activateWindow()
    room.office.bot.waitUntil(button(room.section, "Fine").hasFocus)
    room.press(Qt.Key.Key_Space)
    assert button(room.section, "Choose files…").hasFocus()


def test_what_came_in_can_be_taken_out_again_at_once(room, monkeypatch, tmp_path):
    room.look_at(*write_texts(tmp_path / "in", {"a.txt": NEW}))
    room.press(Qt.Key.Key_Space)
    monkeypatch.setattr(ask, "confirm", answer(True))
    click(room.section, "Take it out again…")
    room.office.bot.waitUntil(lambda: len(room.office.commits) == 2)
    room.settle()
    assert len(room.office.articles) == 2
    assert "1 article came in." not in said(room.section)


def test_the_columns_of_a_table_are_named_by_keys(room, tmp_path):
    room.look_at(*write_texts(tmp_path / "in", {"a.csv": CSV}))
    assert room.only(QLineEdit).accessibleName() == "Pattern of the file names"
    text = part(room.section, QComboBox, "Text")
    assert text.hasFocus()
    text.setCurrentIndex(-1)
    room.type("F")
    assert text.currentText() == "Fließtext"
    text.activated.emit(text.currentIndex())
    room.settle()
    days = part(room.section, QComboBox, "Date")
    days.setFocus()
    room.type("T")
    assert days.currentText() == "Tag"
    room.settle()
    click(room.section, "Import 2 articles")
    room.settle()
    assert len(room.office.articles) == 4


def test_a_pattern_shows_what_it_reads_while_it_is_typed(room, tmp_path):
    room.look_at(*write_texts(tmp_path / "in", {"2024-03-05_Post.txt": NEW, "notes.txt": OTHER}))
    room.go("Fields")
    field = room.only(QLineEdit)
    field.setFocus()
    room.type("{date}_{publisher}")
    assert "1 of 2 names fits" in said(room.section)
    room.press(Qt.Key.Key_Return)
    click(room.section, "Import 2 articles")
    room.settle()
    assert '"date":"2024-03-05"' in metadata(room)["Spain tabled a plan."].replace(" ", "")


def test_a_pattern_that_is_none_says_why_and_stops_the_import(room, tmp_path):
    room.look_at(*write_texts(tmp_path / "in", {"a.txt": NEW}))
    room.go("Fields")
    room.only(QLineEdit).setFocus()
    room.type("{dat")
    assert any("without its other half" in each for each in said(room.section))
    assert not button(room.section, "Import 1 article").isEnabled()


def test_annotations_of_brat_come_in_with_what_a_person_says_of_them(room, tmp_path):
    room.look_at(write_all(tmp_path / "in", foreign_files()[Kind.BRAT]))
    assert "Annotations" in room.steps
    room.go("Annotations")
    assert room.mapping["PROPOSAL"] == "Proposal"
    room.place("PROPOSAL", "Rejection")
    assert room.mapping["PROPOSAL"] == "Rejection"
    room.choose(room.only(MappingTable), "ACTOR")
    room.press(Qt.Key.Key_Delete)
    assert room.mapping["ACTOR"] == "leave out"
    room.go("What will come in")
    view = room.only(ArticleView)
    assert [each.label for each in view.spans] == ["REJECTION", "REJECTION"]
    click(room.section, "Import 1 article")
    room.settle()
    assert labels(room) == [("REJECTION", "talks"), ("REJECTION", "said no")]


def test_annotations_of_doccano_get_the_name_of_their_annotator(room, monkeypatch, tmp_path):
    room.look_at(write_all(tmp_path / "in", foreign_files()[Kind.DOCCANO]))
    room.go("Annotations")
    assert room.mapping["nobody is named"] == "Unnamed annotator"
    monkeypatch.setattr(ask, "text", answer("annotator 7"))
    room.place("nobody is named", "another name…")
    assert room.mapping["nobody is named"] == "annotator 7"
    click(room.section, "Import 1 article")
    room.settle()
    assert "annotator 7" in [each.name for each in annotators.every(room.office.project)]
    assert len(labels(room)) == 3


def test_a_scheme_is_made_from_what_the_files_say(room, tmp_path):
    room.office.project.connection.execute("DELETE FROM link")
    files = {"a.txt": b"Berlin is big.", "a.ann": b"T1\tCity 0 6\tBerlin\n"}
    write_all(tmp_path / "in", files)
    room.look_at(tmp_path / "in")
    assert "Annotations · 1 left out" in room.steps
    assert room.only(MappingTable).hasFocus()
    click(room.section, "Make a scheme from what the files say")
    room.settle()
    assert room.mapping["City"] == "City"
    # Somebody's marks have no place in it.
    assert not button(room.section, "Import 1 article").isEnabled()
    click(room.section, "Into the scheme of this project")
    room.settle()
    assert room.mapping["City"] == "leave out"


def test_a_file_is_read_as_what_a_person_says(room, tmp_path):
    paths = write_texts(tmp_path / "in", {"a.txt": "<p>Spain tabled a plan.</p>" * 9, "b.txt": NEW})
    room.look_at(*paths)
    room.go("Files")
    assert {row[1] for row in room.files} == {"plain text"}
    room.choose(room.only(FileTable), "a.txt")
    room.press(Qt.Key.Key_Return)
    room.answer("web page")
    assert [row[1] for row in room.files] == ["web page", "plain text"]


def test_a_file_inside_an_archive_is_left_out_and_taken_in_again(room, tmp_path):
    path = tmp_path / "all.zip"
    path.write_bytes(packed({"a.txt": NEW.encode(), "b.txt": OTHER.encode()}))
    room.look_at(path)
    room.go("Files")
    room.choose(room.only(FileTable), "a.txt")
    room.press(Qt.Key.Key_Delete)
    assert button(room.section, "Import 1 article").isEnabled()
    room.choose(room.only(FileTable), "a.txt")
    click(room.section, "Take in again")
    room.settle()
    assert button(room.section, "Import 2 articles").isEnabled()


def test_what_was_chosen_is_saved_as_a_map_and_loaded_again(room, monkeypatch, tmp_path):
    source = write_all(tmp_path / "in", foreign_files()[Kind.BRAT])
    room.look_at(source)
    room.go("Annotations")
    room.place("PROPOSAL", "Rejection")
    path = tmp_path / "map.toml"
    monkeypatch.setattr(ask, "save_file", answer(path))
    click(room.section, "Save as a map…")
    room.settle()
    loaded = map_file.load(path, room.office.session.scheme)
    assert loaded.mapping is not None
    assert [each.to for each in loaded.mapping.labels if each.label == "PROPOSAL"] == ["REJECTION"]
    click(room.section, "Put away")
    room.look_at(source)
    room.go("Annotations")
    assert room.mapping["PROPOSAL"] == "Proposal"
    monkeypatch.setattr(ask, "open_file", answer(path))
    click(room.section, "Load a map…")
    room.settle()
    assert room.mapping["PROPOSAL"] == "Rejection"


def test_a_map_that_is_none_is_told_of_and_changes_nothing(room, monkeypatch, tmp_path):
    room.look_at(*write_texts(tmp_path / "in", {"a.txt": NEW}))
    (path,) = write_texts(tmp_path / "maps", {"map.toml": "headers = 7"})
    told = []
    monkeypatch.setattr(ask, "message", lambda _parent, fault: told.append(fault))
    monkeypatch.setattr(ask, "open_file", answer(path))
    click(room.section, "Load a map…")
    room.settle()
    assert len(told) == 1
    assert button(room.section, "Import 1 article").isEnabled()


def test_files_that_are_dropped_later_come_with_the_others(room, tmp_path):
    room.look_at(*write_texts(tmp_path / "in", {"a.txt": NEW}))
    room.look_at(*write_texts(tmp_path / "more", {"b.txt": OTHER}))
    assert button(room.section, "Import 2 articles").isEnabled()


WORDS = " ".join(f"word{number}" for number in range(200))
COPIES = {"a.txt": f"Spain. {WORDS}", "b.txt": f"Spain! {WORDS}", "c.txt": OTHER}


def test_wire_copies_are_told_before_the_import_and_grouped_after_it(room, tmp_path):
    room.look_at(*write_texts(tmp_path / "in", COPIES))
    assert any("1 looks like a wire copy: “" in each for each in said(room.section))
    click(room.section, "Import 3 articles")
    room.settle()
    assert room.office.names == ["import 3 articles", "group near-duplicates"]
    assert any("2 articles in 1 group of wire copies" in each for each in said(room.section))


def test_wire_copies_are_left_out_or_brought_in_as_they_are(room, tmp_path):
    room.look_at(*write_texts(tmp_path / "in", COPIES))
    way = button(room.section, "Leave wire copies out")
    click(room.section, "Leave wire copies out")
    room.settle()
    assert way.isChecked()
    assert button(room.section, "Import 2 articles").isEnabled()
    click(room.section, "Bring wire copies in as they are")
    room.settle()
    click(room.section, "Import 3 articles")
    room.settle()
    assert room.office.names == ["import 3 articles"]


def test_where_nothing_looks_like_a_copy_there_is_nothing_to_choose(room, tmp_path):
    room.look_at(*write_texts(tmp_path / "in", {"a.txt": NEW, "c.txt": OTHER}))
    assert "None of them looks like a wire copy of another article." in said(room.section)
    assert not any(each.isVisible() for each in room.section.findChildren(QRadioButton))


def test_among_very_many_articles_copies_are_looked_for_after_the_import(
    room, tmp_path, monkeypatch
):
    monkeypatch.setattr(copy_search, "QUICK_ARTICLES", 1)
    room.look_at(*write_texts(tmp_path / "in", COPIES))
    assert any("because there are many articles" in each for each in said(room.section))
    click(room.section, "Import 3 articles")
    room.settle()
    assert room.office.names == ["import 3 articles", "group near-duplicates"]


def test_a_cancelled_look_at_the_files_leaves_nothing(room, monkeypatch, tmp_path):
    paths = write_texts(tmp_path / "in", {"a.txt": NEW})
    before = all_rows(room.office.project, "article", "operation", "change")
    gate, started, real = threading.Event(), threading.Event(), plans.plan

    def held(project, paths, *, is_cancelled, **more):
        started.set()
        gate.wait(20)
        return real(project, paths, is_cancelled=is_cancelled, **more)

    monkeypatch.setattr(plans, "plan", held)
    room.section.plan_import(paths)
    room.office.bot.waitUntil(started.is_set)
    cancel = button(room.section, "Cancel")
    cancel.setFocus()
    QTest.keyClick(cancel, Qt.Key.Key_Space)
    gate.set()
    room.settle()
    assert button(room.section, "Choose files…").hasFocus()
    assert all_rows(room.office.project, "article", "operation", "change") == before


def test_a_cancelled_import_of_annotations_leaves_nothing(room, monkeypatch, tmp_path):
    room.look_at(write_all(tmp_path / "in", foreign_files()[Kind.BRAT]))
    tables = ("article", "span", "annotator", "referent", "operation", "change")
    before = all_rows(room.office.project, *tables)
    gate, started, real = threading.Event(), threading.Event(), plans.apply

    def held(project, author, **more):
        started.set()
        gate.wait(20)
        return real(project, author, **more)

    monkeypatch.setattr(plans, "apply", held)
    click(room.section, "Import 1 article")
    room.office.bot.waitUntil(started.is_set)
    dialog = room.section.findChild(WorkDialog)
    room.office.bot.waitUntil(dialog.isVisible)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    gate.set()
    room.settle()
    assert all_rows(room.office.project, *tables) == before
    assert button(room.section, "Import 1 article").isEnabled()


def test_a_project_without_marks_takes_the_scheme_that_is_made(room, tmp_path):
    office = room.office
    (batch,) = imports.batches(office.project)
    office.session.run(remove_batch, batch=batch.id)
    files = {"a.txt": b"Berlin is big.", "a.ann": b"T1\tCity 0 6\tBerlin\n"}
    write_all(tmp_path / "in", files)
    room.look_at(tmp_path / "in")
    click(room.section, "Make a scheme from what the files say")
    room.settle()
    click(room.section, "Import 1 article")
    room.settle()
    assert [each.label for each in office.session.scheme.span_types] == ["City"]
    assert labels(room) == [("City", "Berlin")]
    assert any(each.startswith("New annotators: Unnamed annotator") for each in said(room.section))
