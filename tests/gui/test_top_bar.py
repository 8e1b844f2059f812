"""The bar at the top gives its words less room where the window is narrow."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui import theme
from gui.main_window.pages import PAGES
from gui.main_window.top_bar import TopBar
from gui.theme import LIGHT


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def shown(window: QWidget, bot: QtBot, *, width: int, zoom: int) -> TopBar:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, LIGHT, zoom)
    bar = TopBar(PAGES, QMenu(window))
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(bar)
    bar.show_project("a_project_with_a_long_name.demarche", "annotator 12")
    window.resize(width, 60)
    with bot.waitExposed(window):
        window.show()
    QApplication.processEvents()
    return bar


def pages(bar: TopBar) -> list[QToolButton]:
    names = {page for page, _ in PAGES}
    return [each for each in bar.findChildren(QToolButton) if each.objectName() in names]


def name(bar: TopBar) -> QPushButton:
    return next(each for each in bar.findChildren(QPushButton) if each.toolTip() == "annotator 12")


def test_a_wide_bar_has_air_around_its_pages_and_the_whole_name(
    window: QWidget, qtbot: QtBot
) -> None:
    bar = shown(window, qtbot, width=1440, zoom=100)
    assert not any(each.property("tight") for each in pages(bar))
    assert name(bar).text() == "annotator 12"


def test_all_pages_fit_into_a_small_window_at_a_large_zoom(window: QWidget, qtbot: QtBot) -> None:
    bar = shown(window, qtbot, width=1024, zoom=175)
    assert bar.minimumSizeHint().width() <= 1024
    for each in pages(bar):
        words = each.fontMetrics().horizontalAdvance(each.text())
        assert each.width() >= words
        assert each.property("tight")


def test_the_name_is_cut_before_a_page_is(window: QWidget, qtbot: QtBot) -> None:
    bar = shown(window, qtbot, width=1440, zoom=175)
    window.resize(bar.minimumSizeHint().width(), 60)
    QApplication.processEvents()
    assert name(bar).text().endswith("…")
    window.resize(1600, 60)
    QApplication.processEvents()
    assert name(bar).text() == "annotator 12"


def box(bar: TopBar) -> QToolButton:
    return next(each for each in bar.findChildren(QToolButton) if "▾" in each.text())


def test_where_no_page_but_one_fits_it_has_a_menu_of_all(window: QWidget, qtbot: QtBot) -> None:
    bar = shown(window, qtbot, width=1024, zoom=300)
    assert bar.minimumSizeHint().width() <= 1024
    assert not any(each.isVisible() for each in pages(bar))
    bar.show_page("review")
    assert box(bar).isVisible()
    assert box(bar).text() == "Review ▾"
    assert box(bar).accessibleName() == "Page: Review"
    actions = box(bar).menu().actions()
    assert [each.text() for each in actions] == [title for _, title in PAGES]
    assert [each.isChecked() for each in actions] == [id_ == "review" for id_, _ in PAGES]
    with qtbot.waitSignal(bar.page_wanted) as told:
        actions[3].trigger()
    assert told.args == ["explore"]


def test_whoever_is_at_the_pages_stays_there_when_they_become_one(
    window: QWidget, qtbot: QtBot
) -> None:
    bar = shown(window, qtbot, width=1440, zoom=100)
    bar.show_page("review")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    next(each for each in pages(bar) if each.objectName() == "review").setFocus()
    window.resize(bar.minimumSizeHint().width(), 60)
    QApplication.processEvents()
    assert box(bar).hasFocus()
    window.resize(1440, 60)
    QApplication.processEvents()
    assert [each.objectName() for each in pages(bar) if each.hasFocus()] == ["review"]
