from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from db.operations import imports
from db.queries import grouping
from gui import ask
from gui.project.articles.group_tables import GroupTable, MemberTable
from tests.builders import make_article
from tests.gui.project.office import answer, button, cells, click, said

WORDS = " ".join(f"word{number}" for number in range(200))


@pytest.fixture
def copies(room):
    """Two near-duplicates besides the articles that are there."""
    office = room.office
    changes = imports.add_articles(
        office.project,
        office.session.author,
        articles=[
            make_article(f"Spain. {WORDS}", title="Spain tables a plan"),
            make_article(f"Spain! {WORDS}", title="A plan of Spain"),
        ],
    )
    office.session.announce(changes)
    room.settle()
    return room


def groups(room):
    return {each.name: each.articles for each in grouping.groups(room.office.project)}


def test_wire_copies_are_found_and_their_articles_listed(copies):
    assert "none so far" in said(copies.section)
    button(copies.section, "Find wire copies").setFocus()
    copies.press(Qt.Key.Key_Space)
    assert cells(copies.only(GroupTable)) == [("Spain tables a plan", "2", "by the program")]
    members = cells(copies.only(MemberTable))
    assert [row[0] for row in members] == ["Spain tables a plan", "A plan of Spain"]
    assert members[0][2] == "100%"
    assert "1 group, 2 articles" in said(copies.section)


def test_groups_are_taken_apart_and_that_is_undone(copies):
    click(copies.section, "Find wire copies")
    copies.settle()
    click(copies.section, "Take apart")
    copies.settle()
    assert groups(copies) == {}
    copies.office.session.undo()
    copies.settle()
    assert list(groups(copies).values()) == [2]
    assert len(cells(copies.only(GroupTable))) == 1


def test_an_article_is_taken_out_of_its_group(copies):
    click(copies.section, "Find wire copies")
    copies.settle()
    copies.only(MemberTable).selectRow(1)
    click(copies.section, "Take out of the group")
    copies.settle()
    assert list(groups(copies).values()) == [1]


def test_an_article_is_put_into_a_group_by_hand(copies, monkeypatch):
    monkeypatch.setattr(ask, "text", answer("summit"))
    button(copies.section, "Put an article into a group…").setFocus()
    copies.press(Qt.Key.Key_Space)
    copies.type("plan of")
    copies.office.bot.waitUntil(lambda: len(copies.popup().shown) == 1)
    copies.press(Qt.Key.Key_Return)
    assert groups(copies) == {"summit": 1}
    assert cells(copies.only(GroupTable)) == [("summit", "1", "by hand")]


def test_where_no_two_are_alike_that_is_said(room, monkeypatch):
    told = []
    monkeypatch.setattr(ask, "note", lambda *words: told.append(words[-1]))
    click(room.section, "Find wire copies")
    room.office.bot.waitUntil(lambda: bool(told))
    room.settle()
    assert told == ["No two articles are nearly the same."]
