"""What a backup holds, and what the present project has beyond it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from db.connection import storage_faults
from db.project import Project
from db.queries import annotators, figures
from db.queries.figures import Action

_LAST_STEPS = 5
_STEPS_SINCE = 12
_MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The steps of people that restoring a backup would take back, newest first.

    `steps` counts them all, `actions` lists the newest, equal ones in a row as one. `more` counts
    what the backup has itself that is not in the present project, as after an earlier restoring.
    """

    steps: int
    actions: tuple[Action, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupContents:
    """A backup in numbers, its last steps, and what is only in the present project.

    `names` calls annotators of both by name.
    """

    articles: int
    layers: int
    layers_done: int
    spans: int
    comments: int
    last_actions: tuple[Action, ...]
    since: Since
    names: dict[str, str]


def contents(project: Project, path: Path) -> BackupContents:
    """Look into a backup of a project, without changing either.

    Raises NotAProject for one that is damaged and StorageFault for one that can't be read.
    """
    with Project.open(path, is_read_only=True) as backup, storage_faults(path):
        row = backup.connection.execute(_COUNTS).fetchone()
        common = _last_common(project, backup)
        everybody = (*annotators.every(backup), *annotators.every(project))
        return BackupContents(
            articles=row[0],
            layers=row[1],
            layers_done=row[2],
            spans=row[3],
            comments=row[4],
            last_actions=figures.last_actions(backup, _LAST_STEPS),
            since=Since(
                steps=_count_after(project, common),
                actions=_actions_after(project, common),
                more=_count_after(backup, common),
            ),
            names={each.id: each.name for each in everybody},
        )


def _last_common(project: Project, backup: Project) -> int:
    """The number of the last operation that both have; the same up to there, by how they came."""
    low, high = 0, min(_newest(project), _newest(backup))
    while low < high:
        middle = (low + high + 1) // 2
        if _id_up_to(project, middle) == _id_up_to(backup, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _newest(project: Project) -> int:
    row = project.connection.execute("SELECT coalesce(max(number), 0) FROM operation").fetchone()
    return int(row[0])


def _id_up_to(project: Project, number: int) -> str | None:
    row = project.connection.execute(
        "SELECT id FROM operation WHERE number <= ? ORDER BY number DESC LIMIT 1", (number,)
    ).fetchone()
    return None if row is None else str(row[0])


def _count_after(project: Project, number: int) -> int:
    row = project.connection.execute(f"SELECT count(*) {_STEPS}", (number,)).fetchone()
    return int(row[0])


def _actions_after(project: Project, number: int) -> tuple[Action, ...]:
    actions: list[Action] = []
    for name, at, annotator in project.connection.execute(
        f"SELECT name, at, annotator {_STEPS} ORDER BY number DESC LIMIT {_MOST_ROWS}", (number,)
    ):
        last = actions[-1] if actions else None
        if last is not None and (last.name, last.annotator) == (name, annotator):
            actions[-1] = replace(last, times=last.times + 1)
        elif len(actions) == _STEPS_SINCE:
            break
        else:
            actions.append(Action(name=name, at=at, annotator=annotator))
    return tuple(actions)


_STEPS = "FROM operation WHERE kind <> 'silent' AND number > ?"
_COUNTS = """SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM layer),
    (SELECT count(*) FROM layer WHERE state = 'done'), (SELECT count(*) FROM span),
    (SELECT count(*) FROM comment)"""
