"""The exchange with somebody in the hub who means harm, and with files that suffered some."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from db.merge.plan import Signature
from db.operations import hub as hub_operations
from db.packages import bundle, keys
from db.packages.hub import credentials
from db.packages.hub.address import parse
from db.packages.hub.exchange import Direction
from db.packages.keys import FileSecrets
from db.project import Project
from tests.db.packages.hub.exchanging import Exchange, desk


class TestHarm:
    def test_a_file_that_was_changed_is_not_used(self, shared: Exchange, package: Project):
        shared.send_work(package)
        (lies,) = shared.lie(Direction.BACK, shared.team.first)
        content = bytearray(lies.read_bytes())
        whole = bytes(content)
        content[len(content) // 2] ^= 1
        lies.write_bytes(content)
        fetched = shared.fetch(shared.lead)
        assert fetched.arrivals == ()
        (doubt,) = fetched.doubtful
        assert (doubt.id, doubt.name, doubt.is_other_key) == (lies.stem, "annotator 1", False)
        # A synchronising program may only now have brought all of it.
        lies.write_bytes(whole)
        assert len(shared.fetch(shared.lead).arrivals) == 1

    @pytest.mark.parametrize("keep", [0, 1, 100, 0.5, 0.99])
    def test_a_file_that_was_cut_short_waits_until_it_is_whole(
        self, shared: Exchange, package: Project, keep
    ):
        shared.send_work(package)
        (lies,) = shared.lie(Direction.BACK, shared.team.first)
        whole = lies.read_bytes()
        lies.write_bytes(whole[: int(keep * len(whole)) if isinstance(keep, float) else keep])
        fetched = shared.fetch(shared.lead)
        assert (fetched.arrivals, len(fetched.doubtful)) == ((), 1)
        lies.write_bytes(whole)
        assert shared.take_in(shared.lead, shared.fetch(shared.lead)) == []

    def test_a_plain_project_file_is_no_bundle(self, shared: Exchange, package: Project):
        shared.send_work(package)
        (lies,) = shared.lie(Direction.BACK, shared.team.first)
        shutil.copy(package.path, lies)
        assert shared.fetch(shared.lead).arrivals == ()

    def test_another_key_than_before_is_used_only_when_it_is_trusted(
        self, shared: Exchange, package: Project
    ):
        shared.send_work(package)
        shared.take_in(shared.lead, shared.fetch(shared.lead))
        shared.secrets.clear()
        shutil.rmtree(shared.folder / f"secrets {shared.team.first}")
        desk(package).mark("ACTOR", "France")
        shared.send_work(package)
        fetched = shared.fetch(shared.lead)
        assert fetched.arrivals == ()
        assert [each.is_other_key for each in fetched.doubtful] == [True]
        trusted = [shared.team.first]
        believed = shared.fetch(shared.lead, trusted=trusted)
        assert [each.signature for each in believed.arrivals] == [Signature.OTHER_KEY]
        assert shared.take_in(shared.lead, believed, trusted) == []
        desk(package).mark("PROPOSAL", "send troops")
        shared.send_work(package)
        assert [each.signature for each in shared.fetch(shared.lead).arrivals] == [Signature.SIGNED]

    def test_a_package_by_somebody_else_is_not_used_and_the_one_before_it_is(
        self, shared: Exchange, package: Project
    ):
        shared.send(shared.team.first, again=True)
        (good,) = shared.lie(Direction.OUT, shared.team.first)
        about = bundle.about(good)
        content = shared.folder / "content.demarche"
        bundle.read(good, content)
        other = keys.signing_key(FileSecrets(shared.folder / "a stranger"), "stranger")
        fields = {name: getattr(about, name) for name in about.__slots__}
        forged_id = "ffffffff-ffff-7fff-bfff-ffffffffffff"
        fields |= {"id": forged_id, "public_key": keys.public_key(other)}
        forged = good.with_name(f"{forged_id}.demarche-package")
        bundle.write(content, forged, bundle.About(**fields), other)
        fetched = shared.fetch(package)
        assert [each.id for each in fetched.arrivals] == [good.stem]
        assert [(each.id, each.is_other_key) for each in fetched.doubtful] == [(forged_id, True)]

    def test_a_copy_under_another_name_or_in_another_folder_is_not_used(
        self, shared: Exchange, package: Project
    ):
        shared.send_work(package)
        (lies,) = shared.lie(Direction.BACK, shared.team.first)
        copy = "019c0000-0000-7000-8000-000000000000.demarche-back"
        shutil.copy(lies, lies.with_name(copy))
        elsewhere = lies.parent.parent / shared.team.second
        elsewhere.mkdir()
        shutil.copy(lies, elsewhere / lies.name)
        stranger = lies.parent.parent / "somebody-unknown"
        stranger.mkdir()
        shutil.copy(lies, stranger / lies.name)
        fetched = shared.fetch(shared.lead)
        assert [each.id for each in fetched.arrivals] == [lies.stem]
        assert len(fetched.doubtful) == 3

    def test_a_file_of_another_project_is_not_used(self, shared: Exchange, package: Project):
        shared.send_work(package)
        with shared.lead.transaction() as connection:
            connection.execute("UPDATE project SET id = 'another'")
        source = Path(shared.store.address)
        (old,) = source.iterdir()
        old.rename(source / "another")
        (doubt,) = shared.fetch(shared.lead).doubtful
        assert "something else" in doubt.reason

    def test_a_file_that_is_far_too_large_is_left_where_it_is(
        self, shared: Exchange, package: Project
    ):
        shared.send_work(package)
        (lies,) = shared.lie(Direction.BACK, shared.team.first)
        with lies.open("rb+") as file:
            file.truncate(9 * 2**30)
        (doubt,) = shared.fetch(shared.lead).doubtful
        assert "far larger" in doubt.reason

    def test_no_password_is_ever_written_into_a_project(self, shared: Exchange, package: Project):
        address = "sftp://annotator@host/hub"
        said = credentials.Credentials(user="annotator", password="secret-word")
        credentials.keep(shared.team.secrets, parse(address), said)
        hub_operations.set_hub(shared.lead, shared.team.lead, address=address)
        (made,) = shared.team.pack(shared.team.second)
        shared.lead.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for path in (shared.lead.path, made.path):
            assert b"secret-word" not in path.read_bytes()
