"""The only place that says what a command is, and how its keys are spelled for people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QKeySequence

from gui.translation import tr

_PORTABLE = QKeySequence.SequenceFormat.PortableText


class Place(StrEnum):
    """Whose files a command belongs to."""

    EVERYWHERE = "everywhere"
    PROJECT = "project"
    """The lead's."""
    WORK_PACKAGE = "work_package"
    """An annotator's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing a person can ask for. `title` is English, unless it `is_of_scheme`.

    `keys` are portable key sequences, the first is the one that is taught. With `in_text` they act
    only while an article's text has the focus; `text_keys` are further ones that always do so.
    A command without `repeats` runs once however long its key is held. `place` is where there is
    such a thing to do. The keys of a command that `is_fixed` are not for a person to change.
    """

    id: str
    title: str
    group: str
    keys: tuple[str, ...] = ()
    text_keys: tuple[str, ...] = ()
    in_text: bool = False
    repeats: bool = False
    place: Place = Place.EVERYWHERE
    is_fixed: bool = False
    is_of_scheme: bool = False

    @property
    def words(self) -> str:
        """The title in the language of the person; what a scheme calls things stays as it is."""
        return self.title if self.is_of_scheme else tr(self.title)

    @property
    def all_keys(self) -> tuple[str, ...]:
        """Every key, in the order in which they are shown."""
        return self.keys + self.text_keys

    @property
    def keys_in_text(self) -> tuple[str, ...]:
        """The keys that act in an article's text and nowhere else."""
        return self.all_keys if self.in_text else self.text_keys


def normal_key(key: str) -> str:
    """A key sequence as Qt spells it; empty for what is none."""
    return QKeySequence(key).toString(_PORTABLE)


def key_parts(key: str) -> tuple[str, ...]:
    """The caps to draw for a portable key sequence: "Ctrl++" gives ("Ctrl", "+")."""
    sequence = QKeySequence(key)
    # Our names are looked up by Qt's portable ones: its native ones speak the person's language.
    names = {
        "Return": tr("Enter"),
        "Enter": tr("Enter"),
        "Del": tr("Delete", meaning="a key"),
        "PgDown": tr("Page down"),
        "PgUp": tr("Page up"),
    }
    native = _parts(sequence.toString(QKeySequence.SequenceFormat.NativeText))
    portable = _parts(sequence.toString(_PORTABLE))
    return (*native[:-1], names.get(portable[-1], native[-1])) if native else ()


def _parts(written: str) -> tuple[str, ...]:
    *modifiers, last = written[:-1].split("+")
    return (*modifiers, last + written[-1:]) if written else ()


def key_words(key: str) -> str:
    """A key sequence in one word, as on a button: "Ctrl+↵"."""
    return "+".join("↵" if part == tr("Enter") else part for part in key_parts(key))
