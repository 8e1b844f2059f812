"""The only place that reads and writes the file of settings, whatever they mean.

An ini file may be edited by hand or be written by another version, so every value is checked when
it is read and a senseless one gives way to its default.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal


class KeptValues(QObject):
    """Values by key; writing one emits `changed` with the name of its setting."""

    changed = Signal(str)

    def __init__(self, path: Path | None = None) -> None:
        """`path` is an ini file; None means the usual place of the platform."""
        super().__init__()
        ini = QSettings.Format.IniFormat
        self._store = (
            QSettings(ini, QSettings.Scope.UserScope, "Demarche", "Demarche")
            if path is None
            else QSettings(str(path), ini)
        )
        self._for_now: dict[str, object] = {}

    @property
    def path(self) -> Path:
        """The ini file."""
        return Path(self._store.fileName())

    def save(self) -> None:
        """Write everything to disk now; Qt does it by itself from time to time and at the end."""
        self._store.sync()

    def _write(self, name: str, key: str, value: object) -> None:
        if self._for_now.pop(key, self._store.value(key)) == value:
            return
        self._store.setValue(key, value)
        self.changed.emit(name)

    def _value(self, key: str) -> object:
        return self._for_now.get(key, self._store.value(key))

    def _text(self, key: str) -> str:
        value = self._value(key)
        return value if isinstance(value, str) else ""

    def _number(self, key: str, default: int, least: int, most: int) -> int:
        # Qt gives a number back as a number before the file was read anew, and as text afterwards.
        text = str(self._value(key))
        return int(text) if text.isdecimal() and least <= int(text) <= most else default

    def _bytes(self, key: str) -> QByteArray:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()


def short_key(text: str) -> str:
    """A text as a key of the file, which would cut a path at its slashes."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
