"""The only place that answers for the monkey what the program asks in dialogs of its own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from db.errors import UserFault
from gui import ask
from tests.monkey.room import Room

_SHOWN = 0.2
"""How often a question is really put, and answered by hand."""
_SCHEMES = ("file", "http", "https", "mailto")
_WORDS = (None, "a word", "Zweites Wort", "كلمة", "word \U0001f54a")


class Answers:
    """Answers at random; files are those of the room; `tell` hears of refusals."""

    def __init__(self, room: Room, chance: random.Random, tell: Callable[[str], None]) -> None:
        self._room = room
        self._chance = chance
        self._tell = tell

    def word(self, *_: object, **__: object) -> str | None:
        return self._chance.choice(_WORDS)

    def choice(
        self, _parent: object, _title: str, _label: str, options: list[str], **_: object
    ) -> int | None:
        return self._chance.choice((None, *range(len(options))))

    def confirm(self, *_: object, **__: object) -> bool:
        return self._chance.random() < 0.6

    def message(self, _parent: QWidget | None, fault: UserFault) -> None:
        self._tell(f"told: {fault}")

    def note(self, *_: object, **__: object) -> None:
        """Nothing is to be answered."""

    def open_files(
        self, _parent: object, _title: str, filters: str, _folder: object = None
    ) -> tuple[Path, ...]:
        fitting = self._fitting(filters)
        return tuple(self._chance.sample(fitting, k=min(len(fitting), self._chance.randint(0, 2))))

    def open_file(
        self, _parent: object, _title: str, filters: str, _folder: object = None
    ) -> Path | None:
        return self._chance.choice((None, *self._fitting(filters)))

    def open_folder(self, *_: object, **__: object) -> Path | None:
        return self._chance.choice((None, self._room.stock, self._room.out))

    def save_file(
        self, _parent: object, _title: str, suggestion: Path, _filters: str
    ) -> Path | None:
        number = self._chance.randrange(3)
        target = self._room.out / f"{number}{suggestion.suffix}"
        return self._chance.choice((None, target, target))

    def _fitting(self, filters: str) -> list[Path]:
        files = sorted(each for each in self._room.stock.iterdir() if each.is_file())
        return [each for each in files if "(*)" in filters or f"*{each.suffix}" in filters] or files


class _Outside(QObject):
    """Where links to other programs end."""

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """Leave it."""


@contextmanager
def answering(room: Room, chance: random.Random, tell: Callable[[str], None]) -> Iterator[None]:
    """Whatever is asked is answered at random, sometimes in the real dialog; no program starts."""
    answers = Answers(room, chance, tell)
    instead: dict[str, Callable[..., object]] = {
        "text": answers.word,
        "paragraph": answers.word,
        "choice": answers.choice,
        "confirm": answers.confirm,
        "message": answers.message,
        "note": answers.note,
        "report": answers.note,
        "open_files": answers.open_files,
        "open_file": answers.open_file,
        "open_folder": answers.open_folder,
        "save_file": answers.save_file,
    }
    former = {name: getattr(ask, name) for name in instead}
    outside = _Outside()
    for name, answer in instead.items():
        is_native = name.startswith(("open_", "save_"))
        setattr(ask, name, answer if is_native else _sometimes(former[name], answer, chance))
    for scheme in _SCHEMES:
        QDesktopServices.setUrlHandler(scheme, outside, "open")
    try:
        yield
    finally:
        for name, function in former.items():
            setattr(ask, name, function)
        for scheme in _SCHEMES:
            QDesktopServices.unsetUrlHandler(scheme)


def _sometimes(
    real: Callable[..., object], answer: Callable[..., object], chance: random.Random
) -> Callable[..., object]:
    def asked(*arguments: object, **named: object) -> object:
        return (real if chance.random() < _SHOWN else answer)(*arguments, **named)

    return asked
