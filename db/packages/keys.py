"""Signing keys: where they are kept, and how they are written.

A private key never lies in a project. It lies in the system's keyring or, where there is none (a
server, a bare window system), in a file that only its owner can read.
"""

from __future__ import annotations

import base64
import os
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import platformdirs
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

_SERVICE = "demarche"
ANNOTATOR = "annotator"
"""Whose key signs what an annotator sends back: one for all packages of a person on a machine."""


class SecretStore(Protocol):
    """Keeps short secrets by name."""

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
        with suppress(FileNotFoundError):
            return self._path(name).read_text(encoding="utf-8")
        return None

    def set(self, name: str, value: str) -> None:
        """Keep a secret; the file never exists with wider rights."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(name)
        written = path.with_name(f"{path.name}.new")
        written.unlink(missing_ok=True)
        descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(value)
        written.replace(path)

    def _path(self, name: str) -> Path:
        # Names hold addresses of hubs: any character, any length.
        return self._folder / base64.urlsafe_b64encode(name.encode()).decode().rstrip("=")[:200]


class KeyringSecrets:
    """The system's keyring."""

    def get(self, name: str) -> str | None:
        """The secret of this name, or None."""
        import keyring  # noqa: PLC0415 - takes a tenth of a second

        return keyring.get_password(_SERVICE, name)

    def set(self, name: str, value: str) -> None:
        """Keep a secret in place of an older one of this name."""
        import keyring  # noqa: PLC0415

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
        return SigningKey(base64.b64decode(kept))
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
