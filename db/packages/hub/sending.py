"""Sending through a hub: packages from the lead, work from an annotator."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from db.errors import Stopped
from db.model import AnnotatorId
from db.packages import bundle, keys, pack, send_back
from db.packages.bundle import About, BundleKind, Counts
from db.packages.hub import layout
from db.packages.hub.byte_count import part_of
from db.packages.hub.faults import HubFault
from db.packages.hub.layout import Direction
from db.packages.hub.store import Store
from db.packages.keys import SecretStore
from db.packages.pack import Packed
from db.packages.send_back import Receipt
from db.progress import IsCancelled, Progress, tell
from db.project import SUFFIX, Project
from db.queries import packages, projects

_LATER = 1 << 80
"""One millisecond in an id of version 7."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What has arrived in the hub: packages of a lead, or the work of an annotator.

    `without_news` are the names of those for whom nothing new was there. `is_stopped` says that the
    person wanted no more before all was sent; what is named here stays sent.
    """

    packages: tuple[Packed, ...] = ()
    receipt: Receipt | None = None
    without_news: tuple[str, ...] = ()
    is_stopped: bool = False


def send(
    project: Project,
    author: AnnotatorId,
    *,
    hub: Store,
    secrets: SecretStore,
    among: Sequence[AnnotatorId] | None = None,
    again: bool = False,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Sent:
    """Send what is new: a lead's packages to all or some annotators, an annotator's own work.

    `again` sends where nothing is new, too. Each file is noted in the project when it has arrived.
    Progress counts bytes. Raises HubFault, StorageFault, SchemeViolation, or Stopped.
    """
    if projects.is_work_package(project):
        if not again and not _has_news(project):
            return Sent(without_news=("",))
        return _send_work(project, author, hub, secrets, (progress, is_cancelled))
    plans = [each for each in pack.preview(project, among) if each.articles]
    wanted = [each.annotator for each in plans if again or each.has_news]
    quiet = tuple(each.name for each in plans if each.annotator not in wanted)
    with tempfile.TemporaryDirectory(prefix="demarche-") as folder:
        made = []
        for each in wanted:
            tell(0, None, progress=progress, is_cancelled=is_cancelled)
            made.append(_sealed(project, each, Path(folder), secrets))
        sent, is_stopped = _send_packages(project, author, hub, made, (progress, is_cancelled))
    return Sent(packages=sent, without_news=quiet, is_stopped=is_stopped)


Watch = tuple[Progress | None, IsCancelled | None]


def _has_news(project: Project) -> bool:
    left = packages.left(project)
    return left.last_sent is None or left.changed > 0


def _send_work(
    project: Project, author: AnnotatorId, hub: Store, secrets: SecretStore, watch: Watch
) -> Sent:
    with tempfile.TemporaryDirectory(prefix="demarche-") as folder:
        made = send_back.make(project, author, target=Path(folder) / "work", secrets=secrets)
        at, name = layout.file_name(projects.info(project).id, Direction.BACK, author, made.id)
        receipt = replace(made, path=made.path.rename(made.path.with_name(name)))
        hub.put(f"{at}/{name}", receipt.path, progress=watch[0], is_cancelled=watch[1])
        send_back.note(project, author, receipt)
        _sweep(hub, at, name)
    return Sent(receipt=receipt)


def _sealed(project: Project, annotator: AnnotatorId, folder: Path, secrets: SecretStore) -> Packed:
    """A package in its envelope, under the name that it gets in the hub."""
    info = projects.info(project)
    content = folder / f"{annotator}{SUFFIX}"
    packed = pack.make(project, annotator, content, secrets=secrets)
    key = keys.signing_key(secrets, keys.lead(info.id))
    about = About(
        kind=BundleKind.PACKAGE,
        id=_later_id(project, annotator),
        project=info.id,
        title=info.title,
        annotator=annotator,
        public_key=keys.public_key(key),
        round=packed.round,
        created_at=packed.issued_at,
        counts=Counts(articles=packed.articles),
        package=packed.package,
    )
    _, name = layout.file_name(info.id, Direction.OUT, annotator, about.id)
    bundle.write(content, folder / name, about, key)
    content.unlink()
    return replace(packed, path=folder / name)


def _later_id(project: Project, annotator: AnnotatorId) -> str:
    """A new id that sorts after those of all earlier packages, also if the clock was put back."""
    made = project.new_id()
    files = (each.file for each in packages.sent(project) if each.annotator == annotator)
    earlier = (each for each in (Path(file).stem for file in files) if layout.is_file_id(each))
    newest = max(earlier, default="")
    if made > newest:
        return made
    written = f"{int(newest.replace('-', ''), 16) + _LATER:032x}"
    return "-".join((written[:8], written[8:12], written[12:16], written[16:20], written[20:]))


def _send_packages(
    project: Project, author: AnnotatorId, hub: Store, made: Sequence[Packed], watch: Watch
) -> tuple[tuple[Packed, ...], bool]:
    """Send one after another; what has arrived, and whether the person wanted no more."""
    sizes = [each.path.stat().st_size for each in made]
    project_id = projects.info(project).id
    sent: list[Packed] = []
    for number, each in enumerate(made):
        at = layout.folder(project_id, Direction.OUT, each.annotator)
        try:
            hub.put(
                f"{at}/{each.path.name}",
                each.path,
                progress=part_of(watch[0], sum(sizes[:number]), sum(sizes)),
                is_cancelled=watch[1],
            )
        except Stopped:
            if not sent:
                raise
            return tuple(sent), True
        except HubFault as fault:
            fault.begin_with(_before(len(sent), len(made)))
            raise
        pack.note(project, author, [each])
        sent.append(each)
        _sweep(hub, at, each.path.name)
    return tuple(sent), False


def _sweep(hub: Store, folder: str, own: str) -> None:
    # What was to be sent has arrived; that something old can't be removed is no trouble.
    try:
        layout.sweep(hub, folder, own)
    except HubFault:
        return


def _before(sent: int, wanted: int) -> str:
    return f"{sent:,} of {wanted:,} packages were sent, and stay sent. " if sent else ""
