"""Servers that show a certificate which nobody here trusts, and one that somebody does."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest

from db.packages.hub import credentials
from db.packages.hub.address import parse
from db.packages.hub.credentials import Credentials
from db.packages.hub.faults import HubFault, Trouble
from db.packages.hub.opening import open_hub
from db.packages.hub.reliable import ReliableStore
from db.packages.keys import FileSecrets

for needed in ("cryptography", "httpx", "boto3"):
    pytest.importorskip(needed)


@dataclass
class Encrypted:
    """An HTTPS server that answers everything with 404, and what it was told."""

    port: int
    certificate: Path
    headers: list[str]


def make_certificate(folder: Path) -> tuple[Path, Path]:
    from cryptography import x509  # noqa: PLC0415 - comes with an extra
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hub of a test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, private


@pytest.fixture
def encrypted(tmp_path: Path) -> Iterator[Encrypted]:
    """The server, with a certificate that it signed itself."""
    certificate, private = make_certificate(tmp_path)
    headers: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_PROPFIND(self) -> None:
            headers.append(self.headers.get("Authorization", ""))
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = do_PROPFIND  # noqa: N815 - the names that the base class asks for

        def log_message(self, *arguments: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, address: object) -> None:
            """Clients that do not trust it hang up."""

    listener = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, private)
    listener.socket = context.wrap_socket(
        listener.socket, server_side=True, do_handshake_on_connect=False
    )
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Encrypted(listener.server_port, certificate, headers)
    listener.shutdown()
    listener.server_close()
    thread.join()


def opened(address: str, tmp_path: Path) -> ReliableStore:
    secrets = FileSecrets(tmp_path / "secrets")
    said = Credentials(user="annotator", password="secret-word")
    credentials.keep(secrets, parse(address), said)
    return open_hub(address, secrets, pauses=())


ADDRESSES = (
    "webdav+https://127.0.0.1:{port}/hub",
    "s3://bucket/hub?endpoint=https://127.0.0.1:{port}",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_certificate_that_nobody_trusts_is_said_and_gets_no_password(
    encrypted: Encrypted, tmp_path: Path, address: str
):
    store = opened(address.format(port=encrypted.port), tmp_path)
    with pytest.raises(HubFault) as fault:
        store.list("p")
    store.close()
    assert fault.value.trouble is Trouble.CERTIFICATE
    assert not fault.value.is_passing
    assert encrypted.headers == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_certificate_that_the_system_trusts_is_good(
    encrypted: Encrypted, tmp_path: Path, monkeypatch, address: str
):
    monkeypatch.setenv("SSL_CERT_FILE", str(encrypted.certificate))
    store = opened(address.format(port=encrypted.port), tmp_path)
    with pytest.raises(HubFault) as fault:
        store.list("p")
    store.close()
    assert fault.value.trouble is Trouble.MISSING
    assert encrypted.headers[0].split()[0] in {"Basic", "AWS4-HMAC-SHA256"}
    assert "secret-word" not in encrypted.headers[0]
