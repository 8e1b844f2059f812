"""The only place that says whether a command may have a key, and who stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gui.command import Command, Place, normal_key
from gui.keys.choices import KeyChoices, is_plain
from gui.translation import tr


class Where(StrEnum):
    """Which page's text, or list, a command's letters act in."""

    ANNOTATE = "annotate"
    REVIEW = "review"
    EXPLORE = "explore"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A command with its usual keys, and where its letters act.

    `also` are further texts in which they do, and `note` says why the keys of a fixed one can't be
    chosen here.
    """

    command: Command
    where: Where = Where.ANNOTATE
    also: frozenset[Where] = frozenset()
    note: str = ""

    @property
    def texts(self) -> frozenset[Where]:
        """Where its letters act."""
        return self.also | {self.where}

    def places(self, key: str, bound: Command) -> frozenset[Where]:
        """The texts in which a key of the command acts."""
        in_text = {normal_key(each) for each in bound.keys_in_text}
        return self.texts if key in in_text else frozenset(Where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Why a key can't simply be taken: `holder` has it, or `reason` says what else it does."""

    holder: Entry | None = None
    reason: str = ""

    @property
    def can_take(self) -> bool:
        """Whether the key can be taken from who has it."""
        return self.holder is not None and not self.holder.command.is_fixed


def clash(key: str, entry: Entry, entries: Sequence[Entry], choices: KeyChoices) -> Clash | None:
    """What stands in the way of a key for a command; None where it is free."""
    wanted = normal_key(key)
    in_text = entry.command.in_text or is_plain(wanted)
    reason = reserved(wanted, in_text=in_text, moves_caret=entry.where is Where.ANNOTATE)
    usual = {normal_key(each) for each in entry.command.all_keys}
    if reason and wanted not in usual:
        return Clash(reason=reason)
    places = entry.texts if in_text else frozenset(Where)
    for other in entries:
        if other.command.id == entry.command.id or _are_apart(entry.command, other.command):
            continue
        bound = choices.bound(other.command)
        if wanted in map(normal_key, bound.all_keys) and places & other.places(wanted, bound):
            return Clash(holder=other)
    return None


def clashes(entries: Sequence[Entry], choices: KeyChoices) -> Iterable[tuple[Entry, str, Entry]]:
    """Every two commands that have one key where both act, once each."""
    for at, entry in enumerate(entries):
        bound = choices.bound(entry.command)
        for key in map(normal_key, bound.all_keys):
            for other in entries[at + 1 :]:
                if other.command.id == entry.command.id:
                    continue
                rival = choices.bound(other.command)
                if (
                    not _are_apart(entry.command, other.command)
                    and key in map(normal_key, rival.all_keys)
                    and entry.places(key, bound) & other.places(key, rival)
                ):
                    yield entry, key, other


def reserved(key: str, *, in_text: bool, moves_caret: bool = True) -> str:
    """What a key does whatever is chosen; empty for one that is free to be chosen."""
    modifiers, last = _parts(key)
    types = {"Ctrl", "Alt"} <= modifiers and len(last) == 1
    moves = moves_caret and last in _MOVES and not _is_free_move(modifiers, last)
    works = not in_text and not modifiers - {"Shift"} and last in _OF_CONTROLS
    for holds, reason in (
        (not key, tr("This key has no name.")),
        (_is_of_system(key, modifiers, last), tr("The system keeps this key for itself.")),
        (types, tr("On many keyboards this types a character.")),
        (key in _EVERYWHERE, tr("This key copies, cuts, pastes or selects all, everywhere.")),
        (moves, tr("This key moves the caret in the text, or the focus in a list.")),
        (works, tr("This key works the buttons and fields, so it can act in the text only.")),
    ):
        if holds:
            return reason
    return ""


_SYSTEM = frozenset(
    map(normal_key, ("Alt+F4", "Alt+Tab", "Alt+Space", "Ctrl+Alt+Del", "Print", "Alt+Shift+Tab"))
)
_EVERYWHERE = frozenset(
    map(
        normal_key,
        ("Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+A", "Ctrl+Ins", "Shift+Ins", "Shift+Del"),
    )
)
_MOVES = frozenset({"Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown"})
_OF_CONTROLS = frozenset({"Tab", "Return", "Enter", "Space", "Esc", "Backspace", "Del"})


def _is_free_move(modifiers: frozenset[str], last: str) -> bool:
    if last in {"Up", "Down"}:
        return {"Ctrl", "Alt"} <= modifiers
    return "Alt" in modifiers or (last in {"PgUp", "PgDown"} and "Ctrl" in modifiers)


def _is_of_system(key: str, modifiers: frozenset[str], last: str) -> bool:
    is_console = {"Ctrl", "Alt"} <= modifiers and last[:1] == "F" and last[1:].isdecimal()
    return "Meta" in modifiers or key in _SYSTEM or is_console


def _parts(key: str) -> tuple[frozenset[str], str]:
    *modifiers, last = key[:-1].split("+")
    return frozenset(modifiers), last + key[-1:]


def _are_apart(one: Command, other: Command) -> bool:
    """Whether no file has both commands."""
    places = {one.place, other.place}
    return Place.EVERYWHERE not in places and len(places) == 2
