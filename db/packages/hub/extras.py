"""Libraries that only some hubs need, imported when such a hub is opened."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from db.packages.hub.address import HubKind
from db.packages.hub.faults import MissingPart

_NEEDED = {
    HubKind.S3: ("boto3", "S3", "hub-s3"),
    HubKind.SFTP: ("paramiko", "SFTP", "hub-sftp"),
    HubKind.WEBDAV: ("httpx", "WebDAV", "hub-webdav"),
}


def library(kind: HubKind) -> ModuleType:
    """What a kind of hub needs; raises MissingPart, which says how to install it."""
    module, title, extra = _NEEDED[kind]
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingPart(title, extra) from error
