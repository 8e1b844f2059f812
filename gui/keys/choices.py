"""The only place that knows which keys were chosen in place of the usual ones, and their file.

The file is TOML that people can read, send to each other and mend by hand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from db.errors import UserFault
from gui.command import Command, normal_key
from gui.translation import tr

FORMAT = 1
SUFFIX = ".toml"
_KEYS, _IN_TEXT = "keys", "keys_in_text"
_MOST = 8
_LARGEST = 200_000


class NoKeysFile(UserFault):
    """A file that was to bring keys holds none that can be read."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            tr(
                "{file} is no file of keys: {reason}. Your keys are as they were. Choose a file "
                "that Demarche wrote with “Save to a file”.",
                file=name,
                reason=reason,
            )
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """The keys of one command: those for the whole window, and those for the text only."""

    keys: tuple[str, ...] = ()
    in_text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyChoices:
    """The chosen keys by command id; what is not in it has its usual keys."""

    by_command: Mapping[str, Chosen] = field(default_factory=dict)

    def bound(self, command: Command, *, taken: frozenset[str] = frozenset()) -> Command:
        """The command with the keys that it has now.

        `taken` are keys of the text that a scheme has: those win over a chosen one.
        """
        chosen = self.by_command.get(command.id)
        if chosen is None or command.is_fixed:
            return command
        in_text = tuple(key for key in chosen.in_text if key not in taken)
        if command.in_text:
            return replace(command, keys=in_text, text_keys=())
        return replace(command, keys=chosen.keys, text_keys=in_text)

    def has(self, command: Command) -> bool:
        """Whether the command has other keys than the usual ones."""
        return command.id in self.by_command

    def choose(self, command: Command, keys: Iterable[str]) -> KeyChoices:
        """These keys for a command; a single letter acts in the text only, whoever it is for."""
        wanted = tuple(dict.fromkeys(filter(None, map(normal_key, keys))))
        in_text = tuple(key for key in wanted if command.in_text or is_plain(key))
        chosen = Chosen(keys=tuple(key for key in wanted if key not in in_text), in_text=in_text)
        others = {id_: each for id_, each in self.by_command.items() if id_ != command.id}
        if chosen != usual(command):
            others[command.id] = chosen
        return KeyChoices(others)

    def reset(self, command: Command) -> KeyChoices:
        """The usual keys for a command again."""
        return KeyChoices({id_: each for id_, each in self.by_command.items() if id_ != command.id})


def usual(command: Command) -> Chosen:
    """The keys that a command has where nobody chose others."""
    whole = () if command.in_text else command.keys
    return Chosen(
        keys=tuple(map(normal_key, whole)), in_text=tuple(map(normal_key, command.keys_in_text))
    )


def is_plain(key: str) -> bool:
    """Whether a key types something, so that it can act in the text only."""
    return len(key.removeprefix("Shift+")) == 1 or key in ("Space", "Shift+Space")


def to_toml(choices: KeyChoices) -> str:
    """The choices as a file; the same choices give the same text."""
    lines = [f"format = {FORMAT}"]
    for table, part in ((_KEYS, "keys"), (_IN_TEXT, "in_text")):
        lines += ["", f"[{table}]"]
        for id_, chosen in sorted(choices.by_command.items()):
            keys = ", ".join(_quoted(key) for key in getattr(chosen, part))
            lines.append(f"{_quoted(id_)} = [{keys}]")
    return "\n".join(lines) + "\n"


def from_toml(text: str, name: str = "") -> KeyChoices:
    """The choices of such a file; NoKeysFile where it is none. Keys that are none are left out."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NoKeysFile(name or tr("This"), str(error)) from error
    if tables.get("format") != FORMAT:
        raise NoKeysFile(
            name or tr("This"), tr("it does not say “{line}”", line=f"format = {FORMAT}")
        )
    keys, in_text = (_table(tables, each, name) for each in (_KEYS, _IN_TEXT))
    return KeyChoices(
        {
            id_: Chosen(keys=keys.get(id_, ()), in_text=in_text.get(id_, ()))
            for id_ in sorted(keys.keys() | in_text.keys())
        }
    )


def read_file(path: Path) -> KeyChoices:
    """The choices in a file; NoKeysFile where it can't be read or holds none."""
    try:
        if path.stat().st_size > _LARGEST:
            raise NoKeysFile(path.name, tr("it is much too large"))
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoKeysFile(path.name, tr("it can't be read")) from error
    return from_toml(text, path.name)


def write_file(path: Path, choices: KeyChoices) -> None:
    """Write the choices; UserFault where the disk refuses."""
    try:
        path.write_text(to_toml(choices), encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserFault(
            tr(
                "{file} could not be written ({reason}). Choose another folder or name.",
                file=path.name,
                reason=error.strerror,
            )
        ) from error


def _table(tables: Mapping[str, object], table: str, name: str) -> dict[str, tuple[str, ...]]:
    found = tables.get(table, {})
    if not isinstance(found, dict):
        raise NoKeysFile(name or tr("This"), tr("[{name}] is no table", name=table))
    rows: dict[str, tuple[str, ...]] = {}
    for id_, keys in found.items():
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            raise NoKeysFile(name or tr("This"), tr("“{name}” has no list of keys", name=id_))
        spelled = filter(None, (normal_key(key) for key in keys[:_MOST]))
        rows[str(id_)] = tuple(dict.fromkeys(spelled))
    return rows


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
