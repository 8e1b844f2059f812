from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QListView

from gui import theme
from gui.background import Background, State
from gui.style_sheet import set_role
from gui.theme import DARK, LIGHT
from gui.widgets.card import Card
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.key_cap import KeyCap
from gui.widgets.painting import bold
from gui.widgets.progress_line import ProgressLine
from gui.widgets.row_delegate import RowDelegate
from gui.widgets.task_line import TaskLine
from gui.widgets.underline_tabs import UnderlineTabs


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(qapp, LIGHT, 100)


def shown(qtbot, widget, width: int, height: int):
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget


def test_a_key_cap_grows_with_its_words_and_the_zoom(qapp, qtbot):
    one = KeyCap(("A",))
    several = KeyCap(("Ctrl", "Shift", "A"))
    for cap in (one, several):
        shown(qtbot, cap, 100, 24)
    assert several.sizeHint().width() > 3 * one.sizeHint().width()
    before = one.sizeHint()
    theme.apply(qapp, LIGHT, 200)
    assert one.sizeHint().height() > 1.7 * before.height()
    assert one.minimumSizeHint() == one.sizeHint()
    assert several.accessibleName() == "Ctrl+Shift+A"


def test_a_key_cap_is_drawn_in_the_colours_of_the_theme(qapp, qtbot):
    cap = shown(qtbot, KeyCap(("A",)), 30, 24)
    middle = cap.grab().toImage().pixelColor(3, 12)
    theme.apply(qapp, DARK, 100)
    assert middle == LIGHT.page
    assert cap.grab().toImage().pixelColor(3, 12) == DARK.page


def test_a_progress_line_is_filled_as_far_as_things_are_done(qtbot):
    line = shown(qtbot, ProgressLine("Articles done", QColor("#2e9d5b")), 200, 6)
    line.show_share(30, 120)
    image = line.grab().toImage()
    assert image.pixelColor(40, 3) == QColor("#2e9d5b")
    assert image.pixelColor(60, 3) == LIGHT.line
    assert line.accessibleName() == "Articles done"


@pytest.mark.parametrize(
    ("done", "total", "value"), [(0, 0, 0), (5, 4, 1000), (-1, 4, 0), (2**40, 2**41, 500)]
)
def test_a_progress_line_takes_any_numbers(qtbot, done, total, value):
    line = shown(qtbot, ProgressLine("Progress", QColor("#2e9d5b")), 200, 6)
    line.show_share(done, total)
    assert max(0, line.value()) == value
    line.grab()


def test_a_progress_line_runs_from_the_right_in_right_to_left(qtbot):
    line = shown(qtbot, ProgressLine("Progress", QColor("#2e9d5b")), 200, 6)
    line.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    line.show_share(1, 4)
    assert line.grab().toImage().pixelColor(160, 3) == QColor("#2e9d5b")
    assert line.grab().toImage().pixelColor(140, 3) == LIGHT.line


def test_a_card_shows_that_it_is_selected(qtbot):
    card = Card()
    card.head.addWidget(QLabel("Rejection"))
    card.body.addWidget(QLabel("Rejects"))
    shown(qtbot, card, 200, 100)
    plain = card.grab().toImage().pixelColor(0, 50)
    card.set_outline(QColor("#c2410c"))
    assert plain == LIGHT.line
    assert card.grab().toImage().pixelColor(1, 50) == QColor("#c2410c")


def test_a_press_on_a_card_is_told(qtbot):
    card = shown(qtbot, Card(has_head=False), 200, 100)
    with qtbot.waitSignal(card.pressed):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)


def test_words_that_fit_are_left_alone_and_others_get_an_ellipsis_and_a_tool_tip(qtbot):
    label = shown(qtbot, ElidedLabel("a rather long line of words"), 400, 24)
    label.grab()
    assert label.toolTip() == ""
    label.resize(60, 24)
    label.grab()
    assert label.toolTip() == "a rather long line of words"
    label.resize(400, 24)
    label.grab()
    assert label.toolTip() == ""
    assert label.minimumSizeHint().width() < 60


def test_an_elided_label_is_drawn_in_the_colour_of_its_role(qtbot):
    label = shown(qtbot, ElidedLabel("█████"), 200, 24)
    set_role(label, "problem")
    image = label.grab().toImage()
    drawn = {image.pixelColor(x, 12).name() for x in range(40)}
    assert LIGHT.warning.name() in drawn


@pytest.mark.parametrize("zoom", [100, 175])
def test_the_chosen_tab_has_room_for_its_bold_words(qapp, qtbot, zoom):
    theme.apply(qapp, LIGHT, zoom)
    tabs = UnderlineTabs("Panels")
    for title in ("Statements 15", "Actors 18"):
        tabs.addTab(title)
    shown(qtbot, tabs, 600, 60)
    metrics = QFontMetrics(bold(tabs.font()))
    for number in range(2):
        words = metrics.horizontalAdvance(tabs.tabText(number))
        assert tabs.tabSizeHint(number).width() > words
        assert tabs.tabRect(number).width() == tabs.tabSizeHint(number).width()
    assert tabs.accessibleName() == "Panels"


def test_rows_have_air_however_early_they_were_laid_out(qtbot):
    model = QStandardItemModel()
    for title in ("one", "two", "three"):
        model.appendRow(QStandardItem(title))
    view = QListView()
    view.setItemDelegate(RowDelegate(view))
    view.setModel(model)
    view.setCurrentIndex(model.index(1, 0))
    shown(qtbot, view, 200, 200)
    rows = [view.visualRect(model.index(row, 0)) for row in range(3)]
    assert all(row.height() >= view.fontMetrics().height() + 8 for row in rows)
    assert rows[0].bottom() < rows[1].top()


def test_the_row_with_the_focus_has_a_ring(qtbot):
    model = QStandardItemModel()
    model.appendRow(QStandardItem("one"))
    view = QListView()
    view.setItemDelegate(RowDelegate(view))
    view.setModel(model)
    shown(qtbot, view, 200, 100)
    qtbot.waitExposed(view)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.setCurrentIndex(model.index(0, 0))
    row = view.visualRect(model.index(0, 0))
    image = view.viewport().grab(row).toImage()
    assert image.pixelColor(row.width() // 2, 0) == LIGHT.accent
    assert image.pixelColor(row.width() // 2, row.height() // 2) == LIGHT.selection


def test_a_task_is_shown_while_it_runs_and_can_be_cancelled(qtbot):
    background = Background()
    line = shown(qtbot, TaskLine(LIGHT.done), 400, 50)
    reported = threading.Event()

    def job(progress) -> None:
        progress.report(25, 100, "file 3 of 9")
        reported.set()
        while True:
            progress.check()

    task = background.start(job, title="Importing")
    line.show_task(task)
    assert line.isVisible()
    qtbot.waitUntil(lambda: line._title.text() == "Importing · file 3 of 9")
    assert line._line.value() == 250
    qtbot.mouseClick(line._cancel, Qt.MouseButton.LeftButton)
    assert not line._cancel.isEnabled()
    qtbot.waitUntil(lambda: task.state is State.CANCELLED)
    assert not line.isVisible()
    background.close()
