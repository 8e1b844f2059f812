"""Handing out, collecting and taking back, and a project in which a large team has worked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from db.connection import Access, connect
from db.merge.plan import Verdict
from db.operations import taking_back
from db.packages import bundle, keys, pack
from db.queries import collects
from tests.benchmarks.conftest import LARGE
from tests.benchmarks.figures import CLOCK, Aim, forget, measured_by, run_fresh, scaled, seconds_of
from tests.benchmarks.team_desk import BareCopy, Desk
from tests.benchmarks.team_files import FINISHED, MadeTeam, made_team, shared_out_project
from tests.builders import author_of
from tests.db.team.simulation import Extent

ONE = Extent(
    people=1,
    articles=scaled(1_000, least=10),
    rounds=1,
    characters=1_500,
    per_article=1,
    amount=FINISHED,
)
TEAM = Extent(people=50, articles=scaled(20_000, least=100), rounds=1, characters=1_500)


@pytest.fixture(scope="module")
def one(store: Path) -> MadeTeam:
    return made_team(store, ONE)


@pytest.fixture(scope="module")
def team(store: Path) -> MadeTeam:
    return made_team(store, TEAM)


@pytest.fixture
def desk(one: MadeTeam, tmp_path: Path):
    made = Desk(one.project, tmp_path)
    yield made
    made.close()


@pytest.fixture
def bare(one: MadeTeam, tmp_path: Path) -> BareCopy:
    """The floor: the same rows, copied in one transaction."""
    content = tmp_path / "content.demarche"
    bundle.read(one.returned[0], content)
    return BareCopy(one.project, tmp_path / "bare.demarche", content)


def test_collect_1_000_finished_articles(figures, desk: Desk, one: MadeTeam, bare: BareCopy):
    """20 spans and 12 links each: unpacked, copied, examined, compared and written."""

    def collect_all() -> None:
        desk.read(one.returned)
        desk.apply()

    figures(Aim(p50=1.0), floor=bare, articles=ONE.articles).take(
        collect_all, prepare=desk.renew, rounds=7
    )
    count = desk.opened.connection.execute("SELECT count(*) FROM span").fetchone()[0]
    assert count == ONE.articles * FINISHED.spans


def test_write_1_000_collected_articles(figures, desk: Desk, one: MadeTeam, bare: BareCopy):
    """What is left to do when the lead has seen the plan and agrees."""

    def plan() -> None:
        desk.renew()
        desk.read(one.returned)

    figures(Aim(), floor=bare, articles=ONE.articles).take(desk.apply, prepare=plan, rounds=7)


def test_collect_1_000_known_articles(figures, desk: Desk, one: MadeTeam):
    """The same file once more, of which nothing is new."""
    desk.renew()
    desk.read(one.returned)
    desk.apply()

    def collect_again() -> None:
        assert desk.plan is not None
        desk.plan.close()
        desk.read(one.returned)
        desk.apply()

    figures(Aim(), articles=ONE.articles).take(collect_again, rounds=5)


def test_take_back_1_000_articles(figures, desk: Desk, one: MadeTeam):
    def collect_first() -> None:
        desk.renew()
        desk.read(one.returned)
        desk.apply()

    def take_back() -> None:
        newest = collects.every(desk.opened)[0].operation
        taking_back.take_back(desk.opened, author_of(desk.opened), operation=newest)

    figures(Aim(), articles=ONE.articles).take(take_back, prepare=collect_first, rounds=5)
    assert desk.opened.connection.execute("SELECT count(*) FROM layer").fetchone()[0] == 0


def test_pack_1_200_articles_for_each_of_50(figures, team: MadeTeam, tmp_path: Path):
    """The floor copies the same articles into bare files."""
    desk = Desk(team.project, tmp_path)
    secrets = keys.FileSecrets(tmp_path / "secrets")
    out = tmp_path / "out"

    def renew() -> None:
        desk.renew()
        shutil.rmtree(out, ignore_errors=True)

    def pack_all() -> None:
        made = pack.pack(desk.opened, author_of(desk.opened), folder=out, secrets=secrets)
        assert len(made) == TEAM.people

    figures(Aim(), floor=lambda: _packed_bare(team.project, tmp_path), articles=60_000).take(
        pack_all, prepare=renew, rounds=2, warm_up=0
    )
    desk.close()


def test_plan_60_000_layers(figures, team: MadeTeam, tmp_path: Path):
    """All that 50 annotators have done, in one go."""
    desk = Desk(team.project, tmp_path)
    figures(Aim(), articles=3 * TEAM.articles).take(
        lambda: desk.read(team.returned), prepare=desk.renew, rounds=1, warm_up=0
    )
    assert desk.plan is not None
    new = sum(each.contents.counts[Verdict.NEW] for each in desk.plan.files)
    assert new == 3 * TEAM.articles
    desk.close()


def test_write_60_000_layers(figures, team: MadeTeam, tmp_path: Path):
    desk = Desk(team.project, tmp_path)

    def plan() -> None:
        desk.renew()
        desk.read(team.returned)

    figures(Aim(), articles=3 * TEAM.articles).take(desk.apply, prepare=plan, rounds=1, warm_up=0)
    desk.close()


_OPEN = """
import sys, time
from pathlib import Path
from db.project import Project
from db.queries import annotators, article_list, articles, assignment_loads, assignments, figures
from db.queries import schemes
from db.queries.article_list import Filter
from db.queries.assignment_filter import Filter as GridFilter
start = time.perf_counter()
project = Project.open(Path(sys.argv[1]))
author = annotators.default_author(project)
schemes.current(project)
assert article_list.slice_after(project, author, Filter()).rows
what = sys.argv[2]
if what == "pills":
    assert articles.progress(project, author).total
elif what == "assignment":
    assert assignments.grid(project, GridFilter()).rows
elif what == "assignment_counts":
    assert assignments.counts(project).back
    assert len(assignment_loads.loads(project)) >= 50
elif what == "project_counts":
    assert figures.counts(project).spans
print(time.perf_counter() - start)
project.close()
"""
_AIMS = {
    "first_page": Aim(p50=0.150),
    "pills": Aim(p50=0.150),
    "assignment": Aim(p50=0.150),
    # Read beside the window, which shows them when they are there.
    "assignment_counts": Aim(),
    "project_counts": Aim(),
}


@pytest.mark.benchmark(timer=CLOCK)
@pytest.mark.parametrize("what", _AIMS)
def test_open_1_000_000_layers(figures, store: Path, what: str):
    """From nothing to the first page of articles, and to what the Project page shows besides."""
    path = shared_out_project(store, LARGE)
    figures(_AIMS[what]).take(
        measured_by(lambda: float(run_fresh(_OPEN, path, what))),
        prepare=lambda: forget(path),
        rounds=7 if str(_AIMS[what]) else 2,
    )


_SIMULATE = """
import sys
from tests.benchmarks.team_desk import BareCopy, Desk
from tests.benchmarks.team_files import simulate
simulate(int(sys.argv[1]), int(sys.argv[2]))
"""


@pytest.mark.benchmark(timer=CLOCK)
def test_simulate_50_annotators_with_20_000_articles(figures):
    """Four rounds in which all goes wrong that can; tells time and memory, fails on any loss."""
    said = {}

    def simulate() -> float:
        printed = run_fresh(_SIMULATE, TEAM.people, TEAM.articles)
        said.update(json.loads(printed.splitlines()[-1]))
        return float(said["total"])

    taken = figures(Aim())
    taken.take(measured_by(simulate), rounds=1, warm_up=0)
    seconds, counted = said["seconds"], said["counted"]
    taken.benchmark.extra_info["note"] = ", ".join(
        [
            *(f"{what} {seconds[what]:.0f} s" for what in ("pack", "send back", "plan", "apply")),
            f"{counted['files']} files",
            f"{counted['mishaps']} mishaps",
            f"{said['peak'] / 2**20:.0f} MB",
        ]
    )


def _packed_bare(project: Path, folder: Path) -> float:
    """The seconds that it takes to copy everybody's articles into files of their own."""
    connection = connect(project, Access.READ)
    people = connection.execute("SELECT DISTINCT annotator FROM assignment").fetchall()
    connection.close()

    def copy() -> None:
        for nth, (person,) in enumerate(people):
            path = folder / f"bare {nth}.demarche"
            path.unlink(missing_ok=True)
            target = connect(path, Access.CREATE)
            target.execute("ATTACH ? AS source", (f"{project.absolute().as_uri()}?mode=ro",))
            target.execute(
                """CREATE TABLE article AS SELECT article.* FROM source.article
                   JOIN source.assignment ON assignment.article = article.id
                   WHERE annotator = ?""",
                (person,),
            )
            target.close()

    return seconds_of(copy)
