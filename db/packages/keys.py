"""Signing keys: where they are kept, and how they are written.

A private key never lies in a project. It lies in the system's keyring or, where there is none (a
server, a bare window system), in a file that only its owner can read.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

import platformdirs
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from db.errors import StorageFault

_SERVICE = "demarche"
ANNOTATOR = "annotator"
"""Whose key signs what an annotator sends back: one for all packages of a person on a machine."""


class SecretStore(Protocol):
    """Keeps short secrets by name; raises StorageFault where it can't."""

    def get(self, name: str) -> str | None:
        """The secret of this name, or None."""

    def set(self, name: str, value: str) -> None:
        """Keep a secret in place of an older one of this name."""


class FileSecrets:
    """One file a secret, readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> str | None:
        """The secret of this name, or None."""
        with _disk_faults(self._folder), suppress(FileNotFoundError):
            return self._path(name).read_text(encoding="utf-8")
        return None

    def set(self, name: str, value: str) -> None:
        """Keep a secret; the file never exists with wider rights."""
        with _disk_faults(self._folder):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._path(name)
            written = path.with_name(f"{path.name}.new")
            written.unlink(missing_ok=True)
            descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(value)
                file.flush()
                os.fsync(file.fileno())
            written.replace(path)

    def _path(self, name: str) -> Path:
        # Names hold addresses of hubs: any character, any length.
        return self._folder / hashlib.sha256(name.encode()).hexdigest()


class KeyringSecrets:
    """The system's keyring."""

    def get(self, name: str) -> str | None:
        """The secret of this name, or None."""
        import keyring  # noqa: PLC0415 - takes a tenth of a second

        with _keyring_faults():
            return keyring.get_password(_SERVICE, name)

    def set(self, name: str, value: str) -> None:
        """Keep a secret in place of an older one of this name."""
        import keyring  # noqa: PLC0415

        with _keyring_faults():
            keyring.set_password(_SERVICE, name, value)


def default_secrets() -> SecretStore:
    """The system's keyring, or files where the system has none that works."""
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError  # noqa: PLC0415

    works = keyring.get_keyring().priority > 0
    if works:
        try:
            keyring.get_password(_SERVICE, "is anybody there")
        except KeyringError:
            works = False
    if works:
        return KeyringSecrets()
    return FileSecrets(Path(platformdirs.user_config_dir("demarche", appauthor=False)) / "secrets")


def lead(project_id: str) -> str:
    """The owner's name of the key that signs a project's packages."""
    return f"lead {project_id}"


def signing_key(secrets: SecretStore, owner: str) -> SigningKey:
    """The key of an owner, made when it is first needed."""
    name = f"signing key: {owner}"
    kept = secrets.get(name)
    if kept is not None:
        try:
            return SigningKey(base64.b64decode(kept, validate=True))
        except (ValueError, TypeError) as error:
            raise StorageFault(
                f"The {name} of {_SERVICE}, which signs what you send, can't be read. Nothing was "
                "sent. Remove that entry from the system's keyring and do it again; the others "
                "are asked then whether they trust the new key."
            ) from error
    made = SigningKey.generate()
    secrets.set(name, base64.b64encode(bytes(made)).decode())
    return made


def public_key(key: SigningKey) -> str:
    """What others verify with, as text."""
    return base64.b64encode(bytes(key.verify_key)).decode()


def is_signed_by(public: str, message: bytes, signature: bytes) -> bool:
    """Whether the holder of this key signed exactly this message."""
    try:
        VerifyKey(base64.b64decode(public, validate=True)).verify(message, signature)
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


@contextmanager
def _disk_faults(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageFault(
            f"Keys can't be kept in {folder} ({error.strerror}). Nothing was sent. Check that you "
            "may read and write there, then do it again."
        ) from error


@contextmanager
def _keyring_faults() -> Iterator[None]:
    from keyring.errors import KeyringError  # noqa: PLC0415 - see `KeyringSecrets`

    try:
        yield
    except KeyringError as error:
        raise StorageFault(
            f"The system's keyring, which holds your keys, can't be used ({error}). Nothing was "
            "sent. Unlock it, then do it again."
        ) from error
