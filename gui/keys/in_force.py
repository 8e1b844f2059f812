"""The only place that knows which keys hold now, for everything that shows or binds them.

There is one for the program, as there is one language: a key means the same in every window.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QObject, Signal, Slot

from db import log
from gui.command import Command, normal_key
from gui.keys.choices import KeyChoices, NoKeysFile, from_toml, to_toml
from gui.settings import Settings


class KeysInForce(QObject):
    """The choices that hold; `changed` comes whenever any key may be another."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices = KeyChoices()
        self._taken: frozenset[str] = frozenset()
        self._settings: Settings | None = None

    def follow(self, settings: Settings) -> None:
        """Take the choices that settings keep, now and whenever they change."""
        if self._settings is not None:
            self._settings.changed.disconnect(self._read)
            # Their end must not make it let go of the new ones.
            self._settings.destroyed.disconnect(self._let_go)
        self._settings = settings
        settings.changed.connect(self._read)
        settings.destroyed.connect(self._let_go)
        self._read("key_choices")

    def reserve(self, keys: Iterable[str]) -> None:
        """Leave these keys of the text to the scheme, whatever was chosen."""
        taken = frozenset(map(normal_key, keys))
        if taken != self._taken:
            self._taken = taken
            self.changed.emit()

    def use(self, choices: KeyChoices) -> None:
        """Let other choices hold, and keep them in the settings."""
        if choices == self.choices:
            return
        if self._settings is None:
            self._put_in_force(choices)
        else:
            self._settings.key_choices = to_toml(choices) if choices.by_command else ""

    def bound(self, command: Command) -> Command:
        """A command with the keys that it has now."""
        return self.choices.bound(command, taken=self._taken)

    @Slot(str)
    def _read(self, name: str) -> None:
        if name != "key_choices" or self._settings is None:
            return
        text = self._settings.key_choices
        try:
            choices = from_toml(text) if text else KeyChoices()
        except NoKeysFile as fault:
            # Written by hand or by a later version: the usual keys are better than none.
            log.fault(str(fault), is_bug=False)
            choices = KeyChoices()
        self._put_in_force(choices)

    @Slot()
    def _let_go(self) -> None:
        self._settings = None

    def _put_in_force(self, choices: KeyChoices) -> None:
        if choices != self.choices:
            self.choices = choices
            self.changed.emit()


@cache
def in_force() -> KeysInForce:
    """The keys of this program."""
    return KeysInForce()
