"""Sending work back: an annotator's own work as a signed file to hand over, and its receipt."""

from __future__ import annotations

import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from db.errors import SchemeViolation, StorageFault
from db.model import AnnotatorId, Changes, PackageId
from db.operations import packages as operations
from db.packages import bundle, keys
from db.packages.bundle import BACK_SUFFIX, About, BundleKind, Counts
from db.packages.keys import SecretStore
from db.packages.pack import safe_words
from db.project import SUFFIX, Project
from db.queries import annotators, packages, packing, projects
from db.queries.packages import PackageInfo

_LONGEST_TITLE_BYTES = 90
_LONGEST_NAME_BYTES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was sent back; `fingerprint` is what lead and annotator can compare."""

    path: Path
    id: str
    annotator: AnnotatorId
    name: str
    title: str
    package: PackageId
    number: int
    round: int
    counts: Counts
    fingerprint: str
    sha256: str
    created_at: str
    up_to: int


def send_back(
    project: Project, author: AnnotatorId, *, target: Path, secrets: SecretStore
) -> Receipt:
    """Write all that the annotator of a package did into a file, and note that it was sent.

    It takes the place of an older file of its kind, but of nothing else. Raises SchemeViolation
    in a lead's project, and StorageFault.
    """
    receipt = make(project, author, target=target, secrets=secrets)
    note(project, author, receipt)
    return receipt


def make(project: Project, author: AnnotatorId, *, target: Path, secrets: SecretStore) -> Receipt:
    """Write the file only; `note` it when it is on its way."""
    info = _package_of(project)
    path = _target(target)
    key = keys.signing_key(secrets, keys.ANNOTATOR)
    public_key = keys.public_key(key)
    # In the project, too, so that a file which is handed over as it is says it as well.
    operations.adopt_key(project, author, public_key=public_key)
    # Asked before the copy is made: what is saved in between counts as not sent yet.
    up_to = packing.last_operation(project)
    with tempfile.TemporaryDirectory(prefix="demarche-") as folder:
        content = Path(folder) / f"content{SUFFIX}"
        with Project.create(content) as fresh:
            fresh.clock, fresh.new_id = project.clock, project.new_id
            operations.fill_return(fresh, source=project.path, annotator=author)
            work = packing.own_work(fresh, author)
        about = About(
            kind=BundleKind.BACK,
            id=project.new_id(),
            project=projects.info(project).id,
            title=info.title,
            annotator=author,
            public_key=public_key,
            round=info.round,
            created_at=project.now(),
            counts=Counts(**asdict(work)),
            package=info.id,
        )
        sealed = bundle.write(content, path, about, key)
    return Receipt(
        path=path,
        id=sealed.id,
        annotator=author,
        name=_name(project, author),
        title=info.title,
        package=info.id,
        number=info.number,
        round=info.round,
        counts=sealed.counts,
        fingerprint=sealed.fingerprint,
        sha256=sealed.sha256,
        created_at=sealed.created_at,
        up_to=up_to,
    )


def note(project: Project, author: AnnotatorId, receipt: Receipt) -> Changes:
    """Remember in the package that work was sent back, so that it can say what was not."""
    return operations.note_sent_back(
        project,
        author,
        bundle=receipt.id,
        round_number=receipt.round,
        fingerprint=receipt.sha256,
        up_to=receipt.up_to,
        details={
            "package": receipt.package,
            "file": receipt.path.name,
            **asdict(receipt.counts),
        },
    )


def suggested_name(project: Project, author: AnnotatorId) -> str:
    """What the file is called unless somebody chooses another name."""
    title = safe_words(_package_of(project).title, _LONGEST_TITLE_BYTES) or "Work"
    name = safe_words(_name(project, author), _LONGEST_NAME_BYTES) or "annotator"
    return f"{title} - {name} - {project.now()[:10]}{BACK_SUFFIX}"


def receipt_text(receipt: Receipt) -> str:
    """The receipt in plain words, to be kept or sent beside the file."""
    counts = receipt.counts
    hours, minutes = divmod(round(counts.seconds / 60), 60)
    sent_at = receipt.created_at[:16].replace("T", " ")
    lines = [
        f"Work on “{receipt.title}” by {receipt.name}",
        f"Sent back: {sent_at} UTC, out of package {receipt.number}",
        f"File: {receipt.path.name}",
        f"Articles: {counts.done:,} of {counts.articles:,} done",
        f"Spans: {counts.spans:,} · links: {counts.links:,} · comments: {counts.comments:,}",
        f"Time: {hours} h {minutes} min",
        f"Fingerprint: {receipt.fingerprint}",
        "The lead sees the same fingerprint where the file has arrived whole.",
    ]
    return "\n".join(lines)


def _package_of(project: Project) -> PackageInfo:
    info = packages.package_info(project)
    if info is None or not projects.is_work_package(project):
        raise SchemeViolation(
            "This is no work package, so there is nobody to send it back to. Nothing was written."
        )
    return info


def _target(target: Path) -> Path:
    path = target if target.suffix == BACK_SUFFIX else target.with_name(target.name + BACK_SUFFIX)
    if path.exists() and not bundle.is_bundle(path):
        raise StorageFault(
            f"{path.name} exists already and is something else. Nothing was written; please choose "
            "another name."
        )
    if not path.parent.is_dir():
        raise StorageFault(
            f"The folder {path.parent} does not exist. Make it first, or choose another place."
        )
    return path


def _name(project: Project, author: AnnotatorId) -> str:
    person = annotators.one(project, author)
    return "" if person is None else person.name
