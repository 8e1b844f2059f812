"""Addresses of hubs: the only place that takes them apart.

    /mnt/team/hub                                     a folder, shared or synced by others
    s3://bucket/prefix?endpoint=https://host&region=x  a bucket, of Amazon unless it says where
    sftp://user@host:port/path                         a server; /~/path begins in the user's home
    webdav+https://user@host/path                      a web folder

An address is written into the project, so it never holds a password.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from db.errors import UserFault


class HubKind(StrEnum):
    """What a hub is made of."""

    FOLDER = "folder"
    S3 = "s3"
    SFTP = "sftp"
    WEBDAV = "webdav"


class InvalidAddress(UserFault):
    """An address that leads nowhere, or that says what it must not."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This address of a hub was not taken: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a hub is; `text` is how it is written, always the same for the same place.

    `host` is the bucket of S3, whose `endpoint` is "" at Amazon. `path` is decoded.
    """

    kind: HubKind
    text: str
    host: str = ""
    port: int | None = None
    user: str = ""
    path: str = ""
    endpoint: str = ""
    region: str = ""
    is_encrypted: bool = True

    @property
    def origin(self) -> str:
        """What a web folder's address begins with, for programs that know no users in it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port is None else f":{self.port}"
        return f"{'https' if self.is_encrypted else 'http'}://{host}{port}"


def parse(text: str) -> Address:
    """Take an address apart; raises InvalidAddress where it can't be one or holds a password."""
    clean = text.strip()
    # One letter before the colon is a drive of Windows.
    is_web = re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", clean)
    if not is_web:
        return _folder(clean)
    try:
        parts = urlsplit(clean)
        port = parts.port
    except ValueError as error:
        raise InvalidAddress(f"it can't be understood ({error}).") from error
    if parts.password is not None:
        raise InvalidAddress(
            "it has a password in it, and addresses travel in the project, where everybody can "
            "read them. Leave the password out; you are asked for it, and it is kept in the "
            "keyring of this computer."
        )
    if parts.fragment:
        raise InvalidAddress("it has a “#” in it. Write %23 for that sign in a name.")
    if not parts.hostname:
        raise InvalidAddress(f"it does not say where. An example: {_EXAMPLES[HubKind.SFTP]}")
    match parts.scheme:
        case "s3":
            return _bucket(parts)
        case "sftp":
            return _server(parts, port, HubKind.SFTP, "sftp")
        case "webdav+https" | "webdav+http":
            return _web_folder(parts, port)
        case _:
            raise InvalidAddress(
                f"“{parts.scheme}” is none of the kinds that Demarche knows. Write a folder, or "
                f"an address such as {', '.join(_EXAMPLES.values())}."
            )


_EXAMPLES = {
    HubKind.S3: "s3://bucket/prefix",
    HubKind.SFTP: "sftp://user@host/path",
    HubKind.WEBDAV: "webdav+https://user@host/path",
}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def _folder(text: str) -> Address:
    if not text:
        raise InvalidAddress("it is empty. Write a folder that everybody in the team can reach.")
    if "\x00" in text:
        raise InvalidAddress("it has a sign in it that no folder can have.")
    try:
        path = Path(text).expanduser()
    except RuntimeError as error:
        raise InvalidAddress(f"it can't be understood ({error}).") from error
    whole = str(path.absolute())
    return Address(kind=HubKind.FOLDER, text=whole, path=whole)


def _bucket(parts: SplitResult) -> Address:
    if parts.username is not None:
        raise InvalidAddress("a bucket has no user in its address; you are asked for the key.")
    said = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = set(said) - {"endpoint", "region"}
    if unknown:
        raise InvalidAddress(
            f"“{sorted(unknown)[0]}” has no place in it. It may say endpoint and region; keys are "
            "asked for and never written into an address."
        )
    endpoint = said.get("endpoint", "").rstrip("/")
    if endpoint:
        where = urlsplit(endpoint)
        if where.scheme not in {"http", "https"} or not where.hostname or where.username:
            raise InvalidAddress(
                "its endpoint is no web address. An example: s3://bucket/prefix?endpoint=https://host"
            )
    path = _path(parts)
    asked = [
        f"{name}={quote(value, safe='/:')}"
        for name, value in (("endpoint", endpoint), ("region", said.get("region", "")))
        if value
    ]
    query = f"?{'&'.join(asked)}" if asked else ""
    return Address(
        kind=HubKind.S3,
        text=f"s3://{parts.netloc}{_quoted(path)}{query}",
        host=parts.netloc,
        path=path.strip("/"),
        endpoint=endpoint,
        region=said.get("region", ""),
    )


def _web_folder(parts: SplitResult, port: int | None) -> Address:
    is_encrypted = parts.scheme == "webdav+https"
    if not is_encrypted and parts.hostname not in _LOOPBACK:
        raise InvalidAddress(
            "it would send the password and everything else unencrypted over the network. Write "
            "webdav+https instead."
        )
    return _server(parts, port, HubKind.WEBDAV, parts.scheme)


def _server(parts: SplitResult, port: int | None, kind: HubKind, scheme: str) -> Address:
    if parts.query:
        raise InvalidAddress("it has a “?” in it. Write %3F for that sign in a name.")
    host, user, path = parts.hostname or "", unquote(parts.username or ""), _path(parts)
    if host.startswith("-") or user.startswith("-"):
        raise InvalidAddress("no host and no user begins with “-”.")
    before = f"{quote(user, safe='')}@" if user else ""
    shown = f"[{host}]" if ":" in host else host
    after = "" if port is None else f":{port}"
    return Address(
        kind=kind,
        text=f"{scheme}://{before}{shown}{after}{_quoted(path)}",
        host=host,
        port=port,
        user=user,
        path=path,
        is_encrypted=scheme != "webdav+http",
    )


def _path(parts: SplitResult) -> str:
    path = unquote(parts.path).rstrip("/")
    if "\x00" in path or {".", ".."} & set(path.split("/")):
        raise InvalidAddress("its path goes up or nowhere. Write it without “.” and “..”.")
    return path


def _quoted(path: str) -> str:
    return quote(path, safe="/~@:+,=!$'()*")
