"""The window: one way to settings, prints, drops, background work and what happened."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from db import shipped
from gui import ask
from gui.actions import COMMANDS
from gui.appearance import Appearance
from gui.background import Background
from gui.keys.choices import KeyChoices
from gui.keys.in_force import in_force
from gui.main_window.window import MainWindow
from gui.preferences.dialog import Preferences
from gui.project_session import ProjectSession
from gui.settings import Settings
from tests.builders import author_of, make_project

CTRL = Qt.KeyboardModifier.ControlModifier
COPY = Qt.DropAction.CopyAction
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


@pytest.fixture
def window(qapp, qtbot, tmp_path, background):
    settings = Settings(tmp_path / "settings.ini")
    appearance = Appearance(qapp, settings)
    with make_project(tmp_path, articles=["France said no.", "Germany agreed."]) as project:
        session = ProjectSession(project, author_of(project))
        made = MainWindow(session, settings, appearance, background)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.annotate.view.hasFocus)
        yield made
        made.close()
        qtbot.waitUntil(lambda: not background.running)
    made.deleteLater()
    appearance.deleteLater()
    in_force().use(KeyChoices())
    in_force().reserve(())


@pytest.fixture
def held():
    go = threading.Event()
    yield go
    go.set()


def start(background, held, title="Exporting"):
    def job(progress):
        progress.report(43, 100)
        held.wait()

    return background.start(job, title=title)


def caps(window) -> list[tuple[str, ...]]:
    return [keys for keys, _meaning in window._line._hints._hints]


def choose(window, command, *keys):
    known = {each.id: each for each in window._keys.told("annotate")}
    in_force().use(in_force().choices.choose(known[command], keys))


def test_the_settings_open_with_a_key_and_keep_what_is_chosen(window, qtbot):
    QTest.keyClick(window.annotate.view, Qt.Key.Key_Comma, CTRL)
    dialog = window.findChild(Preferences)
    assert dialog is not None
    dialog.look.theme.setCurrentIndex(dialog.look.theme.findData("dark"))
    dialog.look.theme.activated.emit(0)
    assert window.appearance.theme.name == "dark"
    dialog.close()


def test_a_wider_column_is_wider_at_once(window):
    style = window.annotate.view._style
    window.settings.reading_width = 150
    assert window.annotate.view._style.width == pytest.approx(1.5)
    assert style.size == window.annotate.view._style.size


def test_a_new_key_is_shown_in_the_line_in_the_menu_and_in_the_overlay(window):
    assert ("F1",) in caps(window)
    choose(window, "help.guidelines", "F9")
    assert ("F9",) in caps(window)
    assert ("F1",) not in caps(window)
    action = window.actions_by_id["help.guidelines"]
    assert [each.toString() for each in action.shortcuts()] == ["F9"]
    told = {each.id: each for each in window._keys.told("annotate")}
    assert told["help.guidelines"].keys == ("F9",)
    choose(window, "help.guidelines")
    assert ("F9",) not in caps(window)


def test_a_chosen_letter_gives_way_to_the_scheme(window):
    choose(window, "span.overlap", "A", "O")
    told = {each.id: each for each in window._keys.told("annotate")}
    assert told["span.overlap"].all_keys == ("O",)


def test_work_in_the_background_is_told_in_the_line_on_every_page(window, background, held, qtbot):
    start(background, held)
    qtbot.waitUntil(lambda: window._line._tasks.text() == "Exporting 43 %")
    window.show_page("project", "overview")
    assert window._line._tasks.isVisible()
    start(background, held, "Packing")
    assert window._line._tasks.text() == "2 tasks under way"
    QTest.mouseClick(window._line._tasks, LEFT)
    assert window._watch.tray.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not window._watch.tray.isVisible()
    held.set()


def test_what_a_page_said_can_be_read_again(window):
    window.annotate.show_refusal("That can't be linked.")
    assert window._line._tasks.text() == "What happened"
    assert [each.text for each in window.notices] == ["That can't be linked."]


class Spontaneous(QCloseEvent):
    def spontaneous(self) -> bool:
        return True


def test_closing_asks_while_something_runs_and_says_what_is_lost(
    window, background, held, qtbot, monkeypatch
):
    start(background, held)
    qtbot.waitUntil(lambda: window._line._tasks.text() == "Exporting 43 %")
    asked = []
    monkeypatch.setattr(
        ask, "confirm", lambda _parent, _title, question, **_more: asked.append(question) or False
    )
    event = Spontaneous()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert "• Exporting: 43 %" in asked[0]
    assert "Everything that you marked is saved" in asked[0]
    wishes = []
    window.program_wanted.connect(wishes.append)
    window.run_command("project.close")
    assert wishes == []
    monkeypatch.setattr(ask, "confirm", lambda *_args, **_more: True)
    window.run_command("project.close")
    assert wishes == ["close"]
    held.set()


def test_closing_asks_nothing_where_nothing_runs(window):
    event = Spontaneous()
    window.closeEvent(event)
    assert event.isAccepted()


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def hold(window, data: QMimeData) -> None:
    event = QDragEnterEvent(QPoint(50, 50), COPY, data, LEFT, NONE)
    QApplication.sendEvent(window, event)


def drop(window, data: QMimeData) -> None:
    hold(window, data)
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), COPY, data, LEFT, NONE))


def test_held_files_are_answered_by_an_overlay_that_goes_again(window, tmp_path):
    data = mime(tmp_path / "a.txt")
    hold(window, data)
    assert window._dropping.overlay.words.startswith("Import articles")
    assert window.annotate.view.hasFocus()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert window._dropping.overlay.words == ""


def test_dropped_texts_lead_to_what_would_come_in(window, background, tmp_path, qtbot):
    path = tmp_path / "a.txt"
    path.write_text("Spain agreed.", encoding="utf-8")
    began = []
    background.started.connect(lambda task: began.append(task.title))
    drop(window, mime(path))
    assert window.project.shown_section == "articles"
    qtbot.waitUntil(lambda: not background.running)
    assert any(began)


def test_a_dropped_project_is_asked_about_and_opened(window, tmp_path, monkeypatch):
    path = tmp_path / "other.demarche"
    path.write_bytes(b"")
    opened, asked = [], []
    window.project_wanted.connect(opened.append)
    monkeypatch.setattr(ask, "choice", lambda *args: asked.append(args[3]) or 1)
    drop(window, mime(path))
    assert asked == [["Collect the work in 1 file", "Open other.demarche"]]
    assert opened == [path]


def test_a_dropped_scheme_is_shown_as_a_draft(window, tmp_path):
    before = window.session.scheme
    path = tmp_path / "mine.toml"
    path.write_bytes(
        shipped.DEFAULT_SCHEME.read_bytes().replace(b'title = "Actor"', b'title = "Player"', 1)
    )
    drop(window, mime(path))
    assert window.project.shown_section == "scheme"
    draft = window.project.section("scheme").draft
    assert "Player" in [each.title for each in draft.scheme().span_types]
    assert window.session.scheme == before


def test_links_from_elsewhere_are_no_files(window):
    data = QMimeData()
    data.setUrls([QUrl("https://a.example/x.txt")])
    hold(window, data)
    assert window._dropping.overlay.words == ""


def test_the_article_is_printed_from_its_own_page_only(window, tmp_path, monkeypatch, qtbot):
    path = tmp_path / "one.pdf"
    monkeypatch.setattr(ask, "save_file", lambda *_args: path)
    window.run_command("article.pdf")
    qtbot.waitUntil(lambda: "one.pdf is written" in window._toast.text)
    assert path.read_bytes().startswith(b"%PDF")
    window.show_page("project")
    window.run_command("article.print")
    assert "Annotate page" in window._toast.text


@pytest.mark.parametrize("size", [(1024, 700), (1366, 740), (3840, 2120)])
def test_the_window_fits_small_and_large_screens(window, size):
    window.resize(*size)
    assert (window.width(), window.height()) == size
    for page in ("annotate", "review", "agreement", "explore", "project"):
        window.show_page(page)
        assert window.minimumSizeHint().width() <= 1024, page
        assert window.minimumSizeHint().height() <= 700, page


def test_wire_copies_are_looked_for_where_their_groups_are_shown(window, qtbot, monkeypatch):
    said = []
    monkeypatch.setattr(ask, "note", lambda _parent, _title, text: said.append(text))
    window._run_chosen("project.copies")
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["No two articles are nearly the same."]
    assert (window._turner.page, window._turner.section) == ("project", "articles")


def test_keys_of_the_text_do_nothing_on_the_menu_which_tab_walks_past(window):
    menu = next(each for each in window.findChildren(QToolButton) if each.text() == "Demarche")
    window.annotate.view.select(0, 6)
    window.run_command("label.ACTOR")
    menu.setFocus()
    QTest.keyClick(menu, Qt.Key.Key_Delete)
    assert len(window.annotate.current.annotation.spans) == 1
    QTest.keyClick(menu, Qt.Key.Key_Tab)
    assert QApplication.focusWidget().text() == "Annotate"
    QTest.keyClick(menu, Qt.Key.Key_F6)
    assert not menu.hasFocus()


def test_the_line_tells_a_key_that_was_chosen(window):
    command = next(each for each in COMMANDS if each.id == "span.next")
    in_force().use(in_force().choices.choose(command, ["W"]))
    assert ("W",) in caps(window)
    in_force().use(KeyChoices())
    assert ("Tab",) in caps(window)


def test_the_measures_are_told_where_their_key_explains_them(window):
    told = {each.id: each for each in window._keys.told("agreement")}
    assert told["help.guidelines"].title == "What the measures say"
    assert "article.done" not in told


def test_the_keys_for_the_next_tab_go_through_the_parts_of_an_export(window, qtbot):
    window.show_page("project", "export")
    section = window.project.section("export")
    qtbot.waitUntil(lambda: not section._looker.is_busy)
    section._form.formats.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, CTRL)
    assert section._side.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, CTRL)
    assert section._form.isAncestorOf(QApplication.focusWidget())


def test_a_closed_window_hears_of_no_other_theme_though_it_lives_on(
    qapp, qtbot, tmp_path, background, monkeypatch
):
    settings = Settings(tmp_path / "settings.ini")
    appearance = Appearance(qapp, settings)
    project = make_project(tmp_path, articles=["France said no."])
    made = MainWindow(ProjectSession(project, author_of(project)), settings, appearance, background)
    qtbot.addWidget(made)
    made.show()
    made.show_page("agreement")
    qtbot.waitUntil(lambda: not background.running)
    made.close()
    project.close()
    told = []
    monkeypatch.setattr(made.annotate, "set_theme", told.append)
    appearance.choose_next_theme()
    assert told == []
    appearance.deleteLater()
