"""What an annotator says about an article as a whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from db.errors import SchemeViolation
from db.journal import LINEAGE_STEP
from db.model import ArticleId, Fragment, LayerState
from db.operations import comments, history, layers, referents
from db.operations.spans import NewReferent
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


def test_each_edit_goes_on_in_the_layers_lineage_also_undo(desk: Desk) -> None:
    def lineage() -> str:
        row = desk.project.connection.execute("SELECT lineage FROM layer").fetchone()
        return str(row[0])

    desk.mark("ACTOR", "France")
    lineages = [lineage()]
    for step in (desk.undo, desk.redo):
        step()
        lineages.append(lineage())
        assert lineages[-1].startswith(lineages[-2])
    assert [len(each) // LINEAGE_STEP for each in lineages] == [1, 2, 3]
    desk.open()
    assert lineage() == lineages[-1]


def test_a_referent_and_a_comment_know_when_they_were_last_changed_also_by_undo(desk: Desk) -> None:
    def changed_at(table: str) -> str:
        newest = f"SELECT max(changed_at) FROM {table}"
        return str(desk.project.connection.execute(newest).fetchone()[0])

    moments = iter(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(100))
    desk.project.clock = lambda: next(moments)
    desk.mark("ACTOR", "Poland", referent=NewReferent(name="Poland 2"))
    made = changed_at("referent")
    referent = desk.annotation.referents[0].id
    referents.rename_referent(desk.project, desk.author, referent=referent, name="Poland 3")
    renamed = changed_at("referent")
    desk.undo()
    assert "" < made < renamed < changed_at("referent")
    comments.add_comment(desk.project, desk.author, article=desk.article, text="Sure?")
    assert changed_at("comment") > renamed
