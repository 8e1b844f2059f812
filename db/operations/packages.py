"""Work packages as rows: filling a fresh file, and noting what was sent and sent back.

A package and what comes back are files of their own, which start with an empty line of undo.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from db import journal
from db.connection import storage_faults, without_log
from db.journal import Kind, Recorder
from db.model import AnnotatorId, AssignmentId, Changes, PackageId
from db.operations import package_rows
from db.project import Project
from db.queries import annotators
from db.queries.packages import PACKAGE_SETTING


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """What goes into a package beside rows: who it is for and from, and what it says of itself.

    `reader` is the one by whom the annotator reads for the second time. `silent` are comments by
    the lead that stay at home. `rounds` None means all.
    """

    annotator: AnnotatorId
    reader: AnnotatorId | None
    lead: AnnotatorId
    gold: AnnotatorId
    says: Mapping[str, str | int]
    hub: str | None = None
    rounds: Sequence[int] | None = None
    silent: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """A package that was made, as the lead's project remembers it.

    `issued_at` is the moment before its rows were read: what came up since is not in it.
    """

    package: PackageId
    annotator: AnnotatorId
    round: int
    issued_at: str
    fingerprint: str
    assignments: Sequence[AssignmentId]
    details: Mapping[str, str | int] = field(default_factory=dict)


def fill_package(fresh: Project, *, source: Path, handing: Handing) -> Changes:
    """Fill a fresh file from the lead's project with what one annotator gets, and nothing else."""
    parameters = {
        "annotator": handing.annotator,
        "reader": handing.reader,
        "lead": handing.lead,
        "gold": handing.gold,
        "rounds": None if handing.rounds is None else _json(list(handing.rounds)),
        "silent": _json(list(handing.silent)),
        "register": True,
    }
    settings = {
        annotators.AUTHOR_SETTING: handing.annotator,
        annotators.LEAD_SETTING: handing.lead,
        PACKAGE_SETTING: _json(dict(handing.says)),
        **({} if handing.hub is None else {"hub": handing.hub}),
    }
    with _filling(fresh, source, "make a work package") as recorder:
        package_rows.choose_for_package(recorder, parameters)
        package_rows.copy_chosen(recorder, parameters)
        _set(recorder, settings)
        package_rows.forget_choice(recorder)
    return recorder.changes


def fill_return(fresh: Project, *, source: Path, annotator: AnnotatorId) -> Changes:
    """Fill a fresh file from an annotator's own with what they have done there."""
    parameters = {
        "annotator": annotator,
        "reader": None,
        "lead": None,
        "gold": None,
        "rounds": None,
        "register": False,
    }
    with _filling(fresh, source, "send back work") as recorder:
        package_rows.choose_for_return(recorder, parameters)
        package_rows.copy_chosen(recorder, parameters)
        kept = recorder.connection.execute(
            "SELECT name, value FROM source.setting WHERE name IN (?, ?)",
            (annotators.LEAD_SETTING, PACKAGE_SETTING),
        ).fetchall()
        _set(recorder, {annotators.AUTHOR_SETTING: annotator, **dict(kept)})
        package_rows.forget_choice(recorder)
    return recorder.changes


def note_sent(project: Project, author: AnnotatorId, *, sent: Sequence[Dispatch]) -> Changes:
    """Remember that packages were sent out, and which assignments went with them.

    A barrier: what somebody may have begun is no longer taken back by undo.
    """
    with journal.operation(
        project, "send out work packages", author=author, kind=Kind.BARRIER
    ) as recorder:
        for each in sent:
            recorder.insert(
                "work_package",
                {
                    "id": each.package,
                    "annotator": each.annotator,
                    "round": each.round,
                    "direction": "out",
                    "fingerprint": each.fingerprint,
                    "operation": recorder.number,
                    "created_at": each.issued_at,
                    "details": _json(dict(each.details)),
                },
            )
            recorder.execute_many(
                "assignment",
                "UPDATE assignment SET package = ? WHERE id IN (SELECT value FROM json_each(?))",
                (each.package, _json(list(each.assignments))),
            )
    return recorder.changes


def note_sent_back(
    project: Project,
    author: AnnotatorId,
    *,
    bundle: str,
    round_number: int,
    fingerprint: str,
    up_to: int,
    details: Mapping[str, str | int],
) -> Changes:
    """Remember in an annotator's own file what was sent back; not a step of undo.

    `up_to` is the number of the last operation that it holds.
    """
    with journal.operation(project, "send back work", author=author, kind=Kind.SILENT) as recorder:
        recorder.insert(
            "work_package",
            {
                "id": bundle,
                "annotator": author,
                "round": round_number,
                "direction": "back",
                "fingerprint": fingerprint,
                "operation": recorder.number,
                "created_at": project.now(),
                "details": _json({**details, "up_to": up_to}),
            },
        )
    return recorder.changes


def adopt_key(project: Project, author: AnnotatorId, *, public_key: str) -> Changes:
    """Say in the author's row what they sign with; not a step of undo."""
    with journal.operation(
        project, "note the key that signs", author=author, kind=Kind.SILENT
    ) as recorder:
        recorder.update("annotator", author, public_key=public_key)
    return recorder.changes


@contextmanager
def _filling(fresh: Project, source: Path, name: str) -> Iterator[Recorder]:
    """A barrier in a fresh file, with the other file attached for reading."""
    connection = fresh.connection
    with storage_faults(source):
        connection.execute("ATTACH ? AS source", (f"{source.absolute().as_uri()}?mode=ro",))
    try:
        with (
            without_log(connection),
            journal.operation(fresh, name, author=None, kind=Kind.BARRIER) as recorder,
        ):
            yield recorder
    finally:
        connection.execute("DETACH source")


def _set(recorder: Recorder, settings: Mapping[str, str]) -> None:
    for name, value in settings.items():
        recorder.insert("setting", {"name": name, "value": value})


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
