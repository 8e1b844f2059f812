"""Taking in what other files say: returned work, a newer work package, another project.

All files of one call come in together or not at all. Which rows stand for which was worked out by
`db.queries.merging`; everything is written set by set. What is replaced keeps its images, so that
`taking_back` can bring it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from db import journal
from db.errors import Bug
from db.journal import Kind, Recorder
from db.merge.plan import Authority, LayerPlan, planned
from db.model import AnnotatorId, Changes, LayerId
from db.operations import merged_forks, merged_layers, merged_referents, merged_rest
from db.progress import IsCancelled, Progress, watched
from db.project import Project
from db.queries import merging, schemes
from db.scheme.toml import fingerprint

_NAMES = {
    Authority.COLLECT: "collect returned work",
    Authority.RECEIVE: "take in a work package",
    Authority.MERGE: "merge a project",
}
_DIRECTIONS = {Authority.COLLECT: "back", Authority.RECEIVE: "in", Authority.MERGE: "merge"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """One file to take in: its clean copy, and what was decided about it.

    `people` are those whose work is taken, and who they are here (None: somebody new). `author` is
    the annotator whose file it is, if it is one annotator's. `refused` are layers that stay out.
    `public_key` is to be known as the author's from now on.
    """

    copy: Path
    fingerprint: str
    people: Mapping[AnnotatorId, AnnotatorId | None]
    author: AnnotatorId | None
    round: int
    refused: Mapping[LayerId, str] = field(default_factory=dict)
    public_key: str | None = None
    details: Mapping[str, str | int] = field(default_factory=dict)


def take_in(
    project: Project,
    author: AnnotatorId,
    *,
    authority: Authority,
    takings: Sequence[Taking],
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Changes:
    """Take in some files, `merging.MOST_AT_ONCE` at most, as one barrier that can be taken back.

    What each brings is worked out anew, so it does not matter what has happened since it was shown.
    A file that is known already changes nothing. Progress counts files.
    """
    if len(takings) > merging.MOST_AT_ONCE:
        raise Bug("more files than can be attached at once")
    with (
        merging.attached(project, [each.copy for each in takings]),
        journal.operation(project, _NAMES[authority], author=author, kind=Kind.BARRIER) as recorder,
    ):
        # Rows come in table by table; whether they fit together is asked at the end.
        project.connection.execute("PRAGMA defer_foreign_keys = ON")
        takings_watched = watched(
            takings, total=len(takings), progress=progress, is_cancelled=is_cancelled
        )
        for number, taking in enumerate(takings_watched):
            merging.look_at(project, number)
            _take_one(recorder, project, authority, taking)
    return recorder.changes


def _take_one(recorder: Recorder, project: Project, authority: Authority, taking: Taking) -> None:
    images = recorder.images
    merging.match(project, authority, taking.people)
    refused = {**taking.refused, **merging.ids_of_others(project)}
    plans = planned(merging.layer_pairs(project), refused)
    if authority is not Authority.COLLECT:
        merged_rest.add_people_and_articles(recorder, project, authority)
    merged_layers.choose(project, plans)
    merged_referents.bring_in(recorder, project, authority)
    merged_layers.bring_in(recorder, project, plans)
    merged_forks.bring_in(recorder, project)
    merged_rest.bring_comments(recorder, project)
    if authority is not Authority.COLLECT:
        merged_rest.bring_what_the_lead_says(recorder, project, authority)
    merged_referents.drop_unmentioned(recorder, project)
    if taking.author is not None and taking.public_key is not None:
        recorder.update("annotator", taking.author, public_key=taking.public_key)
    if recorder.images > images or not _is_known(project, authority, taking):
        _note(recorder, project, authority, taking, plans)


def _is_known(project: Project, authority: Authority, taking: Taking) -> bool:
    found = project.connection.execute(
        "SELECT 1 FROM work_package WHERE fingerprint = ? AND direction = ?",
        (taking.fingerprint, _DIRECTIONS[authority]),
    ).fetchone()
    return found is not None


def _note(
    recorder: Recorder,
    project: Project,
    authority: Authority,
    taking: Taking,
    plans: Sequence[LayerPlan],
) -> None:
    taken = [each for each in plans if each.step.is_taken and not each.reason]
    recorder.insert(
        "work_package",
        {
            "id": project.new_id(),
            "annotator": taking.author,
            "round": taking.round,
            "direction": _DIRECTIONS[authority],
            "fingerprint": taking.fingerprint,
            "operation": recorder.number,
            "created_at": project.now(),
            "details": orjson.dumps(
                {
                    **taking.details,
                    "scheme": fingerprint(schemes.current_toml(project)),
                    "layers": len(taken),
                    "spans": sum(each.after.spans for each in taken),
                    "links": sum(each.after.links for each in taken),
                    "refused": sum(bool(each.reason) for each in plans),
                }
            ).decode(),
        },
    )
