"""Making work packages: one project file an annotator, with their work and nobody else's.

A file is made under another name and gets its own when it is complete. It never takes the place of
another file: somebody may be working in that one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from db.errors import SchemeViolation, StorageFault
from db.model import AnnotatorId, AssignmentId, Changes, PackageId
from db.operations import packages as operations
from db.operations.packages import Dispatch, Handing
from db.packages import keys
from db.packages.bundle import checksum
from db.packages.keys import SecretStore
from db.packages.whole_file import free_name, whole_file
from db.progress import IsCancelled, Progress, tell
from db.project import SUFFIX, Project
from db.queries import annotators, packing, projects, second_readings
from db.queries.hub import HUB_SETTING
from db.queries.packages import grouped
from db.queries.packing import Planned

_LONGEST_TITLE_BYTES = 90
_LONGEST_NAME_BYTES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A package that was made; `number` counts those of its annotator, `fingerprint` is for people.

    `new_articles` were in no package before.
    """

    annotator: AnnotatorId
    name: str
    path: Path
    package: PackageId
    number: int
    round: int
    issued_at: str
    articles: int
    words: int
    new_articles: int
    fingerprint: str
    sha256: str
    assignments: tuple[AssignmentId, ...] = field(repr=False)


def preview(
    project: Project,
    among: Sequence[AnnotatorId] | None = None,
    *,
    rounds: Sequence[int] | None = None,
) -> tuple[Planned, ...]:
    """What packages would hold now, for all people but the lead or for some of them.

    Those without an assigned article get none.
    """
    return packing.planned(project, among=among, rounds=rounds)


def pack(
    project: Project,
    author: AnnotatorId,
    *,
    folder: Path,
    secrets: SecretStore,
    annotators: Sequence[AnnotatorId] | None = None,
    rounds: Sequence[int] | None = None,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> tuple[Packed, ...]:
    """Make a package for everybody who has articles, all or none, and note that they were sent.

    The folder is made where there is none. Progress counts packages. Raises SchemeViolation where
    somebody can't get one, StorageFault, and Stopped with nothing left behind.
    """
    plans = preview(project, annotators, rounds=rounds)
    _refuse_others(project, plans, annotators or ())
    wanted = [each for each in plans if each.articles]
    _make_folder(folder)
    maker = _Maker(project, secrets, rounds)
    made: list[Packed] = []
    try:
        for each in wanted:
            tell(len(made), len(wanted), progress=progress, is_cancelled=is_cancelled)
            made.append(maker.make(each, free_name(folder / file_name(project, each, plans))))
        tell(len(made), len(wanted), progress=progress, is_cancelled=is_cancelled)
        note(project, author, made)
    except BaseException:
        for package in made:
            with suppress(OSError):
                package.path.unlink()
        raise
    return tuple(made)


def make(
    project: Project,
    annotator: AnnotatorId,
    target: Path,
    *,
    secrets: SecretStore,
    rounds: Sequence[int] | None = None,
) -> Packed:
    """Make one package under a new name; `note` it when it is on its way.

    Raises SchemeViolation where there is nothing to pack, and StorageFault.
    """
    if target.exists():
        raise StorageFault(
            f"{target.name} exists already. Nothing was changed; please choose another name."
        )
    plans = preview(project, [annotator], rounds=rounds)
    _refuse_others(project, plans, [annotator])
    plan = plans[0]
    if not plan.articles:
        raise SchemeViolation(
            f"{plan.name} has no articles yet, so there is nothing to pack. Assign some first."
        )
    return _Maker(project, secrets, rounds).make(plan, target)


def note(project: Project, author: AnnotatorId, packed: Sequence[Packed]) -> Changes:
    """Remember in the lead's project that packages were sent out, as one barrier."""
    return operations.note_sent(
        project,
        author,
        sent=[
            Dispatch(
                package=each.package,
                annotator=each.annotator,
                round=each.round,
                issued_at=each.issued_at,
                fingerprint=each.sha256,
                assignments=each.assignments,
                details={
                    "number": each.number,
                    "file": each.path.name,
                    "articles": each.articles,
                    "words": each.words,
                    "new_articles": each.new_articles,
                },
            )
            for each in packed
        ],
    )


def file_name(project: Project, plan: Planned, others: Collection[Planned] = ()) -> str:
    """What a package is called; `others` are those beside it, which may be for namesakes."""
    title = safe_words(projects.info(project).title, _LONGEST_TITLE_BYTES) or "Work package"
    name = safe_words(plan.name, _LONGEST_NAME_BYTES) or "annotator"
    same = [
        each
        for each in others
        if safe_words(each.name, _LONGEST_NAME_BYTES).casefold() == name.casefold()
    ]
    if len(same) > 1:
        name = f"{name} {plan.annotator[-4:]}"
    return f"{title} - {name} - package {plan.number}{SUFFIX}"


def safe_words(words: str, most_bytes: int) -> str:
    """Words that every file system takes as a part of a file's name."""
    plain = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", words))
    cut = " ".join(plain.split()).encode()[:most_bytes].decode(errors="ignore")
    return cut.strip(" .-")


# What Windows forbids, and what would be seen by nobody.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]')


def _refuse_others(
    project: Project, plans: Sequence[Planned], wanted: Sequence[AnnotatorId]
) -> None:
    if projects.is_work_package(project):
        raise SchemeViolation(
            "This is a work package itself. Packages are made from the lead's project."
        )
    known = {each.annotator for each in plans}
    for each in wanted:
        if each in known:
            continue
        person = annotators.one(project, each)
        if person is None:
            raise SchemeViolation("This annotator is no longer in the project. Nothing was packed.")
        raise SchemeViolation(
            f"{person.name} works in the project itself and gets no package. Nothing was packed."
        )


class _Maker:
    """Makes one package after another; what is the same in all is looked up once."""

    def __init__(
        self, project: Project, secrets: SecretStore, rounds: Sequence[int] | None
    ) -> None:
        self._project = project
        self._rounds = rounds
        self._info = projects.info(project)
        self._key = keys.public_key(keys.signing_key(secrets, keys.lead(self._info.id)))
        self._lead = annotators.lead(project)
        self._gold = annotators.gold(project)
        self._readers = second_readings.readers(project)
        self._hub = projects.setting(project, HUB_SETTING)
        self._silent = packing.detached_comments(project, self._lead)

    def make(self, plan: Planned, target: Path) -> Packed:
        package = PackageId(self._project.new_id())
        issued_at = self._project.now()
        with whole_file(target) as partial:
            with Project.create(partial) as fresh:
                fresh.clock, fresh.new_id = self._project.clock, self._project.new_id
                operations.fill_package(
                    fresh,
                    source=self._project.path,
                    handing=self._handing(plan, package, issued_at),
                )
                held = packing.assignments(fresh)
                articles, words = packing.amount(fresh)
            sha256 = checksum(partial)
        return Packed(
            annotator=plan.annotator,
            name=plan.name,
            path=target,
            package=package,
            number=plan.number,
            round=plan.round,
            issued_at=issued_at,
            articles=articles,
            words=words,
            new_articles=plan.new_articles,
            fingerprint=grouped(sha256),
            sha256=sha256,
            assignments=held,
        )

    def _handing(self, plan: Planned, package: PackageId, issued_at: str) -> Handing:
        return Handing(
            annotator=plan.annotator,
            reader=self._readers.get(plan.annotator),
            lead=self._lead,
            gold=self._gold,
            says={
                "id": package,
                "number": plan.number,
                "round": plan.round,
                "issued_at": issued_at,
                "title": self._info.title,
                "lead_key": self._key,
                "annotator": plan.annotator,
            },
            hub=self._hub,
            rounds=self._rounds,
            silent=self._silent,
        )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFault(
            f"The folder {folder} can't be made ({error.strerror}). Nothing was packed; choose "
            "another place."
        ) from error
