"""The whole exchange through a hub: a lead and two annotators."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.errors import SchemeViolation, Stopped
from db.merge.plan import Signature
from db.operations import hub as hub_operations
from db.operations import taking_back
from db.packages import bundle
from db.packages.hub import exchange
from db.packages.hub.exchange import Direction, Fetched
from db.packages.hub.faults import HubFault
from db.packages.hub.opening import open_hub
from db.project import Project
from db.queries import annotators, collects, packages, projects
from db.queries import hub as hub_queries
from tests.builders import article_ids
from tests.db.packages.hub.exchanging import Exchange, desk, finish
from tests.db.packages.hub.servers import Hub
from tests.db.packages.team import Team


class TestARound:
    def test_work_goes_out_and_comes_back_on_every_kind_of_hub(self, team: Team, hub: Hub):
        team.assign(team.first, 0)
        shared = Exchange(team=team, store=hub.open(), folder=team.folder)
        package = team.open_package(team.first)
        team.assign(team.first, 1, round_number=2)
        (sent,) = shared.send().packages
        assert (sent.annotator, sent.articles, sent.new_articles) == (team.first, 2, 1)

        fetched = shared.fetch(package)
        assert [each.signature for each in fetched.arrivals] == [Signature.SIGNED]
        assert shared.take_in(package, fetched) == []
        assert len(article_ids(package)) == 2

        desk(package, 1).mark("PROPOSAL", "talks")
        finish(package, 1)
        receipt = shared.send_work(package).receipt
        assert receipt is not None
        assert receipt.counts.spans == 1

        back = shared.fetch(shared.lead)
        assert [(each.name, each.signature) for each in back.arrivals] == [
            ("annotator 1", Signature.NEW_KEY)
        ]
        assert back.arrivals[0].about.fingerprint == receipt.fingerprint
        assert shared.take_in(shared.lead, back) == []
        quotes = shared.lead.connection.execute("SELECT quote FROM span").fetchall()
        assert quotes == [("talks",)]

    def test_nothing_is_fetched_or_sent_twice(self, shared: Exchange, package: Project):
        desk(package).mark("ACTOR", "France")
        assert shared.send_work(package).receipt is not None
        assert shared.take_in(shared.lead, shared.fetch(shared.lead)) == []
        assert shared.fetch(shared.lead) == Fetched()
        nothing = shared.send_work(package)
        assert (nothing.receipt, nothing.without_news) == (None, ("",))
        assert len(shared.lie(Direction.BACK, shared.team.first)) == 1
        assert len(shared.fetch(shared.lead, again=True).arrivals) == 1
        assert shared.send_work(package, again=True).receipt is not None

    def test_only_those_for_whom_something_is_new_get_a_package(
        self, shared: Exchange, package: Project
    ):
        sent = shared.send()
        assert [each.annotator for each in sent.packages] == [shared.team.second]
        assert sent.without_news == ("annotator 1",)
        assert shared.send().packages == ()
        again = shared.send(shared.team.first, again=True)
        assert [each.number for each in again.packages] == [2]

    def test_what_was_sent_is_noted_as_sent_out(self, shared: Exchange):
        shared.send()
        noted = {each.annotator: each for each in packages.sent(shared.lead)}
        assert set(noted) == {shared.team.first, shared.team.second}
        for annotator, each in noted.items():
            (lies,) = shared.lie(Direction.OUT, annotator)
            assert each.file == lies.name
            assert bundle.about(lies).package == each.id

    def test_fetching_alone_notes_nothing_so_that_nothing_is_lost(
        self, shared: Exchange, package: Project
    ):
        shared.send_work(package)
        first = shared.fetch(shared.lead)
        second = shared.fetch(shared.lead)
        assert first.paths == second.paths
        assert len(second.arrivals) == 1
        assert hub_queries.fetched(shared.lead) == frozenset()

    def test_a_package_that_was_handed_over_by_hand_is_not_taken_in_again(self, shared: Exchange):
        shared.send()
        (lies,) = shared.lie(Direction.OUT, shared.team.first)
        unpacked = shared.folder / "by hand.demarche"
        bundle.read(lies, unpacked)
        package = shared.team.open(unpacked)
        fetched = shared.fetch(package)
        assert fetched.arrivals == ()
        assert fetched.known == (lies.stem,)
        shared.take_in(package, fetched)
        assert shared.fetch(package).known == ()

    def test_an_older_package_in_the_hub_does_not_replace_a_newer_one_from_elsewhere(
        self, shared: Exchange
    ):
        shared.send(shared.team.first)
        shared.team.assign(shared.team.first, 2, round_number=2)
        package = shared.team.open_package(shared.team.first)
        (older,) = shared.lie(Direction.OUT, shared.team.first)
        fetched = shared.fetch(package)
        assert (fetched.arrivals, fetched.known) == ((), (older.stem,))

    def test_of_several_packages_the_newest_is_enough(self, shared: Exchange, package: Project):
        for number in (2, 3):
            shared.team.assign(shared.team.first, number, round_number=number)
            shared.send(shared.team.first)
        fetched = shared.fetch(package)
        older, newest = (each.stem for each in shared.lie(Direction.OUT, shared.team.first))
        (arrival,) = fetched.arrivals
        assert (arrival.id, arrival.superseded) == (newest, (older,))
        shared.take_in(package, fetched)
        assert len(article_ids(package)) == 4
        assert hub_queries.fetched(package) == {older, newest}

    def test_a_clock_that_was_put_back_hides_no_package(self, shared: Exchange, package: Project):
        shared.send(shared.team.first, again=True)
        shared.take_in(package, shared.fetch(package))
        shared.team.assign(shared.team.first, 2, round_number=2)
        shared.lead.clock = lambda: datetime(2020, 1, 1, tzinfo=UTC)
        shared.lead.new_id = iter(
            f"00000000-0000-7000-8000-{number:012x}" for number in range(50)
        ).__next__
        shared.send(shared.team.first, again=True)
        assert shared.take_in(package, shared.fetch(package)) == []
        assert len(article_ids(package)) == 3

    def test_sending_that_is_stopped_keeps_what_has_arrived(self, shared: Exchange):
        def is_cancelled() -> bool:
            return bool(packages.sent(shared.lead))

        sent = shared.send(is_cancelled=is_cancelled)
        assert sent.is_stopped
        assert len(sent.packages) == 1
        assert len(packages.sent(shared.lead)) == 1
        with pytest.raises(Stopped):
            shared.send(is_cancelled=lambda: True)

    def test_a_fault_says_how_many_packages_have_arrived(self, shared: Exchange):
        blocked = Path(shared.store.address) / shared.project_id / "outbox"
        blocked.mkdir(parents=True)
        last = max(shared.team.first, shared.team.second)
        (blocked / last).write_text("a file where the folder should be")
        with pytest.raises(HubFault, match=r"1 of 2 packages were sent, and stay sent\."):
            shared.send()
        assert len(packages.sent(shared.lead)) == 1

    def test_leftovers_of_a_cut_sending_are_cleaned_by_the_next(
        self, shared: Exchange, package: Project
    ):
        shared.send_work(package)
        (lies,) = shared.lie(Direction.BACK, shared.team.first)
        left = lies.with_name("019c0000-0000-7000-8000-000000000000.demarche-back.partial")
        left.write_bytes(b"half")
        os.utime(left, (1_000_000_000, 1_000_000_000))
        assert len(shared.fetch(shared.lead).arrivals) == 1
        shared.send_work(package, again=True)
        assert left not in shared.lie(Direction.BACK, shared.team.first)


class TestWhatIsWhere:
    def test_a_lead_sees_who_has_sent_what_and_what_was_taken_in(
        self, shared: Exchange, package: Project
    ):
        shared.send(shared.team.first, again=True)
        shared.take_in(package, shared.fetch(package))
        shared.send_work(package)

        def seen() -> list[tuple[str, Direction, bool | None, int | None]]:
            return [
                (each.name, each.direction, each.is_taken, each.number)
                for each in exchange.what_is_where(shared.lead, shared.store)
            ]

        assert seen() == [
            ("annotator 1", Direction.OUT, None, 2),
            ("annotator 1", Direction.BACK, False, None),
        ]
        shared.take_in(shared.lead, shared.fetch(shared.lead))
        assert seen() == [
            ("annotator 1", Direction.OUT, True, 2),
            ("annotator 1", Direction.BACK, True, None),
        ]

    def test_an_annotator_sees_their_own_files_only(self, shared: Exchange, package: Project):
        shared.send(again=True)
        shared.send_work(package)
        places = exchange.what_is_where(package, shared.store)
        assert {each.annotator for each in places} == {shared.team.first}
        assert [(each.direction, each.is_taken) for each in places] == [
            (Direction.OUT, False),
            (Direction.BACK, None),
        ]


class TestTheAddress:
    def test_it_travels_in_packages_and_can_be_reached_another_way_there(
        self, shared: Exchange, package: Project
    ):
        hub_operations.set_hub(shared.lead, shared.team.lead, address="/lead/hub")
        shared.send(shared.team.first, again=True)
        assert shared.take_in(package, shared.fetch(package)) == []
        assert hub_queries.address(package) == "/lead/hub"
        me = annotators.default_author(package)
        hub_operations.set_hub(package, me, address="/my/way")
        shared.team.assign(shared.team.first, 2, round_number=2)
        shared.send(shared.team.first)
        assert shared.take_in(package, shared.fetch(package)) == []
        assert hub_queries.address(package) == "/my/way"
        hub_operations.set_hub(package, me, address=None)
        assert hub_queries.address(package) == "/lead/hub"

    def test_it_can_be_changed_and_left(self, shared: Exchange):
        for address in ("/one", "/two", None):
            hub_operations.set_hub(shared.lead, shared.team.lead, address=address)
            assert hub_queries.address(shared.lead) == address
        with pytest.raises(SchemeViolation, match="has no hub"):
            exchange.hub_of(shared.lead, shared.team.secrets)

    def test_trying_it_out_leaves_nothing_behind(self, team: Team, hub: Hub):
        team.assign(team.first, 0)
        for project in (team.project, team.open_package(team.first)):
            store = hub.open()
            exchange.try_out(project, store)
            assert exchange.what_is_where(project, store) == ()
            project_id = projects.info(project).id
            for folder in store.list(project_id):
                for own in store.list(folder.name):
                    assert store.list(own.name) == ()


def test_a_collect_from_the_hub_can_be_taken_back_and_fetched_again(
    shared: Exchange, package: Project
):
    desk(package).mark("ACTOR", "France")
    shared.send_work(package)
    shared.take_in(shared.lead, shared.fetch(shared.lead))
    (collected,) = collects.every(shared.lead)
    taking_back.take_back(shared.lead, shared.team.lead, operation=collected.operation)
    assert shared.take_in(shared.lead, shared.fetch(shared.lead, again=True)) == []
    assert shared.lead.connection.execute("SELECT quote FROM span").fetchall() == [("France",)]


def test_an_address_is_opened_as_it_is_kept(shared: Exchange, tmp_path: Path):
    hub_operations.set_hub(shared.lead, shared.team.lead, address=shared.store.address)
    store = exchange.hub_of(shared.lead, shared.team.secrets)
    assert store.address == open_hub(shared.store.address, shared.team.secrets).address
