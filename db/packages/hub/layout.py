"""Where things lie in a hub: the only place that makes and understands the names of its files.

    PROJECT/outbox/ANNOTATOR/ID.demarche-package   written by the lead, for one annotator
    PROJECT/inbox/ANNOTATOR/ID.demarche-back       written by that annotator, for the lead

All other names are passed over: what is still on its way, the copies that synchronising programs
make of files in conflict, and whatever else people put into a shared folder.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from db.errors import Bug
from db.model import AnnotatorId
from db.packages.bundle import BACK_SUFFIX, PACKAGE_SUFFIX
from db.packages.hub.reliable import PARTIAL
from db.packages.hub.store import Entry, Store


class Direction(StrEnum):
    """Which way a file goes, by the name of its folder."""

    OUT = "outbox"
    BACK = "inbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file of ours in a hub; `annotator` is whose folder it lies in."""

    annotator: AnnotatorId
    direction: Direction
    id: str
    entry: Entry


_SUFFIXES = {Direction.OUT: PACKAGE_SUFFIX, Direction.BACK: BACK_SUFFIX}
_FILE_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FOLDER_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_LEFTOVER_AFTER = timedelta(days=1)


def folder(project: str, direction: Direction, annotator: AnnotatorId | None = None) -> str:
    """Where the files of one direction lie, or those for one annotator."""
    parts = [project, direction.value, *([] if annotator is None else [annotator])]
    if not all(_FOLDER_ID.fullmatch(each) for each in parts):
        raise Bug("an id of the project can't be the name of a folder")
    return "/".join(parts)


def file_name(
    project: str, direction: Direction, annotator: AnnotatorId, file_id: str
) -> tuple[str, str]:
    """The folder of a new file, and its name in there."""
    return folder(project, direction, annotator), f"{file_id}{_SUFFIXES[direction]}"


def annotators(store: Store, project: str, direction: Direction) -> tuple[AnnotatorId, ...]:
    """For whom or from whom something may lie in the hub; raises HubFault."""
    at = folder(project, direction)
    names = (_last(each) for each in store.list(at) if each.is_folder)
    return tuple(sorted(AnnotatorId(name) for name in names if _FOLDER_ID.fullmatch(name)))


def items(
    store: Store, project: str, direction: Direction, annotator: AnnotatorId
) -> tuple[Item, ...]:
    """The files for or from one annotator, oldest first; raises HubFault."""
    return _items(store.list(folder(project, direction, annotator)), direction, annotator)


def is_file_id(text: str) -> bool:
    """Whether this can be the id of a file in a hub."""
    return _FILE_ID.fullmatch(text) is not None


def sweep(store: Store, folder: str, own: str) -> None:
    """Remove what was left of cut sendings in a folder that we alone write to; raises HubFault.

    `own` was written just now. Its time says how late it is there: another machine of ours may be
    sending at this moment, so only what is a day older is removed.
    """
    found = store.list(folder)
    now = next((each.modified for each in found if each.name == f"{folder}/{own}"), None)
    for each in found:
        is_old = now is not None and each.modified and now - each.modified > _LEFTOVER_AFTER
        if is_old and not each.is_folder and _is_leftover(_last(each)):
            store.remove(f"{folder}/{_last(each)}")


def _items(
    found: Sequence[Entry], direction: Direction, annotator: AnnotatorId
) -> tuple[Item, ...]:
    suffix = _SUFFIXES[direction]
    made = [
        Item(annotator=annotator, direction=direction, id=name.removesuffix(suffix), entry=each)
        for each in found
        if not each.is_folder
        and (name := _last(each)).endswith(suffix)
        and _FILE_ID.fullmatch(name.removesuffix(suffix))
    ]
    return tuple(sorted(made, key=lambda item: item.id))


def _is_leftover(name: str) -> bool:
    stem = name.removesuffix(PARTIAL)
    return stem != name and any(
        stem.endswith(suffix) and _FILE_ID.fullmatch(stem.removesuffix(suffix))
        for suffix in _SUFFIXES.values()
    )


def _last(entry: Entry) -> str:
    return entry.name.rpartition("/")[2]
