"""What an annotator sends back, and what their package remembers of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import doctor
from db.errors import SchemeViolation, StorageFault
from db.model import Fragment, LayerState
from db.operations import comments, layers
from db.packages import bundle, keys, send_back
from db.packages.bundle import BundleKind, Counts
from db.packages.keys import FileSecrets
from db.packages.send_back import Receipt
from db.project import Project
from db.queries import annotators, packages, schemes
from db.queries import projects as project_queries
from tests.builders import Desk, all_rows, article_ids
from tests.db.packages.team import Team


@pytest.fixture
def package(team: Team) -> Project:
    """The package of annotator 1: two articles, one settled, the lead's remarks."""
    team.assign(team.first, 0, 1)
    team.desk(team.first, 0).mark("ACTOR", "France")
    team.finish(team.first, 0)
    team.desk(team.gold, 0).mark("PROPOSAL", "send troops")
    team.finish(team.gold, 0)
    team.say(team.lead, 0, "look again")
    team.say(team.lead, 0, "and again")
    return team.open_package(team.first)


@pytest.fixture
def secrets(tmp_path: Path) -> FileSecrets:
    """The annotator's own keys."""
    return FileSecrets(tmp_path / "own secrets")


def own_desk(package: Project, number: int = 0) -> Desk:
    return Desk(package, annotators.default_author(package), article_ids(package)[number])


def send(package: Project, secrets: FileSecrets, target: Path) -> Receipt:
    return send_back.send_back(
        package, annotators.default_author(package), target=target, secrets=secrets
    )


def unpacked(team: Team, receipt: Receipt) -> Project:
    target = team.folder / f"{receipt.id}.demarche"
    bundle.read(receipt.path, target)
    return team.open(target)


def last_comment(package: Project) -> str:
    return str(package.connection.execute("SELECT max(id) FROM comment").fetchone()[0])


class TestWhatIsSent:
    def test_own_work_is_sent_row_by_row(self, team: Team, package: Project, secrets: FileSecrets):
        desk = own_desk(package, 1)
        desk.link(desk.mark("PROPOSAL", "talks"), "proposed_by", desk.mark("ACTOR", "Norway"))
        sent = unpacked(team, send(package, secrets, team.folder / "back"))
        for table, condition in (
            ("layer", "annotator = ?"),
            ("span", "layer IN (SELECT id FROM layer WHERE annotator = ?)"),
            ("link", "layer IN (SELECT id FROM layer WHERE annotator = ?)"),
        ):
            query = f"SELECT * FROM {table} WHERE {condition} ORDER BY id"
            expected = package.connection.execute(query, (team.first,)).fetchall()
            assert expected
            assert sent.connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() == (
                expected
            )
        but = frozenset({"number"})
        assert all_rows(sent, "article", but=but) == all_rows(package, "article", but=but)
        assert doctor.examine(sent) == ()

    def test_nothing_else_is_sent(self, team: Team, package: Project, secrets: FileSecrets):
        sent = unpacked(team, send(package, secrets, team.folder / "back"))
        assert [each.id for each in annotators.every(sent)] == [team.first]
        for table in ("decision", "work_package", "comment"):
            assert all_rows(sent, table) == {table: []}
        kept = sent.connection.execute("SELECT count(*) FROM referent").fetchone()[0]
        assert kept == 1
        assert packages.package_info(sent) == packages.package_info(package)
        assert schemes.every(sent) == schemes.every(package)

    def test_an_answer_to_the_lead_is_sent_with_what_it_answers(
        self, team: Team, package: Project, secrets: FileSecrets
    ):
        question = package.connection.execute(
            "SELECT id FROM comment WHERE text = 'look again'"
        ).fetchone()[0]
        article = article_ids(package)[0]
        comments.add_comment(package, team.first, article=article, text="I did")
        with package.transaction() as connection:
            connection.execute(
                "UPDATE comment SET reply_to = ? WHERE id = ?", (question, last_comment(package))
            )
        sent = unpacked(team, send(package, secrets, team.folder / "back"))
        found = sent.connection.execute("SELECT text, reply_to FROM comment ORDER BY id").fetchall()
        assert found == [("look again", None), ("I did", question)]

    def test_copies_that_were_edited_apart_are_sent_too(
        self, team: Team, package: Project, secrets: FileSecrets
    ):
        with package.transaction() as connection:
            connection.execute(
                """INSERT INTO forked_layer (id, article, annotator, updated_at, created_at,
                       lineage, content) VALUES ('f', ?, ?, '', '', 'aaaaaaaa', '{}')""",
                (article_ids(package)[0], team.first),
            )
        sent = unpacked(team, send(package, secrets, team.folder / "back"))
        assert all_rows(sent, "forked_layer") == all_rows(package, "forked_layer")

    def test_the_bundle_says_whose_work_it_is_and_is_signed_with_their_key(
        self, team: Team, package: Project, secrets: FileSecrets
    ):
        receipt = send(package, secrets, team.folder / "back")
        about = bundle.about(receipt.path)
        key = keys.public_key(keys.signing_key(secrets, keys.ANNOTATOR))
        info = packages.package_info(package)
        assert info is not None
        assert (about.kind, about.annotator, about.public_key) == (
            BundleKind.BACK, team.first, key,
        )  # fmt: skip
        assert (about.project, about.package) == (project_queries.info(package).id, info.id)
        row = package.connection.execute(
            "SELECT public_key FROM annotator WHERE id = ?", (team.first,)
        ).fetchone()
        assert row == (key,)


class TestTheReceipt:
    def test_it_counts_what_was_sent(self, team: Team, package: Project, secrets: FileSecrets):
        desk = own_desk(package, 1)
        desk.link(desk.mark("PROPOSAL", "talks"), "proposed_by", desk.mark("ACTOR", "Norway"))
        layers.note_reading(
            package, team.first, article=desk.article, coverage=[Fragment(0, 9)], seconds=5400
        )
        comments.add_comment(package, team.first, article=desk.article, text="hm")
        receipt = send(package, secrets, team.folder / "back")
        assert receipt.counts == Counts(
            articles=2, done=1, spans=3, links=1, comments=1, seconds=5400
        )
        text = send_back.receipt_text(receipt)
        assert "1 of 2 done" in text
        assert "1 h 30 min" in text
        assert receipt.fingerprint in text
        assert "annotator 1" in text

    def test_its_fingerprint_is_that_of_what_arrives(
        self, team: Team, package: Project, secrets: FileSecrets
    ):
        receipt = send(package, secrets, team.folder / "back")
        assert bundle.about(receipt.path).fingerprint == receipt.fingerprint
        assert [each.fingerprint for each in packages.returns(package)] == [receipt.fingerprint]


class TestWhatIsLeft:
    def test_nothing_is_unsent_in_a_new_package(self, package: Project):
        left = packages.left(package)
        assert (left.todo, left.open, left.done, left.skipped) == (1, 0, 1, 0)
        assert left.total == 2
        assert (left.changed, left.finished, left.last_sent) == (0, 0, None)

    def test_edits_are_unsent_until_they_are_sent(
        self, team: Team, package: Project, secrets: FileSecrets
    ):
        own_desk(package).mark("ACTOR", "Germany")
        own_desk(package, 1).mark("ACTOR", "Poland")
        layers.set_state(
            package, team.first, article=article_ids(package)[0], state=LayerState.DONE
        )
        left = packages.left(package)
        assert (left.changed, left.finished) == (2, 1)
        receipt = send(package, secrets, team.folder / "back")
        left = packages.left(package)
        assert (left.changed, left.finished) == (0, 0)
        assert left.last_sent is not None
        assert left.last_sent >= receipt.created_at
        own_desk(package).undo()
        assert packages.left(package).changed == 1

    def test_reading_alone_is_not_worth_sending(self, team: Team, package: Project):
        desk = own_desk(package, 1)
        desk.open()
        layers.note_reading(
            package, team.first, article=desk.article, coverage=[Fragment(0, 9)], seconds=9
        )
        assert packages.left(package).changed == 0

    def test_sending_back_is_no_step_of_undo(
        self, team: Team, package: Project, secrets: FileSecrets
    ):
        desk = own_desk(package)
        desk.mark("ACTOR", "Germany")
        send(package, secrets, team.folder / "back")
        desk.undo()
        assert desk.quotes == [("ACTOR", "France")]

    def test_the_newest_return_stands_first(
        self, team: Team, package: Project, secrets: FileSecrets
    ):
        first = send(package, secrets, team.folder / "one")
        second = send(package, secrets, team.folder / "two")
        assert [each.id for each in packages.returns(package)] == [second.id, first.id]
        assert [each.file for each in packages.returns(package)] == [
            "two.demarche-back", "one.demarche-back",
        ]  # fmt: skip


class TestTheFile:
    def test_only_an_older_file_of_its_kind_is_replaced(
        self, team: Team, package: Project, secrets: FileSecrets
    ):
        target = team.folder / "back.demarche-back"
        first = send(package, secrets, target)
        second = send(package, secrets, target)
        assert first.path == second.path == target
        assert bundle.about(target).id == second.id
        target.write_text("somebody's letter")
        with pytest.raises(StorageFault, match="something else"):
            send(package, secrets, target)
        assert target.read_text() == "somebody's letter"

    def test_a_folder_that_is_not_there_is_said_and_nothing_is_noted(
        self, team: Team, package: Project, secrets: FileSecrets
    ):
        with pytest.raises(StorageFault, match="does not exist"):
            send(package, secrets, team.folder / "nowhere" / "back")
        assert packages.returns(package) == ()

    def test_nothing_is_left_beside_it(self, team: Team, package: Project, secrets: FileSecrets):
        folder = team.folder / "mail"
        folder.mkdir()
        receipt = send(package, secrets, folder / "back")
        assert list(folder.iterdir()) == [receipt.path]

    def test_a_leads_project_has_nobody_to_send_to(self, team: Team, secrets: FileSecrets):
        with pytest.raises(SchemeViolation, match="no work package"):
            send(team.project, secrets, team.folder / "back")

    def test_its_suggested_name_says_whose_it_is(self, team: Team, package: Project):
        name = send_back.suggested_name(package, team.first)
        assert name.startswith("A project - annotator 1 - ")
        assert name.endswith(".demarche-back")


class TestWhatTheLeadKnows:
    def test_a_package_is_opened_once_work_has_come_back_out_of_it(
        self, team: Team, package: Project
    ):
        info = packages.package_info(package)
        assert info is not None
        assert [each.is_opened for each in packages.sent(team.project)] == [False]
        with team.project.transaction() as connection:
            connection.execute(
                """INSERT INTO work_package (id, annotator, round, direction, fingerprint,
                       created_at, details)
                   VALUES ('r', ?, 1, 'back', '', '2026-01-03T00:00:00.000Z',
                           json_object('package', ?, 'layers', 2))""",
                (team.first, info.id),
            )
        assert [each.is_opened for each in packages.sent(team.project)] == [True]
        assert [each.articles for each in packages.returns(team.project)] == [2]
