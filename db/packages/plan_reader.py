"""Works out what one file after another would bring: the only place that says whom to believe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from db.errors import InvalidPackage, SchemeViolation, Stopped, UserFault
from db.merge.plan import Authority, Contents, Foresight, Signature, planned
from db.model import AnnotatorId, LayerId, ProjectKind
from db.operations import schemes as scheme_operations
from db.operations.merging import Taking
from db.packages import intake
from db.packages.bundle import BundleKind
from db.packages.collect_plan import CollectPlan, FilePlan, Wishes
from db.packages.intake import Incoming
from db.progress import IsCancelled
from db.project import Project
from db.queries import annotators, merging, packages, projects, schemes, second_readings
from db.queries.packages import grouped
from db.scheme.toml import fingerprint


class PlanReader:
    """Makes the plan of one file after another."""

    def __init__(
        self,
        project: Project,
        plan: CollectPlan,
        wishes: Wishes,
        folder: Path,
        is_cancelled: IsCancelled | None,
    ) -> None:
        self._project = project
        self._plan = plan
        self._wishes = wishes
        self._folder = folder
        self._is_cancelled = is_cancelled
        self._people = {each.id: each for each in annotators.every(project)}
        self._foresight = Foresight()
        self.takings: list[Taking] = []

    def read(self, path: Path) -> FilePlan:
        """What a file would bring, or why it brings nothing; raises Stopped."""
        try:
            incoming = intake.read(path, self._folder, is_cancelled=self._is_cancelled)
        except Stopped:
            raise
        except UserFault as fault:
            return FilePlan(path=path, refusal=str(fault))
        shown = self._described(incoming)
        try:
            refusal = self._refusal(incoming, shown)
            if refusal:
                return replace(shown, refusal=refusal)
            return self._planned(incoming, shown)
        except InvalidPackage as fault:
            return replace(shown, refusal=str(fault))

    def _described(self, incoming: Incoming) -> FilePlan:
        about, annotator = incoming.about, incoming.annotator
        is_package = incoming.kind is ProjectKind.WORK_PACKAGE
        is_known = annotator in self._people or annotator in self._wishes.people
        return FilePlan(
            path=incoming.path,
            title=incoming.title,
            annotator=annotator if is_package else None,
            annotator_name=incoming.names.get(annotator, "") if annotator and is_package else "",
            names=incoming.names,
            second_readers={
                **incoming.second_readers,
                **second_readings.persons(self._project),
            },
            is_unknown=is_package and not is_known,
            made_at=about.created_at if about is not None else None,
            fingerprint=grouped(incoming.fingerprint),
            signature=self._signature(incoming),
        )

    def _signature(self, incoming: Incoming) -> Signature:
        if incoming.about is None and self._plan.authority is not Authority.COLLECT:
            return Signature.UNSIGNED
        if self._plan.authority is Authority.RECEIVE:
            info = packages.package_info(self._project)
            expected = info.lead_key if info is not None else None
        else:
            expected = annotators.public_key(self._project, self._ours(incoming.annotator))
        if incoming.about is None:
            return Signature.UNSIGNED if expected is None else Signature.NO_LONGER_SIGNED
        if expected is None:
            return Signature.NEW_KEY
        is_same = expected == incoming.about.public_key
        return Signature.SIGNED if is_same else Signature.OTHER_KEY

    def _ours(self, annotator: AnnotatorId | None) -> AnnotatorId | None:
        return self._wishes.people.get(annotator, annotator) if annotator else None

    def _refusal(self, incoming: Incoming, shown: FilePlan) -> str:
        is_package = incoming.kind is ProjectKind.WORK_PACKAGE
        if self._plan.authority is Authority.MERGE:
            return _NOT_A_PROJECT if is_package else ""
        if incoming.project != projects.info(self._project).id:
            return _WRONG_PROJECT.format(title=incoming.title)
        if not is_package:
            is_collect = self._plan.authority is Authority.COLLECT
            return _NOT_RETURNED if is_collect else _NOT_A_PACKAGE
        if incoming.about is not None and incoming.about.kind is not _KINDS[self._plan.authority]:
            is_collect = self._plan.authority is Authority.COLLECT
            return _ON_ITS_WAY_OUT if is_collect else _ON_ITS_WAY_BACK
        return self._doubt(incoming, shown)

    def _doubt(self, incoming: Incoming, shown: FilePlan) -> str:
        """Why it may not be by the one it says, or not meant for us."""
        name, annotator = shown.annotator_name, incoming.annotator
        signer = incoming.about.annotator if incoming.about is not None else annotator
        is_untrusted = annotator not in self._wishes.trusted
        doubts = (
            (annotator is None or annotator != signer, _NOBODYS),
            (
                self._plan.authority is Authority.RECEIVE
                and annotator != annotators.default_author(self._project),
                _SOMEBODY_ELSES,
            ),
            (shown.is_unknown, _UNKNOWN),
            (
                is_untrusted and shown.signature is Signature.OTHER_KEY,
                _OTHER_KEY if self._plan.authority is Authority.COLLECT else _OTHER_KEY_OF_LEAD,
            ),
            (is_untrusted and shown.signature is Signature.NO_LONGER_SIGNED, _NO_LONGER_SIGNED),
        )
        return next((each.format(name=name) for is_so, each in doubts if is_so), "")

    def _planned(self, incoming: Incoming, shown: FilePlan) -> FilePlan:
        view = self._project
        unplaced: Mapping[LayerId, str] = {}
        if self._plan.authority is Authority.RECEIVE and self._is_newer(incoming):
            view = _in_newer_scheme(self._project, incoming, self._folder)
            self._plan.newer_scheme = incoming
        else:
            unplaced = intake.bring_up_to_date(incoming, self._project)
        refused = {**incoming.refused, **({} if self._wishes.drops_unplaced else unplaced)}
        taking = self._taking(incoming, shown, refused)
        try:
            with merging.attached(view, [incoming.copy]):
                merging.look_at(view, 0)
                merging.match(view, self._plan.authority, taking.people)
                pairs = self._foresight.applied(merging.layer_pairs(view))
                plans = planned(pairs, {**refused, **merging.ids_of_others(view)})
                self._foresight.remember(pairs, plans)
                contents = Contents(layers=plans, rest=merging.rest(view))
        finally:
            if view is not self._project:
                view.close()
        self.takings.append(taking)
        return replace(shown, contents=contents, unplaced=len(unplaced))

    def _is_newer(self, incoming: Incoming) -> bool:
        known = {each.sha256 for each in schemes.every(self._project)}
        return intake.scheme_of(incoming) not in known

    def _taking(
        self, incoming: Incoming, shown: FilePlan, refused: Mapping[LayerId, str]
    ) -> Taking:
        is_new_key = shown.signature in {Signature.NEW_KEY, Signature.OTHER_KEY}
        pins = is_new_key and self._plan.authority is Authority.COLLECT
        return Taking(
            copy=incoming.copy,
            fingerprint=incoming.fingerprint,
            people=self._whose_work(incoming),
            author=self._ours(shown.annotator),
            round=incoming.round,
            refused=refused,
            public_key=incoming.about.public_key if pins and incoming.about else None,
            details={
                "file": incoming.path.name,
                "signature": shown.signature.value,
                "made_at": shown.made_at or "",
                "package": incoming.package,
            },
        )

    def _whose_work(self, incoming: Incoming) -> dict[AnnotatorId, AnnotatorId | None]:
        if self._plan.authority is Authority.COLLECT:
            assert incoming.annotator is not None
            return {incoming.annotator: self._ours(incoming.annotator)}
        known = {each: each if each in self._people else None for each in incoming.names}
        if self._plan.authority is Authority.MERGE and incoming.gold is not None:
            # Two projects that began apart have each their own; the settled version is one.
            known[incoming.gold] = annotators.gold(self._project)
        readers = second_readings.readers(self._project)
        return known | {
            reader: readers.get(person) for reader, person in incoming.second_readers.items()
        }


def _in_newer_scheme(project: Project, incoming: Incoming, folder: Path) -> Project:
    """A copy of our own file as it will be once the package's scheme is in force."""
    path = folder / f"ours-{len(list(folder.iterdir()))}.demarche"
    project.connection.execute("VACUUM main INTO ?", (str(path),))
    view = Project.open(path)
    try:
        use_newer_scheme(view, annotators.default_author(view), incoming)
    except BaseException:
        view.close()
        raise
    return view


def use_newer_scheme(project: Project, author: AnnotatorId, incoming: Incoming) -> None:
    """Put the scheme of a newer package in force here, by the migrations that it recorded.

    Raises InvalidPackage where something that is marked would have no place in it.
    """
    with Project.open(incoming.copy) as copy:
        steps = intake.steps(copy, fingerprint(schemes.current_toml(project)), incoming.path)
        wanted = [(schemes.toml_of(copy, each.id), intake.renames_of(each)) for each in steps]
    for toml, renames in wanted:
        try:
            scheme_operations.use_scheme(project, author, toml=toml, renames=renames)
        except SchemeViolation as fault:
            raise InvalidPackage(incoming.path, _NEEDS_LEAD.format(fault=fault)) from fault


_KINDS = {Authority.COLLECT: BundleKind.BACK, Authority.RECEIVE: BundleKind.PACKAGE}
_WRONG_PROJECT = (
    "It belongs to another project, “{title}”. Open that project to take it, or merge the two."
)
_NOT_A_PROJECT = (
    "It is one annotator's work package, not a project. Collect it as returned work instead."
)
_NOT_RETURNED = "It is a whole project, not returned work. Use “Merge a project” for it."
_NOT_A_PACKAGE = "It is a whole project, not a work package. Open it instead."
_ON_ITS_WAY_OUT = "It is a work package on its way to an annotator, not returned work."
_ON_ITS_WAY_BACK = "It is work on its way to the lead, not a work package."
_NOBODYS = "It does not say clearly whose work it is. Ask for it to be sent back again."
_SOMEBODY_ELSES = "It was made for {name}, and this is the work of somebody else."
_UNKNOWN = (
    "It is by {name}, whom this project does not know. Say who that is here, or add the annotator "
    "first."
)
_NO_LONGER_SIGNED = (
    "It says that it is by {name}, whose work was signed so far, but it is not signed. Ask {name} "
    "to send it back with “Send back”, or trust it this once."
)
_OTHER_KEY = (
    "It says that it is by {name}, but it is signed with another key than before. Ask {name} "
    "whether it is theirs: a new computer has a new key. Then trust the new key, or leave it out."
)
_OTHER_KEY_OF_LEAD = (
    "It is signed with another key than the lead's packages so far. Ask the lead whether it is "
    "theirs: a new computer has a new key. Then trust the new key, or leave it out."
)
_NEEDS_LEAD = (
    "its scheme has no place for some of what you have marked. {fault} Send your work back first, "
    "or ask the lead."
)
