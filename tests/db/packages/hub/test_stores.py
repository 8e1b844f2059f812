"""What a hub promises, whatever it is made of: tried on a folder and on real servers."""

from __future__ import annotations

import os
import socket
import threading
from contextlib import closing
from pathlib import Path

import pytest

from db.errors import Stopped
from db.packages.hub import credentials
from db.packages.hub.address import parse
from db.packages.hub.credentials import Credentials
from db.packages.hub.faults import HubFault, Trouble
from db.packages.hub.store import Entry
from tests.db.packages.hub.servers import Hub, Server, s3_client

LARGE = 5_600_000
"""More than one part of an upload to S3."""
AT = "project-1/inbox/annotator-1"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A file that fits into one block."""
    path = tmp_path / "small file"
    path.write_bytes(os.urandom(5_000))
    return path


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A file that takes many blocks."""
    path = tmp_path / "large file"
    path.write_bytes(os.urandom(LARGE))
    return path


def entry_of(hub: Hub, name: str) -> Entry:
    folder = name.rpartition("/")[0]
    return next(each for each in hub.open().list(folder) if each.name == name)


class TestThereAndBack:
    def test_a_file_comes_back_as_it_was_sent(self, hub: Hub, large: Path, tmp_path: Path):
        hub.open().put(f"{AT}/one.bin", large)
        hub.open().get(entry_of(hub, f"{AT}/one.bin"), tmp_path / "back")
        assert (tmp_path / "back").read_bytes() == large.read_bytes()

    def test_a_folder_lists_what_it_holds_directly(self, hub: Hub, small: Path):
        store = hub.open()
        store.put(f"{AT}/one.bin", small)
        store.put(f"{AT}/two.bin", small)
        files = {each.name: each for each in store.list(AT)}
        assert sorted(files) == [f"{AT}/one.bin", f"{AT}/two.bin"]
        assert files[f"{AT}/one.bin"].size == 5_000
        assert files[f"{AT}/one.bin"].modified is not None
        (folder,) = store.list("project-1")
        assert folder == Entry(name="project-1/inbox", is_folder=True)
        (project,) = store.list("")
        assert project == Entry(name="project-1", is_folder=True)

    def test_a_folder_that_nobody_has_made_is_empty(self, hub: Hub):
        assert hub.open().list("project-1/outbox/annotator-1") == ()

    def test_a_removed_file_is_gone_and_removing_it_again_is_fine(self, hub: Hub, small: Path):
        store = hub.open()
        store.put(f"{AT}/one.bin", small)
        store.remove(f"{AT}/one.bin")
        store.remove(f"{AT}/one.bin")
        assert store.list(AT) == ()

    def test_progress_counts_bytes_up_to_all_of_them(self, hub: Hub, large: Path, tmp_path: Path):
        for move in (
            lambda tell: hub.open().put(f"{AT}/one.bin", large, progress=tell),
            lambda tell: hub.open().get(
                entry_of(hub, f"{AT}/one.bin"), tmp_path / "back", progress=tell
            ),
        ):
            told: list[tuple[int, int | None]] = []
            move(lambda done, total, told=told: told.append((done, total)))
            assert told == sorted(told)
            assert told[-1] == (LARGE, LARGE)
            assert len(told) > 10

    def test_sending_the_same_file_again_is_fine_but_another_is_refused(
        self, hub: Hub, small: Path, large: Path
    ):
        hub.open().put(f"{AT}/one.bin", small)
        hub.open().put(f"{AT}/one.bin", small)
        with pytest.raises(HubFault) as refused:
            hub.open().put(f"{AT}/one.bin", large)
        assert refused.value.trouble is Trouble.TAKEN
        assert entry_of(hub, f"{AT}/one.bin").size == 5_000
        assert hub.names(AT) == ["one.bin"]

    def test_what_is_here_already_is_not_fetched_again(
        self, remote: Hub, large: Path, tmp_path: Path
    ):
        remote.open().put(f"{AT}/one.bin", large)
        store, entry = remote.open(), entry_of(remote, f"{AT}/one.bin")
        store.get(entry, tmp_path / "back")
        assert remote.proxy is not None
        before = remote.proxy.down
        store.get(entry, tmp_path / "back")
        assert remote.proxy.down == before


class TestCuts:
    def test_a_cut_download_goes_on_where_it_stopped(
        self, remote: Hub, large: Path, tmp_path: Path
    ):
        remote.open().put(f"{AT}/one.bin", large)
        entry = entry_of(remote, f"{AT}/one.bin")
        store, proxy = remote.open(), remote.proxy
        assert proxy is not None
        proxy.down = 0
        proxy.cut_down += [2_000_000, 1_500_000]
        store.get(entry, tmp_path / "back")
        assert (tmp_path / "back").read_bytes() == large.read_bytes()
        assert not proxy.cut_down
        # Each cut loses what was under way, but never all that had come before.
        assert proxy.down < LARGE * 1.5
        assert remote.pauses

    def test_a_download_goes_on_in_another_run_of_the_program(
        self, remote: Hub, large: Path, tmp_path: Path
    ):
        remote.open().put(f"{AT}/one.bin", large)
        entry = entry_of(remote, f"{AT}/one.bin")
        proxy = remote.proxy
        assert proxy is not None
        proxy.cut_down += [4_000_000]
        with pytest.raises(HubFault) as cut:
            remote.open(attempts=0).get(entry, tmp_path / "back")
        assert cut.value.trouble is Trouble.UNREACHABLE
        assert not (tmp_path / "back").exists()
        proxy.down = 0
        remote.open().get(entry, tmp_path / "back")
        assert (tmp_path / "back").read_bytes() == large.read_bytes()
        assert proxy.down < LARGE * 0.6

    def test_a_cut_upload_is_made_again_and_leaves_nothing_behind(
        self, remote: Hub, large: Path, tmp_path: Path
    ):
        proxy = remote.proxy
        assert proxy is not None
        proxy.cut_up += [2_000_000, 3_000_000]
        remote.open().put(f"{AT}/one.bin", large)
        assert not proxy.cut_up
        assert remote.names(AT) == ["one.bin"]
        remote.open().get(entry_of(remote, f"{AT}/one.bin"), tmp_path / "back")
        assert (tmp_path / "back").read_bytes() == large.read_bytes()

    def test_an_upload_that_fails_for_good_shows_no_file_of_that_name(
        self, remote: Hub, large: Path
    ):
        proxy = remote.proxy
        assert proxy is not None
        proxy.cut_up += [2_000_000]
        with pytest.raises(HubFault) as cut:
            remote.open(attempts=0).put(f"{AT}/one.bin", large)
        assert cut.value.trouble is Trouble.UNREACHABLE
        assert "one.bin" not in remote.names(AT)

    def test_pauses_grow_and_end_where_nobody_answers(self, remote: Hub):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
        assert remote.proxy is not None
        remote.address = remote.address.replace(str(remote.proxy.port), str(port))
        credentials.keep(remote.secrets, parse(remote.address), Credentials(user="a", password="b"))
        with pytest.raises(HubFault) as fault:
            remote.open(attempts=3).list("")
        assert fault.value.trouble is Trouble.UNREACHABLE
        assert sum(remote.pauses) == pytest.approx(0.1 + 0.2 + 0.4)
        assert "kept" in str(fault.value)


class TestStopping:
    def test_a_stopped_upload_leaves_nothing_behind(self, hub: Hub, large: Path):
        asked = iter(range(1_000))
        with pytest.raises(Stopped):
            hub.open().put(f"{AT}/one.bin", large, is_cancelled=lambda: next(asked) > 5)
        assert hub.names(AT) == []

    @pytest.mark.parametrize("remote", ["s3"], indirect=True)
    def test_a_stopped_upload_in_parts_leaves_no_parts_that_cost(
        self, remote: Hub, large: Path, s3_server: Server
    ):
        done: list[int] = []
        with pytest.raises(Stopped):
            remote.open().put(
                f"{AT}/one.bin",
                large,
                progress=lambda moved, _: done.append(moved),
                is_cancelled=lambda: bool(done) and done[-1] > LARGE * 0.96,
            )
        with closing(s3_client(s3_server)) as client:
            left = client.list_multipart_uploads(Bucket=parse(remote.address).host)
        assert "Uploads" not in left

    def test_a_stopped_download_goes_on_later(self, hub: Hub, large: Path, tmp_path: Path):
        hub.open().put(f"{AT}/one.bin", large)
        entry = entry_of(hub, f"{AT}/one.bin")
        told: list[int] = []
        with pytest.raises(Stopped):
            hub.open().get(
                entry,
                tmp_path / "back",
                progress=lambda done, _: told.append(done),
                is_cancelled=lambda: bool(told) and told[-1] > LARGE / 2,
            )
        assert not (tmp_path / "back").exists()
        resumed: list[int] = []
        hub.open().get(entry, tmp_path / "back", progress=lambda done, _: resumed.append(done))
        assert resumed[0] > LARGE / 2
        assert (tmp_path / "back").read_bytes() == large.read_bytes()

    def test_nobody_waits_for_a_pause_that_they_have_stopped(self, remote: Hub, large: Path):
        assert remote.proxy is not None
        remote.proxy.cut_up += [1_000_000]
        with pytest.raises(Stopped):
            remote.open().put(f"{AT}/one.bin", large, is_cancelled=lambda: not remote.proxy.cut_up)
        assert remote.pauses == []


class TestWritersRacing:
    def test_readers_see_whole_files_only(self, hub: Hub, tmp_path: Path):
        """Two annotators write into folders of their own while the lead looks again and again."""
        size, each_writes = 2_000_000, 3
        content = tmp_path / "content"
        content.write_bytes(os.urandom(size))
        stores = [hub.open(), hub.open()]
        failures: list[BaseException] = []

        def write(number: int) -> None:
            try:
                for file in range(each_writes):
                    stores[number].put(f"p/inbox/annotator-{number}/{file}.bin", content)
            except BaseException as error:  # noqa: BLE001 - told to the test
                failures.append(error)

        writers = [threading.Thread(target=write, args=(number,)) for number in range(2)]
        for each in writers:
            each.start()
        reader, seen = hub.open(), 0
        while seen < 2 * each_writes and not failures:
            found = [
                each
                for number in range(2)
                for each in reader.list(f"p/inbox/annotator-{number}")
                if each.name.endswith(".bin")
            ]
            assert {each.size for each in found} <= {size}
            seen = len(found)
        for each in writers:
            each.join()
        assert not failures

    def test_two_machines_of_one_annotator_do_not_disturb_each_other(
        self, hub: Hub, tmp_path: Path
    ):
        failures: list[BaseException] = []

        def write(name: str, store) -> None:
            path = tmp_path / name
            path.write_bytes(name.encode() * 100_000)
            try:
                store.put(f"{AT}/{name}", path)
            except BaseException as error:  # noqa: BLE001
                failures.append(error)

        names = [f"machine-{number}.bin" for number in range(4)]
        writers = [threading.Thread(target=write, args=(name, hub.open())) for name in names]
        for each in writers:
            each.start()
        for each in writers:
            each.join()
        assert not failures
        assert hub.names(AT) == names
        for name in names:
            hub.open().get(entry_of(hub, f"{AT}/{name}"), tmp_path / "back")
            assert (tmp_path / "back").read_bytes() == name.encode() * 100_000
            (tmp_path / "back").unlink()
