"""What came in is taken back as one, row for row, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import doctor
from db.errors import SchemeViolation
from db.merge.plan import Verdict
from db.model import Changes, CommentId
from db.operations import comments, history, referents, schemes, taking_back
from db.project import Project
from db.queries import collects
from db.queries import schemes as scheme_queries
from db.scheme.parts import Part, PartKind
from tests.builders import Desk
from tests.db.packages.collect.acts import collected, everything, finish, tamper, verdicts, work
from tests.db.team.team import Team, at_desk, said


@pytest.fixture
def package(team: Team) -> Path:
    """The file of annotator number 1."""
    return team.pack(team.people[0])


def back(team: Team, path: Path, person: int = 0) -> Path:
    return team.send_back(path, team.people[person])


def newest(team: Team) -> int:
    return collects.every(team.project)[0].operation


def take_back(team: Team, operation: int | None = None) -> Changes:
    number = newest(team) if operation is None else operation
    return taking_back.take_back(team.project, team.lead, operation=number)


def merge_first(team: Team) -> None:
    """Let the first mention of annotator number 1 be France."""
    desk = Desk(team.project, team.people[0], team.articles[0])
    shared = team.project.connection.execute(
        "SELECT id FROM referent WHERE name = 'France'"
    ).fetchone()[0]
    merged = desk.referent_of(desk.annotation.spans[0].id)
    referents.merge_referents(team.project, team.lead, kept=shared, merged=[merged])


def test_a_first_return_goes_with_all_that_came_with_it(team: Team, package: Path):
    person = team.people[0]
    before = everything(team.project)
    with at_desk(package, person, team.articles[0]) as desk:
        proposal = desk.mark("PROPOSAL", "send troops")
        desk.link(proposal, "proposed_by", desk.mark("ACTOR", "Poland said"))
        comments.add_comment(desk.project, person, article=desk.article, text="hm", span=proposal)
    file = back(team, package)
    team.collect(file)
    assert everything(team.project) != before
    changes = take_back(team)
    assert everything(team.project) == before
    assert {"layer", "span", "link", "comment", "referent"} <= changes.tables
    assert collects.every(team.project) == ()
    (again,) = collected(team, file)
    assert verdicts(again) == [Verdict.NEW]


def test_what_a_newer_return_replaced_stands_there_again(team: Team, package: Path):
    person = team.people[0]
    with at_desk(package, person, team.articles[0]) as desk:
        proposal = desk.mark("PROPOSAL", "send troops")
        desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
    team.collect(back(team, package))
    layer = Desk(team.project, person, team.articles[0])
    comments.add_comment(
        team.project,
        team.lead,
        article=layer.article,
        text="why?",
        span=layer.annotation.spans[0].id,
    )
    before = everything(team.project)
    with at_desk(package, person, team.articles[0]) as desk:
        desk.undo()
        desk.undo()
        desk.mark("REJECTION", "rejected")
    finish(package, team, person)
    team.collect(back(team, package))
    assert layer.quotes == [("PROPOSAL", "send troops"), ("REJECTION", "rejected")]
    take_back(team)
    assert everything(team.project) == before


def test_a_comment_is_on_its_span_again(team: Team, package: Path):
    person = team.people[0]
    work(package, team, person, "France")
    team.collect(back(team, package))
    desk = Desk(team.project, person, team.articles[0])
    comments.add_comment(
        team.project, team.lead, article=desk.article, text="?", span=desk.annotation.spans[0].id
    )
    before = everything(team.project)
    with at_desk(package, person, team.articles[0]) as theirs:
        theirs.undo()
    team.collect(back(team, package))
    assert team.project.connection.execute("SELECT span FROM comment").fetchone() == (None,)
    take_back(team)
    assert everything(team.project) == before


def test_several_returns_of_one_layer_that_came_in_together_go_together(team: Team, package: Path):
    person = team.people[0]
    work(package, team, person, "France")
    team.collect(back(team, package))
    before = everything(team.project)
    files = []
    for words in ("Germany", "Poland", "the plan"):
        work(package, team, person, words)
        with at_desk(package, person, team.articles[0]) as desk:
            desk.undo()
        work(package, team, person, words)
        files.append(back(team, package))
    team.collect(*files)
    assert len(Desk(team.project, person, team.articles[0]).quotes) == 4
    take_back(team)
    assert everything(team.project) == before


def test_several_first_returns_that_came_in_together_go_together(team: Team, package: Path):
    person = team.people[0]
    before = everything(team.project)
    work(package, team, person, "France")
    files = [back(team, package)]
    work(package, team, person, "Germany")
    files.append(back(team, package))
    team.collect(*files)
    take_back(team)
    assert everything(team.project) == before


def test_a_fork_goes_again(team: Team, package: Path):
    person = team.people[0]
    work(package, team, person, "France")
    copy = team.copy(package)
    work(package, team, person, "Germany")
    work(copy, team, person, "Poland")
    team.collect(back(team, package))
    before = everything(team.project)
    team.collect(back(team, copy))
    assert everything(team.project)["forked_layer"]
    take_back(team)
    assert everything(team.project) == before


def test_a_fork_that_was_gone_on_from_is_there_again(team: Team, package: Path):
    person = team.people[0]
    work(package, team, person, "France")
    copy = team.copy(package)
    work(package, team, person, "Germany")
    work(copy, team, person, "Poland")
    team.collect(back(team, package), back(team, copy))
    before = everything(team.project)
    work(package, team, person, "the plan")
    team.collect(back(team, package))
    take_back(team)
    assert everything(team.project) == before


def test_work_of_others_that_came_in_before_and_after_stays(team: Team, package: Path):
    first, second = team.people
    work(package, team, first, "France")
    other = team.pack(second)
    work(other, team, second, "Poland")
    team.collect(back(team, package))
    number = newest(team)
    team.collect(back(team, other, 1))
    take_back(team, number)
    left = team.project.connection.execute("SELECT annotator FROM layer").fetchall()
    assert left == [(second,)]


def test_a_key_that_became_known_is_forgotten(team: Team, package: Path):
    work(package, team, team.people[0], "France")
    team.collect(back(team, package))
    take_back(team)
    keys = team.project.connection.execute("SELECT public_key FROM annotator").fetchall()
    assert set(keys) == {(None,)}


def test_a_referent_that_was_merged_since_is_no_obstacle_where_nothing_comes_back(
    team: Team, package: Path
):
    work(package, team, team.people[0], "the plan")
    team.collect(back(team, package))
    merge_first(team)
    take_back(team)
    assert team.project.connection.execute("SELECT count(*) FROM layer").fetchone() == (0,)
    assert doctor.examine(team.project) == ()


class TestRefused:
    def test_where_the_layer_came_in_again_since(self, team: Team, package: Path):
        person = team.people[0]
        work(package, team, person, "France")
        team.collect(back(team, package))
        number = newest(team)
        work(package, team, person, "Germany")
        team.collect(back(team, package))
        before = everything(team.project)
        with pytest.raises(SchemeViolation, match="since"):
            take_back(team, number)
        assert everything(team.project) == before
        take_back(team)
        take_back(team)
        assert team.project.connection.execute("SELECT count(*) FROM layer").fetchone() == (0,)

    def test_where_somebody_has_edited_the_layer_since(self, team: Team, package: Path):
        person = team.people[0]
        work(package, team, person, "France")
        team.collect(back(team, package))
        Desk(team.project, person, team.articles[0]).mark("ACTOR", "Poland")
        before = everything(team.project)
        with pytest.raises(SchemeViolation, match="since"):
            take_back(team)
        assert everything(team.project) == before

    def test_where_the_lead_mentions_a_referent_that_came_in(self, team: Team, package: Path):
        person = team.people[0]
        work(package, team, person, "the plan")
        team.collect(back(team, package))
        referent = Desk(team.project, person, team.articles[0]).annotation.referents[0].id
        Desk(team.project, team.lead, team.articles[0]).mark(
            "ACTOR", "said nothing", referent=referent
        )
        before = everything(team.project)
        with pytest.raises(SchemeViolation, match="hangs on"):
            take_back(team)
        assert everything(team.project) == before

    def test_where_what_would_come_back_mentions_a_referent_that_was_merged_since(
        self, team: Team, package: Path
    ):
        person = team.people[0]
        work(package, team, person, "the plan")
        team.collect(back(team, package))
        work(package, team, person, "Poland said")
        team.collect(back(team, package))
        merge_first(team)
        before = everything(team.project)
        with pytest.raises(SchemeViolation, match="hangs on"):
            take_back(team)
        assert everything(team.project) == before

    def test_where_the_scheme_has_changed_since(self, team: Team, package: Path):
        person = team.people[0]
        work(package, team, person, "France")
        team.collect(back(team, package))
        work(package, team, person, "Germany")
        team.collect(back(team, package))
        renamed = _in_other_words(team.project)
        schemes.use_scheme(team.project, team.lead, toml=renamed[0], renames=renamed[1])
        before = everything(team.project)
        with pytest.raises(SchemeViolation):
            take_back(team)
        assert everything(team.project) == before

    def test_where_the_lead_has_answered_a_comment_that_came_in(self, team: Team, package: Path):
        person = team.people[0]
        with at_desk(package, person, team.articles[0]) as desk:
            desk.open()
            comments.add_comment(desk.project, person, article=desk.article, text="who?")
        team.collect(back(team, package))
        asked = team.project.connection.execute("SELECT id FROM comment").fetchone()[0]
        comments.add_comment(team.project, team.lead, article=team.articles[0], text="France")
        with team.project.transaction() as connection:
            connection.execute(
                "UPDATE comment SET reply_to = ? WHERE id <> ?", (CommentId(asked), asked)
            )
        before = everything(team.project)
        with pytest.raises(SchemeViolation, match="hangs on"):
            take_back(team)
        assert everything(team.project) == before

    def test_a_number_of_something_else(self, team: Team, package: Path):
        work(package, team, team.people[0], "France")
        team.collect(back(team, package))
        with pytest.raises(SchemeViolation, match="no longer there"):
            take_back(team, 1)

    def test_twice(self, team: Team, package: Path):
        work(package, team, team.people[0], "France")
        team.collect(back(team, package))
        number = newest(team)
        take_back(team, number)
        with pytest.raises(SchemeViolation, match="no longer there"):
            take_back(team, number)


def test_undo_does_not_cross_it(team: Team, package: Path):
    own = Desk(team.project, team.lead, team.articles[0])
    own.mark("ACTOR", "Poland")
    work(package, team, team.people[0], "France")
    team.collect(back(team, package))
    before = said(team.project)
    assert history.undo(team.project, team.lead) is None
    assert said(team.project) == before


def test_it_survives_a_restart(team: Team, package: Path):
    before = everything(team.project)
    work(package, team, team.people[0], "France")
    team.collect(back(team, package))
    path = team.project.path
    team.project.close()
    with Project.open(path) as project:
        taking_back.take_back(
            project, team.people[0], operation=collects.every(project)[0].operation
        )
        assert everything(project) == before
    team.project = Project.open(path)


def test_a_layer_taken_back_that_is_sent_again_with_less_comes_in_as_it_is(
    team: Team, package: Path
):
    person = team.people[0]
    work(package, team, person, "France", "Germany")
    team.collect(back(team, package))
    take_back(team)
    tamper(package, "DELETE FROM span WHERE quote = 'Germany'")
    collected(team, package)
    assert Desk(team.project, person, team.articles[0]).quotes == [("ACTOR", "France")]


def _in_other_words(project: Project) -> tuple[str, dict[Part, str]]:
    """The scheme with ACTOR called AGENT, and the renames that lead to it."""
    toml = scheme_queries.current_toml(project)
    return toml.replace('"ACTOR"', '"AGENT"').replace("1.0", "1.1"), {
        Part(kind=PartKind.LABEL, label="ACTOR"): "AGENT"
    }
