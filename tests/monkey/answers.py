"""The only place that answers for the monkey what the program asks in dialogs of its own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget

from db.errors import UserFault
from gui import ask


@contextmanager
def answering(chance: random.Random, tell: Callable[[str], None]) -> Iterator[None]:
    """Whatever is asked is answered at random, and no file is chosen; `tell` hears of refusals."""

    def word(*_: object, **__: object) -> str | None:
        return chance.choice((None, "a word", "Zweites Wort", "كلمة", "word \U0001f54a"))

    def told(_parent: QWidget | None, fault: UserFault) -> None:
        tell(f"told: {fault}")

    answers: dict[str, Callable[..., object]] = {
        "text": word,
        "paragraph": word,
        "choice": lambda _parent, _title, _label, options, **_: chance.choice(
            (None, *range(len(options)))
        ),
        "confirm": lambda *_, **__: chance.random() < 0.5,
        "message": told,
        "note": lambda *_, **__: None,
        "report": lambda *_, **__: None,
        "open_files": lambda *_, **__: (),
        "open_file": lambda *_, **__: None,
        "open_folder": lambda *_, **__: None,
        "save_file": lambda *_, **__: None,
    }
    former = {name: getattr(ask, name) for name in answers}
    for name, answer in answers.items():
        setattr(ask, name, answer)
    try:
        yield
    finally:
        for name, function in former.items():
            setattr(ask, name, function)
