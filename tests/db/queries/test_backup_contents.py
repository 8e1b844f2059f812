from __future__ import annotations

from pathlib import Path

import pytest

from db import backup
from db.errors import NotAProject
from db.model import LayerState
from db.operations import layers
from db.project import Project
from db.queries.backup_contents import contents
from tests.builders import Desk


def back_up(desk: Desk) -> Path:
    return backup.make(desk.project.connection, desk.project.path, reason="by-hand")


def test_a_backup_is_told_in_numbers_with_its_last_steps(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    desk.mark("ACTOR", "Poland")
    layers.set_state(desk.project, desk.author, article=desk.article, state=LayerState.DONE)
    found = contents(desk.project, back_up(desk))
    assert (found.articles, found.layers, found.layers_done, found.spans) == (1, 1, 1, 2)
    assert [(each.name, each.times) for each in found.last_actions[:2]] == [
        ("mark as done", 1),
        ("mark actor", 2),
    ]
    assert found.names[desk.author] == "annotator A"
    assert (found.since.steps, found.since.actions, found.since.more) == (0, (), 0)


def test_what_was_done_since_is_what_would_be_lost(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    made = back_up(desk)
    desk.mark("ACTOR", "Poland")
    desk.mark("ACTOR", "Germany")
    desk.undo()
    found = contents(desk.project, made)
    assert found.spans == 1
    assert [(each.name, each.times) for each in found.since.actions] == [("mark actor", 3)]
    assert found.since.steps == 3


def test_after_an_earlier_restoring_the_lines_part_where_they_parted(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    early = back_up(desk)
    desk.mark("ACTOR", "Poland")
    late = back_up(desk)
    desk.project.close()
    backup.restore(desk.project.path, early)
    desk.project = Project.open(desk.project.path)
    desk.mark("PROPOSAL", "send troops")
    desk.mark("REJECTION", "rejected")
    found = contents(desk.project, late)
    assert [each.name for each in found.since.actions] == ["mark rejection", "mark proposal"]
    assert found.since.more == 1


def test_looking_changes_neither(desk: Desk) -> None:
    made = back_up(desk)
    before, beside = made.read_bytes(), sorted(made.parent.iterdir())
    contents(desk.project, made)
    assert made.read_bytes() == before
    assert sorted(made.parent.iterdir()) == beside


def test_a_damaged_backup_is_said(desk: Desk) -> None:
    made = back_up(desk)
    made.write_bytes(made.read_bytes()[:5000])
    with pytest.raises(NotAProject):
        contents(desk.project, made)
