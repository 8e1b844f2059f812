"""Putting another scheme in force, and the referents that a scheme knows."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import orjson

from db import backup, journal
from db.errors import SchemeViolation
from db.journal import Kind, Recorder
from db.model import AnnotatorId, AttributeValue, Changes
from db.operations.attributes import as_json
from db.operations.scheme_migration import migrate_rows
from db.progress import IsCancelled, Progress
from db.project import Project
from db.queries import projects, schemes
from db.queries.scheme_impact import Effect, Impact, impact
from db.scheme.answers import default_referent_attributes
from db.scheme.comparison import describe
from db.scheme.model import Scheme
from db.scheme.parts import Part, Renames
from db.scheme.toml import fingerprint, parse
from db.text.keys import match_key

_NO_RENAMES: Renames = {}
DRAFT_SETTING = "scheme_draft"
"""The setting that holds an unfinished scheme, in words of the scheme page's own."""


def use_scheme(
    project: Project,
    author: AnnotatorId,
    *,
    toml: str,
    renames: Renames = _NO_RENAMES,
    drop: Collection[Part] = (),
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Changes:
    """Put a scheme in force and carry over what is marked, after a backup; undo does not cross it.

    The progress is that of the backup; it can be cancelled as long as that is being made.

    `drop` names the removed parts whose spans, links, referents or answers may be deleted. Raises
    SchemeViolation with the numbers where others would be lost, and where another scheme of this
    version is kept; InvalidInput for a text with problems. Nothing is changed then.
    """
    scheme = parse(toml)
    sha256 = fingerprint(toml)
    if sha256 == fingerprint(schemes.current_toml(project)):
        return Changes(name="use the scheme")
    _refuse_second_meaning(project, scheme, sha256)
    _refuse_losses(impact(project, scheme, renames), drop)
    made = backup.make(
        project.connection,
        project.path,
        reason="before-scheme-change",
        now=project.clock(),
        progress=progress,
        is_cancelled=is_cancelled,
    )
    name = f"use version {scheme.version} of the scheme"
    with journal.operation(project, name, author=author, kind=Kind.BARRIER) as recorder:
        put_in_force(recorder, project, toml=toml, renames=renames, drop=drop, made=made)
    return recorder.changes


def put_in_force(
    recorder: Recorder,
    project: Project,
    *,
    toml: str,
    renames: Renames = _NO_RENAMES,
    drop: Collection[Part] = (),
    made: Path,
) -> None:
    """What `use_scheme` does after its backup, `made`; for use inside a barrier."""
    scheme = parse(toml)
    _refuse_second_meaning(project, scheme, fingerprint(toml))
    old = schemes.current(project)
    # Counted again: a background job may have written since, outside of this transaction.
    effect = impact(project, scheme, renames)
    _refuse_losses(effect, drop)
    migrate_rows(recorder, project, old=old, new=scheme, renames=renames, changes=effect.changes)
    _make_current(recorder, project, scheme, toml, _record(project, effect, renames, made))
    add_known(recorder, project, scheme)


def keep_draft(project: Project, author: AnnotatorId, *, draft: str | None) -> Changes:
    """Keep what the scheme page is at, so that it survives the program's end; None forgets it.

    Not a step of undo.
    """
    kept = projects.setting(project, DRAFT_SETTING)
    name = "edit the scheme"
    with journal.operation(project, name, author=author, kind=Kind.SILENT) as recorder:
        if kept is None and draft is not None:
            recorder.insert("setting", {"name": DRAFT_SETTING, "value": draft})
        elif kept is not None and draft is None:
            recorder.delete("setting", DRAFT_SETTING)
        elif kept is not None and draft is not None:
            recorder.update("setting", DRAFT_SETTING, value=draft)
    return recorder.changes


def add_known(recorder: Recorder, project: Project, scheme: Scheme) -> None:
    """Put the scheme's known referents into the register, shared by all; for use inside a barrier.

    Names that are there already are left alone.
    """
    present = set(project.connection.execute("SELECT label, name_key FROM referent"))
    recorder.insert_many(
        "referent",
        (
            {
                "id": project.new_id(),
                "label": known.label,
                "name": name,
                "name_key": match_key(name),
                "owner": None,
                "attributes": as_json({**_defaults(scheme, known.label), **dict(known.attributes)}),
            }
            for known in scheme.known
            for name in known.names
            if (known.label, match_key(name)) not in present
        ),
    )


def _refuse_second_meaning(project: Project, scheme: Scheme, sha256: str) -> None:
    for version in schemes.every(project):
        is_same_version = (version.name, version.version) == (scheme.id, scheme.version)
        if is_same_version and version.sha256 != sha256:
            raise SchemeViolation(
                f"This project keeps another version {scheme.version} of the scheme already. "
                "Nothing was changed; give this one another version number."
            )


def _refuse_losses(effect: Impact, drop: Collection[Part]) -> None:
    losses = [each for each in effect.losses if each.change.part not in drop]
    if losses:
        sentences = "; ".join(each.sentence for each in losses)
        raise SchemeViolation(
            f"This scheme has no place for {sentences}. Nothing was changed; rename these parts "
            "instead of removing them, or agree to lose what they hold."
        )


def _make_current(
    recorder: Recorder, project: Project, scheme: Scheme, toml: str, migration: str
) -> None:
    recorder.execute_many("scheme", "UPDATE scheme SET is_current = 0 WHERE is_current = 1")
    sha256 = fingerprint(toml)
    kept = next((each for each in schemes.every(project) if each.sha256 == sha256), None)
    if kept is not None:
        recorder.update("scheme", kept.id, is_current=1, migration=migration)
        return
    recorder.insert(
        "scheme",
        {
            "id": project.new_id(),
            "name": scheme.id,
            "version": scheme.version,
            "sha256": sha256,
            "is_current": 1,
            "created_at": project.now(),
            "migration": migration,
            "toml": toml,
        },
    )


def _record(project: Project, effect: Impact, renames: Renames, made: Path) -> str:
    return orjson.dumps(
        {
            "at": project.now(),
            "from": fingerprint(schemes.current_toml(project)),
            "backup": made.name,
            "changes": [describe(change) for change in effect.changes],
            "renames": [
                {
                    "kind": part.kind,
                    "label": part.label,
                    "name": part.name,
                    "option": part.option,
                    "new_name": new_name,
                }
                for part, new_name in renames.items()
            ],
            "renamed": [_effect_record(each) for each in effect.effects if not each.is_loss],
            "deleted": [_effect_record(each) for each in effect.losses],
        }
    ).decode()


def _effect_record(effect: Effect) -> dict[str, str | int]:
    return {"what": effect.sentence, "count": effect.count, "articles": effect.articles}


def _defaults(scheme: Scheme, label: str) -> dict[str, AttributeValue]:
    span_type = scheme.span_type(label)
    return default_referent_attributes(span_type) if span_type else {}
