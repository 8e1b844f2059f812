"""The envelope in which project files travel: what comes out is what went in, or nothing does."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from db.errors import InvalidPackage, StorageFault
from db.model import AnnotatorId
from db.packages import bundle, keys
from db.packages.bundle import About, BundleKind, Counts

KEY = SigningKey(b"k" * 32)
OTHER_KEY = SigningKey(b"o" * 32)
CONTENT = b"SQLite format 3\x00" + bytes(range(256)) * 20 + b"a span" * 300


def make_about(**changes: object) -> About:
    about = About(
        kind=BundleKind.BACK,
        id="0190-bundle",
        project="0190-project",
        title="A project",
        annotator=AnnotatorId("0190-annotator"),
        public_key=keys.public_key(KEY),
        round=2,
        created_at="2026-01-01T00:00:00.000Z",
        counts=Counts(articles=3, done=2, spans=7, links=4, comments=1, seconds=90),
        package="0190-package",
    )
    return replace(about, **changes)


def make_bundle(folder: Path, content: bytes = CONTENT, **changes: object) -> Path:
    plain, target = folder / "plain", folder / "work.demarche-back"
    plain.write_bytes(content)
    bundle.write(plain, target, make_about(**changes), KEY)
    return target


def forge(
    target: Path,
    members: list[tuple[str | zipfile.ZipInfo, bytes]],
    way: int = zipfile.ZIP_DEFLATED,
) -> Path:
    """A zip with the checksum at its end, so that it is looked into."""
    with zipfile.ZipFile(target, "w", way) as archive:
        for name, text in members:
            archive.writestr(name, text, compress_type=way)
        archive.comment = bytes(64)
    return reseal(target)


def reseal(target: Path) -> Path:
    plain = target.read_bytes()[:-64]
    target.write_bytes(plain + hashlib.sha256(plain).hexdigest().encode())
    return target


def signed(said: object, content: bytes, key: SigningKey = KEY) -> list[tuple[str, bytes]]:
    message = said if isinstance(said, bytes) else orjson.dumps(said)
    return [
        ("bundle.json", message),
        ("signature", base64.b64encode(key.sign(message).signature)),
        ("content.demarche", content),
    ]


def words(content: bytes = CONTENT, **changes: object) -> dict[str, object]:
    """What bundle.json says, with some of it changed."""
    said = {
        "format": 1,
        "kind": "back",
        "id": "i",
        "project": "p",
        "title": "t",
        "annotator": "a",
        "public_key": keys.public_key(KEY),
        "round": 1,
        "created_at": "c",
        "counts": {},
        "package": "",
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return {**said, **changes}


def refused(path: Path, folder: Path, match: str | None = None) -> None:
    into = folder / "out.demarche"
    with pytest.raises(InvalidPackage, match=match):
        bundle.read(path, into)
    assert not into.exists()
    assert not list(folder.glob("*.partial*"))


class TestThereAndBack:
    def test_what_comes_out_is_what_went_in(self, tmp_path: Path):
        path = make_bundle(tmp_path)
        about = bundle.read(path, tmp_path / "out")
        assert (tmp_path / "out").read_bytes() == CONTENT
        assert about == make_about(sha256=hashlib.sha256(CONTENT).hexdigest())
        assert bundle.about(path) == about

    def test_an_empty_project_file_travels_as_well(self, tmp_path: Path):
        bundle.read(make_bundle(tmp_path, b""), tmp_path / "out")
        assert (tmp_path / "out").read_bytes() == b""

    def test_nothing_is_left_beside_the_bundle(self, tmp_path: Path):
        make_bundle(tmp_path)
        assert {each.name for each in tmp_path.iterdir()} == {"plain", "work.demarche-back"}

    def test_a_bundle_is_known_by_its_first_bytes(self, tmp_path: Path):
        assert bundle.is_bundle(make_bundle(tmp_path))
        assert not bundle.is_bundle(tmp_path / "plain")
        assert not bundle.is_bundle(tmp_path / "nowhere")
        assert not bundle.is_bundle(tmp_path)

    def test_a_file_that_is_there_is_never_written_over_when_reading(self, tmp_path: Path):
        path = make_bundle(tmp_path)
        (tmp_path / "out").write_text("somebody's")
        with pytest.raises(StorageFault):
            bundle.read(path, tmp_path / "out")
        assert (tmp_path / "out").read_text() == "somebody's"

    def test_a_place_that_can_not_be_written_is_said(self, tmp_path: Path):
        plain = tmp_path / "plain"
        plain.write_bytes(CONTENT)
        with pytest.raises(StorageFault):
            bundle.write(plain, tmp_path / "nowhere" / "x", make_about(), KEY)

    def test_the_fingerprint_is_sixteen_digits_in_fours(self, tmp_path: Path):
        about = bundle.about(make_bundle(tmp_path))
        assert [len(each) for each in about.fingerprint.split()] == [4, 4, 4, 4]
        assert hashlib.sha256(CONTENT).hexdigest().startswith(about.fingerprint.replace(" ", ""))


class TestDamage:
    @given(data=st.data())
    @settings(max_examples=300)
    def test_a_changed_byte_is_always_noticed(self, tmp_path: Path, data: st.DataObject):
        good = _good_bundle(tmp_path)
        place = data.draw(st.integers(0, len(good) - 1))
        flipped = data.draw(st.integers(1, 255))
        path = tmp_path / "bad"
        path.write_bytes(good[:place] + bytes([good[place] ^ flipped]) + good[place + 1 :])
        refused(path, tmp_path)

    @given(data=st.data())
    @settings(max_examples=300)
    def test_a_changed_byte_under_a_mended_checksum_changes_nothing_or_is_noticed(
        self, tmp_path: Path, data: st.DataObject
    ):
        good = _good_bundle(tmp_path)
        place = data.draw(st.integers(0, len(good) - 65))
        flipped = data.draw(st.integers(1, 255))
        path = tmp_path / "bad"
        path.write_bytes(good[:place] + bytes([good[place] ^ flipped]) + good[place + 1 :])
        reseal(path)
        into = tmp_path / "out.demarche"
        into.unlink(missing_ok=True)
        try:
            about = bundle.read(path, into)
        except InvalidPackage:
            assert not into.exists()
        else:
            # Some bytes of a zip say nothing, such as the time of a member.
            assert about == bundle.about(tmp_path / "work.demarche-back")
            assert into.read_bytes() == CONTENT

    @given(data=st.data())
    def test_a_file_cut_short_is_always_noticed(self, tmp_path: Path, data: st.DataObject):
        good = _good_bundle(tmp_path)
        path = tmp_path / "bad"
        path.write_bytes(good[: data.draw(st.integers(0, len(good) - 1))])
        refused(path, tmp_path, "cut short")

    @given(junk=st.binary(max_size=400))
    def test_whatever_else_it_is_it_is_refused(self, tmp_path: Path, junk: bytes):
        path = tmp_path / "junk"
        path.write_bytes(junk)
        refused(path, tmp_path)
        path.write_bytes(b"PK\x03\x04" + junk)
        refused(path, tmp_path)
        path.write_bytes(b"PK\x03\x04" + junk + bytes(64))
        refused(reseal(path), tmp_path)

    def test_something_written_behind_it_is_noticed(self, tmp_path: Path):
        path = make_bundle(tmp_path)
        path.write_bytes(path.read_bytes() + b"more")
        refused(path, tmp_path)

    def test_no_file_and_a_folder_are_refused(self, tmp_path: Path):
        refused(tmp_path / "nowhere", tmp_path, "can't be read")
        (tmp_path / "folder").mkdir()
        refused(tmp_path / "folder", tmp_path)


class TestForgery:
    def test_a_forged_bundle_of_the_right_form_is_the_base_of_these_tests(self, tmp_path: Path):
        path = forge(tmp_path / "x", signed(words(), CONTENT))
        assert bundle.read(path, tmp_path / "out").id == "i"

    def test_words_that_were_changed_are_noticed(self, tmp_path: Path):
        members = dict(signed(words(), CONTENT))
        members["bundle.json"] = orjson.dumps(words(annotator="somebody else"))
        refused(forge(tmp_path / "x", list(members.items())), tmp_path, "changed it on the way")

    def test_a_content_that_was_exchanged_is_noticed(self, tmp_path: Path):
        path = forge(tmp_path / "x", signed(words(), b"another project"))
        refused(path, tmp_path, "changed it on the way")

    def test_a_signature_by_another_key_than_it_names_is_noticed(self, tmp_path: Path):
        path = forge(tmp_path / "x", signed(words(), CONTENT, OTHER_KEY))
        refused(path, tmp_path, "changed it on the way")

    def test_whoever_signs_anew_names_another_key(self, tmp_path: Path):
        said = words(public_key=keys.public_key(OTHER_KEY))
        path = forge(tmp_path / "x", signed(said, CONTENT, OTHER_KEY))
        assert bundle.about(path).public_key == keys.public_key(OTHER_KEY)

    @pytest.mark.parametrize("signature", [b"", b"????", base64.b64encode(bytes(64)), b"A" * 9999])
    def test_no_signature_is_none(self, tmp_path: Path, signature: bytes):
        members = dict(signed(words(), CONTENT))
        members["signature"] = signature
        refused(forge(tmp_path / "x", list(members.items())), tmp_path)

    @pytest.mark.parametrize(
        "changes",
        [
            {"kind": "letter"},
            {"round": "1"},
            {"round": -1},
            {"round": None},
            {"title": 5},
            {"annotator": ["a"]},
            {"public_key": None},
            {"public_key": "short"},
            {"sha256": {}},
            {"counts": []},
            {"counts": {"spans": "many"}},
            {"counts": {"horses": 1}},
            {"more": "words"},
        ],
    )
    def test_signed_nonsense_is_refused(self, tmp_path: Path, changes: dict[str, object]):
        refused(forge(tmp_path / "x", signed(words(**changes), CONTENT)), tmp_path)

    @pytest.mark.parametrize("said", [b"", b"[]", b"null", b"5", b"{", b"{}", b'"x"', b"\xff"])
    def test_what_is_no_description_is_refused(self, tmp_path: Path, said: bytes):
        refused(forge(tmp_path / "x", signed(said, CONTENT)), tmp_path)

    def test_a_newer_format_asks_for_a_newer_program(self, tmp_path: Path):
        refused(forge(tmp_path / "x", signed(words(format=2), CONTENT)), tmp_path, "newer version")


class TestHostileZips:
    @pytest.mark.parametrize(
        "name",
        ["../content.demarche", "/etc/passwd", "content.demarche/../x", "C:\\x", "x" * 500],
    )
    def test_other_names_in_the_zip_are_refused(self, tmp_path: Path, name: str):
        members = signed(words(), CONTENT)
        extra = [*members, (name, b"x")]
        refused(forge(tmp_path / "x", extra), tmp_path, "other things")
        instead = [*members[:2], (name, CONTENT)]
        refused(forge(tmp_path / "y", instead), tmp_path, "other things")
        assert not (tmp_path.parent / "content.demarche").exists()

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_a_name_that_stands_twice_is_refused(self, tmp_path: Path):
        members = signed(words(), CONTENT)
        refused(forge(tmp_path / "x", [*members, members[2]]), tmp_path, "other things")

    def test_a_missing_member_is_refused(self, tmp_path: Path):
        for number in range(3):
            members = signed(words(), CONTENT)
            members.pop(number)
            refused(forge(tmp_path / f"x{number}", members), tmp_path, "other things")

    def test_a_content_that_grows_without_end_is_refused(self, tmp_path: Path):
        bomb = bytes(40 * 2**20)
        path = forge(tmp_path / "x", signed(words(bomb), bomb))
        assert path.stat().st_size < 2**17
        refused(path, tmp_path, "far more than")

    def test_a_description_that_grows_without_end_is_refused(self, tmp_path: Path):
        path = forge(tmp_path / "x", signed(b" " * 2**22, CONTENT))
        refused(path, tmp_path, "other things")

    @pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_other_ways_of_packing_are_refused(self, tmp_path: Path, way: int):
        refused(forge(tmp_path / "x", signed(words(), CONTENT), way), tmp_path, "other things")

    def test_an_encrypted_member_is_refused(self, tmp_path: Path):
        path = forge(tmp_path / "x", signed(words(), CONTENT))
        plain = bytearray(path.read_bytes())
        for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            start = plain.rfind(mark)
            plain[start + flags] |= 1
        path.write_bytes(plain)
        refused(reseal(path), tmp_path)


def _good_bundle(folder: Path) -> bytes:
    path = folder / "work.demarche-back"
    return (path if path.exists() else make_bundle(folder)).read_bytes()
