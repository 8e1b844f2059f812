"""A team of five through three rounds in which everything goes wrong that can go wrong.

The same with fifty people and twenty thousand articles is among the benchmarks.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.queries import packages
from tests.db.team.mishaps import MISHAPS
from tests.db.team.rounds import live_through
from tests.db.team.simulation import Extent, Simulation, begin

SMALL = Extent(people=5, articles=60, rounds=3, characters=400)


@pytest.fixture
def simulation(tmp_path: Path) -> Iterator[Simulation]:
    made = begin(tmp_path, SMALL)
    yield made
    made.project.close()


def test_a_team_survives_whatever_goes_wrong(simulation: Simulation) -> None:
    live_through(simulation, mishaps=-(-len(MISHAPS) // SMALL.rounds))
    done = simulation.project.connection.execute(
        "SELECT count(*) FROM layer WHERE state = 'done' AND annotator <> ?",
        (simulation.lead,),
    ).fetchone()
    assert done[0] >= SMALL.articles * SMALL.per_article
    assert simulation.counted["killed"] > 0
    assert simulation.counted["forks"] > 0
    assert simulation.counted["forked"] > 0
    assert simulation.counted["refused files"] > 0
    assert all(each.is_opened for each in packages.sent(simulation.project))
