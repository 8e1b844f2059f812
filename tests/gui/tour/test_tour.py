"""The guided tour: it waits for what the person does, and never stands in the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent

from db.cli.samples import make_sample
from gui.app import Program
from gui.command_line import read_arguments
from gui.settings import Settings
from gui.tour import lessons
from gui.tour.steps import REJECTED_BY
from tests.builders import author_of, make_project


@pytest.fixture
def program(qapp, tmp_path):
    path = tmp_path / "Sample.demarche"
    make_sample(path).close()
    made = Program(qapp, read_arguments([str(path)]), Settings(tmp_path / "settings.ini"))
    assert made.open(path)
    window = made.window
    window.resize(1024, 700)
    window.activateWindow()
    qapp.processEvents()
    yield made
    made.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def begin(program):
    assert program.tour.begin(program.window)
    return program.tour.tour


def wait_for(qtbot, tour, step):
    qtbot.waitUntil(lambda: (tour.step.id if tour.step else "end") == step)


def mark(tour, label, words):
    where = tour._course.place.of(words)
    view = tour._window.annotate.view
    view.select(where.start, where.end)
    tour._window.run_command(f"label.{label}")


def test_every_lesson_stands_in_the_sample(program):
    session = program.window.session
    for lesson in lessons.LESSONS:
        place = lessons.find(session.project, session.author, lesson.title)
        assert place is not None
        assert place.lesson == lesson


def test_a_project_that_is_not_the_sample_has_no_lesson(tmp_path):
    with make_project(tmp_path, articles=["Nothing to learn here."]) as project:
        assert lessons.find(project, author_of(project)) is None


def test_a_step_is_done_by_doing_it(program, qtbot):
    tour = begin(program)
    assert program.window.selection.article == tour._course.place.article.id
    assert tour.panel.isVisible()
    mark(tour, "ACTOR", tour._course.place.lesson.proposer)
    wait_for(qtbot, tour, "proposal")
    mark(tour, "PROPOSAL", tour._course.place.lesson.proposal)
    wait_for(qtbot, tour, "proposed_by")


def test_another_thing_than_what_was_asked_is_no_step(program, qtbot):
    tour = begin(program)
    mark(tour, "PROPOSAL", tour._course.place.lesson.proposal)
    tour._follow()
    assert tour.step.id == "actor"
    mark(tour, "ACTOR", tour._course.place.lesson.proposer)
    wait_for(qtbot, tour, "proposed_by")


def test_all_steps_can_be_shown_and_leave_a_finished_article(program, qtbot):
    tour = begin(program)
    for step in tour.steps:
        wait_for(qtbot, tour, step.id)
        tour.panel.show_button.click()
    wait_for(qtbot, tour, "end")
    course = tour._course
    assert course.is_done
    assert course.has_link(REJECTED_BY, "REJECTION")
    assert program.settings.tour_step.startswith("end")
    qtbot.waitUntil(lambda: "all" in tour.panel.title.text())
    tour.panel.leave_button.click()
    assert program.tour.tour is None


def test_steps_can_be_skipped_and_the_tour_left_and_taken_up_again(program, qtbot):
    tour = begin(program)
    tour.panel.skip_button.click()
    tour.panel.skip_button.click()
    assert tour.step.id == "proposed_by"
    tour.panel.leave_button.click()
    assert program.tour.tour is None
    program.window.run_command("help.tour")
    assert program.tour.tour.step.id == "proposed_by"


def test_the_tour_waits_while_the_person_is_elsewhere(program, qtbot):
    tour = begin(program)
    program.window.show_page("project")
    qtbot.waitUntil(tour.panel.go_button.isVisible)
    assert not tour.outline.isVisible()
    tour.panel.go_button.click()
    qtbot.waitUntil(tour.panel.show_button.isVisible)
    assert program.window.annotate.isVisible()


def test_the_panel_covers_neither_words_nor_cards(program, qtbot):
    tour = begin(program)
    qtbot.waitUntil(tour.outline.isVisible)
    assert not tour.panel.geometry().intersects(tour.outline.geometry())
    assert program.window.rect().contains(tour.panel.geometry())


def test_the_menu_gives_the_focus_to_a_tour_that_runs(program, qtbot):
    tour = begin(program)
    program.window.run_command("help.tour")
    qtbot.waitUntil(tour.panel.show_button.hasFocus)


def test_a_second_tour_takes_an_article_that_nobody_has_touched(program, qtbot):
    tour = begin(program)
    first = tour.lesson_title
    mark(tour, "ACTOR", tour._course.place.lesson.proposer)
    program.settings.tour_step = "end"
    program.tour.close()
    assert begin(program).lesson_title != first


def test_the_panel_goes_with_the_window(program, qtbot):
    begin(program)
    program.settings.last_project = None
    program.show_start()
    assert program.tour.tour is None
