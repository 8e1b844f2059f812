"""Reading a file that came from elsewhere: from whatever it is to a clean copy to compare with.

Nothing of it is believed. What is left of it after this is a fresh project file of our format, with
the layers named that hold something damaged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from db import doctor, foreign, schema
from db.doctor import FindingKind, Severity
from db.errors import InvalidPackage, NotAProject
from db.foreign import Copied
from db.model import AnnotatorId, AnnotatorKind, LayerId, ProjectKind
from db.operations import repairs
from db.operations import schemes as scheme_operations
from db.packages import bundle
from db.packages.bundle import About
from db.progress import IsCancelled, Progress
from db.project import Project
from db.queries import annotators, layers, packages, projects, schemes, second_readings
from db.queries.scheme_impact import impact, layers_of
from db.queries.schemes import SchemeVersion
from db.scheme.parts import Part, PartKind, Renames
from db.scheme.toml import fingerprint as fingerprint_of
from db.scheme.toml import parse

_TABLES = tuple(table for table in schema.TABLES if table not in {"operation", "change"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file as it was read; `copy` is the clean one, in which `refused` layers are damaged.

    `second_readers` says whose each is; they are not among those with `names`.
    """

    path: Path
    copy: Path
    about: About | None
    fingerprint: str
    project: str
    title: str
    kind: ProjectKind
    round: int
    package: str
    annotator: AnnotatorId | None
    names: Mapping[AnnotatorId, str]
    second_readers: Mapping[AnnotatorId, AnnotatorId]
    gold: AnnotatorId | None
    refused: Mapping[LayerId, str]


def read(
    path: Path,
    folder: Path,
    *,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Incoming:
    """Unpack, copy and examine a file; the copy lies in `folder`, and nothing else is changed.

    Raises InvalidPackage, NotAProject, FileTooNew, StorageFault or Stopped.
    """
    if not path.is_file():
        raise NotAProject(path, "there is no such file.")
    number = sum(1 for _ in folder.iterdir())
    plain, about = path, None
    if bundle.is_bundle(path):
        plain = folder / f"{number}-unpacked"
        about = bundle.read(path, plain)
    copy = folder / f"{number}.demarche"
    copied = foreign.copy_known_tables(
        plain,
        copy,
        tables=_TABLES,
        is_temporary=True,
        progress=progress,
        is_cancelled=is_cancelled,
    )
    if copied.left_out:
        # A layer of which some spans can't be read would take the place of the whole one.
        raise InvalidPackage(path, _damage(copied))
    fingerprint = about.sha256 if about is not None else bundle.checksum(path)
    refused = _examined(copy, path, is_cancelled)
    # Read-only here and below, because a log beside each of many small copies takes its time.
    with Project.open(copy, is_read_only=True) as project:
        return _described(project, path, about, fingerprint, refused)


def bring_up_to_date(incoming: Incoming, ours: Project) -> Mapping[LayerId, str]:
    """Bring the copy to our scheme by the migrations that our project has recorded.

    The layers that hold something without a place in it, and what that is: it is gone from the
    copy. Raises InvalidPackage where the scheme is not one that our project knows.
    """
    unplaced: dict[LayerId, str] = {}
    missing = steps(ours, scheme_of(incoming), incoming.path)
    if missing:
        with Project.open(incoming.copy) as copy:
            for version in missing:
                unplaced.update(_migrate(copy, ours, version))
    return unplaced


def scheme_of(incoming: Incoming) -> str:
    """The checksum of the scheme in force in a file."""
    with Project.open(incoming.copy, is_read_only=True) as copy:
        return fingerprint_of(schemes.current_toml(copy))


def renames_of(version: SchemeVersion) -> Renames:
    """The renames that a version's migration recorded."""
    if version.migration is None:
        return {}
    return {
        Part(
            kind=PartKind(each["kind"]),
            label=each["label"],
            name=each["name"],
            option=each["option"],
        ): each["new_name"]
        for each in orjson.loads(version.migration)["renames"]
    }


def _described(
    project: Project,
    path: Path,
    about: About | None,
    fingerprint: str,
    refused: Mapping[LayerId, str],
) -> Incoming:
    info = projects.info(project)
    people = annotators.every(project)
    said = projects.setting(project, annotators.AUTHOR_SETTING)
    golds = [each.id for each in people if each.kind is AnnotatorKind.GOLD]
    package = packages.package_info(project)
    return Incoming(
        path=path,
        copy=project.path,
        about=about,
        fingerprint=fingerprint,
        project=info.id,
        title=info.title,
        kind=info.kind,
        round=package.round if package is not None else 0,
        package=package.id if package is not None else "",
        annotator=next((each.id for each in people if each.id == said), None),
        names={each.id: each.name for each in people},
        second_readers=second_readings.persons(project),
        gold=golds[0] if golds else None,
        refused=refused,
    )


def _examined(copy: Path, path: Path, is_cancelled: IsCancelled | None) -> dict[LayerId, str]:
    """Mend what is nobody's work, and name the layers that hold something damaged."""
    refused: dict[LayerId, str] = {}
    with Project.open(copy, is_read_only=True) as project:
        findings = doctor.vet(project, is_cancelled)
        errors = [each for each in findings if each.severity is Severity.ERROR]
        if any(each.kind is FindingKind.FILE or each.row is None for each in errors):
            # A check could not read on, or found more than anybody lists: what it has not seen
            # must not come in.
            raise InvalidPackage(path, _UNCLEAR)
        for finding in (each for each in errors if each.kind in _OF_LAYERS):
            for layer in layers.holding(project, finding.row, finding.article):
                refused.setdefault(layer, finding.text)
    others = [
        each
        for each in findings
        if each.can_repair and (each.severity is Severity.WARNING or each.kind not in _OF_LAYERS)
    ]
    if others:
        with Project.open(copy) as project:
            repairs.set_right(project, (fix for finding in others for fix in finding.fixes))
    return refused


def _damage(copied: Copied) -> str:
    first = copied.left_out[0]
    return (
        f"a part of it can't be read (table {first.table}: {first.reason}). Ask for it to be sent "
        "again."
    )


def steps(ours: Project, present: str, path: Path) -> tuple[SchemeVersion, ...]:
    """The versions that lead from a scheme to the one in force here, in their order."""
    known = {each.sha256: each for each in schemes.every(ours)}
    if present not in known:
        raise InvalidPackage(
            path,
            "it was made with a scheme that this project has never had. Take the scheme in first, "
            "or hand the articles out again.",
        )
    came_from = {
        sha256: orjson.loads(each.migration)["from"]
        for sha256, each in known.items()
        if each.migration is not None
    }
    current = next(each for each in known.values() if each.is_current)
    line = [current]
    while line[-1].sha256 != present:
        before = known.get(came_from.get(line[-1].sha256, ""))
        if before is None or before in line:
            # Versions were put in force again since; the way is not recorded, but both ends are.
            return (current,)
        line.append(before)
    return tuple(reversed(line[:-1]))


def _migrate(copy: Project, ours: Project, version: SchemeVersion) -> dict[LayerId, str]:
    toml = schemes.toml_of(ours, version.id)
    renames = renames_of(version)
    losses = impact(copy, parse(toml), renames).losses
    unplaced = {
        layer: f"The scheme has no place any more for {loss.sentence}."
        for loss in losses
        for layer in layers_of(copy, loss.rows)
    }
    scheme_operations.use_scheme(
        copy,
        annotators.default_author(copy),
        toml=toml,
        renames=renames,
        drop=[loss.change.part for loss in losses],
    )
    return unplaced


_UNCLEAR = "too much of it is damaged to say what can be taken. Ask for it to be sent again."
_OF_LAYERS = {FindingKind.LAYER, FindingKind.SPAN, FindingKind.LINK, FindingKind.ARTICLE}
