"""Files and layers that don't come in, and what the lead is told."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from db.errors import Stopped
from db.merge.plan import Authority, Signature, Verdict
from db.model import AnnotatorId
from db.packages import bundle, collect, keys
from db.packages.bundle import About, BundleKind, Counts
from db.packages.collect_plan import Wishes
from db.project import Project
from db.queries import annotators, collects, projects, schemes
from tests.builders import Desk
from tests.db.packages.collect.acts import (
    collected,
    everything,
    only,
    planned,
    tamper,
    verdicts,
    work,
)
from tests.db.team.team import Team, make_team


@pytest.fixture
def package(team: Team) -> Path:
    """The file of annotator number 1, in which France is marked."""
    path = team.pack(team.people[0])
    work(path, team, team.people[0], "France")
    return path


@pytest.fixture
def returned(team: Team, package: Path) -> Path:
    """What annotator number 1 sent back."""
    return team.send_back(package, team.people[0])


def refused(team: Team, *paths: Path, authority: Authority = Authority.COLLECT) -> str:
    """Why a file does not come in; nothing at all has changed then."""
    before = everything(team.project)
    plans = collected(team, *paths, authority=authority)
    assert everything(team.project) == before
    assert all(each.contents.layers == () for each in plans)
    (reason,) = {each.refusal for each in plans}
    return reason


def sealed(team: Team, content: Path, kind: BundleKind, owner: str) -> Path:
    """A bundle of a package file, signed by whoever has these secrets."""
    with Project.open(content, is_read_only=True) as project:
        about = About(
            kind=kind,
            id="bundle",
            project=projects.info(project).id,
            title="A project",
            annotator=annotators.default_author(project),
            public_key="",
            round=1,
            created_at="2026-01-01T00:00:00.000Z",
            counts=Counts(),
        )
    key = keys.signing_key(keys.FileSecrets(team.folder / owner), keys.ANNOTATOR)
    target = team.new_path(".demarche-back")
    bundle.write(content, target, replace(about, public_key=keys.public_key(key)), key)
    return target


class TestFilesThatAreNone:
    def test_a_file_that_is_not_there(self, team: Team):
        assert "no such file" in refused(team, team.folder / "nothing.demarche-back")

    def test_a_letter_instead_of_a_file(self, team: Team):
        letter = team.folder / "letter.demarche-back"
        letter.write_text("Here is my work, best wishes")
        assert "letter.demarche-back" in refused(team, letter)

    def test_an_empty_file(self, team: Team):
        empty = team.folder / "empty.demarche-back"
        empty.touch()
        assert refused(team, empty)

    def test_a_folder(self, team: Team):
        folder = team.folder / "folder.demarche-back"
        folder.mkdir()
        assert refused(team, folder)

    @pytest.mark.parametrize("share", [0.01, 0.3, 0.9, 0.999])
    def test_a_file_that_was_cut_short(self, team: Team, returned: Path, share: float):
        whole = returned.read_bytes()
        returned.write_bytes(whole[: int(len(whole) * share)])
        assert "sent again" in refused(team, returned)

    @pytest.mark.parametrize("share", [0.3, 0.9])
    def test_a_plain_package_that_was_cut_short(self, team: Team, package: Path, share: float):
        whole = package.read_bytes()
        package.write_bytes(whole[: int(len(whole) * share)])
        assert refused(team, package)

    def test_a_byte_that_was_changed_on_the_way(self, team: Team, returned: Path):
        whole = bytearray(returned.read_bytes())
        whole[len(whole) // 2] ^= 0xFF
        returned.write_bytes(whole)
        assert refused(team, returned)

    def test_a_file_of_a_newer_program(self, team: Team, package: Path):
        tamper(package, "PRAGMA user_version = 99")
        assert "newer" in refused(team, package)

    def test_one_bad_file_does_not_keep_a_good_one_out(self, team: Team, returned: Path):
        bad = team.folder / "bad.demarche-back"
        bad.write_bytes(returned.read_bytes()[:500])
        plans = collected(team, bad, returned)
        assert [bool(each.refusal) for each in plans] == [True, False]
        assert verdicts(plans[1]) == [Verdict.NEW]


class TestOfAnotherKind:
    def test_a_package_of_another_project(self, team: Team, tmp_path: Path):
        folder = tmp_path / "other"
        folder.mkdir()
        other = make_team(folder)
        with other.project:
            other.project.connection.execute("UPDATE project SET id = 'another'")
            path = other.send_back(other.pack(other.people[0]), other.people[0])
        assert "another project" in refused(team, path)

    def test_a_whole_project_is_no_returned_work(self, team: Team, tmp_path: Path):
        copy = team.folder / "copy.demarche"
        team.project.connection.execute("VACUUM INTO ?", (str(copy),))
        assert "Merge a project" in refused(team, copy)

    def test_a_work_package_is_no_project_to_merge(self, team: Team, package: Path):
        reason = refused(team, package, authority=Authority.MERGE)
        assert "Collect it" in reason

    def test_a_package_on_its_way_out_is_no_returned_work(self, team: Team, package: Path):
        # Signed by the lead: to take it would take the lead's key for the annotator's.
        out = sealed(team, package, BundleKind.PACKAGE, "secrets of the lead")
        assert "not returned work" in refused(team, out)

    def test_the_lead_s_own_project_file_stays_open_and_whole(self, team: Team):
        assert refused(team, team.project.path)


class TestWhoseWorkItIs:
    def test_an_unknown_annotator_is_taken_only_when_somebody_says_who_it_is(
        self, team: Team, package: Path
    ):
        stranger = AnnotatorId("01a00000-0000-7000-8000-000000000000")
        person = team.people[0]
        work(package, team, person, "the plan")
        tamper(
            package,
            f"UPDATE annotator SET id = '{stranger}' WHERE id = '{person}'",
            f"UPDATE layer SET annotator = '{stranger}' WHERE annotator = '{person}'",
            f"UPDATE referent SET owner = '{stranger}' WHERE owner = '{person}'",
            f"UPDATE assignment SET annotator = '{stranger}'",
            f"UPDATE setting SET value = '{stranger}' WHERE name = 'author'",
        )
        (plan,) = planned(team, package)
        assert plan.is_unknown
        assert plan.annotator == stranger
        assert plan.annotator_name == "annotator number 1"
        assert "does not know" in refused(team, package)
        second = team.people[1]
        (plan,) = collected(team, package, wishes=Wishes(people={stranger: second}))
        assert (plan.refusal, verdicts(plan)) == ("", [Verdict.NEW])
        quotes = Desk(team.project, second, team.articles[0]).quotes
        assert quotes == [("ACTOR", "France"), ("ACTOR", "the plan")]
        owners = team.project.connection.execute(
            "SELECT owner FROM referent WHERE owner IS NOT NULL"
        ).fetchall()
        assert owners == [(second,)]

    def test_an_annotator_is_found_by_id_and_never_by_name(self, team: Team, returned: Path):
        person = team.people[0]
        with team.project.transaction() as connection:
            connection.execute("UPDATE annotator SET name = 'x' WHERE id = ?", (person,))
            connection.execute(
                "UPDATE annotator SET name = 'annotator number 1' WHERE id = ?", (team.people[1],)
            )
        team.collect(returned)
        rows = team.project.connection.execute("SELECT annotator FROM layer").fetchall()
        assert rows == [(person,)]

    def test_a_file_that_does_not_say_whose_it_is(self, team: Team, package: Path):
        tamper(package, "DELETE FROM setting WHERE name = 'author'")
        assert "whose work" in refused(team, package)

    def test_a_bundle_that_says_it_is_by_somebody_else_than_its_content(
        self, team: Team, package: Path
    ):
        tamper(
            package,
            f"UPDATE setting SET value = '{team.people[1]}' WHERE name = 'author'",
        )
        assert "whose work" in refused(team, package)


class TestSignatures:
    def test_the_first_key_is_remembered_and_the_next_return_is_known(
        self, team: Team, package: Path, returned: Path
    ):
        person = team.people[0]
        (first,) = collected(team, returned)
        assert first.signature is Signature.NEW_KEY
        assert annotators.public_key(team.project, person) is not None
        work(package, team, person, "Germany")
        (second,) = planned(team, team.send_back(package, person))
        assert second.signature is Signature.SIGNED

    def test_another_key_is_refused_until_it_is_trusted(
        self, team: Team, package: Path, returned: Path
    ):
        person = team.people[0]
        team.collect(returned)
        work(package, team, person, "Germany")
        forged = sealed(team, package, BundleKind.BACK, "secrets of somebody")
        assert "another key" in refused(team, forged)
        known = annotators.public_key(team.project, person)
        (plan,) = collected(team, forged, wishes=Wishes(trusted={person}))
        assert (plan.signature, plan.refusal) == (Signature.OTHER_KEY, "")
        assert verdicts(plan) == [Verdict.NEWER]
        assert annotators.public_key(team.project, person) not in {known, None}

    def test_a_refused_file_never_makes_a_key_known(self, team: Team, package: Path):
        tamper(package, "UPDATE project SET id = 'another'")
        refused(team, sealed(team, package, BundleKind.BACK, "secrets of somebody"))
        assert annotators.public_key(team.project, team.people[0]) is None

    def test_a_plain_file_says_that_it_is_not_signed(self, team: Team, package: Path):
        (plan,) = planned(team, package)
        assert plan.signature is Signature.UNSIGNED
        assert plan.refusal == ""


class TestLayers:
    def test_an_edited_text_is_refused_and_the_other_articles_come_in(
        self, team: Team, package: Path
    ):
        person = team.people[0]
        work(package, team, person, "Spain", number=1)
        tamper(
            package,
            f"UPDATE article SET body = replace(body, 'Poland', 'Norway') "
            f"WHERE id = '{team.articles[0]}'",
        )
        (plan,) = collected(team, package)
        assert verdicts(plan) == [Verdict.REFUSED, Verdict.NEW]
        assert "text" in plan.contents.layers[0].reason
        rows = team.project.connection.execute("SELECT article FROM layer").fetchall()
        assert rows == [(team.articles[1],)]

    def test_an_edited_text_with_a_checksum_to_match_is_refused_too(
        self, team: Team, package: Path
    ):
        body = "France proposed to send tanks. Germany rejected the plan. Poland said nothing."
        sha256 = hashlib.sha256(body.encode()).hexdigest()
        tamper(
            package,
            f"UPDATE article SET body = '{body}', sha256 = '{sha256}' "
            f"WHERE id = '{team.articles[0]}'",
        )
        (plan,) = collected(team, package)
        assert only(plan).verdict is Verdict.REFUSED
        assert team.project.connection.execute("SELECT count(*) FROM layer").fetchone() == (0,)

    def test_an_article_that_the_project_does_not_have_is_refused(self, team: Team, package: Path):
        article = team.articles[0]
        tamper(
            package,
            f"UPDATE article SET id = 'elsewhere' WHERE id = '{article}'",
            f"UPDATE layer SET article = 'elsewhere' WHERE article = '{article}'",
            f"UPDATE assignment SET article = 'elsewhere' WHERE article = '{article}'",
        )
        (plan,) = collected(team, package)
        assert only(plan).verdict is Verdict.REFUSED
        assert "not in the project" in only(plan).reason

    def test_refused_layers_are_counted_in_what_came_in(self, team: Team, package: Path):
        person = team.people[0]
        work(package, team, person, "Spain", number=1)
        tamper(
            package,
            f"UPDATE span SET quote = 'Frence' WHERE layer = (SELECT id FROM layer "
            f"WHERE article = '{team.articles[0]}')",
        )
        collected(team, package)
        (found,) = collects.every(team.project)
        assert (found.layers, found.spans, found.refused) == (1, 1, 1)


class TestTheScheme:
    def test_a_scheme_that_the_project_never_had_is_refused(self, team: Team, package: Path):
        with Project.open(package, is_read_only=True) as project:
            toml = schemes.current_toml(project)
        other = toml.replace("Proposals and rejections", "Something else")
        assert other != toml
        tamper(package, f"UPDATE scheme SET toml = '{other.replace(chr(39), chr(39) * 2)}'")
        assert "scheme" in refused(team, package)


class TestStopping:
    def test_reading_can_be_stopped_and_leaves_nothing(self, team: Team, returned: Path):
        before = everything(team.project)
        with pytest.raises(Stopped):
            collect.read_plan(
                team.project, [returned], authority=Authority.COLLECT, is_cancelled=lambda: True
            )
        assert everything(team.project) == before

    def test_writing_that_is_stopped_between_two_files_writes_neither(
        self, team: Team, package: Path, returned: Path
    ):
        second = team.pack(team.people[1])
        work(second, team, team.people[1], "Poland")
        files = [returned, team.send_back(second, team.people[1])]
        asked: list[int] = []

        def after_one() -> bool:
            asked.append(1)
            return len(asked) > 1

        before = everything(team.project)
        with collect.read_plan(team.project, files, authority=Authority.COLLECT) as plan:
            with pytest.raises(Stopped):
                collect.apply(team.project, team.lead, plan, is_cancelled=after_one)
            assert everything(team.project) == before
            collect.apply(team.project, team.lead, plan)
        layers = team.project.connection.execute("SELECT count(*) FROM layer").fetchone()
        assert layers == (2,)

    def test_nothing_is_left_attached_or_lying_about(self, team: Team, returned: Path):
        with collect.read_plan(team.project, [returned], authority=Authority.COLLECT) as plan:
            copies = [each.copy for each in plan.takings]
            collect.apply(team.project, team.lead, plan)
            assert all(each.exists() for each in copies)
        assert not any(each.exists() for each in copies)
        databases = team.project.connection.execute("PRAGMA database_list").fetchall()
        assert {row[1] for row in databases} <= {"main", "temp"}
