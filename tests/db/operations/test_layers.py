"""What an annotator says about an article as a whole."""

from __future__ import annotations

import pytest

from db.errors import SchemeViolation
from db.model import ArticleId, Fragment, LayerState
from db.operations import history, layers
from db.queries import layers as layer_queries
from tests.builders import Desk


@pytest.mark.parametrize("state", list(LayerState))
def test_a_state_is_kept_and_taken_back(desk: Desk, state: LayerState) -> None:
    desk.open()
    layers.set_state(desk.project, desk.author, article=desk.article, state=state)
    assert desk.annotation.layer.state is state
    if state is not LayerState.TODO:
        desk.undo()
    assert desk.annotation.layer.state is LayerState.TODO


def test_opening_an_article_is_no_step_of_undo(desk: Desk) -> None:
    desk.open()
    assert desk.annotation.layer.state is LayerState.TODO
    assert history.next_undo(desk.project) is None


def test_opening_an_article_again_changes_nothing(desk: Desk) -> None:
    desk.open()
    layer = desk.annotation.layer
    assert desk.open().tables == frozenset()
    assert desk.annotation.layer == layer


def test_nothing_here_is_said_and_taken_back(desk: Desk) -> None:
    for value in (True, False):
        layers.set_nothing_here(desk.project, desk.author, article=desk.article, value=value)
        assert desk.annotation.layer.nothing_here is value


@pytest.mark.parametrize("flag", ["Is this one article?", "", "Zwei\nZeilen"])
def test_a_flag_carries_a_question_or_none(desk: Desk, flag: str) -> None:
    layers.set_flag(desk.project, desk.author, article=desk.article, flag=flag)
    assert desk.annotation.layer.flag == flag
    layers.set_flag(desk.project, desk.author, article=desk.article, flag=None)
    assert desk.annotation.layer.flag is None


def test_flagging_leaves_the_state_alone(desk: Desk) -> None:
    layers.set_state(desk.project, desk.author, article=desk.article, state=LayerState.DONE)
    layers.set_flag(desk.project, desk.author, article=desk.article, flag="")
    assert desk.annotation.layer.state is LayerState.DONE


def test_an_answer_is_given_and_removed(desk: Desk) -> None:
    for value in ("high", None):
        layers.set_answer(
            desk.project, desk.author, article=desk.article, field="relevance", value=value
        )
        assert desk.annotation.layer.labels.get("relevance") == value


def test_reading_adds_time_and_replaces_the_coverage(desk: Desk) -> None:
    for end, seconds in ((10, 5), (20, 7)):
        layers.note_reading(
            desk.project,
            desk.author,
            article=desk.article,
            coverage=[Fragment(0, end)],
            seconds=seconds,
        )
    layer = desk.annotation.layer
    assert (layer.coverage, layer.active_seconds) == ((Fragment(0, 20),), 12)


def test_undo_passes_over_reading_and_leaves_it_there(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    layers.note_reading(
        desk.project, desk.author, article=desk.article, coverage=[Fragment(0, 9)], seconds=3
    )
    desk.undo()
    assert desk.annotation.spans == ()
    assert desk.annotation.layer.active_seconds == 3
    desk.redo()
    assert desk.quotes == [("ACTOR", "France")]
    assert desk.annotation.layer.active_seconds == 3


def test_the_layer_that_the_first_mark_made_outlives_its_undo(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    desk.undo()
    desk.open()
    desk.redo()
    assert desk.quotes == [("ACTOR", "France")]


def test_an_article_that_is_not_there_gets_no_layer(desk: Desk) -> None:
    with pytest.raises(SchemeViolation, match="no longer in the project"):
        layers.open_layer(desk.project, desk.author, article=ArticleId("gone"))
    assert layer_queries.of(desk.project, ArticleId("gone"), desk.author) is None


def test_each_edit_advances_the_layers_revision_also_undo(desk: Desk) -> None:
    def revision() -> int:
        row = desk.project.connection.execute("SELECT revision FROM layer").fetchone()
        return int(row[0])

    desk.mark("ACTOR", "France")
    assert revision() == 1
    desk.undo()
    assert revision() == 2
    desk.redo()
    assert revision() == 3
    desk.open()
    assert revision() == 3
