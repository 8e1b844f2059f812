from __future__ import annotations

import io
import zipfile

import pytest

from db.formats import archive
from db.formats.archive import Archive, NoArchive
from db.formats.whole import TooLarge


def packed(*files: tuple[str, bytes]) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files:
            made.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    stream.seek(0)
    return stream


def test_files_are_read_by_name_and_folders_left_out():
    opened = Archive(packed(("a/", b""), ("a/b.txt", b"words"), ("c.txt", b"")))
    assert opened.names == ("a/b.txt", "c.txt")
    assert opened.read("a/b.txt") == b"words"


@pytest.mark.parametrize(
    "name", ["../a.txt", "a/../../b", "/etc/a", "\\a", "C:\\a.txt", "c:a", "a\\..\\b"]
)
def test_names_that_lead_out_are_refused(name: str):
    with pytest.raises(NoArchive, match="leads out"):
        Archive(packed((name, b"x")))


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(NoArchive, match="times its size"):
        Archive(packed(("a.txt", b"\x00" * 30_000_000)))


def test_too_many_and_too_much_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "MAX_MEMBERS", 1)
    with pytest.raises(NoArchive, match="2 files"):
        Archive(packed(("a", b"1"), ("b", b"2")))
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 1)
    with pytest.raises(NoArchive, match="unpacks to"):
        Archive(packed(("a", b"12")))


def test_a_file_beyond_the_limit_is_not_read():
    with pytest.raises(TooLarge):
        Archive(packed(("a", b"12345"))).read("a", limit=4)


def test_what_is_damaged_or_missing_is_told():
    with pytest.raises(NoArchive):
        Archive(io.BytesIO(b"PK\x03\x04 but nothing more"))
    stream = packed(("a", b"12345" * 1000))
    broken = bytearray(stream.getvalue())
    broken[40:50] = b"\xff" * 10
    opened = Archive(io.BytesIO(bytes(broken)))
    with pytest.raises(NoArchive, match="damaged"):
        opened.read("a")
    with pytest.raises(NoArchive):
        opened.read("b")
