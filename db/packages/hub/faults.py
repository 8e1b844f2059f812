"""What can go wrong with a hub, in words: the only place that sorts the errors of stores."""

from __future__ import annotations

import errno
import re
import ssl
from enum import Enum

from db.errors import UserFault

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


class Trouble(Enum):
    """A kind of trouble: what has happened, what was kept, and what to do now."""

    UNREACHABLE = (
        "The hub {address} can't be reached{detail}. What was not sent yet is kept here, and so is "
        "what was fetched so far. Check the network, then do it again: it goes on where it stopped."
    )
    FAILED = (
        "The hub {address} answered with an error{detail}. What was not sent yet is kept here. Try "
        "again later, or ask whoever runs the hub."
    )
    LOGIN = (
        "The hub {address} did not accept the user or the password{detail}. Nothing was sent or "
        "fetched. Enter the password of the hub again, or ask whoever runs it."
    )
    NOT_ALLOWED = (
        "The hub {address} does not let you do that{detail}. Nothing of yours was lost. Ask "
        "whoever runs the hub to let you read and write there."
    )
    NO_ROOM = (
        "The hub {address} has no room left{detail}. What was not sent is kept here. Ask whoever "
        "runs the hub to make room, then send it again."
    )
    CERTIFICATE = (
        "The hub {address} shows a certificate that this computer does not trust{detail}. Nothing "
        "was sent, not even the password. Ask whoever runs the hub before you try again."
    )
    MISSING = (
        "The hub {address} is not there{detail}. Nothing was sent or fetched. If it is a network "
        "share or a synced folder, connect it first; else make the folder there, or correct the "
        "address."
    )
    TAKEN = (
        "The hub {address} holds another file of the same name already{detail}. Nothing was sent, "
        "and that file was left as it is. Send it again: it gets a new name."
    )
    UNTRUE = (
        "The hub {address} handed out something else than it had listed{detail}. It was not used. "
        "Try again later, or ask whoever runs the hub."
    )


_PASSING = {Trouble.UNREACHABLE, Trouble.FAILED}


class HubFault(UserFault):
    """A hub did not do what was asked; its text says what was kept and what to do.

    `is_passing` says that trying again may well help.
    """

    def __init__(self, address: str, trouble: Trouble, detail: str = "") -> None:
        said = " ".join(detail.split())[:300].rstrip(".")
        super().__init__(trouble.value.format(address=address, detail=f" ({said})" if said else ""))
        self.address = address
        self.trouble = trouble
        self.is_passing = trouble in _PASSING

    def begin_with(self, said: str) -> None:
        """Say first what had been done before the fault."""
        self.args = (f"{said}{self}",)


class MissingPart(UserFault):
    """A kind of hub needs a library that is not installed; the text has the line that does it."""

    def __init__(self, kind: str, extra: str) -> None:
        super().__init__(
            f"{kind} hubs need a part of Demarche that is not installed. Nothing was sent or "
            f'fetched. Install it with: pip install "demarche[{extra}]"'
        )


def explained_os_error(address: str, error: OSError | EOFError) -> HubFault:
    """An error of the system, as files and sockets raise it."""
    if isinstance(error, EOFError):
        return HubFault(address, Trouble.UNREACHABLE, "the connection was cut")
    if isinstance(error, ssl.SSLCertVerificationError):
        return HubFault(address, Trouble.CERTIFICATE, error.verify_message)
    said = error.strerror or str(error)
    # SFTP has no number for it, only words.
    if error.errno in _NO_ROOM or re.search(r"no space|quota", said, re.IGNORECASE):
        return HubFault(address, Trouble.NO_ROOM, said)
    if error.errno in _NOT_ALLOWED or isinstance(error, PermissionError):
        return HubFault(address, Trouble.NOT_ALLOWED, said)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return HubFault(address, Trouble.MISSING, said)
    is_answer = type(error) is OSError and error.errno is None
    return HubFault(address, Trouble.FAILED if is_answer else Trouble.UNREACHABLE, said)
