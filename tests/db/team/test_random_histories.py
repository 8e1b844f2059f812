"""Whatever is handed out, edited, copied and sent back: nothing is lost, nothing is taken twice."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from db.errors import SchemeViolation
from db.merge.plan import Authority
from db.model import AnnotatorId, ArticleId, LayerState
from db.operations import comments, layers, spans
from db.packages import bundle
from db.project import Project
from tests.builders import Desk, author_of
from tests.db.team.team import Team, at_desk, difference, make_team, said, take

WORDS = ("France", "Germany", "Poland", "Spain", "Norway", "Sweden", "the plan", "troops", "truce")


@dataclass
class Handed:
    """A file that somebody works in."""

    person: AnnotatorId
    path: Path


def edit(team: Team, handed: Handed, data: st.DataObject) -> None:
    article = data.draw(st.sampled_from(team.articles))
    with at_desk(handed.path, handed.person, article) as desk:
        act = data.draw(st.sampled_from(["mark", "mark", "statement", "delete", "say", "finish"]))
        words = [each for each in WORDS if each in desk.body]
        if act in {"mark", "statement"}:
            # The same words can't be marked twice with one label.
            with suppress(SchemeViolation):
                actor = desk.mark("ACTOR", data.draw(st.sampled_from(words)))
                if act == "statement":
                    proposal = desk.mark("PROPOSAL", data.draw(st.sampled_from(words)))
                    desk.link(proposal, "proposed_by", actor)
        elif act == "delete":
            _delete_one(desk)
        elif act == "say":
            _comment(desk)
        else:
            layers.set_state(desk.project, desk.author, article=article, state=LayerState.DONE)
            layers.note_reading(desk.project, desk.author, article=article, coverage=(), seconds=30)


def _delete_one(desk: Desk) -> None:
    desk.open()
    found = desk.annotation.spans
    if found:
        spans.delete_span(desk.project, desk.author, article=desk.article, span=found[0].id)


def _comment(desk: Desk) -> None:
    desk.open()
    found = desk.annotation.spans
    comments.add_comment(
        desk.project,
        desk.author,
        article=desk.article,
        text="Is this right?",
        span=found[0].id if found else None,
    )


def lived_through(team: Team, data: st.DataObject) -> None:
    """Some weeks of a project."""
    handed = [Handed(person, team.pack(person)) for person in team.people]
    acts = ["edit", "edit", "edit", "send", "copy", "again", "take in", "collect"]
    for _ in range(data.draw(st.integers(4, 14))):
        act = data.draw(st.sampled_from(acts))
        one = data.draw(st.sampled_from(handed))
        if act == "edit":
            edit(team, one, data)
        elif act == "send":
            team.send_back(one.path, one.person)
        elif act == "copy":
            handed.append(Handed(one.person, team.copy(one.path)))
        elif act == "collect":
            team.collect(*team.returned[-2:])
        elif act == "take in":
            with Project.open(one.path) as package:
                [plan] = take(
                    package, one.person, team.pack(one.person), authority=Authority.RECEIVE
                )
                assert plan.refusal == ""
        else:
            handed.append(Handed(one.person, team.pack(one.person)))
    for each in handed:
        team.send_back(each.path, each.person)


def versions_in(path: Path, person: AnnotatorId) -> dict[ArticleId, tuple[str, str]]:
    """The lineage and the spans' ids of each layer that a returned file holds."""
    plain = path.with_suffix(".plain")
    bundle.read(path, plain)
    with Project.open(plain) as project:
        rows = project.connection.execute(
            """SELECT article, lineage, (SELECT json_group_array(id) FROM
                   (SELECT id FROM span WHERE span.layer = layer.id ORDER BY id))
               FROM layer WHERE annotator = ?""",
            (person,),
        ).fetchall()
    plain.unlink()
    return {ArticleId(row[0]): (row[1], row[2]) for row in rows}


@settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(data=st.data())
def test_collecting_loses_nothing_in_any_order_and_changes_nothing_twice(
    data: st.DataObject,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        team = make_team(Path(folder))
        with team.project:
            lived_through(team, data)
            other_order = data.draw(st.permutations(team.returned))
            other = Path(folder) / "other.demarche"
            team.project.connection.execute("VACUUM INTO ?", (str(other),))
            for path in team.returned:
                assert [each.refusal for each in team.collect(path)] == [""]
            first = said(team.project)
            with Project.open(other) as second:
                take(second, author_of(second), *other_order, authority=Authority.COLLECT)
                assert difference(said(second), first) == {}
            team.collect(*team.returned)
            assert said(team.project) == first
            _nothing_is_lost(team)


def _nothing_is_lost(team: Team) -> None:
    connection = team.project.connection
    kept = connection.execute(
        """SELECT article, annotator, lineage, (SELECT json_group_array(id) FROM
               (SELECT id FROM span WHERE span.layer = layer.id ORDER BY id)) FROM layer
           UNION ALL SELECT article, annotator, lineage, (SELECT json_group_array(id) FROM
               (SELECT value ->> 'id' AS id FROM json_each(content, '$.span') ORDER BY 1))
           FROM forked_layer"""
    ).fetchall()
    for path in team.returned:
        for person in team.people:
            for article, (lineage, marked) in versions_in(path, person).items():
                same = [
                    row
                    for row in kept
                    if row[:2] == (article, person) and row[2].startswith(lineage)
                ]
                assert same, "a version that came back is nowhere"
                assert all(row[3] == marked for row in same if row[2] == lineage)


def test_what_one_annotator_sends_back_never_touches_another_ones_layers(tmp_path: Path) -> None:
    team = make_team(tmp_path)
    with team.project:
        first, second = team.people
        path = team.pack(first)
        with at_desk(path, first, team.articles[0]) as desk:
            desk.mark("ACTOR", "France")
        team.collect(team.send_back(path, first))
        before = said(team.project)
        hostile = team.new_path(".demarche")
        team.project.connection.execute("VACUUM INTO ?", (str(hostile),))
        with Project.open(hostile) as forged:
            forged.connection.execute("UPDATE project SET kind = 'work_package'")
            forged.connection.execute(
                "UPDATE setting SET value = ? WHERE name = 'author'", (second,)
            )
            forged.connection.execute(
                "UPDATE layer SET lineage = lineage || 'forged00' WHERE annotator = ?", (first,)
            )
            forged.connection.execute("UPDATE span SET label = 'REJECTION'")
        plans = team.collect(hostile)
        assert plans[0].contents.rest.ignored == 1
        assert said(team.project) == before
