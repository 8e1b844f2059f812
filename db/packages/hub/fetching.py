"""Fetching from a hub: returned work for a lead, the newest package for an annotator.

A file is examined before it is used, and noted as fetched only when it was taken in, so that
nothing is lost in between.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import platformdirs

from db.errors import InvalidPackage, StorageFault, UserFault
from db.merge.plan import Signature
from db.model import AnnotatorId, Changes
from db.operations import hub as operations
from db.packages import bundle
from db.packages.bundle import About
from db.packages.hub import layout
from db.packages.hub.byte_count import part_of
from db.packages.hub.examination import NotUsed, examine
from db.packages.hub.faults import HubFault, Trouble
from db.packages.hub.layout import Direction, Item
from db.packages.hub.store import Store
from db.progress import IsCancelled, Progress
from db.project import SUFFIX, Project
from db.queries import annotators, packages, projects
from db.queries import hub as queries
from db.queries.packages import PackageInfo

_MOST_BYTES = 8 * 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file that was fetched and is what it says; `superseded` are older ones that it replaces.

    `name` is the annotator's, "" where the project knows nobody of that id.
    """

    id: str
    annotator: AnnotatorId
    name: str
    path: Path
    about: About
    signature: Signature
    superseded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A file that is not used, and why; `is_other_key` can be mended by trusting its key."""

    id: str
    annotator: AnnotatorId
    name: str
    reason: str
    is_other_key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came out of a hub: `arrivals` to take in now, and `known` that are here already."""

    arrivals: tuple[Arrival, ...] = ()
    doubtful: tuple[Doubtful, ...] = ()
    known: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files to make a plan of."""
        return tuple(each.path for each in self.arrivals)


def fetch(
    project: Project,
    *,
    hub: Store,
    folder: Path | None = None,
    trusted: Collection[AnnotatorId] = (),
    again: bool = False,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Fetched:
    """Fetch what is new into a folder of this computer; changes nothing in the project.

    A lead gets all returned work, an annotator the newest package for them. `trusted` are
    annotators whose new key is to be taken; in a package, oneself for the lead's. `again` fetches
    what was fetched before, too. Go on with `collect.read_plan`, and `note` what was taken in.
    Progress counts bytes. Raises HubFault, StorageFault or Stopped; what has come so far is kept.
    """
    errand = _Errand(
        project=project,
        hub=hub,
        folder=folder or _own_folder(projects.info(project).id),
        trusted=trusted,
        seen=frozenset() if again else queries.fetched(project),
        progress=progress,
        is_cancelled=is_cancelled,
    )
    package = packages.package_info(project)
    if package is None or not projects.is_work_package(project):
        return errand.returns()
    return errand.newest_package(package)


def note(
    project: Project, author: AnnotatorId, fetched: Fetched, *, taken: Collection[Path]
) -> Changes:
    """Remember what was taken in, so that it is not fetched again, and forget the files.

    `taken` are the paths of the arrivals that a plan did not refuse.
    """
    done = [each for each in fetched.arrivals if each.path in taken]
    files = {*fetched.known, *(each.id for each in done)}
    files.update(older for each in done for older in each.superseded)
    changes = operations.note_fetched(project, author, files=files)
    for each in done:
        _forget(each.path)
    return changes


@dataclass(slots=True, kw_only=True)
class _Errand:
    """One fetching."""

    project: Project
    hub: Store
    folder: Path
    trusted: Collection[AnnotatorId]
    seen: frozenset[str]
    progress: Progress | None
    is_cancelled: IsCancelled | None
    doubtful: list[Doubtful] = field(default_factory=list)

    def returns(self) -> Fetched:
        """All returned work that is new."""
        project = projects.info(self.project).id
        wanted = [
            item
            for annotator in layout.annotators(self.hub, project, Direction.BACK)
            for item in layout.items(self.hub, project, Direction.BACK, annotator)
            if item.id not in self.seen
        ]
        total, before = sum(each.entry.size for each in wanted), 0
        names = {each.id: each.name for each in annotators.every(self.project)}
        arrivals = []
        for item in wanted:
            key = annotators.public_key(self.project, item.annotator)
            progress = part_of(self.progress, before, total)
            arrived = self._arrived(item, key, names, progress)
            before += item.entry.size
            arrivals += [] if arrived is None else [arrived]
        return Fetched(arrivals=tuple(arrivals), doubtful=tuple(self.doubtful))

    def newest_package(self, info: PackageInfo) -> Fetched:
        """The newest package that is what it says; it holds all that the older ones did."""
        project = projects.info(self.project).id
        found = layout.items(self.hub, project, Direction.OUT, info.annotator)
        names = {each.id: each.name for each in annotators.every(self.project)}
        for number, item in reversed(list(enumerate(found))):
            if item.id in self.seen:
                break
            arrived = self._arrived(item, info.lead_key, names, self.progress)
            if arrived is None:
                continue
            older = tuple(each.id for each in found[:number] if each.id not in self.seen)
            if not self._is_newer(arrived, info):
                _forget(arrived.path)
                return Fetched(doubtful=tuple(self.doubtful), known=(item.id, *older))
            arrivals = (replace(arrived, superseded=older),)
            return Fetched(arrivals=arrivals, doubtful=tuple(self.doubtful))
        return Fetched(doubtful=tuple(self.doubtful))

    def _arrived(
        self,
        item: Item,
        known_key: str | None,
        names: Mapping[AnnotatorId, str],
        progress: Progress | None,
    ) -> Arrival | None:
        """Fetch a file and examine it; None where it is not used, as `doubtful` says then."""
        name = names.get(item.annotator, "")
        path = self.folder / f"{item.annotator}-{item.entry.name.rpartition('/')[2]}"
        try:
            self._get(item, path, progress)
            about, signature = examine(
                path,
                item,
                project=projects.info(self.project).id,
                known_key=known_key,
                trusts_new_key=item.annotator in self.trusted,
            )
        except InvalidPackage as fault:
            # It may have been cut on its way into the hub: whatever is there next time is fetched.
            _forget(path)
            self._doubt(item, name, f"It was not taken: {fault.reason}")
        except NotUsed as reason:
            self._doubt(item, name, str(reason), is_other_key=reason.is_other_key)
        else:
            return Arrival(
                id=item.id,
                annotator=item.annotator,
                name=name,
                path=path,
                about=about,
                signature=signature,
            )
        return None

    def _get(self, item: Item, path: Path, progress: Progress | None) -> None:
        if item.entry.size > _MOST_BYTES:
            raise NotUsed("It is far larger than such a file may be. It was left there.")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageFault(
                f"The folder {self.folder} can't be made ({error.strerror}). Nothing was fetched."
            ) from error
        try:
            self.hub.get(item.entry, path, progress=progress, is_cancelled=self.is_cancelled)
        except HubFault as fault:
            if fault.trouble not in {Trouble.UNTRUE, Trouble.MISSING}:
                raise
            raise NotUsed(str(fault)) from fault

    def _doubt(self, item: Item, name: str, reason: str, *, is_other_key: bool = False) -> None:
        self.doubtful.append(
            Doubtful(
                id=item.id,
                annotator=item.annotator,
                name=name,
                reason=reason,
                is_other_key=is_other_key,
            )
        )

    def _is_newer(self, arrived: Arrival, info: PackageInfo) -> bool:
        """Whether a package is newer than what was taken in, perhaps by hand."""
        if arrived.about.package == info.id:
            return False
        if arrived.about.created_at > info.issued_at:
            return True
        # The lead's clock may have been put back: packages are counted, too.
        with tempfile.TemporaryDirectory(prefix="demarche-") as folder:
            content = Path(folder) / f"content{SUFFIX}"
            with suppress(UserFault):
                bundle.read(arrived.path, content)
                with Project.open(content, is_read_only=True) as package:
                    found = packages.package_info(package)
                    return found is not None and found.number > info.number
        # What is wrong with it is for the plan to say.
        return True


def _own_folder(project: str) -> Path:
    return platformdirs.user_cache_path("demarche", appauthor=False) / "hub" / project


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
