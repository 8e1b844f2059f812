"""Serves a folder to the tests of hubs on loopback, in a process of its own, until it is ended.

Run as a script: serving.py KIND FOLDER. Prints the port, and for SFTP the fingerprint of its key.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from pathlib import Path

USER, PASSWORD = "annotator", "correct horse"


def serve_webdav(folder: Path) -> None:
    from cheroot import wsgi  # noqa: PLC0415 - each server only where it is used
    from wsgidav.wsgidav_app import WsgiDAVApp  # noqa: PLC0415

    application = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(folder)},
            "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False},
            "logging": {"enable": False},
            "verbose": 0,
        }
    )
    server = wsgi.Server(("127.0.0.1", 0), application)
    server.prepare()
    say(server.bind_addr[1])
    server.serve()


def serve_s3(folder: Path) -> None:
    from moto.server import ThreadedMotoServer  # noqa: PLC0415

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    say(server.get_host_and_port()[1])
    threading.Event().wait()


def serve_sftp(folder: Path) -> None:
    import asyncssh  # noqa: PLC0415

    class Server(asyncssh.SSHServer):
        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == (USER, PASSWORD)

    async def run() -> None:
        key = asyncssh.generate_private_key("ssh-ed25519")
        listener = await asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=Server,
            server_host_keys=[key],
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(folder)),
        )
        say(listener.get_port(), key.get_fingerprint())
        await listener.wait_closed()

    asyncio.run(run())


def say(*words: object) -> None:
    print(*words, flush=True)  # noqa: T201 - how it tells the tests


if __name__ == "__main__":
    {"webdav": serve_webdav, "s3": serve_s3, "sftp": serve_sftp}[sys.argv[1]](Path(sys.argv[2]))
