"""The only place that decides how well a text answers the few letters that a person typed. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

_WORD = re.compile(r"\w+")


def ranked(query: str, things: Iterable[T], *, text_of: Callable[[T], str]) -> list[T]:
    """The things that the query can mean, best first; all in their order for an empty query."""
    if not query.strip():
        return list(things)
    scored = ((score(query, text_of(thing)), number, thing) for number, thing in enumerate(things))
    kept = [(points, number, thing) for points, number, thing in scored if points is not None]
    kept.sort(key=lambda entry: (-entry[0], entry[1]))
    return [thing for _, _, thing in kept]


def score(query: str, text: str) -> float | None:
    """How well the text answers the query; None where it does not answer it.

    Every word of the query must be found, in any order: best as a whole word, then as the start of
    a word, inside a word, as initials, and last as letters in order. Case and accents do not count.
    """
    plain = folded(text)
    points = [_word_score(word, plain) for word in folded(query).split()]
    found = [each for each in points if each is not None]
    if len(found) < len(points):
        return None
    starts_alike = 30.0 if plain.startswith(folded(query).strip()) else 0.0
    return sum(found) + starts_alike - min(len(plain), 200) / 20


def _word_score(word: str, text: str) -> float | None:
    words = _WORD.findall(text)
    if word in words:
        return 100.0
    if any(each.startswith(word) for each in words):
        return 80.0
    if word in text:
        return 60.0
    if "".join(each[0] for each in words).find(word) >= 0:
        return 40.0
    return _letters_score(word, text)


def _letters_score(word: str, text: str) -> float | None:
    """Letters in order with little between them; scattered ones are an accident."""
    place = -1
    first = 0
    for number, letter in enumerate(word):
        place = text.find(letter, place + 1)
        if place < 0:
            return None
        if number == 0:
            first = place
    spread = place - first + 1
    return 20.0 * len(word) / spread if spread <= 3 * len(word) else None


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """The text without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
