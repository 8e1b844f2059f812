from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QListWidget

from db.operations import referents as operations
from gui.appearance import Appearance
from gui.project.articles.drop_area import DropFrame
from gui.project.page import ProjectPage
from gui.theme import DARK
from tests.gui.project.office import part, said, write_texts

SECTIONS = (
    "overview",
    "articles",
    "assignment",
    "collect",
    "scheme",
    "register",
    "export",
    "safety",
)


@pytest.fixture
def page(office, qapp):
    appearance = Appearance(qapp, office.settings)
    return office.show(ProjectPage(office.session, office.settings, appearance, office.background))


def navigation(page):
    return part(page, QListWidget, "Sections of the project")


def rows(page):
    shown = navigation(page)
    return [shown.item(row).text() for row in range(shown.count())]


def test_the_sections_are_listed_with_what_they_hold(page):
    assert rows(page) == [
        "Overview",
        "Articles 2",
        "Assignment",
        "Collect and merge",
        "Scheme",
        "Register 3",
        "Export",
        "Backups and doctor",
    ]


def test_the_counts_follow_what_happens(page, office):
    office.session.run(operations.add_referent, label="ACTOR", name="Spain")
    office.settle()
    assert "Register 4" in rows(page)


def test_the_counts_are_caught_up_with_when_the_page_is_seen_again(page, office):
    page.hide()
    office.session.run(operations.add_referent, label="ACTOR", name="Spain")
    assert "Register 3" in rows(page)
    page.show()
    office.settle()
    assert "Register 4" in rows(page)


def test_arrows_walk_through_the_sections(page, office):
    page.setFocus()
    assert navigation(page).hasFocus()
    for name in SECTIONS[1:]:
        QTest.keyClick(navigation(page), Qt.Key.Key_Down)
        office.settle()
        assert page.section(name).isVisible()


def test_a_section_is_brought_up_by_its_word(page, office):
    for name in reversed(SECTIONS):
        page.show_section(name)
        office.settle()
        assert page.section(name).isVisible()
        assert navigation(page).currentRow() == SECTIONS.index(name)


def test_everything_that_can_be_used_is_named_and_reached_with_the_tab_key(page, office):
    for name in SECTIONS:
        # What a scheme's preview shows is to be looked at only.
        if name == "scheme":
            continue
        page.show_section(name)
        office.settle()
        for each in usable(page.section(name)):
            words = each.text() if isinstance(each, QAbstractButton) else ""
            assert words or each.accessibleName(), each
            assert each.focusPolicy() & Qt.FocusPolicy.TabFocus or is_inside_another(each), each


def usable(section):
    found = [
        each
        for kind in (QAbstractButton, QLineEdit, QComboBox)
        for each in section.findChildren(kind)
        if each.isVisibleTo(section) and each.isEnabled() and each.objectName()[:3] != "qt_"
    ]
    assert found
    return found


def is_inside_another(widget):
    """A button within a field, or one of a group that arrows walk through."""
    return isinstance(widget.parent(), (QLineEdit, QComboBox)) or (
        isinstance(widget, QAbstractButton) and widget.isCheckable()
    )


def test_a_refusal_is_told_on_the_page(page, office):
    found = operations.add_referent(
        office.project, office.session.author, label="ACTOR", name="Spain"
    )
    assert found is not None
    office.session.run(operations.add_referent, label="NOTHING", name="Spain")
    assert any("The scheme has no label NOTHING" in each for each in said(page))


def test_what_sections_want_is_handed_on(page, office):
    wanted = []
    page.article_wanted.connect(lambda *given: wanted.append(given))
    page.author_wanted.connect(wanted.append)
    page.restore_wanted.connect(wanted.append)
    page.section("register").article_wanted.emit("article", "span")
    page.section("safety").article_wanted.emit("article", None)
    page.section("overview").author_wanted.emit("somebody")
    page.section("safety").restore_wanted.emit("backup")
    assert wanted == [("article", "span"), ("article", None), "somebody", "backup"]


def drag(data):
    return QDragEnterEvent(
        QPoint(300, 500),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )


def drop(data):
    return QDropEvent(
        QPointF(300, 500),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )


def test_files_dropped_anywhere_on_the_page_are_looked_at(page, office, tmp_path):
    data = QMimeData()
    data.setUrls(
        [
            QUrl.fromLocalFile(str(path))
            for path in write_texts(tmp_path / "in", {"a.txt": "Spain tabled a plan."})
        ]
    )
    entering = drag(data)
    QApplication.sendEvent(page, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(page, drop(data))
    office.settle()
    assert page.section("articles").isVisible()
    assert "1 article from 1 file" in said(page.section("articles"))


def test_what_is_no_file_can_not_be_dropped(page):
    data = QMimeData()
    data.setText("France proposed a truce.")
    entering = drag(data)
    entering.ignore()
    QApplication.sendEvent(page, entering)
    assert not entering.isAccepted()


def test_files_dropped_on_the_people_of_the_assignment_are_looked_at(page, office, tmp_path):
    page.show_section("assignment")
    office.settle()
    seen = []
    page._made.collect.plan_collect = seen.append
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "work.demarche-back"))])
    area = next(
        each
        for each in page.section("assignment").findChildren(DropFrame)
        if each.accessibleName() == "Drop returned files here"
    )
    QApplication.sendEvent(area, drag(data))
    QApplication.sendEvent(area, drop(data))
    assert seen == [[tmp_path / "work.demarche-back"]]
    assert page.section("collect").isVisible()


def test_all_sections_take_other_colours(page, office):
    for name in SECTIONS:
        page.show_section(name)
        office.settle()
    page.set_theme(DARK)
    QApplication.processEvents()
    assert page.section("safety").isVisible()
