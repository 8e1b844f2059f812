"""What is where in a hub: who has sent what, and whether it was fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.model import AnnotatorId
from db.packages.hub import layout
from db.packages.hub.layout import Direction, Item
from db.packages.hub.store import Store
from db.project import Project
from db.queries import annotators, packages, projects
from db.queries import hub as queries


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file in a hub. `name` is the annotator's, "" where the project knows nobody of that id.

    `is_taken` says whether whom it is for has taken it in, as far as one can know here: a lead
    knows of a package once work comes back out of it, and an annotator does not know it of work.
    `number` is that of a package that we sent ourselves, None for all others.
    """

    annotator: AnnotatorId
    name: str
    direction: Direction
    id: str
    size: int
    modified: datetime | None
    is_taken: bool | None
    number: int | None = None


def what_is_where(project: Project, hub: Store) -> tuple[Place, ...]:
    """All files of the project in the hub, by annotator and age; an annotator sees their own only.

    Raises HubFault.
    """
    project_id = projects.info(project).id
    info = packages.package_info(project)
    if info is not None and projects.is_work_package(project):
        found = _of(hub, project_id, Direction.OUT, (info.annotator,))
        found += _of(hub, project_id, Direction.BACK, (info.annotator,))
    else:
        found = []
        for direction in Direction:
            among = layout.annotators(hub, project_id, direction)
            found += _of(hub, project_id, direction, among)
    told = _Told(project, is_lead=info is None)
    return tuple(sorted(map(told.place, found), key=lambda each: (each.name, each.id)))


def _of(
    hub: Store, project: str, direction: Direction, among: tuple[AnnotatorId, ...]
) -> list[Item]:
    return [item for each in among for item in layout.items(hub, project, direction, each)]


class _Told:
    """Puts what the hub says beside what the project remembers."""

    def __init__(self, project: Project, *, is_lead: bool) -> None:
        self._names = {each.id: each.name for each in annotators.every(project)}
        self._fetched = queries.fetched(project)
        self._sent = {each.file: each for each in packages.sent(project)}
        self._is_lead = is_lead

    def place(self, item: Item) -> Place:
        sent = self._sent.get(item.entry.name.rpartition("/")[2])
        return Place(
            annotator=item.annotator,
            name=self._names.get(item.annotator, ""),
            direction=item.direction,
            id=item.id,
            size=item.entry.size,
            modified=item.entry.modified,
            is_taken=self._is_taken(item, is_opened=sent is not None and sent.is_opened),
            number=sent.number if sent is not None else None,
        )

    def _is_taken(self, item: Item, *, is_opened: bool) -> bool | None:
        is_for_us = (item.direction is Direction.BACK) is self._is_lead
        if is_for_us:
            return item.id in self._fetched
        return True if is_opened else None
