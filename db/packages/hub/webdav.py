"""Hubs in a web folder (WebDAV), as Nextcloud and many storage services have them."""

from __future__ import annotations

import ssl
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol
from urllib.parse import quote

from db.packages.hub import credentials, dav_answer
from db.packages.hub.address import Address, HubKind
from db.packages.hub.backend import BLOCK, Source
from db.packages.hub.dav_answer import Resource
from db.packages.hub.extras import library
from db.packages.hub.faults import HubFault, Trouble, explained_os_error
from db.packages.hub.store import Entry
from db.packages.keys import SecretStore

_TIMEOUT_S = 20.0
_MOST_LISTING = 64 * 2**20
"""Bytes of the longest listing that is read."""
_TROUBLES = {
    401: Trouble.LOGIN,
    403: Trouble.NOT_ALLOWED,
    404: Trouble.MISSING,
    405: Trouble.NOT_ALLOWED,
    409: Trouble.MISSING,
    412: Trouble.TAKEN,
    413: Trouble.NO_ROOM,
    507: Trouble.NO_ROOM,
}


class _Answer(Protocol):
    """What we use of httpx's answer."""

    status_code: int
    reason_phrase: str

    def iter_raw(self, chunk_size: int) -> Iterator[bytes]: ...
    def iter_bytes(self, chunk_size: int) -> Iterator[bytes]: ...


class _Client(Protocol):
    """What we use of httpx's client."""

    def request(self, method: str, url: str, **said: object) -> _Answer: ...
    def stream(self, method: str, url: str, **said: object) -> AbstractContextManager[_Answer]: ...
    def close(self) -> None: ...


class _Refused(Exception):  # noqa: N818 - an answer that is no success
    def __init__(self, answer: _Answer) -> None:
        super().__init__(f"{answer.status_code} {answer.reason_phrase}".strip())
        self.status = answer.status_code


class WebdavBackend:
    """A folder on a web server."""

    is_atomic = False

    def __init__(self, address: Address, secrets: SecretStore) -> None:
        self._httpx = library(HubKind.WEBDAV)
        self.errors: tuple[type[Exception], ...] = (OSError, self._httpx.HTTPError, _Refused)
        self.address = address.text
        self._where = address
        self._secrets = secrets
        self._root = f"{address.origin}{quote(address.path)}"
        self._connection: _Client | None = None

    def has_root(self) -> bool:
        """Whether the folder is there."""
        found = self._told(f"{self._root}/", depth=0)
        return found is not None and any(each.is_folder for each in found)

    def entries(self, folder: str) -> Iterator[Entry]:
        """What a folder holds."""
        found = self._told(self._url(f"{folder}/") if folder else f"{self._root}/", depth=1)
        if found is None:
            raise FileNotFoundError(folder)
        for name, each in dav_answer.children(found):
            whole = f"{folder}/{name}" if folder else name
            if each.is_folder:
                yield Entry(name=whole, is_folder=True)
            else:
                yield Entry(name=whole, size=each.size, modified=each.modified)

    def size(self, name: str) -> int | None:
        """How many bytes a file has."""
        found = self._told(self._url(name), depth=0)
        return found[0].size if found else None

    @contextmanager
    def read(self, name: str, start: int) -> Iterator[Iterator[bytes]]:
        """The blocks of a file from a byte on."""
        headers = {"Accept-Encoding": "identity", "Range": f"bytes={start}-"}
        with self._client.stream("GET", self._url(name), headers=headers) as answer:
            if answer.status_code not in {200, 206}:
                raise _Refused(answer)
            blocks = answer.iter_raw(BLOCK)
            yield blocks if answer.status_code == 206 else _without(blocks, start)

    def write(self, name: str, source: Source) -> None:
        """Write a file."""
        headers = {"Content-Length": str(source.size)}
        blocks = iter(lambda: source.read(BLOCK), b"")
        self._ask("PUT", self._url(name), content=blocks, headers=headers)

    def move(self, old: str, new: str) -> None:
        """Give a file another name, unless one of that name is there."""
        headers = {"Destination": self._url(new), "Overwrite": "F"}
        self._ask("MOVE", self._url(old), headers=headers)

    def remove(self, name: str) -> None:
        """Remove a file."""
        self._ask("DELETE", self._url(name), accepted={404})

    def make_folder(self, name: str) -> None:
        """Make a folder."""
        # 405 is what servers say where it is there already.
        self._ask("MKCOL", self._url(f"{name}/"), accepted={405})

    def explained(self, error: Exception) -> HubFault:
        """An error of httpx, or an answer, in words."""
        if isinstance(error, _Refused):
            return HubFault(self.address, _TROUBLES.get(error.status, Trouble.FAILED), str(error))
        cause: BaseException | None = error
        while cause is not None and not isinstance(cause, OSError):
            cause = cause.__cause__ or cause.__context__
        if cause is not None:
            return explained_os_error(self.address, cause)
        return HubFault(self.address, Trouble.UNREACHABLE, str(error))

    def disconnect(self) -> None:
        """Close the connections."""
        client, self._connection = self._connection, None
        if client is not None:
            client.close()

    def _told(self, url: str, *, depth: int) -> tuple[Resource, ...] | None:
        """What the server tells of a file or folder; None where there is none."""
        headers = {"Depth": str(depth), "Content-Type": "application/xml"}
        with self._client.stream(
            "PROPFIND", url, headers=headers, content=dav_answer.QUESTION
        ) as answer:
            if answer.status_code == 404:
                return None
            if answer.status_code != 207:
                raise _Refused(answer)
            text = bytearray()
            for block in answer.iter_bytes(BLOCK):
                text += block
                if len(text) > _MOST_LISTING:
                    raise HubFault(self.address, Trouble.UNTRUE, "there is no end to its list")
        try:
            return dav_answer.resources(bytes(text))
        except ValueError as error:
            raise HubFault(self.address, Trouble.UNTRUE, str(error)) from error

    def _ask(
        self, method: str, url: str, *, accepted: Collection[int] = (), **said: object
    ) -> None:
        answer = self._client.request(method, url, **said)
        if not 200 <= answer.status_code < 300 and answer.status_code not in accepted:
            raise _Refused(answer)

    def _url(self, name: str) -> str:
        return f"{self._root}/{quote(name)}"

    @property
    def _client(self) -> _Client:
        if self._connection is None:
            said = credentials.kept(self._secrets, self._where)
            user = self._where.user or (said.user if said else "")
            self._connection = self._httpx.Client(
                auth=(user, said.password if said else "") if user else None,
                timeout=_TIMEOUT_S,
                # The certificates of the system, so that those of an institution count, too.
                verify=ssl.create_default_context(),
            )
        return self._connection


def _without(blocks: Iterator[bytes], start: int) -> Iterator[bytes]:
    """What remains after the first bytes, for servers that always begin at the beginning."""
    left = start
    for block in blocks:
        if len(block) > left:
            yield block[left:]
        left = max(0, left - len(block))
