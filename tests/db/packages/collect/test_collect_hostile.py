"""Files made to do harm: nothing of them reaches what belongs to somebody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import doctor
from db.doctor import Severity
from db.merge.plan import Verdict
from db.operations import comments, taking_back
from db.queries import collects
from tests.builders import Desk
from tests.db.packages.collect.acts import (
    collected,
    everything,
    only,
    tamper,
    verdicts,
    work,
)
from tests.db.team.team import Team, at_desk, said


@pytest.fixture
def package(team: Team) -> Path:
    """The file of annotator number 1, in which one statement is marked."""
    path = team.pack(team.people[0])
    with at_desk(path, team.people[0], team.articles[0]) as desk:
        proposal = desk.mark("PROPOSAL", "send troops")
        desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
    return path


@pytest.fixture
def of_second(team: Team) -> dict[str, str]:
    """What annotator number 2 has sent back already: ids of rows by table."""
    person = team.people[1]
    path = team.pack(person)
    with at_desk(path, person, team.articles[0]) as desk:
        proposal = desk.mark("PROPOSAL", "send troops")
        desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
        comments.add_comment(desk.project, person, article=desk.article, text="mine")
    team.collect(team.send_back(path, person))
    connection = team.project.connection
    return {
        table: connection.execute(f"SELECT min(id) FROM {table}").fetchone()[0]
        for table in ("layer", "span", "link", "comment")
    } | {
        "referent": connection.execute(
            "SELECT min(id) FROM referent WHERE owner = ?", (person,)
        ).fetchone()[0]
    }


def errors(team: Team) -> list[str]:
    """What a doctor finds wrong with the lead's project."""
    return [each.text for each in doctor.examine(team.project) if each.severity is Severity.ERROR]


class TestIdsOfOthers:
    def test_a_span_by_the_id_of_somebody_else_s_span(
        self, team: Team, package: Path, of_second: dict[str, str]
    ):
        before = said(team.project)
        tamper(
            package,
            f"""UPDATE span SET id = '{of_second["span"]}' WHERE label = 'ACTOR'""",
            f"""UPDATE link SET target = '{of_second["span"]}'""",
        )
        (plan,) = collected(team, package)
        assert only(plan).verdict is Verdict.REFUSED
        assert "another layer" in only(plan).reason
        assert said(team.project) == before

    @pytest.mark.parametrize("table", ["link", "layer"])
    def test_a_row_by_the_id_of_somebody_else_s(
        self, team: Team, package: Path, of_second: dict[str, str], table: str
    ):
        before = said(team.project)
        tamper(package, f"UPDATE {table} SET id = '{of_second[table]}'")
        if table == "layer":
            for each in ("span", "link"):
                tamper(package, f"UPDATE {each} SET layer = '{of_second[table]}'")
        (plan,) = collected(team, package)
        assert only(plan).verdict is Verdict.REFUSED
        assert said(team.project) == before

    def test_a_comment_by_the_id_of_somebody_else_s_changes_nothing(
        self, team: Team, package: Path, of_second: dict[str, str]
    ):
        person = team.people[0]
        tamper(
            package,
            f"""INSERT INTO comment (id, article, annotator, created_at, changed_at, "text")
                VALUES ('{of_second["comment"]}', '{team.articles[0]}', '{person}', '',
                        '9999', 'forged')""",
        )
        collected(team, package)
        rows = team.project.connection.execute("SELECT annotator, text FROM comment").fetchall()
        assert rows == [(team.people[1], "mine")]
        assert errors(team) == []

    def test_a_referent_of_somebody_else_is_not_renamed(
        self, team: Team, package: Path, of_second: dict[str, str]
    ):
        theirs = of_second["referent"]
        own = "SELECT referent FROM span WHERE label = 'ACTOR'"
        tamper(
            package,
            f"UPDATE referent SET id = '{theirs}', name = 'forged', name_key = 'forged', "
            f"changed_at = '9999' WHERE id = ({own})",
            f"UPDATE span SET referent = '{theirs}' WHERE label = 'ACTOR'",
        )
        collected(team, package)
        names = team.project.connection.execute(
            "SELECT name FROM referent WHERE id = ?", (theirs,)
        ).fetchone()
        assert names[0] != "forged"
        assert errors(team) == []

    def test_a_shared_referent_is_not_renamed_by_an_annotator(self, team: Team, package: Path):
        with team.project.transaction() as connection:
            connection.execute(
                """INSERT INTO referent (id, label, name, name_key, owner)
                   VALUES ('shared', 'ACTOR', 'Norway', 'norway', NULL)"""
            )
        tamper(
            package,
            f"""INSERT INTO referent (id, label, name, name_key, owner, changed_at)
                VALUES ('shared', 'ACTOR', 'forged', 'forged', '{team.people[0]}', '9999')""",
            "UPDATE span SET referent = 'shared' WHERE label = 'ACTOR'",
        )
        collected(team, package)
        row = team.project.connection.execute(
            "SELECT name, owner FROM referent WHERE id = 'shared'"
        ).fetchone()
        assert row == ("Norway", None)

    def test_layers_and_comments_of_others_in_the_file_stay_out_and_are_counted(
        self, team: Team, package: Path, of_second: dict[str, str]
    ):
        before = said(team.project)
        second = team.people[1]
        tamper(
            package,
            f"""INSERT INTO annotator (id, name, created_at) VALUES ('{second}', 'x', '')""",
            f"""INSERT INTO layer (id, article, annotator, updated_at, lineage)
                VALUES ('forged', '{team.articles[0]}', '{second}', '9999', 'forged00')""",
            f"""INSERT INTO comment (id, article, annotator, created_at, "text")
                VALUES ('forged', '{team.articles[0]}', '{second}', '', 'forged')""",
        )
        (plan,) = collected(team, package)
        assert plan.contents.rest.ignored == 1
        assert verdicts(plan) == [Verdict.NEW]
        after = said(team.project)
        assert [each for each in after["layer"] if each[1] == second] == [
            each for each in before["layer"] if each[1] == second
        ]
        assert after["comment"] == before["comment"]


class TestDamagedRows:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE span SET quote = 'Frence' WHERE label = 'ACTOR'",
            """UPDATE span SET "start" = "start" + 1, "end" = "end" + 1""",
            """UPDATE span SET "end" = 100000 WHERE label = 'ACTOR'""",
            "UPDATE span SET fragments = '[[0, 3], [1, 2]]' WHERE label = 'ACTOR'",
            "UPDATE span SET fragments = 'not json' WHERE label = 'ACTOR'",
            "UPDATE span SET fragments = '7' WHERE label = 'ACTOR'",
            "UPDATE span SET attributes = 'not json' WHERE label = 'ACTOR'",
            "UPDATE span SET attributes = '[1]' WHERE label = 'ACTOR'",
            "UPDATE layer SET labels = '3'",
            "UPDATE link SET target = source",
        ],
    )
    def test_a_layer_that_holds_a_damaged_row_is_refused_as_a_whole(
        self, team: Team, package: Path, statement: str
    ):
        tamper(package, statement)
        (plan,) = collected(team, package)
        assert only(plan).verdict is Verdict.REFUSED
        assert only(plan).reason
        assert team.project.connection.execute("SELECT count(*) FROM span").fetchone() == (0,)
        assert errors(team) == []

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE layer SET coverage = 'not json'",
            "UPDATE layer SET coverage = '[[5, 900000]]'",
            "UPDATE layer SET active_seconds = -5",
            "UPDATE layer SET record = '[]'",
            "UPDATE referent SET attributes = 'not json'",
            "UPDATE article SET metadata = 'not json'",
            "UPDATE setting SET value = 'not json' WHERE name = 'package'",
            "DELETE FROM referent",
        ],
    )
    def test_what_is_nobody_s_work_is_set_right_or_left_out(
        self, team: Team, package: Path, statement: str
    ):
        tamper(package, statement)
        collected(team, package)
        assert errors(team) == []

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE span SET layer = 'nowhere' WHERE label = 'ACTOR'",
            "UPDATE span SET label = cast(x'ff' AS TEXT) WHERE label = 'ACTOR'",
            "UPDATE layer SET state = 'finished'",
            """UPDATE span SET "end" = "start" WHERE label = 'ACTOR'""",
            "UPDATE link SET absence = 'unnamed'",
        ],
    )
    def test_a_file_of_which_rows_are_lost_on_the_way_is_refused_as_a_whole(
        self, team: Team, package: Path, statement: str
    ):
        before = everything(team.project)
        tamper(package, statement)
        (plan,) = collected(team, package)
        assert "sent again" in plan.refusal
        assert everything(team.project) == before

    def test_damage_that_keeps_a_check_from_reading_refuses_the_file(
        self, team: Team, package: Path
    ):
        # The first span can't be read at all; the second must not slip in unseen.
        tamper(
            package,
            "UPDATE span SET fragments = '[[1,2],[3,null]]', quote = 'x' WHERE label = 'PROPOSAL'",
            "UPDATE span SET quote = 'Frence' WHERE label = 'ACTOR'",
        )
        (plan,) = collected(team, package)
        assert plan.refusal or only(plan).verdict is Verdict.REFUSED
        assert errors(team) == []

    def test_however_many_spans_are_damaged_none_comes_in(self, team: Team, package: Path):
        first, second = team.articles
        person = team.people[0]
        work(package, team, person, "Spain", number=1)
        many = """WITH RECURSIVE counted(n) AS (
                      SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 10100)"""
        of_second = f"(SELECT id FROM layer WHERE article = '{second}')"
        tamper(
            package,
            f"""INSERT INTO span (id, layer, label, "start", "end", quote)
                {many} SELECT 'many-' || n, (SELECT id FROM layer WHERE article = '{first}'),
                'ACTOR', 0, 3, 'xyz' FROM counted""",
            f"""INSERT INTO span (id, layer, label, "start", "end", quote)
                SELECT 'last', layer, label, "start", "end", 'Spein' FROM span
                WHERE layer = {of_second}""",
        )
        (plan,) = collected(team, package)
        assert plan.refusal or verdicts(plan) == [Verdict.REFUSED, Verdict.REFUSED]
        assert errors(team) == []

    def test_a_comment_hung_on_another_article_s_span_comes_in_without_it(
        self, team: Team, package: Path
    ):
        person = team.people[0]
        work(package, team, person, "Spain", number=1)
        tamper(
            package,
            f"""INSERT INTO comment (id, article, annotator, span, created_at, "text")
                VALUES ('c', '{team.articles[0]}', '{person}',
                    (SELECT span.id FROM span JOIN layer ON layer.id = span.layer
                     WHERE article = '{team.articles[1]}'), '', 'look')""",
        )
        collected(team, package)
        assert errors(team) == []

    def test_a_wrong_name_key_does_not_hide_a_referent(self, team: Team, package: Path):
        tamper(package, "UPDATE referent SET name_key = 'poland'")
        collected(team, package)
        kept = team.project.connection.execute(
            "SELECT name, name_key FROM referent WHERE owner IS NOT NULL"
        ).fetchall()
        assert kept == [("send troops", "send troops")]


def test_a_trigger_in_the_file_is_never_run(team: Team, package: Path):
    tamper(
        package,
        """CREATE TRIGGER harm AFTER INSERT ON span BEGIN DELETE FROM layer; END""",
        """CREATE VIEW more AS SELECT * FROM layer""",
    )
    collected(team, package)
    objects = team.project.connection.execute(
        "SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')"
    ).fetchall()
    assert objects == []
    assert errors(team) == []


def test_a_layer_edited_behind_the_program_s_back_is_forked_and_not_taken_for_unchanged(
    team: Team, package: Path
):
    person = team.people[0]
    collected(team, package)
    tamper(package, "DELETE FROM link")
    (plan,) = collected(team, package)
    assert verdicts(plan) == [Verdict.FORKED]
    assert len(Desk(team.project, person, team.articles[0]).annotation.links) == 1


def test_a_forged_lineage_replaces_own_work_only_and_can_be_taken_back(
    team: Team, package: Path, of_second: dict[str, str]
):
    collected(team, package)
    before = said(team.project)
    tamper(
        package,
        "DELETE FROM link",
        "DELETE FROM span",
        "UPDATE layer SET lineage = lineage || 'forged00', updated_at = '9999'",
    )
    (plan,) = collected(team, package)
    assert verdicts(plan) == [Verdict.NEWER]
    taking_back.take_back(
        team.project, team.lead, operation=collects.every(team.project)[0].operation
    )
    assert said(team.project) == before
