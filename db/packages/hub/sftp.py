"""Hubs on a server that is reached by SFTP; its host key is checked before anything is said."""

from __future__ import annotations

import base64
import hashlib
import logging
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from db.packages.hub import credentials
from db.packages.hub.address import Address, HubKind
from db.packages.hub.backend import BLOCK, Source
from db.packages.hub.credentials import HostKey, UnknownHost
from db.packages.hub.extras import library
from db.packages.hub.faults import HubFault, Trouble, explained_os_error
from db.packages.hub.store import Entry
from db.packages.keys import SecretStore

_TIMEOUT_S = 20.0
_PORT = 22
_AHEAD = 64
"""How many blocks of a download are asked for before the first has come."""


class _Status(Protocol):
    """What the server says of a file."""

    filename: str
    st_size: int | None
    st_mtime: int | None
    st_mode: int | None


class _RemoteFile(Protocol):
    def seek(self, offset: int) -> None: ...
    def read(self, size: int) -> bytes: ...
    def prefetch(self, file_size: int, max_concurrent_requests: int) -> None: ...
    def close(self) -> None: ...


class _Channel(Protocol):
    closed: bool

    def settimeout(self, timeout: float) -> None: ...


class _Files(Protocol):
    """What we use of paramiko's SFTPClient."""

    def get_channel(self) -> _Channel: ...
    def listdir_iter(self, path: str) -> Iterator[_Status]: ...
    def stat(self, path: str) -> _Status: ...
    def open(self, path: str, mode: str) -> _RemoteFile: ...
    def putfo(self, source: Source, path: str, *, file_size: int, confirm: bool) -> _Status: ...
    def rename(self, old: str, new: str) -> None: ...
    def remove(self, path: str) -> None: ...
    def mkdir(self, path: str) -> None: ...


class _Key(Protocol):
    """What we use of a host key of paramiko."""

    def get_name(self) -> str: ...
    def get_base64(self) -> str: ...
    def asbytes(self) -> bytes: ...


class _Client(Protocol):
    """What we use of paramiko's SSHClient."""

    def close(self) -> None: ...


class SftpBackend:
    """A folder on a server. Raises UnknownHost before anything of ours is shown to a stranger."""

    is_atomic = False

    def __init__(self, address: Address, secrets: SecretStore) -> None:
        self._paramiko = library(HubKind.SFTP)
        # It writes whole traces to the standard error unless somebody listens.
        logging.getLogger("paramiko").addHandler(logging.NullHandler())
        self.errors: tuple[type[Exception], ...] = (
            OSError,
            EOFError,
            self._paramiko.SSHException,
        )
        self.address = address.text
        self._where = address
        self._secrets = secrets
        self._root = _root(address.path)
        self._client: _Client | None = None
        self._files: _Files | None = None

    def has_root(self) -> bool:
        """Whether the folder is there."""
        try:
            return stat.S_ISDIR(self._connected().stat(self._root).st_mode or 0)
        except FileNotFoundError:
            return False

    def entries(self, folder: str) -> Iterator[Entry]:
        """What a folder holds; links are passed over."""
        for each in self._connected().listdir_iter(self._at(folder)):
            name = f"{folder}/{each.filename}" if folder else each.filename
            mode = each.st_mode or 0
            if stat.S_ISDIR(mode):
                yield Entry(name=name, is_folder=True)
            elif stat.S_ISREG(mode):
                yield Entry(name=name, size=each.st_size or 0, modified=_moment(each.st_mtime))

    def size(self, name: str) -> int | None:
        """How many bytes a file has."""
        with suppress(FileNotFoundError):
            return self._connected().stat(self._at(name)).st_size
        return None

    @contextmanager
    def read(self, name: str, start: int) -> Iterator[Iterator[bytes]]:
        """The blocks of a file from a byte on."""
        files = self._connected()
        size = files.stat(self._at(name)).st_size or 0
        file = files.open(self._at(name), "rb")
        try:
            file.seek(start)
            _let_fail_quietly(file, self.errors)
            file.prefetch(size, max_concurrent_requests=_AHEAD)
            yield iter(lambda: file.read(BLOCK), b"")
        finally:
            with suppress(*self.errors):
                file.close()

    def write(self, name: str, source: Source) -> None:
        """Write a file; the server's own count of it is compared."""
        self._connected().putfo(source, self._at(name), file_size=source.size, confirm=True)

    def move(self, old: str, new: str) -> None:
        """Give a file another name; servers refuse where one of that name is there."""
        self._connected().rename(self._at(old), self._at(new))

    def remove(self, name: str) -> None:
        """Remove a file."""
        with suppress(FileNotFoundError):
            self._connected().remove(self._at(name))

    def make_folder(self, name: str) -> None:
        """Make a folder."""
        files = self._connected()
        try:
            files.mkdir(self._at(name))
        except OSError:
            # What servers say of a folder that is there differs: look for oneself.
            if not stat.S_ISDIR(files.stat(self._at(name)).st_mode or 0):
                raise

    def explained(self, error: Exception) -> HubFault:
        """An error of paramiko in words."""
        is_login = isinstance(error, self._paramiko.AuthenticationException)
        # Where there is neither a password nor a key, there is no class for it.
        if is_login or "authentication" in str(error).casefold():
            return HubFault(self.address, Trouble.LOGIN)
        if self._files is not None and self._files.get_channel().closed:
            # Errors of a line that is cut and of the server are told alike.
            return HubFault(self.address, Trouble.UNREACHABLE, "the connection was cut")
        if isinstance(error, OSError | EOFError):
            return explained_os_error(self.address, error)
        return HubFault(self.address, Trouble.UNREACHABLE, str(error))

    def disconnect(self) -> None:
        """Hang up."""
        client, self._client, self._files = self._client, None, None
        if client is not None:
            with suppress(*self.errors):
                client.close()

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root

    def _connected(self) -> _Files:
        if self._files is not None:
            return self._files
        client = self._paramiko.SSHClient()
        host, port = self._where.host, self._where.port or _PORT
        shown = host if port == _PORT else f"[{host}]:{port}"
        for key in self._known(shown):
            client.get_host_keys().add(shown, key.get_name(), key)
        client.set_missing_host_key_policy(_RefuseUnknown(self.address))
        said = credentials.kept(self._secrets, self._where) or credentials.Credentials()
        try:
            client.connect(
                host,
                port=port,
                username=self._where.user or said.user or None,
                password=said.password or None,
                timeout=_TIMEOUT_S,
                banner_timeout=_TIMEOUT_S,
                auth_timeout=_TIMEOUT_S,
                channel_timeout=_TIMEOUT_S,
            )
            files = client.open_sftp()
            files.get_channel().settimeout(_TIMEOUT_S)
        except self._paramiko.BadHostKeyException as error:
            client.close()
            raise UnknownHost(self.address, _host_key(shown, error.key, is_changed=True)) from error
        except BaseException:
            client.close()
            raise
        self._client, self._files = client, files
        return self._files

    def _known(self, shown: str) -> list[_Key]:
        """The keys that a host may show: the one trusted here, else those the user knows."""
        pinned = credentials.trusted(self._secrets, shown)
        if pinned is not None:
            entry = self._paramiko.hostkeys.HostKeyEntry.from_line(f"{shown} {' '.join(pinned)}")
            return [] if entry is None else [entry.key]
        known = self._paramiko.HostKeys()
        with suppress(OSError, ValueError, self._paramiko.SSHException):
            known.load(str(Path.home() / ".ssh" / "known_hosts"))
        return list((known.lookup(shown) or {}).values())


def _let_fail_quietly(file: _RemoteFile, errors: tuple[type[Exception], ...]) -> None:
    """Keep the thread that asks for blocks ahead from ending in a trace when the line is cut.

    Who reads the blocks gets the same error, and says it.
    """
    name = "_prefetch_thread"
    ask_ahead = getattr(file, name, None)
    if ask_ahead is None:
        return

    def ask(*arguments: object) -> None:
        with suppress(*errors):
            ask_ahead(*arguments)

    setattr(file, name, ask)


class _RefuseUnknown:
    """What paramiko asks about a host of which no key is known."""

    def __init__(self, address: str) -> None:
        self._address = address

    def missing_host_key(self, client: _Client, hostname: str, key: _Key) -> None:  # noqa: ARG002
        """Say no; the person may trust the key and come back."""
        raise UnknownHost(self._address, _host_key(hostname, key, is_changed=False))


def _host_key(host: str, key: _Key, *, is_changed: bool) -> HostKey:
    digest = base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")
    return HostKey(
        host=host,
        kind=key.get_name(),
        text=key.get_base64(),
        fingerprint=f"SHA256:{digest}",
        is_changed=is_changed,
    )


def _root(path: str) -> str:
    """Where names begin at the server, which starts in the user's home."""
    if path in {"", "/~"}:
        return "."
    return path.removeprefix("/~/")


def _moment(seconds: int | None) -> datetime | None:
    if seconds is None:
        return None
    with suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(seconds, UTC)
    return None
