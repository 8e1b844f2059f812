"""Trying again: against a backend that fails just as it is told to."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import StorageFault
from db.packages.hub.backend import Source
from db.packages.hub.faults import HubFault, Trouble, explained_os_error
from db.packages.hub.reliable import ReliableStore
from db.packages.hub.store import Entry

BLOCK = 10
CUT = ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")


class Memory:
    """A hub in memory. Each step takes one of `troubles`, and raises it unless it is None."""

    address = "memory"
    errors: tuple[type[Exception], ...] = (OSError,)
    is_atomic = False

    def __init__(self, *troubles: OSError | None) -> None:
        self.files: dict[str, bytes] = {}
        self.troubles = list(troubles)
        self.disconnected = 0
        self.read_from: list[int] = []
        self.size_told: int | None = None

    def has_root(self) -> bool:
        return True

    def entries(self, folder: str) -> Iterator[Entry]:
        self._fail()
        for name, content in self.files.items():
            yield Entry(name=name, size=len(content))

    def size(self, name: str) -> int | None:
        return len(self.files[name]) if name in self.files else None

    @contextmanager
    def read(self, name: str, start: int) -> Iterator[Iterator[bytes]]:
        self._fail()
        self.read_from.append(start)
        yield self._blocks(self.files[name][start:])

    def _blocks(self, content: bytes) -> Iterator[bytes]:
        for at in range(0, len(content), BLOCK):
            yield content[at : at + BLOCK]
            self._fail()

    def write(self, name: str, source: Source) -> None:
        self.files[name] = b""
        while block := source.read(BLOCK):
            self._fail()
            self.files[name] += block

    def move(self, old: str, new: str) -> None:
        self.files[new] = self.files.pop(old)
        self._fail()

    def remove(self, name: str) -> None:
        self.files.pop(name, None)

    def make_folder(self, name: str) -> None:
        pass

    def explained(self, error: Exception) -> HubFault:
        assert isinstance(error, OSError)
        return explained_os_error(self.address, error)

    def disconnect(self) -> None:
        self.disconnected += 1

    def _fail(self) -> None:
        if self.troubles and (trouble := self.troubles.pop(0)) is not None:
            raise trouble


def reliable(memory: Memory, *pauses: float) -> tuple[ReliableStore, list[float]]:
    made: list[float] = []
    return ReliableStore(memory, pauses=pauses or (0.1, 0.2), pause=made.append), made


@given(cuts=st.lists(st.booleans(), max_size=40), content=st.binary(max_size=200))
def test_whatever_is_cut_the_file_that_comes_is_whole_or_there_is_none(
    cuts, content, tmp_path_factory
):
    folder = tmp_path_factory.mktemp("reliable")
    memory = Memory(*[CUT if cut else None for cut in cuts])
    store, _ = reliable(memory)
    sent = folder / "sent"
    sent.write_bytes(content)
    try:
        store.put("a/b", sent)
    except HubFault:
        assert memory.files.get("a/b", content) == content
        return
    assert memory.files["a/b"] == content
    assert set(memory.files) == {"a/b"}
    try:
        store.get(Entry(name="a/b", size=len(content)), folder / "back")
    except HubFault:
        assert not (folder / "back").exists()
        return
    assert (folder / "back").read_bytes() == content


def test_a_download_that_gets_ahead_is_not_given_up(tmp_path: Path):
    content = bytes(range(100))
    # One block comes, then a cut; far more often than there are pauses.
    memory = Memory(*[None, CUT] * 20)
    memory.files["a"] = content
    store, pauses = reliable(memory, 0.1)
    store.get(Entry(name="a", size=100), tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == content
    assert memory.read_from == list(range(0, 100, BLOCK))
    assert pauses == [0.1] * 10


def test_an_answer_that_was_lost_is_no_reason_to_send_again(tmp_path: Path):
    sent = tmp_path / "sent"
    sent.write_bytes(b"x" * 25)
    # Three blocks arrive and the file gets its name; only the answer to that is cut.
    memory = Memory(None, None, None, CUT)
    store, pauses = reliable(memory)
    store.put("a", sent)
    assert memory.files == {"a": b"x" * 25}
    assert pauses == [0.1]
    assert memory.disconnected == 1


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), Trouble.NO_ROOM),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), Trouble.NO_ROOM),
        (PermissionError(errno.EACCES, "Permission denied"), Trouble.NOT_ALLOWED),
        (OSError(errno.EROFS, "Read-only file system"), Trouble.NOT_ALLOWED),
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), Trouble.MISSING),
    ],
)
def test_what_will_not_pass_is_said_at_once_and_leaves_nothing(tmp_path, error, trouble):
    sent = tmp_path / "sent"
    sent.write_bytes(b"x" * 25)
    memory = Memory(None, error)
    store, pauses = reliable(memory)
    with pytest.raises(HubFault) as fault:
        store.put("a", sent)
    assert fault.value.trouble is trouble
    assert pauses == []
    assert memory.files == {}


def test_a_file_that_is_longer_than_its_list_says_is_not_used(tmp_path: Path):
    memory = Memory()
    memory.files["a"] = b"x" * 100
    store, _ = reliable(memory)
    with pytest.raises(HubFault) as fault:
        store.get(Entry(name="a", size=30), tmp_path / "back")
    assert fault.value.trouble is Trouble.UNTRUE
    assert not (tmp_path / "back").exists()
    assert sum(each.stat().st_size for each in tmp_path.iterdir()) == 0


def test_a_disk_that_is_full_here_is_not_the_fault_of_the_hub(tmp_path: Path):
    memory = Memory()
    memory.files["a"] = b"x"
    store, pauses = reliable(memory)
    with pytest.raises(StorageFault, match="can't be read or written"):
        store.get(Entry(name="a", size=1), tmp_path / "no such folder" / "back")
    with pytest.raises(StorageFault):
        store.put("b", tmp_path / "no such file")
    assert pauses == []


def test_a_list_without_end_is_cut(monkeypatch):
    monkeypatch.setattr("db.packages.hub.reliable._MOST_ENTRIES", 50)
    memory = Memory()
    memory.files = {str(number): b"" for number in range(200)}
    store, _ = reliable(memory)
    assert len(store.list("a")) == 50
