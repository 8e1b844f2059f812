"""Opening a hub by its address."""

from __future__ import annotations

import time
from collections.abc import Sequence

from db.packages.hub.address import HubKind, parse
from db.packages.hub.backend import Backend
from db.packages.hub.folder import FolderBackend
from db.packages.hub.reliable import PAUSES_S, Pause, ReliableStore
from db.packages.keys import SecretStore


def open_hub(
    address: str,
    secrets: SecretStore,
    *,
    pauses: Sequence[float] = PAUSES_S,
    pause: Pause = time.sleep,
) -> ReliableStore:
    """A hub, which is reached when it is first used; close it in the end.

    Raises InvalidAddress, and MissingPart where a library has to be installed first.
    """
    where = parse(address)
    backend: Backend
    match where.kind:
        case HubKind.FOLDER:
            backend = FolderBackend(where)
        case HubKind.S3:
            from db.packages.hub.s3 import S3Backend  # noqa: PLC0415 - for those who have such one

            backend = S3Backend(where, secrets)
        case HubKind.SFTP:
            from db.packages.hub.sftp import SftpBackend  # noqa: PLC0415

            backend = SftpBackend(where, secrets)
        case HubKind.WEBDAV:
            from db.packages.hub.webdav import WebdavBackend  # noqa: PLC0415

            backend = WebdavBackend(where, secrets)
    return ReliableStore(backend, pauses=pauses, pause=pause)
