from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from db.operations import layers
from gui import theme
from gui.annotate.reading import AWAY_AFTER_S, ReadingTracker
from gui.text.article_view import ArticleView
from gui.theme import LIGHT
from tests.gui.annotate.room import made_room

BODY = "The ministers offered a truce, and the union refused it. " * 12


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def room(qapp, tmp_path):
    theme.apply(qapp, LIGHT, 100)
    with made_room(tmp_path, BODY, BODY + "And so on.") as made:
        yield made


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def tracker(room, clock, qtbot):
    view = ArticleView(None, LIGHT)
    qtbot.addWidget(view)
    view.resize(800, 900)

    def show():
        article = room.current.article
        view.show_article(article_key=article.id, title="", byline="", body=article.body)

    room.current.reloaded.connect(show)
    show()
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    made = ReadingTracker(room.session, room.current, view, clock=clock)
    made.count()
    # Its own ticks would come at moments that the test does not choose.
    made._timer.blockSignals(True)
    yield made
    made.close()


def pass_time(tracker, clock, seconds):
    """Let time go by with somebody in front of the window."""
    for _ in range(round(seconds)):
        clock.now += 1
        tracker.note_input()


def layer(room, number=0):
    return room.desk(number).annotation.layer


def test_time_and_what_was_read_go_to_the_layer(tracker, room, clock):
    pass_time(tracker, clock, 30)
    assert tracker.fraction() == 1
    tracker.save()
    assert layer(room).active_seconds == 30
    assert [(each.start, each.end) for each in layer(room).coverage] == [(0, len(BODY))]


def test_it_is_written_every_fifteen_seconds_at_most(tracker, room, clock):
    for _ in range(31):
        clock.now += 1
        tracker.note_input()
        tracker._tick()
    assert room.names == ["read", "read"]
    assert layer(room).active_seconds == 30


def test_reading_is_no_step_of_undo(tracker, room, clock):
    pass_time(tracker, clock, 20)
    tracker.save()
    assert room.session.undo_title != "read"


def test_nobody_in_front_of_the_window_for_a_minute_is_not_counted(tracker, room, clock):
    tracker.note_input()
    clock.now += AWAY_AFTER_S + 500
    tracker.note_input()
    pass_time(tracker, clock, 5)
    tracker.save()
    assert layer(room).active_seconds == AWAY_AFTER_S + 5


def test_another_window_is_not_counted(tracker, room, clock, monkeypatch):
    monkeypatch.setattr(tracker._view, "isActiveWindow", lambda: False)
    pass_time(tracker, clock, 20)
    tracker.save()
    assert room.names == []


def test_another_article_begins_anew_and_the_former_one_is_written(tracker, room, clock, qtbot):
    pass_time(tracker, clock, 8)
    room.open(1)
    assert layer(room, 0).active_seconds == 8
    assert tracker.fraction() == 0
    pass_time(tracker, clock, 30)
    tracker.save()
    assert layer(room, 1).active_seconds == 30
    assert tracker.fraction() == 1


def test_what_was_read_earlier_is_known_when_the_article_is_opened_again(tracker, room, clock):
    pass_time(tracker, clock, 30)
    room.open(1)
    room.open(0)
    assert tracker.fraction() == 1


def test_it_tells_when_more_was_read(tracker, clock, qtbot):
    told = []
    tracker.fraction_changed.connect(told.append)
    pass_time(tracker, clock, 30)
    assert told == [1.0]


def test_parts_of_a_second_are_kept_for_the_next_time(tracker, room, clock):
    for _ in range(10):
        clock.now += 0.75
        tracker.note_input()
    tracker.save()
    for _ in range(10):
        clock.now += 0.75
        tracker.note_input()
    tracker.save()
    assert layer(room).active_seconds == 15


def test_a_key_in_the_window_counts_as_being_there(tracker, clock, room):
    clock.now += 200
    QTest.keyClick(tracker._view, "x")
    QTest.keyClick(tracker._view.windowHandle(), "x")
    pass_time(tracker, clock, 1)
    tracker.save()
    assert layer(room).active_seconds == AWAY_AFTER_S + 1


def test_a_disk_that_refuses_is_complained_about_once(tracker, room, clock, monkeypatch):
    asked = []
    monkeypatch.setattr(room.session, "run", lambda *_, **__: asked.append(1))
    for _ in range(3):
        pass_time(tracker, clock, 5)
        tracker.save()
    assert asked == [1]


def test_nothing_is_written_after_the_end(tracker, room, clock):
    pass_time(tracker, clock, 5)
    tracker.close()
    pass_time(tracker, clock, 5)
    tracker.save()
    assert layer(room).active_seconds == 5


def test_notes_of_another_operation_do_not_end_the_count(tracker, room, clock):
    pass_time(tracker, clock, 4)
    room.session.run(layers.set_flag, article=room.articles[0], flag="")
    pass_time(tracker, clock, 4)
    tracker.save()
    assert layer(room).active_seconds == 8
