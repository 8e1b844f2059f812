"""What a hub refuses, and whom we refuse to talk to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from db.packages.hub import credentials
from db.packages.hub.address import parse
from db.packages.hub.credentials import Credentials, UnknownHost
from db.packages.hub.faults import HubFault, Trouble
from db.packages.hub.opening import open_hub
from db.packages.keys import FileSecrets
from tests.db.packages.hub.servers import Hub, Server

AT = "project-1/inbox/annotator-1"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A file that fits into one block."""
    path = tmp_path / "small file"
    path.write_bytes(os.urandom(5_000))
    return path


class TestRefusals:
    def test_a_place_that_is_not_there_is_never_made(self, hub: Hub, small: Path, tmp_path: Path):
        if hub.kind == "s3":
            hub.address = hub.address.replace("s3://hub-", "s3://no-such-hub-")
        else:
            address, _, _ = hub.address.rpartition("/")
            hub.address = f"{address}/elsewhere"
        if hub.kind != "folder":
            said = Credentials(user="annotator", password="correct horse")
            credentials.keep(hub.secrets, parse(hub.address), said)
        for refused in (
            lambda: hub.open().list("project-1"),
            lambda: hub.open().put(f"{AT}/one.bin", small),
        ):
            with pytest.raises(HubFault) as fault:
                refused()
            assert fault.value.trouble is Trouble.MISSING
            assert hub.pauses == []

    @pytest.mark.parametrize("remote", ["sftp", "webdav"], indirect=True)
    def test_a_wrong_password_is_said_and_not_tried_again(self, remote: Hub):
        said = Credentials(user="annotator", password="wrong")
        credentials.keep(remote.secrets, parse(remote.address), said)
        with pytest.raises(HubFault) as fault:
            remote.open().list("")
        assert fault.value.trouble is Trouble.LOGIN
        assert remote.pauses == []
        assert "wrong" not in str(fault.value)

    def test_a_folder_where_one_may_not_write_is_said(self, hub: Hub, small: Path):
        if hub.folder is None or os.geteuid() == 0:
            pytest.skip("a bucket has no such rights, and root may do everything")
        hub.folder.chmod(0o500)
        try:
            with pytest.raises(HubFault) as fault:
                hub.open().put(f"{AT}/one.bin", small)
            assert fault.value.trouble in {Trouble.NOT_ALLOWED, Trouble.FAILED}
        finally:
            hub.folder.chmod(0o700)


class TestHostKeys:
    def test_a_host_that_nobody_vouched_for_gets_nothing(
        self, sftp_hub: Hub, sftp_server: Server, tmp_path: Path
    ):
        fresh = FileSecrets(tmp_path / "other secrets")
        store = open_hub(sftp_hub.address, fresh, pauses=(), pause=sftp_hub.pauses.append)
        with pytest.raises(UnknownHost) as asked:
            store.list("")
        store.close()
        assert asked.value.key.fingerprint == sftp_server.fingerprint
        assert not asked.value.key.is_changed
        assert sftp_server.fingerprint in str(asked.value)

    def test_a_changed_key_is_refused_until_it_is_trusted(self, sftp_hub: Hub, sftp_server: Server):
        good = credentials.trusted(sftp_hub.secrets, f"[127.0.0.1]:{parse(sftp_hub.address).port}")
        assert good is not None
        other = "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
        key = credentials.HostKey(
            host=f"[127.0.0.1]:{parse(sftp_hub.address).port}",
            kind="ssh-ed25519",
            text=other,
            fingerprint="",
            is_changed=False,
        )
        credentials.trust(sftp_hub.secrets, key)
        with pytest.raises(UnknownHost) as refused:
            sftp_hub.open().list("")
        assert refused.value.key.is_changed
        assert refused.value.key.fingerprint == sftp_server.fingerprint
        credentials.trust(sftp_hub.secrets, refused.value.key)
        assert sftp_hub.open().list("") == ()

    def test_hosts_that_the_user_knows_already_are_trusted(self, sftp_hub: Hub, tmp_path: Path):
        host = f"[127.0.0.1]:{parse(sftp_hub.address).port}"
        kind_and_text = credentials.trusted(sftp_hub.secrets, host)
        assert kind_and_text is not None
        known = Path.home() / ".ssh" / "known_hosts"
        known.parent.mkdir()
        known.write_text(f"broken line\n{host} {' '.join(kind_and_text)}\n", encoding="utf-8")
        fresh = FileSecrets(tmp_path / "other secrets")
        said = Credentials(password="correct horse")
        credentials.keep(fresh, parse(sftp_hub.address), said)
        store = open_hub(sftp_hub.address, fresh)
        assert store.list("") == ()
        store.close()
