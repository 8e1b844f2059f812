"""What a work package holds, and above all what it does not hold."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import doctor
from db.errors import SchemeViolation, Stopped, StorageFault
from db.model import LayerState, ProjectKind
from db.operations import comments, history, layers, projects, schemes, spans
from db.operations.referents import add_referent
from db.packages import keys, pack
from db.packages.bundle import checksum
from db.project import Project
from db.queries import annotators, packages
from db.queries import projects as project_queries
from db.queries import schemes as scheme_queries
from tests.builders import all_rows, article_ids
from tests.db.packages.team import Team


def rows(project: Project, query: str, *parameters: object) -> list[tuple[object, ...]]:
    return project.connection.execute(query, parameters).fetchall()


def column(project: Project, query: str, *parameters: object) -> list[object]:
    return [row[0] for row in rows(project, query, *parameters)]


def bytes_around(path: Path) -> bytes:
    """All bytes of a file and of whatever lies beside it under a similar name."""
    found = b""
    for each in sorted(path.parent.rglob(f"{path.stem}*")):
        if each.is_file():
            found += each.read_bytes()
    return found


class TestWhatItHolds:
    def test_a_package_holds_just_the_assigned_articles_in_the_order_of_the_queue(self, team: Team):
        team.assign(team.first, 2, 0)
        team.assign(team.second, 1)
        package = team.open_package(team.first)
        assert article_ids(package) == (team.articles[2], team.articles[0])
        assert column(package, "SELECT position FROM article ORDER BY number") == [1, 2]
        assert all_rows(
            package, "article", but=frozenset({"number", "position", "batch", "source"})
        )["article"] == sorted(
            (
                row
                for row in all_rows(
                    team.project,
                    "article",
                    but=frozenset({"number", "position", "batch", "source"}),
                )["article"]
                if row[0] in {team.articles[0], team.articles[2]}
            ),
            key=repr,
        )

    def test_later_rounds_stand_behind_earlier_ones_in_the_queue(self, team: Team):
        team.assign(team.first, 3, 2)
        team.assign(team.first, 0, 3, round_number=2)
        package = team.open_package(team.first)
        order = [team.articles[number] for number in (3, 2, 0)]
        assert list(article_ids(package)) == order

    def test_a_package_is_the_annotators_own_file(self, team: Team):
        team.assign(team.first, 0)
        package = team.open_package(team.first)
        info = project_queries.info(package)
        assert info.kind is ProjectKind.WORK_PACKAGE
        assert info.id == project_queries.info(team.project).id
        assert info.title == "A project"
        assert annotators.default_author(package) == team.first
        assert annotators.lead(package) == team.lead
        assert [each.id for each in annotators.every(package)] == [team.first]

    def test_a_package_says_what_it_is_and_what_the_lead_signs_with(self, team: Team):
        team.assign(team.first, 0)
        made = team.pack(team.first)[0]
        info = packages.package_info(team.open(made.path))
        key = keys.signing_key(team.secrets, keys.lead(project_queries.info(team.project).id))
        assert info is not None
        assert (info.id, info.number, info.round) == (made.package, 1, 1)
        assert (info.title, info.annotator) == ("A project", team.first)
        assert info.lead_key == keys.public_key(key)

    def test_a_leads_project_is_no_package(self, team: Team):
        assert packages.package_info(team.project) is None

    def test_a_package_that_says_nonsense_of_itself_is_not_believed(self, team: Team):
        with team.project.transaction() as connection:
            connection.execute("INSERT INTO setting VALUES ('package', '[1]')")
        assert packages.package_info(team.project) is None

    def test_a_package_is_sound_and_has_nothing_to_undo(self, team: Team):
        busy(team)
        package = team.open_package(team.first)
        assert doctor.examine(package) == ()
        assert history.next_undo(package) is None
        assert history.next_redo(package) is None

    def test_own_earlier_work_comes_along_as_it_is(self, team: Team):
        busy(team)
        package = team.open_package(team.first)
        for table, condition in (
            ("layer", "annotator = ?"),
            ("span", "layer IN (SELECT id FROM layer WHERE annotator = ?)"),
            ("link", "layer IN (SELECT id FROM layer WHERE annotator = ?)"),
        ):
            query = f"SELECT * FROM {table} WHERE {condition} ORDER BY id"
            found = rows(package, query, team.first)
            assert found == rows(team.project, query, team.first)
            assert found

    def test_nobody_learns_which_articles_are_for_calibration(self, team: Team):
        team.assign(team.first, 0, purpose="calibration")
        team.assign(team.first, 1, purpose="common")
        package = team.open_package(team.first)
        assert column(package, "SELECT DISTINCT purpose FROM assignment") == ["share"]

    def test_all_versions_of_the_scheme_come_along_without_what_they_did_to_others(
        self, team: Team
    ):
        team.assign(team.first, 0)
        team.desk(team.second, 1).mark("ACTOR", "Poland")
        old = scheme_queries.current(team.project)
        toml = scheme_queries.current_toml(team.project)
        newer = toml.replace(f'version = "{old.version}"', 'version = "9.9"').replace(
            'guidelines = """', 'guidelines = """\nRead twice.\n', 1
        )
        schemes.use_scheme(team.project, team.lead, toml=newer, renames={})
        package = team.open_package(team.first)
        assert [each.version for each in scheme_queries.every(package)] == [old.version, "9.9"]
        assert scheme_queries.current_toml(package) == newer
        migration = orjson.loads(scheme_queries.every(package)[-1].migration or "")
        assert migration["renamed"] == migration["deleted"] == []
        assert "backup" not in migration
        assert migration["from"] == scheme_queries.every(package)[0].sha256

    def test_the_hub_is_known_to_annotators_and_other_settings_are_not(self, team: Team):
        team.assign(team.first, 0)
        with team.project.transaction() as connection:
            connection.execute("INSERT INTO setting VALUES ('hub', '/shared/hub')")
            connection.execute("INSERT INTO setting VALUES ('scheme_draft', 'half an idea')")
        package = team.open_package(team.first)
        names = column(package, "SELECT name FROM setting ORDER BY name")
        assert names == ["author", "hub", "lead", "package"]


class TestTheRegister:
    def test_what_is_shared_comes_along_and_what_others_made_does_not(self, team: Team):
        busy(team)
        package = team.open_package(team.first)
        shared = "SELECT id FROM referent WHERE owner IS NULL ORDER BY id"
        assert set(column(package, shared)) >= set(column(team.project, shared))
        others = column(team.project, "SELECT id FROM referent WHERE owner = ?", team.second)
        assert others
        assert not set(others) & set(column(package, "SELECT id FROM referent"))

    def test_anothers_referent_that_own_marks_mention_comes_along_as_shared(self, team: Team):
        team.assign(team.first, 0)
        theirs = team.desk(team.second, 1)
        referent = theirs.referent_of(theirs.mark("PROPOSAL", "talks about the border"))
        mine = team.desk(team.first, 0)
        span = mine.mark("PROPOSAL", "send troops")
        spans.set_referent(
            team.project, team.first, article=mine.article, span=span, referent=referent
        )
        package = team.open_package(team.first)
        assert rows(package, "SELECT owner FROM referent WHERE id = ?", referent) == [(None,)]
        assert doctor.examine(package) == ()

    def test_what_the_lead_put_into_the_register_comes_along_but_not_what_the_lead_marked(
        self, team: Team
    ):
        team.assign(team.first, 0)
        add_referent(team.project, team.lead, label="ACTOR", name="League of Friends")
        team.desk(team.lead, 0).mark("PROPOSAL", "send troops to the border")
        names = column(team.open_package(team.first), "SELECT name FROM referent")
        assert "League of Friends" in names
        assert "send troops to the border" not in names

    def test_what_was_merged_away_is_known_where_it_leads_to_something(self, team: Team):
        team.assign(team.first, 0)
        kept = column(team.project, "SELECT id FROM referent WHERE owner IS NULL LIMIT 1")[0]
        with team.project.transaction() as connection:
            connection.executemany(
                "INSERT INTO merged_referent VALUES (?, ?)",
                [("old", kept), ("older", "old"), ("lost", "nowhere")],
            )
        package = team.open_package(team.first)
        assert column(package, "SELECT id FROM merged_referent ORDER BY id") == ["old", "older"]


class TestWhatTheLeadSays:
    def said(self, package: Project) -> set[object]:
        return set(column(package, 'SELECT "text" FROM comment'))

    def test_the_leads_comments_to_an_annotator_come_along_and_those_to_others_do_not(
        self, team: Team
    ):
        team.assign(team.first, 0)
        team.assign(team.second, 0)
        mine = team.desk(team.first, 0).mark("ACTOR", "France")
        theirs = team.desk(team.second, 0).mark("ACTOR", "Germany")
        question = team.say(team.first, 0, "a question")
        other_question = team.say(team.second, 0, "their question")
        team.say(team.lead, 0, "to all")
        team.say(team.lead, 0, "on my span", span=mine)
        team.say(team.lead, 0, "on their span", span=theirs)
        answer = team.say(team.lead, 0, "an answer to me", answers=question)
        team.say(team.lead, 0, "an answer to them", answers=other_question)
        team.say(team.first, 0, "thanks", answers=answer)
        package = team.open_package(team.first)
        assert self.said(package) == {
            "a question",
            "to all",
            "on my span",
            "an answer to me",
            "thanks",
        }
        assert {each.id for each in annotators.every(package)} == {team.first, team.lead}

    def test_comments_on_articles_of_others_do_not_come_along(self, team: Team):
        team.assign(team.first, 0)
        team.say(team.lead, 1, "elsewhere")
        team.say(team.first, 1, "mine, elsewhere")
        assert self.said(team.open_package(team.first)) == set()

    def test_a_comment_whose_span_is_gone_is_not_taken_for_one_to_all(self, team: Team):
        team.assign(team.first, 0)
        theirs = team.desk(team.second, 0)
        span = theirs.mark("ACTOR", "Germany")
        team.say(team.lead, 0, "about Germany", span=span)
        spans.delete_span(team.project, team.second, article=theirs.article, span=span)
        assert self.said(team.open_package(team.first)) == set()

    def test_an_answer_whose_question_is_gone_is_not_taken_for_one_to_all(self, team: Team):
        team.assign(team.first, 0)
        question = team.say(team.second, 0, "their question")
        answer = team.say(team.lead, 0, "an answer")
        with team.project.transaction() as connection:
            connection.execute("UPDATE comment SET reply_to = ? WHERE id = ?", (question, answer))
        comments.delete_comment(
            team.project, team.second, article=team.articles[0], comment=question
        )
        assert self.said(team.open_package(team.first)) == set()

    def test_the_settled_layer_comes_along_only_where_both_are_done(self, team: Team):
        team.assign(team.first, 0, 1, 2)
        for number, words in ((0, "France"), (1, "Poland"), (2, "Spain")):
            team.desk(team.first, number).mark("ACTOR", words)
            team.desk(team.gold, number).mark("ACTOR", words)
        team.finish(team.first, 0)
        team.finish(team.gold, 0)
        team.finish(team.first, 1)
        team.finish(team.gold, 2)
        package = team.open_package(team.first)
        assert packages.settled(package) == (team.articles[0],)
        assert column(package, "SELECT article FROM layer WHERE annotator = ?", team.gold) == [
            team.articles[0]
        ]
        assert annotators.gold(package) == team.gold
        assert doctor.examine(package) == ()

    def test_decisions_come_along_without_what_others_said(self, team: Team):
        team.assign(team.first, 0, 1, 2)
        for person in (team.first, team.gold):
            team.desk(person, 0).mark("ACTOR", "France")
            team.finish(person, 0)
        team.add_decision(0, "unit of all", None, "to whom it may concern")
        team.add_decision(0, "unit of B", team.second, "annotator B was wrong")
        team.add_decision(1, "unit of 1", team.first, "look again")
        team.add_decision(2, "unsettled", None, "not yet")
        team.name_rule("unit of B", "4.2 The verb")
        package = team.open_package(team.first)
        found = rows(package, "SELECT article, note, addressee, details FROM decision ORDER BY id")
        assert found == [
            (team.articles[0], "to whom it may concern", None, "{}"),
            (team.articles[0], None, None, "{}"),
            (team.articles[1], "look again", team.first, "{}"),
        ]
        # What it rests on is no secret, whoever was wrong.
        assert rows(package, "SELECT rule FROM decision WHERE rule <> ''") == [("4.2 The verb",)]


def busy(team: Team) -> None:
    """A project in which everybody has said something about everything."""
    team.assign(team.first, 0, 1)
    team.assign(team.second, 0, 1, 2)
    mine = team.desk(team.first, 0)
    proposal, rejection = mine.mark("PROPOSAL", "send troops"), mine.mark("REJECTION", "rejected")
    mine.link(rejection, "rejects", proposal)
    mine.link(proposal, "proposed_by", mine.mark("ACTOR", "France"))
    team.finish(team.first, 0)
    team.say(team.first, 0, "my own remark")
    theirs = team.desk(team.second, 0)
    hidden = theirs.mark("PROPOSAL", "proposed to send troops to the border. Germany")
    theirs.link(hidden, "proposed_by", theirs.mark("ACTOR", "Germany"))
    team.say(team.second, 0, "a secret remark", span=hidden)
    team.say(team.lead, 0, "a private answer", span=hidden)
    layers.set_flag(team.project, team.second, article=team.articles[0], flag="a secret question")
    team.desk(team.second, 2).mark("REJECTION", "rejected the summit")
    team.desk(team.lead, 1).mark("PROPOSAL", "talks about the border")
    team.desk(team.gold, 0).mark("ACTOR", "France")
    team.finish(team.gold, 0)
    team.add_decision(0, f"unit {hidden}", team.second, "a note to somebody else")


class TestBlindness:
    def test_no_byte_of_what_others_said_is_in_the_file_or_beside_it(self, team: Team):
        busy(team)
        with team.project.transaction() as connection:
            connection.execute(
                """INSERT INTO forked_layer (id, article, annotator, updated_at, created_at,
                       lineage, content)
                   VALUES ('f', ?, ?, '', '', '', '{"other": "a forked secret"}')""",
                (team.articles[0], team.first),
            )
            connection.execute("UPDATE article SET source = 'by annotator B.jsonl'")
        team.pack(team.second)
        path = team.pack(team.first)[0].path
        found = bytes_around(path)
        others = (
            *column(team.project, "SELECT id FROM layer WHERE annotator = ?", team.second),
            *column(
                team.project,
                """SELECT span.id FROM span JOIN layer ON layer.id = span.layer
                   WHERE annotator NOT IN (?, ?)""",
                team.first,
                team.gold,
            ),
            *column(team.project, "SELECT id FROM assignment WHERE annotator = ?", team.second),
            *column(team.project, "SELECT id FROM work_package WHERE annotator = ?", team.second),
            team.second,
            "annotator B",
            "a secret remark",
            "a secret question",
            "a private answer",
            "a note to somebody else",
            "a forked secret",
        )
        lowered = found.lower()
        assert [each for each in others if str(each).lower().encode() in lowered] == []
        assert b"my own remark" in found
        # What others have marked stands in the text, and nowhere else.
        for quote in (b"proposed to send troops to the border. Germany", b"talks about the border"):
            assert found.count(quote) == 1

    def test_nothing_of_others_leaks_however_much_they_said(self, team: Team):
        team.assign(team.first, 0)
        for number in range(150):
            team.say(team.second, 0, f"a secret remark {number} " + "and more of it " * 40)
            team.say(team.first, 0, f"my own remark {number} " + "and more of it " * 40)
        found = team.pack(team.first)[0].path.read_bytes()
        assert found.count(b"my own remark") == 150
        assert b"a secret" not in found

    def test_working_in_a_package_brings_nothing_of_others_to_light(self, team: Team):
        busy(team)
        path = team.pack(team.first)[0].path
        with Project.open(path) as package:
            layers.set_state(package, team.first, article=team.articles[1], state=LayerState.DONE)
            found = bytes_around(path)
        assert b"a secret" not in found
        assert b"annotator B" not in found

    def test_nothing_is_left_beside_the_packages(self, team: Team):
        busy(team)
        made = team.pack()
        assert sorted((team.folder / "out").iterdir()) == sorted(each.path for each in made)


class TestSendingOut:
    def test_the_project_remembers_what_was_sent_to_whom(self, team: Team):
        team.assign(team.first, 0, 1)
        team.assign(team.second, 1)
        made = team.pack()
        assert [each.annotator for each in made] == [team.first, team.second]
        assert [each.articles for each in made] == [2, 1]
        remembered = packages.sent(team.project)
        assert {each.id for each in remembered} == {each.package for each in made}
        first = next(each for each in remembered if each.annotator == team.first)
        assert (first.number, first.articles, first.new_articles) == (1, 2, 2)
        assert first.file == made[0].path.name
        assert first.fingerprint == made[0].fingerprint
        assert checksum(made[0].path) == made[0].sha256
        assert not first.is_opened
        assert dict(rows(team.project, "SELECT annotator, package FROM assignment")) == {
            each.annotator: each.package for each in made
        }

    def test_undo_does_not_go_behind_a_package_that_was_sent(self, team: Team):
        team.assign(team.first, 0)
        team.say(team.lead, 0, "to all")
        assert history.next_undo(team.project) is not None
        team.pack()
        assert history.next_undo(team.project) is None

    def test_a_later_package_holds_everything_again_and_takes_no_files_place(self, team: Team):
        team.assign(team.first, 0)
        first = team.pack(team.first)[0]
        before = first.path.read_bytes()
        team.assign(team.first, 1, 2, round_number=2)
        second = team.pack(team.first)[0]
        assert (second.number, second.round) == (2, 2)
        assert (second.articles, second.new_articles) == (3, 2)
        assert second.path != first.path
        assert first.path.read_bytes() == before
        packed = column(team.project, "SELECT DISTINCT package FROM assignment")
        assert packed == [second.package]

    def test_a_file_of_that_name_is_left_alone(self, team: Team):
        team.assign(team.first, 0)
        first = team.pack(team.first)[0].path
        in_the_way = first.with_name(first.name.replace("package 1", "package 2"))
        in_the_way.write_text("somebody's")
        second = team.pack(team.first)[0].path
        assert in_the_way.read_text() == "somebody's"
        assert second.name == first.name.replace("package 1", "package 2 (2)")

    def test_a_package_can_be_made_of_one_round(self, team: Team):
        team.assign(team.first, 0, 1)
        team.assign(team.first, 2, round_number=2)
        made = team.pack(team.first, rounds=(2,))[0]
        assert article_ids(team.open(made.path)) == (team.articles[2],)
        waiting = "SELECT count(*) FROM assignment WHERE package IS NULL"
        assert column(team.project, waiting) == [2]

    def test_who_has_no_articles_gets_no_package(self, team: Team):
        team.assign(team.first, 0)
        assert [each.annotator for each in team.pack()] == [team.first]
        with pytest.raises(SchemeViolation, match="nothing to pack"):
            pack.make(team.project, team.second, team.folder / "x.demarche", secrets=team.secrets)

    def test_the_lead_and_strangers_get_no_package(self, team: Team):
        team.assign(team.lead, 0)
        assert team.pack() == []
        with pytest.raises(SchemeViolation, match="works in the project itself"):
            team.pack(team.lead)
        with pytest.raises(SchemeViolation, match="no longer in the project"):
            team.pack("nobody")

    def test_a_package_can_not_be_packed_again(self, team: Team):
        team.assign(team.first, 0)
        package = team.open_package(team.first)
        with pytest.raises(SchemeViolation, match="work package itself"):
            pack.pack(package, team.first, folder=team.folder, secrets=team.secrets)

    def test_making_a_file_alone_notes_nothing_yet(self, team: Team):
        team.assign(team.first, 0)
        target = team.folder / "one.demarche"
        made = pack.make(team.project, team.first, target, secrets=team.secrets)
        assert packages.sent(team.project) == ()
        pack.note(team.project, team.lead, [made])
        assert [each.id for each in packages.sent(team.project)] == [made.package]
        with pytest.raises(StorageFault, match="exists already"):
            pack.make(team.project, team.first, target, secrets=team.secrets)

    def test_stopping_leaves_nothing_behind(self, team: Team):
        team.assign(team.first, 0)
        team.assign(team.second, 0)
        asked = []

        def is_cancelled() -> bool:
            asked.append(None)
            return len(asked) > 1

        with pytest.raises(Stopped):
            pack.pack(
                team.project,
                team.lead,
                folder=team.folder / "out",
                secrets=team.secrets,
                is_cancelled=is_cancelled,
            )
        assert list((team.folder / "out").iterdir()) == []
        assert packages.sent(team.project) == ()

    def test_a_folder_that_can_not_be_is_said(self, team: Team):
        team.assign(team.first, 0)
        (team.folder / "out").write_text("a file")
        with pytest.raises(StorageFault, match="can't be made"):
            team.pack()
        assert packages.sent(team.project) == ()


class TestThePreview:
    def test_it_says_who_would_get_what(self, team: Team):
        team.assign(team.first, 0, 1)
        first, second = pack.preview(team.project)
        assert (first.name, first.articles, first.new_articles, first.waiting) == (
            "annotator 1", 2, 2, 0,
        )  # fmt: skip
        assert first.words == 22
        assert (first.number, first.last_sent, first.has_news) == (1, None, True)
        assert (second.name, second.articles, second.has_news) == ("annotator B", 0, False)

    def test_it_says_what_is_out_and_what_is_new(self, team: Team):
        team.assign(team.first, 0, 1)
        team.finish(team.first, 0)
        team.pack()
        (plan,) = pack.preview(team.project, [team.first])
        assert (plan.new_articles, plan.waiting, plan.number) == (0, 1, 2)
        assert plan.last_sent is not None
        assert not plan.has_news
        team.assign(team.first, 2, round_number=2)
        assert pack.preview(team.project, [team.first])[0].new_articles == 1

    def test_a_comment_by_the_lead_is_news_and_one_by_somebody_else_is_not(self, team: Team):
        team.assign(team.first, 0)
        team.pack()
        team.say(team.second, 0, "not by the lead")
        team.say(team.lead, 1, "elsewhere")
        assert not pack.preview(team.project, [team.first])[0].has_news
        team.say(team.lead, 0, "to all")
        assert pack.preview(team.project, [team.first])[0].has_news

    def test_a_settled_article_is_news(self, team: Team):
        team.assign(team.first, 0)
        team.finish(team.first, 0)
        team.pack()
        team.finish(team.gold, 0)
        assert pack.preview(team.project, [team.first])[0].has_news

    def test_what_is_said_while_packages_are_made_is_news(self, team: Team):
        team.assign(team.first, 0)
        made = pack.make(team.project, team.first, team.folder / "x", secrets=team.secrets)
        team.say(team.lead, 0, "too late for this one")
        pack.note(team.project, team.lead, [made])
        assert pack.preview(team.project, [team.first])[0].has_news

    def test_another_scheme_is_news(self, team: Team):
        team.assign(team.first, 0)
        team.pack()
        toml = scheme_queries.current_toml(team.project)
        version = scheme_queries.current(team.project).version
        newer = toml.replace(f'version = "{version}"', 'version = "9.9"')
        schemes.use_scheme(team.project, team.lead, toml=newer, renames={})
        assert pack.preview(team.project, [team.first])[0].has_news


class TestFileNames:
    def test_a_package_is_called_by_project_annotator_and_number(self, team: Team):
        team.assign(team.first, 0)
        made = team.pack()[0]
        assert made.path.name == "A project - annotator 1 - package 1.demarche"

    def test_namesakes_get_different_files(self, team: Team):
        projects.rename_annotator(
            team.project, team.lead, annotator=team.second, name="Annotator 1"
        )
        team.assign(team.first, 0)
        team.assign(team.second, 0)
        names = {each.path.name for each in team.pack()}
        assert len(names) == 2
        assert any(team.first[-4:] in each for each in names)
        assert any(team.second[-4:] in each for each in names)

    def test_a_title_that_no_file_system_takes_is_made_fit(self, team: Team):
        projects.set_title(team.project, team.lead, title='A/B: "what?" <now>…')
        team.assign(team.first, 0)
        assert team.pack()[0].path.name.startswith("A B what now … - annotator 1")

    @given(st.text(), st.integers(4, 90))
    def test_words_of_a_file_name_are_short_and_plain(self, words: str, most: int):
        safe = pack.safe_words(words, most)
        assert len(safe.encode()) <= most
        assert not set(safe) & set('<>:"/\\|?*\x00\n\t')
        assert safe == safe.strip(" .")
        assert pack.safe_words(safe, most) == safe
