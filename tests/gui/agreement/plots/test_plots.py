from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from gui import theme
from gui.agreement.plots.bar_list import Bar, BarList
from gui.agreement.plots.cell_grid import Cell, CellGrid, Grid
from gui.agreement.plots.kind_list import KindList, Row
from gui.agreement.plots.line_plot import LinePlot, Mark, Point
from gui.theme import DARK, LIGHT

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def look(request, qapp: QApplication):
    theme.apply(qapp, request.param, 100)
    return request.param


def shown(bot, widget):
    bot.addWidget(widget)
    widget.resize(520, 260)
    with bot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    widget.setFocus()
    bot.waitUntil(widget.hasFocus)
    return widget


def picture(widget) -> QImage:
    return widget.grab().toImage()


def opened(plot):
    found = []
    plot.opened.connect(found.append)
    return found


def grid_of(count=3):
    def cell(row, column):
        if row == column:
            return Cell(text="–", spoken="itself")
        return Cell(
            text=f".{row}{column}",
            spoken=f"{row} and {column}",
            heat=(row + column) / 6,
            key=(row, column),
        )

    names = tuple(f"annotator {number}" for number in range(count))
    cells = tuple(tuple(cell(row, column) for column in range(count)) for row in range(count))
    return Grid(rows=names, columns=("1", "2", "3")[:count], tips=names, cells=cells)


@pytest.fixture
def grid(qtbot, look):
    made = CellGrid("Pairs")
    made.show_grid(grid_of())
    return shown(qtbot, made)


def test_arrows_move_between_cells_and_enter_opens_one(grid, qtbot):
    found = opened(grid)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(grid, key)
    assert found == [(2, 1)]


def test_the_keyboard_stays_among_the_cells(grid, qtbot):
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Up):
        qtbot.keyClick(grid, key)
        assert grid.currentIndex().column() >= 1
    found = opened(grid)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert found == []


def test_a_click_opens_a_cell_and_a_name_or_the_diagonal_opens_nothing(grid, qtbot):
    found = opened(grid)
    for row, column in ((0, 2), (1, 0), (1, 2)):
        place = grid.visualRect(grid.model().index(row, column)).center()
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert found == [(0, 1)]


def test_cells_are_said_in_full(grid):
    model = grid.model()
    assert model.index(0, 2).data(ACCESSIBLE) == "0 and 1"
    assert model.index(0, 0).data() == "annotator 0"
    assert model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == (
        "annotator 1"
    )


def test_an_opened_cell_is_outlined(grid):
    before = picture(grid)
    grid.mark((0, 1))
    assert picture(grid) != before


def test_a_cell_without_a_figure_looks_other_than_one_with_the_lowest(grid):
    cells = list(map(list, grid_of().cells))
    cells[0][1] = Cell(text="", spoken="nothing in common", is_hatched=True)
    before = picture(grid)
    grid.show_grid(
        Grid(rows=("a", "b", "c"), columns=("1", "2", "3"), cells=tuple(map(tuple, cells)))
    )
    assert picture(grid) != before


def test_the_current_cell_stays_where_it_is_when_figures_change(grid, qtbot):
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    grid.show_grid(grid_of())
    assert grid.currentIndex().row() == 2
    grid.show_grid(grid_of(2))
    assert grid.currentIndex().row() == 1
    grid.show_grid(Grid())
    assert grid.model().rowCount() == 0


BARS = [
    Bar(
        name="Actor",
        value=0.88,
        low=0.8,
        high=0.9,
        text=".88",
        note="n 12",
        spoken=".88 · 12 spans",
        key="a",
    ),
    Bar(name="Proposal", value=-0.2, text="−.20", note="n 3", spoken="−.20", key="p"),
    Bar(name="Rejection", value=None, text="", note="nobody marked any", spoken="undefined"),
]


@pytest.fixture
def bars(qtbot, look):
    made = BarList("By label")
    made.show_rows(BARS)
    return shown(qtbot, made)


def test_bars_are_opened_by_keys_and_by_clicks(bars, qtbot):
    found = opened(bars)
    qtbot.keyClick(bars, Qt.Key.Key_Down)
    qtbot.keyClick(bars, Qt.Key.Key_Return)
    place = bars.visualRect(bars.model().index(0, 0)).center()
    qtbot.mouseClick(bars.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClick(bars, Qt.Key.Key_End)
    qtbot.keyClick(bars, Qt.Key.Key_Return)
    assert found == ["p", "a"]


def test_bars_are_said_in_full_and_fit_their_list(bars):
    assert bars.model().index(0, 0).data(ACCESSIBLE) == "Actor: .88 · 12 spans"
    assert bars.height() == 3 * bars.row_height()
    assert not bars.verticalScrollBar().isVisible()


def test_bars_are_drawn_in_a_narrow_list_too(bars):
    bars.setFixedWidth(90)
    assert not picture(bars).isNull()


def test_an_opened_bar_is_marked(bars):
    before = picture(bars)
    bars.mark("p")
    assert picture(bars) != before


@pytest.fixture
def rows(qtbot, look):
    made = KindList("What they disagree on")
    made.show_rows(
        [
            Row(count="61", words="Boundary", example="the words", key=1),
            Row(count="3", words="Label"),
        ]
    )
    return shown(qtbot, made)


def test_rows_are_opened_by_keys_and_by_clicks(rows, qtbot):
    found = opened(rows)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    place = rows.visualRect(rows.model().index(0, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert found == [1, 1]
    assert rows.model().index(0, 0).data(ACCESSIBLE) == "61 Boundary\nthe words"


POINTS = [
    Point(name="week 1", value=0.5, low=0.4, high=0.6, spoken=".50", key=1),
    Point(name="week 2", value=None, spoken="undefined", key=2),
    Point(name="week 3", value=0.8, spoken=".80", key=3),
]


@pytest.fixture
def line(qtbot, look):
    made = LinePlot("Over time")
    made.show_points(POINTS, [Mark(before=1, text="guidelines 1.1")])
    return shown(qtbot, made)


def test_arrows_move_between_points_and_enter_opens_one(line, qtbot):
    found = opened(line)
    qtbot.keyClick(line, Qt.Key.Key_Left)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Home)
    qtbot.keyClick(line, Qt.Key.Key_Left)
    qtbot.keyClick(line, Qt.Key.Key_Space)
    qtbot.keyClick(line, Qt.Key.Key_End)
    qtbot.keyClick(line, Qt.Key.Key_Right)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert found == [2, 1, 3]


def test_the_current_point_is_said(line, qtbot):
    assert line.accessibleDescription() == "week 3: .80, point 3 of 3"
    qtbot.keyClick(line, Qt.Key.Key_Left)
    assert line.accessibleDescription() == "week 2: undefined, point 2 of 3"


def test_a_click_near_a_point_opens_it_and_elsewhere_nothing(line, qtbot):
    found = opened(line)
    place = line.place_of(0).toPoint()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=place + QPoint(4, -4))
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert found == [1]


def test_higher_values_stand_higher_and_later_points_further_on(line):
    places = [line.place_of(number) for number in range(3)]
    assert places[0].y() > places[2].y()
    assert places[0].x() < places[1].x() < places[2].x()


def test_a_mark_an_opened_point_and_nothing_to_show_are_drawn(line):
    before = picture(line)
    line.show_points(POINTS)
    without_mark = picture(line)
    assert without_mark != before
    line.mark(1)
    assert picture(line) != without_mark
    line.show_points([])
    line.say_when_empty("Nothing to show yet.")
    assert line.current is None
    assert not picture(line).isNull()
