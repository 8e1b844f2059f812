"""The only place that gives the options of a choice the letters that pick them. Pure."""

from __future__ import annotations

import string
from collections.abc import Sequence


def option_letters(titles: Sequence[str]) -> tuple[str, ...]:
    """A lower-case letter for each title, none twice: an initial if one is free, else another.

    Titles beyond the alphabet get "". The same titles get the same letters every time, so that
    fingers can learn them.
    """
    taken: dict[int, str] = {}
    for wishes in (_first_letter, _initials, _letters, _alphabet):
        for number, title in enumerate(titles):
            if number not in taken:
                free = (letter for letter in wishes(title) if letter not in taken.values())
                letter = next(free, "")
                if letter:
                    taken[number] = letter
    return tuple(taken.get(number, "") for number in range(len(titles)))


def _first_letter(title: str) -> str:
    return _letters(title)[:1]


def _initials(title: str) -> str:
    return "".join(_letters(word)[:1] for word in title.split())


def _letters(title: str) -> str:
    return "".join(each for each in title.casefold() if each.isalpha() and len(each) == 1)


def _alphabet(_title: str) -> str:
    return string.ascii_lowercase
