"""Saying where the hub of a project is, and finding out whether it works."""

from __future__ import annotations

import secrets as random
import tempfile
from pathlib import Path

from db.errors import SchemeViolation
from db.packages.hub import layout
from db.packages.hub.faults import HubFault, Trouble
from db.packages.hub.layout import Direction
from db.packages.hub.opening import open_hub
from db.packages.hub.reliable import ReliableStore
from db.packages.hub.store import Entry, Store
from db.packages.keys import SecretStore
from db.project import Project
from db.queries import annotators, packages, projects
from db.queries import hub as queries

_TRIAL_BYTES = 1000


def hub_of(project: Project, secrets: SecretStore) -> ReliableStore:
    """The hub of a project; close it in the end.

    Raises SchemeViolation where there is none, and what `open_hub` raises.
    """
    address = queries.address(project)
    if address is None:
        raise SchemeViolation(
            "This project has no hub. Nothing was sent or fetched. Say where it is first, or hand "
            "the files over by hand."
        )
    return open_hub(address, secrets)


def try_out(project: Project, hub: Store) -> None:
    """Write a small file where we shall write, read it, and remove it again.

    Raises HubFault, and UnknownHost where a host's key has to be confirmed first.
    """
    at = f"{_own_folder(project)}/trial-{random.token_hex(8)}"
    with tempfile.TemporaryDirectory(prefix="demarche-") as folder:
        sent, back = Path(folder) / "sent", Path(folder) / "back"
        sent.write_bytes(random.token_bytes(_TRIAL_BYTES))
        hub.list("")
        hub.put(at, sent)
        try:
            hub.get(Entry(name=at, size=_TRIAL_BYTES), back)
        finally:
            hub.remove(at)
        if back.read_bytes() != sent.read_bytes():
            raise HubFault(hub.address, Trouble.UNTRUE, "a file came back changed")


def _own_folder(project: Project) -> str:
    """Where we may write: an annotator in their own folder, a lead everywhere."""
    project_id = projects.info(project).id
    info = packages.package_info(project)
    if info is not None and projects.is_work_package(project):
        return layout.folder(project_id, Direction.BACK, info.annotator)
    return layout.folder(project_id, Direction.OUT, annotators.lead(project))
