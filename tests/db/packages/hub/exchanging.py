"""A team with a hub: what tests of the exchange arrange."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from db.merge.plan import Authority
from db.model import AnnotatorId, LayerState
from db.operations import layers
from db.packages import collect
from db.packages.collect_plan import Wishes
from db.packages.hub import exchange
from db.packages.hub.exchange import Direction, Fetched, Sent
from db.packages.hub.reliable import ReliableStore
from db.packages.keys import FileSecrets
from db.project import Project
from db.queries import annotators, projects
from tests.builders import Desk, article_ids
from tests.db.packages.team import Team


@dataclass
class Exchange:
    """A team with a hub, whose members act in words."""

    team: Team
    store: ReliableStore
    folder: Path
    secrets: dict[AnnotatorId, FileSecrets] = field(default_factory=dict)

    @property
    def lead(self) -> Project:
        return self.team.project

    @property
    def project_id(self) -> str:
        return projects.info(self.lead).id

    def send(self, *among: AnnotatorId, **wishes) -> Sent:
        """The lead sends packages."""
        return exchange.send(
            self.lead,
            self.team.lead,
            hub=self.store,
            secrets=self.team.secrets,
            among=among or None,
            **wishes,
        )

    def send_work(self, package: Project, **wishes) -> Sent:
        """An annotator sends what they did."""
        me = annotators.default_author(package)
        own = self.secrets.setdefault(me, FileSecrets(self.folder / f"secrets {me}"))
        return exchange.send(package, me, hub=self.store, secrets=own, **wishes)

    def fetch(self, project: Project, **wishes) -> Fetched:
        """Somebody fetches; each has a computer of their own."""
        folder = self.folder / f"fetched by {annotators.default_author(project)}"
        return exchange.fetch(project, hub=self.store, folder=folder, **wishes)

    def take_in(
        self, project: Project, fetched: Fetched, trusted: Sequence[AnnotatorId] = ()
    ) -> list[str]:
        """Somebody takes in what they fetched; what of it was refused, and why."""
        author = annotators.default_author(project)
        is_package = projects.is_work_package(project)
        authority = Authority.RECEIVE if is_package else Authority.COLLECT
        wishes = Wishes(trusted=trusted)
        with collect.read_plan(project, fetched.paths, authority=authority, wishes=wishes) as plan:
            collect.apply(project, author, plan)
            taken = {each.path for each in plan.files if not each.refusal}
            exchange.note(project, author, fetched, taken=taken)
            return [each.refusal for each in plan.files if each.refusal]

    def lie(self, direction: Direction, annotator: AnnotatorId) -> list[Path]:
        """What lies in the hub, which is a folder here."""
        at = Path(self.store.address) / self.project_id / direction / annotator
        return sorted(at.iterdir()) if at.exists() else []


def desk(package: Project, number: int = 0) -> Desk:
    return Desk(package, annotators.default_author(package), article_ids(package)[number])


def finish(package: Project, number: int = 0) -> None:
    layers.set_state(
        package,
        annotators.default_author(package),
        article=article_ids(package)[number],
        state=LayerState.DONE,
    )
