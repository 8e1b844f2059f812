"""What is needed to open a hub, and what is kept where."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.packages.hub import credentials, extras
from db.packages.hub.address import parse
from db.packages.hub.credentials import Credentials, HostKey
from db.packages.hub.faults import HubFault, MissingPart, Trouble
from db.packages.hub.opening import open_hub
from db.packages.keys import FileSecrets


@pytest.mark.parametrize(
    ("address", "extra"),
    [
        ("s3://bucket/hub", "hub-s3"),
        ("sftp://host/hub", "hub-sftp"),
        ("webdav+https://host/hub", "hub-webdav"),
    ],
)
def test_a_missing_library_is_said_with_the_line_that_installs_it(
    tmp_path: Path, monkeypatch, address, extra
):
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(MissingPart) as fault:
        open_hub(address, FileSecrets(tmp_path))
    assert f'pip install "demarche[{extra}]"' in str(fault.value)


def test_each_extra_is_one_that_the_program_has(repository: Path):
    declared = (repository / "pyproject.toml").read_text(encoding="utf-8")
    for extra in ("hub-s3", "hub-sftp", "hub-webdav"):
        assert f"{extra} = [" in declared


def test_a_folder_needs_no_library(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(extras, "import_module", None)
    assert open_hub(str(tmp_path), FileSecrets(tmp_path / "secrets")).list("") == ()


def test_a_folder_that_is_not_connected_is_said(tmp_path: Path):
    store = open_hub(str(tmp_path / "share"), FileSecrets(tmp_path / "secrets"))
    with pytest.raises(HubFault, match="connect it first") as fault:
        store.list("project")
    assert fault.value.trouble is Trouble.MISSING


def test_links_in_a_folder_are_not_followed(tmp_path: Path):
    (tmp_path / "hub" / "p").mkdir(parents=True)
    (tmp_path / "private").write_text("mine")
    (tmp_path / "hub" / "p" / "link").symlink_to(tmp_path / "private")
    (tmp_path / "hub" / "p" / "loop").symlink_to(tmp_path / "hub")
    store = open_hub(str(tmp_path / "hub"), FileSecrets(tmp_path / "secrets"))
    assert store.list("p") == ()


def test_a_password_is_kept_for_its_address_and_never_shown(tmp_path: Path):
    secrets = FileSecrets(tmp_path)
    said = Credentials(user="annotator", password="secret-word")
    credentials.keep(secrets, parse("sftp://host/hub"), said)
    assert credentials.kept(secrets, parse("sftp://host/hub/")) == said
    assert credentials.kept(secrets, parse("sftp://other/hub")) is None
    assert "secret-word" not in repr(said)


def test_what_can_not_be_read_any_more_counts_as_nothing_kept(tmp_path: Path):
    secrets = FileSecrets(tmp_path)
    secrets.set("hub password: sftp://host/hub", "no json")
    assert credentials.kept(secrets, parse("sftp://host/hub")) is None
    assert credentials.trusted(secrets, "host") is None


def test_the_key_of_a_host_is_kept_and_replaced(tmp_path: Path):
    secrets = FileSecrets(tmp_path)
    for text in ("AAAA", "BBBB"):
        key = HostKey(host="h", kind="ssh-ed25519", text=text, fingerprint="", is_changed=False)
        credentials.trust(secrets, key)
    assert credentials.trusted(secrets, "h") == ("ssh-ed25519", "BBBB")


def test_fingerprints_are_compared_however_they_are_written():
    assert credentials.is_same("SHA256:abc", " abc= ")
    assert not credentials.is_same("SHA256:abc", "SHA256:abd")
