"""Where signing keys lie, and that they stay the same."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from db.errors import StorageFault
from db.packages import keys
from db.packages.keys import FileSecrets, KeyringSecrets


class MemoryKeyring(KeyringBackend):
    """A keyring that works, or that is locked from some moment on."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._refuse_if_locked()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._refuse_if_locked()
        self.kept[service, username] = password

    def _refuse_if_locked(self) -> None:
        if self.is_locked:
            raise KeyringLocked("locked")


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    """A system that has a keyring."""
    backend = MemoryKeyring()
    monkeypatch.setattr(keyring.core, "_keyring_backend", backend)
    return backend


def test_a_key_is_made_once_and_is_the_same_ever_after(tmp_path: Path):
    key = keys.signing_key(FileSecrets(tmp_path), keys.ANNOTATOR)
    again = keys.signing_key(FileSecrets(tmp_path), keys.ANNOTATOR)
    assert bytes(key) == bytes(again)


def test_each_owner_has_a_key_of_their_own(tmp_path: Path):
    secrets = FileSecrets(tmp_path)
    owners = (keys.ANNOTATOR, keys.lead("one"), keys.lead("two"))
    assert len({bytes(keys.signing_key(secrets, each)) for each in owners}) == 3


def test_only_the_owner_can_read_the_files(tmp_path: Path):
    secrets = FileSecrets(tmp_path / "deep" / "secrets")
    secrets.set("name", "value")
    (path,) = (tmp_path / "deep" / "secrets").iterdir()
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "name" not in path.name


@given(
    kept=st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=400),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")),
        max_size=4,
    )
)
def test_a_file_keeps_any_secret_under_any_name(
    tmp_path_factory: pytest.TempPathFactory, kept: dict[str, str]
):
    secrets = FileSecrets(tmp_path_factory.mktemp("secrets"))
    for name, value in kept.items():
        secrets.set(name, "older")
        secrets.set(name, value)
    assert {name: secrets.get(name) for name in kept} == kept
    assert secrets.get("nobody kept this") is None


def test_long_names_that_begin_the_same_are_told_apart(tmp_path: Path):
    secrets = FileSecrets(tmp_path)
    names = ["sftp://host/" + "deep/" * 100 + end for end in "ab"]
    for each in names:
        secrets.set(each, each[-1])
    assert [secrets.get(each) for each in names] == ["a", "b"]


def test_a_place_that_can_not_be_used_is_said(tmp_path: Path):
    (tmp_path / "file").write_text("")
    secrets = FileSecrets(tmp_path / "file")
    with pytest.raises(StorageFault, match="can't be kept"):
        secrets.set("name", "value")
    with pytest.raises(StorageFault, match="can't be kept"):
        secrets.get("name")


def test_a_spoilt_key_is_not_quietly_exchanged(tmp_path: Path):
    secrets = FileSecrets(tmp_path)
    for spoilt in ("", "nonsense!", "QUJD"):
        secrets.set(f"signing key: {keys.ANNOTATOR}", spoilt)
        with pytest.raises(StorageFault, match="can't be read"):
            keys.signing_key(secrets, keys.ANNOTATOR)


def test_the_systems_keyring_is_used_where_there_is_one(system: MemoryKeyring):
    secrets = keys.default_secrets()
    assert isinstance(secrets, KeyringSecrets)
    keys.signing_key(secrets, keys.ANNOTATOR)
    assert [name for _, name in system.kept] == [f"signing key: {keys.ANNOTATOR}"]


def test_files_are_used_where_there_is_no_keyring():
    secrets = keys.default_secrets()
    assert isinstance(secrets, FileSecrets)
    key = keys.signing_key(secrets, keys.ANNOTATOR)
    assert bytes(keys.signing_key(keys.default_secrets(), keys.ANNOTATOR)) == bytes(key)


def test_a_keyring_that_is_locked_meanwhile_is_said(system: MemoryKeyring):
    secrets = keys.default_secrets()
    system.is_locked = True
    with pytest.raises(StorageFault, match="Unlock it"):
        keys.signing_key(secrets, keys.ANNOTATOR)
    with pytest.raises(StorageFault, match="Unlock it"):
        secrets.set("name", "value")


@given(message=st.binary(), place=st.integers(0, 63), flipped=st.integers(1, 255))
def test_a_signature_holds_for_its_message_and_key_only(message: bytes, place: int, flipped: int):
    key, other = (keys.SigningKey(each * 32) for each in (b"k", b"o"))
    signature = key.sign(message).signature
    changed = bytearray(signature)
    changed[place] ^= flipped
    assert keys.is_signed_by(keys.public_key(key), message, signature)
    assert not keys.is_signed_by(keys.public_key(key), message + b"!", signature)
    assert not keys.is_signed_by(keys.public_key(key), message, bytes(changed))
    assert not keys.is_signed_by(keys.public_key(other), message, signature)


@pytest.mark.parametrize("public", ["", "?", "QUJD", "ä"])
def test_a_key_that_is_none_has_signed_nothing(public: str):
    assert not keys.is_signed_by(public, b"message", bytes(64))
