"""Where a window stands on the screens."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QRect
from PySide6.QtWidgets import QMainWindow

from gui.main_window import window_place
from gui.main_window.window_place import reachable
from gui.settings import Settings

LAPTOP = QRect(0, 0, 1366, 740)
DESK = QRect(1366, 0, 3840, 2120)
SMALL = QRect(0, 0, 1024, 700)


def test_a_well_placed_window_stays_as_it_is():
    frame = QRect(100, 100, 1200, 600)
    assert reachable(frame, [LAPTOP]) == frame
    half_out = QRect(1000, 300, 1200, 400)
    assert reachable(half_out, [LAPTOP]) == half_out


def test_a_window_of_a_screen_that_is_gone_comes_back():
    frame = QRect(3000, 500, 1600, 1000)
    assert reachable(frame, [DESK, LAPTOP]) == frame
    moved = reachable(frame, [LAPTOP])
    assert LAPTOP.contains(moved)


def test_a_window_is_never_larger_than_its_screen():
    assert reachable(QRect(0, 0, 1440, 900), [SMALL]) == SMALL


def test_a_window_whose_upper_edge_is_out_of_reach_comes_down():
    assert reachable(QRect(200, -300, 800, 500), [LAPTOP]).top() == 0


@given(
    st.builds(
        QRect,
        st.integers(-5000, 9000),
        st.integers(-5000, 9000),
        st.integers(300, 5000),
        st.integers(200, 3000),
    ),
    st.lists(st.sampled_from([LAPTOP, DESK, SMALL]), min_size=1, max_size=3),
)
def test_wherever_it_stood_a_window_can_be_seen_and_taken_hold_of(frame, areas):
    placed = reachable(frame, areas)
    seen = [placed.intersected(area) for area in areas]
    assert any(
        each.width() >= 160 and each.height() >= 40 and each.top() == placed.top() for each in seen
    )
    assert reachable(placed, areas) == placed


def test_each_set_of_screens_has_a_place_of_its_own(tmp_path):
    settings = Settings(tmp_path / "settings.ini")
    settings.keep_geometry_on("office", QByteArray(b"at the desk"))
    settings.keep_geometry_on("train", QByteArray(b"on the way"))
    assert settings.geometry_on("office") == QByteArray(b"at the desk")
    assert settings.geometry_on("elsewhere") == QByteArray(b"on the way")


def test_a_window_comes_back_to_its_size(qtbot, tmp_path):
    settings = Settings(tmp_path / "settings.ini")
    first = QMainWindow()
    qtbot.addWidget(first)
    first.setGeometry(20, 30, 500, 400)
    first.show()
    window_place.keep(first, settings)
    again = QMainWindow()
    qtbot.addWidget(again)
    window_place.restore(again, settings)
    assert again.size() == first.size()
