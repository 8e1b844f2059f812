"""A project with a whole team from the lead's side: handed out, collected, looked at.

What goes wrong on the way is `mishaps`; what must be in the project by now is `ledger`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter

from db import doctor
from db.assignment.model import Request
from db.assignment.planner import plan as plan_assignment
from db.merge.plan import Authority, Verdict
from db.model import AnnotatorId, ArticleId, LayerState
from db.operations import assignments, comments, forks, layers, projects, schemes
from db.operations.referents import add_referent, merge_referents
from db.packages import collect, keys, pack
from db.packages.collect_plan import CollectPlan, FilePlan, Wishes
from db.project import Project
from db.queries import annotators, assignment_wishes
from db.queries import forks as fork_queries
from db.queries import schemes as scheme_queries
from tests.benchmarks.corpus import vocabulary
from tests.builders import author_of, make_article, make_project
from tests.db.team.fast_work import Amount, bodies
from tests.db.team.ledger import Ledger, work_of
from tests.db.team.members import Member, Returned
from tests.db.team.team import take

_FEW_MARKS = Amount(actors=3, proposals=2, rejections=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How large a simulation is, and how closely it looks after every mishap."""

    people: int
    articles: int
    rounds: int
    characters: int
    amount: Amount = _FEW_MARKS
    per_article: int = 3
    seed: int = 1
    by_hand: int = 1
    """So many articles a person and round are marked step by step, through the operations."""
    looks_closely: bool = True


@dataclass
class Simulation:
    """The lead's project, the team, and what came in so far; `older` is that of earlier rounds."""

    folder: Path
    extent: Extent
    project: Project
    secrets: keys.FileSecrets
    members: list[Member]
    articles: Sequence[ArticleId]
    dice: Random
    ledger: Ledger = field(default_factory=Ledger)
    older: list[Returned] = field(default_factory=list)
    seconds: Counter[str] = field(default_factory=Counter)
    counted: Counter[str] = field(default_factory=Counter)
    _files: int = 0

    @property
    def lead(self) -> AnnotatorId:
        """Who runs the project."""
        return author_of(self.project)

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Note how long something takes in all."""
        start = perf_counter()
        try:
            yield
        finally:
            self.seconds[what] += perf_counter() - start

    def new_path(self, suffix: str = "") -> Path:
        """A name that no file has yet."""
        self._files += 1
        return self.folder / f"file {self._files}{suffix}"

    def assign(self, number: int) -> None:
        """Hand out the articles of one round."""
        share = -(-len(self.articles) // self.extent.rounds)
        chosen = self.articles[(number - 1) * share : number * share]
        people = [each.id for each in self.members]
        with self.timed("assign"):
            request = Request(
                articles=assignment_wishes.candidates(
                    self.project, round_=number, annotators=people, only=chosen
                ),
                annotators=assignment_wishes.capacities(self.project, people, round_=number),
                per_article=self.extent.per_article,
                round=number,
            )
            planned = plan_assignment(request)
            assert planned.shortfalls == ()
            assignments.assign(self.project, self.lead, plan=planned)

    def hand_out(self, number: int) -> None:
        """Pack for everybody; most take the package into the file they have, some begin anew."""
        with self.timed("pack"):
            made = pack.pack(
                self.project, self.lead, folder=self.folder / f"out {number}", secrets=self.secrets
            )
        assert [each.annotator for each in made] == [each.id for each in self.members]
        for member, package in zip(self.members, made, strict=True):
            is_sent = member.copy is None
            if member.path is None or (is_sent and self.dice.random() < 0.3):
                member.path = package.path
            else:
                self._take_in(member, package.path)

    def collect(
        self, files: Sequence[Path], trusted: Sequence[AnnotatorId] = ()
    ) -> tuple[FilePlan, ...]:
        """Plan and apply; what was planned."""
        with self.timed("plan"):
            plan = collect.read_plan(
                self.project,
                files,
                authority=Authority.COLLECT,
                wishes=Wishes(trusted=trusted),
            )
        with plan, self.timed("apply"):
            collect.apply(self.project, self.lead, plan)
        self._count(plan)
        return plan.files

    def take(self, returned: Sequence[Returned]) -> None:
        """Collect files that are as they should be, and see that all of them is there."""
        for plan in self.collect([each.path for each in returned]):
            assert plan.refusal == "", plan.refusal
            assert plan.contents.counts[Verdict.REFUSED] == 0
        for each in returned:
            self.ledger.note(each.work)
        self.look(returned[0].member if len(returned) == 1 else None)

    def look(self, member: Member | None = None) -> None:
        """See that everything that came in is there, and nothing else.

        Only what one person did, unless it is looked at closely.
        """
        is_narrow = member is not None and not self.extent.looks_closely
        with self.timed("check"):
            found = self.ledger.differences(self.project, member.id if is_narrow else None)
            assert not found, found
            if self.extent.looks_closely:
                self.examine()

    def examine(self) -> None:
        """See that the doctor finds nothing."""
        findings = doctor.examine(self.project)
        assert not findings, findings

    @contextmanager
    def untouched(self) -> Iterator[None]:
        """See that what is done inside changes nothing in the lead's project."""
        before = self._last_operation(), self.rows()
        yield
        assert (self._last_operation(), self.rows()) == before

    def settle(self) -> None:
        """Decide on layers that were edited in two copies: now for one, now for the other."""
        for nth, fork in enumerate(fork_queries.every(self.project)):
            if not fork.is_open:
                continue
            self.counted["forks"] += 1
            if nth % 2:
                forks.keep_fork(self.project, self.lead, fork=fork.id)
            else:
                forks.keep_layer(
                    self.project, self.lead, article=fork.article, annotator=fork.annotator
                )

    def give_feedback(self, number: int) -> None:
        """Comment on some articles, and settle a few that are done."""
        done = [row[0] for row in self.project.connection.execute(_DONE)]
        gold = annotators.gold(self.project)
        for article in self.dice.sample(done, min(3, len(done))):
            comments.add_comment(
                self.project, self.lead, article=article, text=f"Well done in round {number}."
            )
            layers.set_state(self.project, gold, article=article, state=LayerState.DONE)

    def tidy_register(self) -> None:
        """Merge some actors that annotators have made into one another, and into shared ones."""
        rows = self.project.connection.execute(_ACTORS).fetchall()
        shared, own = ([row[0] for row in rows if row[1] == each] for each in (0, 1))
        for away in self.dice.sample(own, min(6, len(own) // 2)):
            kept = self.dice.choice([each for each in (*shared[:10], *own[:10]) if each != away])
            merge_referents(self.project, self.lead, kept=kept, merged=[away])
            own.remove(away)

    def renew_scheme(self, number: int) -> None:
        """Put another version of the scheme in force; what is out was made with an older one."""
        toml = scheme_queries.current_toml(self.project)
        version = scheme_queries.current(self.project).version
        newer = toml.replace(f'version = "{version}"', f'version = "9.{number}"', 1)
        schemes.use_scheme(self.project, self.lead, toml=newer)

    def _take_in(self, member: Member, package: Path) -> None:
        """Somebody takes a newer package into the file in which they work, and loses nothing."""
        with Project.open(member.file) as own:
            before = work_of(own, member.id).versions
            with self.timed("take in"):
                [plan] = take(own, member.id, package, authority=Authority.RECEIVE)
            assert plan.refusal == "", plan.refusal
            known = work_of(own, member.id).versions
            for key, versions in before.items():
                lines = known[key]
                lost = [
                    each for each in versions if not any(line.startswith(each) for line in lines)
                ]
                assert not lost, key
            if self.extent.looks_closely:
                assert doctor.examine(own) == ()

    def _count(self, plan: CollectPlan) -> None:
        for each in plan.files:
            self.counted["refused files"] += bool(each.refusal)
            for verdict, number in each.contents.counts.items():
                self.counted[verdict.value] += number

    def rows(self) -> dict[str, list[str]]:
        """All rows but those of the journal; only their numbers, unless it is looked at closely."""
        select = "*" if self.extent.looks_closely else "count(*)"
        execute = self.project.connection.execute
        return {
            table: sorted(map(repr, execute(f'SELECT {select} FROM "{table}"')))
            for table in _TABLES
        }

    def _last_operation(self) -> int:
        row = self.project.connection.execute("SELECT max(number) FROM operation").fetchone()
        return int(row[0])


_TABLES = (
    "layer", "span", "link", "referent", "merged_referent", "comment", "assignment",
    "forked_layer", "work_package", "annotator", "article",
)  # fmt: skip
_ACTORS = """
    SELECT id, owner IS NOT NULL FROM referent
    WHERE label = 'ACTOR' AND (owner IS NULL OR id IN (SELECT referent FROM span)) ORDER BY id"""
_DONE = """
    SELECT article FROM layer JOIN annotator ON annotator.id = layer.annotator
    WHERE state = 'done' AND kind = 'human' GROUP BY article ORDER BY article"""


def begin(folder: Path, extent: Extent) -> Simulation:
    """A project with its articles and people; the project is to be closed."""
    articles = [
        make_article(each, title=f"Article {nth}")
        for nth, each in enumerate(bodies(extent.articles, characters=extent.characters))
    ]
    project = make_project(folder, articles=articles, name="lead")
    lead = author_of(project)
    known = {each.id for each in annotators.every(project)}
    for number in range(extent.people):
        projects.add_annotator(project, lead, name=f"annotator {number + 1}")
    for word in vocabulary()[:40]:
        add_referent(project, lead, label="ACTOR", name=word)
    with project.transaction() as connection:
        connection.execute("UPDATE referent SET owner = NULL")
        ids = [row[0] for row in connection.execute("SELECT id FROM article ORDER BY position")]
    return Simulation(
        folder=folder,
        extent=extent,
        project=project,
        secrets=keys.FileSecrets(folder / "secrets of the lead"),
        members=[
            Member(id=each.id, name=each.name, secrets=keys.FileSecrets(folder / each.name))
            for each in annotators.every(project)
            if each.id not in known
        ],
        articles=ids,
        dice=Random(extent.seed),
    )
