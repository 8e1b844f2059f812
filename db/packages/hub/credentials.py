"""Passwords of hubs and the keys of their hosts: kept on this computer, never in a project."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

import orjson

from db.packages.hub.address import Address
from db.packages.hub.faults import HubFault, Trouble
from db.packages.keys import SecretStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who one is at a hub; for S3 the key's id and the key."""

    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostKey:
    """The key by which a host says who it is; `fingerprint` is what its owner can compare.

    `is_changed` says that it is another key than before, which may mean that somebody stands in
    between.
    """

    host: str
    kind: str
    text: str
    fingerprint: str
    is_changed: bool


class UnknownHost(HubFault):
    """A host that nobody has vouched for yet; `trust` its `key` if its owner confirms it."""

    def __init__(self, address: str, key: HostKey) -> None:
        super().__init__(address, Trouble.NOT_ALLOWED)
        reason = _CHANGED if key.is_changed else _NEW
        self.args = (reason.format(host=key.host, kind=key.kind, fingerprint=key.fingerprint),)
        self.key = key


def kept(secrets: SecretStore, address: Address) -> Credentials | None:
    """What was entered for an address on this computer, or None; raises StorageFault."""
    written = secrets.get(_name(address))
    if written is None:
        return None
    try:
        said = orjson.loads(written)
        return Credentials(user=str(said["user"]), password=str(said["password"]))
    except (ValueError, TypeError, KeyError):
        return None


def keep(secrets: SecretStore, address: Address, credentials: Credentials) -> None:
    """Remember who one is at an address; raises StorageFault."""
    said = {"user": credentials.user, "password": credentials.password}
    secrets.set(_name(address), orjson.dumps(said).decode())


def trust(secrets: SecretStore, key: HostKey) -> None:
    """Remember the key of a host, in place of an older one."""
    secrets.set(_host_name(key.host), f"{key.kind} {key.text}")


def trusted(secrets: SecretStore, host: str) -> tuple[str, str] | None:
    """The kind and text of the key that a host is known by here, or None."""
    kind, _, text = (secrets.get(_host_name(host)) or "").partition(" ")
    return (kind, text) if text else None


def is_same(fingerprint: str, other: str) -> bool:
    """Whether two fingerprints that people handed over are the same."""
    return hmac.compare_digest(_plain(fingerprint), _plain(other))


def _plain(fingerprint: str) -> bytes:
    return fingerprint.strip().removeprefix("SHA256:").rstrip("=").encode()


def _name(address: Address) -> str:
    return f"hub password: {address.text}"


def _host_name(host: str) -> str:
    return f"hub host key: {host}"


_NEW = (
    "Nobody has said yet that the host {host} is the right one. Nothing was sent. It shows the "
    "{kind} key {fingerprint}. Ask whoever runs it whether that is its key, then trust it."
)
_CHANGED = (
    "The host {host} shows another key than before: the {kind} key {fingerprint}. Nothing was "
    "sent. Somebody may stand in between, or the host was set up anew. Ask whoever runs it before "
    "you trust the new key."
)
