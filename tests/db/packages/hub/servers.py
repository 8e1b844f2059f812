"""Real servers on loopback, a connection that breaks, and a hub of each kind on top of them."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from db.packages.hub import credentials
from db.packages.hub.address import parse
from db.packages.hub.credentials import Credentials, UnknownHost
from db.packages.hub.opening import open_hub
from db.packages.hub.reliable import ReliableStore
from db.packages.keys import FileSecrets
from tests.db.packages.hub.serving import PASSWORD, USER

ROOT = "team hub ü#1 50%"
"""The folder of the hub at a server: signs that an address must write otherwise."""
_QUOTED = "team%20hub%20%C3%BC%231%2050%25"
BUCKET = "team-hub"
_CLIENTS = {"s3": "boto3", "sftp": "paramiko", "webdav": "httpx"}


@dataclass
class Server:
    """A running server: its port, the folder that it serves, and its host key's fingerprint."""

    kind: str
    port: int
    folder: Path
    fingerprint: str = ""


@contextmanager
def running(kind: str, folder: Path) -> Iterator[Server]:
    """A server in a process of its own; the test is skipped where it can't be started."""
    script = Path(__file__).with_name("serving.py")
    with (
        tempfile.TemporaryFile("w+") as errors,
        subprocess.Popen(
            [sys.executable, str(script), kind, str(folder)],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            said = process.stdout.readline().split()
            if not said:
                errors.seek(0)
                reason = errors.read().strip().splitlines()[-1:]
                pytest.skip(f"no {kind} server can be started here: {reason}")
            yield Server(kind=kind, port=int(said[0]), folder=folder, fingerprint=said[-1])
        finally:
            process.kill()


@dataclass
class Proxy:
    """Stands between a client and a server, and cuts connections when it is told to.

    `cut_after` are the bytes from the server after which the next connections are cut, `cut_up`
    the same for bytes to it; each number is for one connection.
    """

    target: int
    cut_down: list[int] = field(default_factory=list)
    cut_up: list[int] = field(default_factory=list)
    down: int = 0
    up: int = 0
    connections: int = 0
    _listener: socket.socket = field(default_factory=socket.socket)
    _pairs: list[socket.socket] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def start(self) -> None:
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(32)
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        _hang_up(self._listener)
        for each in self._pairs:
            _hang_up(each)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
                for each in (client, server):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._pairs += [client, server]
                self.connections += 1
                for source, sink, direction in ((server, client, "down"), (client, server, "up")):
                    threading.Thread(
                        target=self._carry, args=(source, sink, direction), daemon=True
                    ).start()

    def _carry(self, source: socket.socket, sink: socket.socket, direction: str) -> None:
        cuts = self.cut_down if direction == "down" else self.cut_up
        carried = 0
        with suppress(OSError):
            while block := source.recv(65536):
                carried += len(block)
                if cuts and carried >= cuts[0]:
                    cuts.pop(0)
                    break
                sink.sendall(block)
                setattr(self, direction, getattr(self, direction) + len(block))
        _hang_up(source)
        _hang_up(sink)


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


@dataclass
class Hub:
    """A hub of some kind for one test; `pauses` are those that it made, none of which took time.

    `files` is what really lies there, by name; None where only the hub itself can say.
    """

    kind: str
    address: str
    secrets: FileSecrets
    folder: Path | None
    proxy: Proxy | None
    pauses: list[float] = field(default_factory=list)
    opened: list[ReliableStore] = field(default_factory=list)

    def open(self, attempts: int = 5) -> ReliableStore:
        """Open it anew; closed when the test is over."""
        store = open_hub(
            self.address,
            self.secrets,
            pauses=[0.1 * 2**number for number in range(attempts)],
            pause=self.pauses.append,
        )
        self.opened.append(store)
        return store

    def names(self, folder: str) -> list[str]:
        """All that lies in a folder of the hub, partial files, too."""
        return sorted(each.name.rpartition("/")[2] for each in self.open().list(folder))


@contextmanager
def hub_at(kind: str, server: Server | None, tmp_path: Path) -> Iterator[Hub]:
    """An empty hub behind a proxy; a folder has none."""
    secrets = FileSecrets(tmp_path / "secrets")
    if server is None:
        folder = tmp_path / ROOT
        folder.mkdir()
        yield Hub(kind, str(folder), secrets, folder, None)
        return
    pytest.importorskip(_CLIENTS[kind])
    proxy = Proxy(server.port)
    proxy.start()
    hub = Hub(kind, _address(kind, proxy.port), secrets, None, proxy)
    try:
        _prepare(hub, server, tmp_path.name)
        yield hub
    finally:
        for each in hub.opened:
            each.close()
        proxy.stop()


def _address(kind: str, port: int) -> str:
    if kind == "s3":
        return f"s3://{BUCKET}/{_QUOTED}?endpoint=http://127.0.0.1:{port}"
    scheme = "webdav+http" if kind == "webdav" else kind
    return f"{scheme}://{USER}@127.0.0.1:{port}/{_QUOTED}"


def _prepare(hub: Hub, server: Server, name: str) -> None:
    credentials.keep(hub.secrets, parse(hub.address), Credentials(user=USER, password=PASSWORD))
    if hub.kind == "s3":
        # One service serves all tests: each has a bucket of its own.
        bucket = f"hub-{abs(hash((name, hub.address)))}"
        client = s3_client(server)
        client.create_bucket(Bucket=bucket)
        client.close()
        hub.address = hub.address.replace(BUCKET, bucket)
        credentials.keep(hub.secrets, parse(hub.address), Credentials(user=USER, password=PASSWORD))
        return
    hub.folder = server.folder / ROOT
    if hub.folder.exists():
        # Moved away instead of removed: a server may still hold what a cut connection left.
        hub.folder.rename(server.folder / f"before {name} {hub.kind}")
    hub.folder.mkdir()
    if hub.kind == "sftp":
        with pytest.raises(UnknownHost) as asked:
            hub.open().list("")
        credentials.trust(hub.secrets, asked.value.key)


def s3_client(server: Server):
    """A client of its own for the service."""
    import boto3  # noqa: PLC0415 - an extra

    return boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{server.port}",
        region_name="us-east-1",
        aws_access_key_id="x",
        aws_secret_access_key="x",
    )
