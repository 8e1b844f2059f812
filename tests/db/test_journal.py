"""The log of actions: undo, redo, barriers, and that all of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db import journal
from db.errors import Bug, SchemeViolation, StorageFault
from db.journal import Kind, Recorder
from db.model import Absence, LayerState
from db.operations import history, imports, layers, projects, spans
from db.project import Project
from db.queries import annotators
from tests.builders import ADVANCING, Desk, all_rows, author_of, make_article, make_project

ANNOTATION = ("article", "referent", "span", "link", "comment", "annotator", "setting", "scheme")


def test_a_step_that_only_opened_the_article_is_no_step_of_undo(desk: Desk) -> None:
    layers.set_state(desk.project, desk.author, article=desk.article, state=LayerState.TODO)
    assert history.next_undo(desk.project) is None


def act_in_many_ways(desk: Desk) -> int:
    """Do eight things; returns how many steps of undo they are."""
    proposal = desk.mark("PROPOSAL", "send troops")
    france = desk.mark("ACTOR", "France")
    desk.link(proposal, "proposed_by", france)
    desk.leave_open(proposal, "addressed_to", Absence.IMPLIED)
    spans.relabel_span(
        desk.project, desk.author, article=desk.article, span=france, label="REJECTION"
    )
    spans.set_fragments(
        desk.project,
        desk.author,
        article=desk.article,
        span=proposal,
        fragments=[desk.place("send"), desk.place("border")],
    )
    spans.delete_span(desk.project, desk.author, article=desk.article, span=proposal)
    layers.set_state(desk.project, desk.author, article=desk.article, state=LayerState.DONE)
    return 8


def content(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    return all_rows(desk.project, *ANNOTATION, but=ADVANCING)


def test_undoing_everything_restores_every_row_and_redoing_brings_all_back(desk: Desk) -> None:
    desk.open()
    before = content(desk)
    steps = act_in_many_ways(desk)
    after = content(desk)
    for _ in range(steps):
        assert desk.undo() is not None
    assert content(desk) == before
    assert desk.undo() is None
    for _ in range(steps):
        assert desk.redo() is not None
    assert content(desk) == after
    assert desk.redo() is None


def test_undo_and_redo_go_on_after_a_restart(desk: Desk) -> None:
    desk.open()
    states = [content(desk)]
    for words in ("France", "Germany", "Poland"):
        desk.mark("ACTOR", words)
        states.append(content(desk))
    for state in reversed(states[:-1]):
        desk.reopen()
        desk.undo()
        assert content(desk) == state
    for state in states[1:]:
        desk.reopen()
        desk.redo()
        assert content(desk) == state


def test_undo_and_redo_name_what_they_would_do_and_where(desk: Desk) -> None:
    span = desk.mark("ACTOR", "France")
    past = history.next_undo(desk.project)
    assert past is not None
    assert (past.name, past.article, past.span) == ("mark actor", desk.article, span)
    assert history.next_redo(desk.project) is None
    desk.undo()
    past = history.next_redo(desk.project)
    assert past is not None
    assert past.name == "mark actor"


def test_undo_says_what_it_touched_and_redo_selects_the_span_again(desk: Desk) -> None:
    span = desk.mark("PROPOSAL", "send troops")
    undone = desk.undo()
    assert undone is not None
    assert undone.tables >= {"span", "referent"}
    assert (undone.articles, undone.focus, undone.is_large) == ({desk.article}, None, False)
    redone = desk.redo()
    assert redone is not None
    assert redone.focus == span


def test_the_same_row_changed_twice_in_one_step_goes_back_in_the_right_order(
    desk: Desk,
) -> None:
    span = desk.mark("PROPOSAL", "send troops")
    with journal.operation(
        desk.project, "change twice", author=desk.author, article=desk.article
    ) as recorder:
        recorder.update("span", span, label="ACTOR")
        recorder.update("span", span, label="REJECTION")
        recorder.delete("span", span)
    desk.undo()
    assert desk.quotes == [("PROPOSAL", "send troops")]
    desk.redo()
    assert desk.quotes == []


def test_a_new_action_discards_what_could_be_redone(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    desk.undo()
    desk.mark("ACTOR", "Poland")
    assert history.next_redo(desk.project) is None
    assert desk.redo() is None
    desk.undo()
    assert desk.quotes == []


def test_a_silent_note_leaves_redo_alone(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    desk.undo()
    layers.note_reading(desk.project, desk.author, article=desk.article, coverage=[], seconds=1)
    desk.redo()
    assert desk.quotes == [("ACTOR", "France")]


def test_undo_does_not_cross_a_barrier(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    imports.add_articles(desk.project, desk.author, articles=[make_article("Another one.")])
    assert history.next_undo(desk.project) is None
    assert desk.undo() is None
    desk.mark("ACTOR", "Poland")
    desk.undo()
    assert desk.quotes == [("ACTOR", "France")]
    assert desk.undo() is None


def test_a_barrier_discards_what_could_be_redone(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    desk.undo()
    imports.add_articles(desk.project, desk.author, articles=[make_article("Another one.")])
    assert desk.redo() is None


def test_starting_a_project_is_not_undone(tmp_path: Path) -> None:
    with make_project(tmp_path) as project:
        assert history.undo(project, author_of(project)) is None


def test_an_operation_that_writes_nothing_leaves_no_trace(desk: Desk) -> None:
    span = desk.mark("PROPOSAL", "send troops")
    before = all_rows(desk.project, "operation", "change", "layer")
    desk.undo()
    desk.redo()
    changes = spans.set_attribute(
        desk.project,
        desk.author,
        article=desk.article,
        span=span,
        name="status",
        value="proposed",
    )
    assert changes.tables == frozenset()
    assert len(all_rows(desk.project, "operation")["operation"]) == len(before["operation"]) + 2


def test_what_goes_wrong_in_an_operation_leaves_nothing_behind(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    before = all_rows(desk.project, *ANNOTATION, "operation", "change", "layer")
    with pytest.raises(ZeroDivisionError):
        relabel_and_fail(desk)
    assert all_rows(desk.project, *ANNOTATION, "operation", "change", "layer") == before


def relabel_and_fail(desk: Desk) -> None:
    with journal.operation(desk.project, "fail", author=desk.author) as recorder:
        recorder.update("span", desk.annotation.spans[0].id, label="REJECTION")
        raise ZeroDivisionError


def test_rows_that_are_not_there_are_a_bug(desk: Desk) -> None:
    with pytest.raises(Bug, match="no span gone"):
        write(desk, lambda recorder: recorder.update("span", "gone", label="ACTOR"))
    with pytest.raises(Bug, match="no span gone"):
        write(desk, lambda recorder: recorder.delete("span", "gone"))


def test_a_row_that_breaks_the_tables_rules_is_a_bug(desk: Desk) -> None:
    row = {"id": "x", "layer": "gone", "label": "A", "start": 0, "end": 1}
    with pytest.raises(Bug, match="constraint"):
        write(desk, lambda recorder: recorder.insert("span", row))


def write(desk: Desk, act: Callable[[Recorder], None]) -> None:
    with journal.operation(desk.project, "write", author=desk.author) as recorder:
        act(recorder)


@pytest.mark.parametrize("name", ['span" (id) VALUES (1); --', "sqlite_schema"])
def test_an_image_from_elsewhere_cannot_name_what_is_not_ours(desk: Desk, name: str) -> None:
    desk.mark("ACTOR", "France")
    desk.project.connection.execute(
        """UPDATE change SET "table" = ? WHERE operation = (SELECT max(operation) FROM change)""",
        (name,),
    )
    with pytest.raises(Bug):
        desk.undo()
    assert desk.quotes == [("ACTOR", "France")]


def test_an_operation_inside_another_is_a_bug(desk: Desk) -> None:
    with pytest.raises(Bug, match="inside another"):
        write(desk, lambda _: desk.open())


def test_a_step_that_later_work_hangs_on_is_refused_kindly(desk: Desk) -> None:
    projects.add_annotator(desk.project, desk.author, name="Bob")
    bob = annotators.every(desk.project)[-1].id
    layers.open_layer(desk.project, bob, article=desk.article)
    before = all_rows(desk.project, "annotator", "layer", "operation")
    with pytest.raises(SchemeViolation, match="later work hangs on it"):
        desk.undo()
    assert all_rows(desk.project, "annotator", "layer", "operation") == before


def test_a_project_open_for_reading_takes_no_step(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    with Project.open(desk.project.path, is_read_only=True) as reader:
        with pytest.raises(StorageFault, match="reading only"):
            history.undo(reader, desk.author)
        with pytest.raises(StorageFault, match="reading only"):
            Desk(reader, desk.author, desk.article).mark("ACTOR", "Poland")
    assert desk.quotes == [("ACTOR", "France")]


def test_the_journal_keeps_who_did_what_when(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    desk.undo()
    rows = desk.project.connection.execute(
        "SELECT name, kind, state, annotator, article, reverts FROM operation ORDER BY number DESC"
    ).fetchall()
    (undo, mark) = rows[:2]
    assert undo[:5] == ("mark actor", Kind.UNDO, "done", desk.author, desk.article)
    assert mark[:5] == ("mark actor", Kind.ACTION, "undone", desk.author, desk.article)
    assert undo[5] is not None
    assert mark[5] is None


def test_finding_the_next_step_reads_no_more_than_one_row(desk: Desk) -> None:
    plans = [
        row[3]
        for query in (
            """SELECT number, name, article, span, kind FROM operation WHERE state = 'done'
               AND kind IN ('action', 'barrier') ORDER BY number DESC LIMIT 1""",
            """SELECT number, name, article, span, kind FROM operation
               WHERE state = 'undone' ORDER BY number LIMIT 1""",
        )
        for row in desk.project.connection.execute(f"EXPLAIN QUERY PLAN {query}")
    ]
    assert plans == [
        "SCAN operation USING INDEX operation_done",
        "SCAN operation USING INDEX operation_undone",
    ]
