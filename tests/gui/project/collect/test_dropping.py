"""Files that are dropped anywhere on the Project page find their section."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from gui.appearance import Appearance
from gui.project.page import ProjectPage
from tests.db.team.team import make_team
from tests.gui.project.office import opened_office, said, write_texts


@pytest.fixture
def team(tmp_path):
    return make_team(tmp_path)


@pytest.fixture
def page(team, qapp, qtbot):
    with opened_office(team.project, qapp, qtbot) as office:
        appearance = Appearance(qapp, office.settings)
        shown = office.show(
            ProjectPage(office.session, office.settings, appearance, office.background)
        )
        shown.office = office
        yield shown


def drop(page, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    page.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    page.office.settle()


def test_returned_work_goes_to_collecting(page, team):
    person = team.people[0]
    drop(page, team.send_back(team.pack(person), person))
    assert "What would come in" in said(page.section("collect"))


def test_a_package_handed_over_as_it_is_goes_to_collecting_too(page, team):
    drop(page, team.pack(team.people[0]))
    assert "What would come in" in said(page.section("collect"))


def test_texts_go_to_articles_and_returned_work_beside_them_to_collecting(page, team, tmp_path):
    texts = write_texts(tmp_path / "in", {"a.txt": "Spain tabled a plan."})
    drop(page, *texts)
    assert page.section("articles").isVisible()
    drop(page, *texts, team.pack(team.people[0]))
    assert page.section("collect").isVisible()
    assert "What would come in" in said(page.section("collect"))
