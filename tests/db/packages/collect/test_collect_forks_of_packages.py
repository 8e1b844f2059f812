"""A copy that an annotator's own file keeps beside a layer reaches the lead, who decides."""

from __future__ import annotations

from pathlib import Path

from db.merge.plan import Authority
from db.project import Project
from db.queries import forks
from tests.db.team.team import at_desk, make_team, said, take


def test_a_copy_that_only_the_annotators_file_holds_is_not_lost(tmp_path: Path) -> None:
    team = make_team(tmp_path)
    with team.project:
        person, article = team.people[0], team.articles[0]
        first = team.pack(person)
        second = team.copy(first)
        with at_desk(first, person, article) as desk:
            desk.mark("ACTOR", "Germany")
        with at_desk(second, person, article) as desk:
            desk.mark("ACTOR", "France")
        team.collect(team.send_back(second, person))
        with Project.open(first) as package:
            take(package, person, team.pack(person), authority=Authority.RECEIVE)
            assert len(forks.every(package)) == 1
        team.collect(team.send_back(first, person))
        marked = {
            row[0]
            for row in team.project.connection.execute(
                """SELECT quote FROM span UNION SELECT value ->> 'quote'
                   FROM forked_layer, json_each(content, '$.span')"""
            )
        }
        assert {"Germany", "France"} <= marked
        once = said(team.project)
        team.collect(*team.returned)
        assert said(team.project) == once
