from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from db.model import LayerState
from db.operations import articles, layers
from db.queries import article_list
from db.queries.article_list import Filter
from db.queries.articles import Show
from gui.annotate.article_list.model import SUMMARY_ROLE, ArticleListModel
from tests.builders import make_article
from tests.gui.annotate.room import made_room, numbered


@pytest.fixture
def room(qapp, tmp_path):
    with made_room(tmp_path, *numbered(250)) as made:
        yield made


@pytest.fixture
def model(room, qtbot):
    made = ArticleListModel(room.session)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    # It would fetch in the middle of a reset, which no view does.
    tester.setUseFetchMore(False)
    made.show_filtered(Filter())
    yield made
    tester.deleteLater()


def shown(model):
    return [model.article(row) for row in range(model.rowCount())]


def set_state(room, number, state):
    return room.session.run(layers.set_state, article=room.articles[number], state=state)


def test_a_list_begins_with_one_page_and_grows_as_somebody_scrolls(model, room):
    assert shown(model) == list(room.articles[:100])
    while model.canFetchMore(model.index(-1)):
        model.fetchMore(model.index(-1))
    assert shown(model) == list(room.articles)


def test_a_change_of_one_article_touches_its_row_alone(model, room, qtbot):
    set_state(room, 3, LayerState.DONE)
    with qtbot.waitSignal(model.dataChanged) as changed, qtbot.assertNotEmitted(model.modelReset):
        model.refresh([room.articles[3]])
    assert changed.args[0].row() == changed.args[1].row() == 3
    assert model.index(3).data(SUMMARY_ROLE).state is LayerState.DONE


def test_an_article_that_no_longer_fits_leaves_the_list_unless_it_is_kept(model, room):
    model.show_filtered(Filter(show=Show.TODO))
    model.keep(room.articles[1])
    for number in (0, 1):
        set_state(room, number, LayerState.DONE)
    model.refresh(room.articles[:2])
    assert shown(model)[0] == room.articles[1]
    model.keep(room.articles[2])
    assert shown(model)[0] == room.articles[2]


def test_an_article_that_fits_again_comes_back_to_its_place(model, room):
    set_state(room, 5, LayerState.DONE)
    model.show_filtered(Filter(show=Show.TODO))
    assert room.articles[5] not in shown(model)
    room.session.undo()
    model.refresh([room.articles[5]])
    assert shown(model)[4:7] == list(room.articles[4:7])


def test_an_article_beyond_what_is_loaded_waits_for_its_turn(model, room):
    set_state(room, 200, LayerState.DONE)
    model.refresh([room.articles[200]])
    assert model.rowCount() == 100
    assert model.row_of(room.articles[200]) is None


def test_a_list_can_begin_in_the_middle_and_grow_at_both_ends(model, room):
    model.show_filtered(Filter(), around=room.articles[180])
    assert model.row_of(room.articles[180]) is not None
    assert model.has_earlier
    while model.has_earlier:
        model.fetch_earlier()
    while model.canFetchMore(model.index(-1)):
        model.fetchMore(model.index(-1))
    assert shown(model) == list(room.articles)


def test_a_rare_article_is_found_slice_by_slice(room, qtbot, monkeypatch):
    monkeypatch.setattr(article_list, "SCAN", 20)
    room.session.run(articles.set_title, article=room.articles[222], title="Grain corridor")
    model = ArticleListModel(room.session)
    model.show_filtered(Filter(containing="grain"))
    assert model.is_searching
    qtbot.waitUntil(lambda: not model.is_searching)
    assert shown(model) == [room.articles[222]]


def test_another_filter_ends_the_search_for_the_former_one(room, qtbot, monkeypatch):
    monkeypatch.setattr(article_list, "SCAN", 20)
    model = ArticleListModel(room.session)
    model.show_filtered(Filter(containing="nowhere"))
    model.show_filtered(Filter())
    assert not model.is_searching
    assert shown(model)[0] == room.articles[0]


@pytest.mark.parametrize(
    ("words", "found"),
    [("cairo", 1), ("CAIRO agency", 1), ("agency", 2), ("cairo tokyo", 0), ("100%", 1), ("_", 0)],
)
def test_the_filter_looks_at_titles_and_details_whatever_the_case(qapp, tmp_path, words, found):
    there = (
        make_article("One.", title="Talks in Cairo", metadata={"publisher": "Agency B"}),
        make_article("Two.", title="Whaling: Tokyo refuses 100% of it", metadata={}),
        make_article("Three.", title="Nothing", metadata={"publisher": "Agency C"}),
    )
    with made_room(tmp_path, *there) as room:
        model = ArticleListModel(room.session)
        model.show_filtered(Filter(containing=words))
        assert model.rowCount() == found


def test_a_row_is_read_aloud_with_state_and_counts(qapp, tmp_path):
    new = make_article(
        "France offered talks.",
        title="Talks",
        metadata={"publisher": "MENAFN", "date": "2024-03-05"},
    )
    with made_room(tmp_path, new) as room:
        room.desk().mark("ACTOR", "France")
        model = ArticleListModel(room.session)
        model.show_filtered(Filter())
        spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken == "Talks, MENAFN · 5 Mar 2024, open, 1 Actor"


def test_skipped_and_flagged_articles_have_lists_of_their_own(model, room):
    set_state(room, 7, LayerState.SKIPPED)
    room.session.run(layers.set_flag, article=room.articles[9], flag="One or two?")
    model.show_filtered(Filter(show=Show.SKIPPED))
    assert shown(model) == [room.articles[7]]
    model.show_filtered(Filter(show=Show.FLAGGED))
    assert shown(model) == [room.articles[9]]
    assert model.index(0).data(Qt.ItemDataRole.ToolTipRole).endswith("One or two?")
