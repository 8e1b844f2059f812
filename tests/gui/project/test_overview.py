from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from db.model import AnnotatorKind, LayerState
from db.operations import layers
from db.operations import projects as operations
from db.queries import annotators, projects
from gui import ask
from gui.project import overview as overview_section
from gui.project.overview import OverviewSection
from gui.theme import DARK, LIGHT
from gui.widgets.progress_line import ProgressLine
from tests.gui.project.office import answer, buttons, click, part, said


@pytest.fixture
def section(office):
    return office.show(OverviewSection(office.session, LIGHT, office.background))


def people(office):
    everybody = annotators.every(office.project)
    return [each.name for each in everybody if each.kind is AnnotatorKind.HUMAN]


def title_field(section):
    return part(section, QLineEdit, "Title of the project")


def test_it_says_what_the_project_holds(section):
    words = " ".join(said(section)).replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")
    assert "2 articles · 4 spans" in words
    assert "Actor 3" in words
    assert "Proposal 1" in words
    assert "1 between mentions of 3 referents" in words
    assert "none yet" in words


def test_it_says_what_was_done_last_and_by_whom(section):
    words = said(section)
    assert "Mark actor (2 times)" in words
    assert "Mark actor" in words
    assert words.index("Mark actor (2 times)") < words.index("Mark actor")
    assert words.count("annotator A") > 3


def test_what_happens_while_it_is_shown_is_counted_too(section, office):
    office.session.run(layers.set_state, article=office.articles[0], state=LayerState.DONE)
    office.settle()
    assert "1 of 2 done" in said(section)
    line = part(section, ProgressLine, "Done by annotator A")
    assert line.isVisible()


def test_hidden_it_reads_nothing_until_it_is_seen_again(section, office):
    section.hide()
    office.desk().mark("ACTOR", "Poland")
    office.session.changed.emit(office.session.run(layers.open_layer, article=office.articles[1]))
    assert not office.background.running
    section.show()
    office.settle()
    assert "2 articles · 5 spans" in said(section)


def test_the_title_is_changed_by_typing(section, office):
    field = title_field(section)
    field.setFocus()
    field.selectAll()
    office.bot.keyClicks(field, "Truces of 2024")
    office.bot.keyClick(field, Qt.Key.Key_Return)
    assert projects.info(office.project).title == "Truces of 2024"


def test_a_project_keeps_its_title_where_none_is_typed(section, office):
    field = title_field(section)
    field.setFocus()
    field.selectAll()
    office.bot.keyClick(field, Qt.Key.Key_Delete)
    office.bot.keyClick(field, Qt.Key.Key_Return)
    assert projects.info(office.project).title == "A project"
    assert field.text() == "A project"
    assert office.commits == []


def test_a_half_typed_title_survives_what_happens_meanwhile(section, office):
    field = title_field(section)
    field.setFocus()
    office.bot.keyClicks(field, "!")
    office.session.run(layers.open_layer, article=office.articles[1])
    office.settle()
    assert field.text() == "A project!"


def test_an_annotator_is_added_and_renamed(section, office, monkeypatch):
    monkeypatch.setattr(ask, "text", answer("annotator B"))
    click(section, "Add an annotator…")
    office.settle()
    assert people(office) == ["annotator A", "annotator B"]
    monkeypatch.setattr(ask, "text", answer("annotator C"))
    click(section, "Rename annotator B")
    office.settle()
    assert people(office) == ["annotator A", "annotator C"]
    assert "annotator C" in said(section)


def test_who_turns_away_from_the_question_adds_nobody(section, office, monkeypatch):
    monkeypatch.setattr(ask, "text", answer(None))
    click(section, "Add an annotator…")
    click(section, "Rename annotator A")
    assert people(office) == ["annotator A"]
    assert office.commits == []


def test_somebody_else_can_go_on_working(section, office, monkeypatch):
    monkeypatch.setattr(ask, "text", answer("annotator B"))
    click(section, "Add an annotator…")
    office.settle()
    ben = next(each.id for each in annotators.every(office.project) if each.name == "annotator B")
    with office.bot.waitSignal(section.author_wanted) as wanted:
        click(section, "Work as annotator B")
    assert wanted.args == [ben]
    assert buttons(section).count("Work as this one") == 1


def test_the_path_is_copied_and_the_folder_opened(section, office, monkeypatch):
    click(section, "Copy the path")
    assert QGuiApplication.clipboard().text() == str(office.project.path)
    opened = []
    monkeypatch.setattr(overview_section, "open_folder", opened.append)
    click(section, "Open the folder")
    assert opened == [str(office.project.path.parent)]


def test_a_title_with_signs_of_markup_is_shown_as_it_is(section, office):
    office.session.run(operations.set_title, title="<b>A & B</b>")
    office.settle()
    assert title_field(section).text() == "<b>A & B</b>"


def test_other_colours_keep_what_is_shown(section):
    before = said(section)
    section.set_theme(DARK)
    assert len(said(section)) == len(before)
    assert "Add an annotator…" in buttons(section)
