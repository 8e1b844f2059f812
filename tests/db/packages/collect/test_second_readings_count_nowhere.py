"""Second readings are one's own affair: nothing counts, compares, settles or exports them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.agreement.comparison import Comparison
from db.agreement.figure import By, Measure, Scope
from db.model import AnnotatorId, ArticleId, LayerState
from db.operations import layers
from db.project import Project
from db.queries import (
    agreement,
    annotator_profile,
    annotators,
    assignment_loads,
    assignment_spread,
    explore,
    figures,
    referents,
    review,
    review_queue,
)
from db.queries import assignments as handed
from db.queries import exports as export_queries
from db.queries.assignment_filter import Filter
from db.queries.explore import Asked
from db.queries.exports import Which
from tests.builders import Desk
from tests.db.packages.collect.reading_twice import BODIES, hand_out, read
from tests.db.team.team import Team, make_team


@settings(deadline=None, max_examples=12)
@given(
    again=st.sampled_from(["France", "Germany", "plan number", ""]),
    is_done=st.booleans(),
    is_settled=st.booleans(),
    numbers=st.sets(st.integers(0, 5), min_size=1),
)
def test_second_readings_are_counted_compared_settled_and_exported_nowhere(
    tmp_path_factory: pytest.TempPathFactory,
    again: str,
    is_done: bool,
    is_settled: bool,
    numbers: set[int],
):
    team = make_team(tmp_path_factory.mktemp("team"), bodies=BODIES, assigned=False)
    with team.project:
        hand_out(team, repeats=0)
        for person in team.people:
            path = team.pack(person)
            read(path, person)
            team.collect(team.send_back(path, person))
        if is_settled:
            Desk(team.project, annotators.gold(team.project), team.articles[0]).mark(
                "ACTOR", "France"
            )
        before = counted(team)
        _read_again(team, numbers, again=again, is_done=is_done)
        assert counted(team) == before
        finished = annotator_profile.read_twice(team.project, team.people[0])
        assert len(finished) == (len(numbers) if is_done else 0)


def _read_again(team: Team, numbers: set[int], *, again: str, is_done: bool) -> None:
    """Let what the first annotator said of some articles on reading them again be there."""
    project = team.project
    reader = AnnotatorId(project.new_id())
    with project.transaction() as connection:
        connection.execute(
            "INSERT INTO annotator (id, name, repeats, created_at) VALUES (?, 'again', ?, '')",
            (reader, team.people[0]),
        )
        for number in numbers:
            connection.execute(
                """INSERT INTO assignment (id, article, annotator, position, purpose, package,
                       created_at)
                   SELECT ?, ?, ?, 7, 'repeat', max(id), '' FROM work_package""",
                (project.new_id(), team.articles[number], reader),
            )
    for number in numbers:
        desk = Desk(project, reader, team.articles[number])
        if again:
            desk.link(desk.mark("PROPOSAL", "proposed"), "proposed_by", desk.mark("ACTOR", again))
        state = LayerState.DONE if is_done else LayerState.OPEN
        layers.set_state(project, reader, article=desk.article, state=state)


def counted(team: Team) -> dict[str, object]:
    """All that counts, settles, compares or exports layers."""
    project = team.project
    comparison = Comparison(agreement.layers(project, with_gold=True))
    mentioned = [each for each in referents.register(project) if each.mentions]
    return {
        "exported": [list(export_queries.rows(project, which)) for which in Which],
        "export": [export_queries.amounts(project, which) for which in Which],
        "articles": [export_queries.articles(project, which) for which in Which],
        "left out": [
            replace(export_queries.left_out(project, which), second_readings=0) for which in Which
        ],
        "agreement": comparison.figures(Measure.SPANS_RELAXED, By.PAIR, Scope()),
        "versions": agreement.versions(project),
        "queue": review_queue.queue(project, review_queue.QueueCache()),
        "review": [_reviewed(project, each) for each in team.articles],
        "reviewable": review.reviewable(project),
        "figures": replace(figures.counts(project), shares={}),
        "register": mentioned,
        "mentions": [referents.mentions(project, each.referent.id) for each in mentioned],
        "explored": explore.mentioned(project),
        "cases": explore.read(project, Asked(words="France")),
        "people": annotators.every(project),
        "work": annotator_profile.workloads(project),
        "grid": handed.grid(project, Filter()),
        "grid of one": handed.grid(project, Filter(annotator=team.people[0], round=1)),
        "counts": handed.counts(project),
        "spread": assignment_spread.spread(project),
        "loads": [
            replace(each, repeats=0, repeats_back=0) for each in assignment_loads.loads(project)
        ],
    }


def _reviewed(project: Project, article: ArticleId) -> object:
    found = review.article(project, article)
    assert found is not None
    return found.annotations, found.gold, found.units, found.names
