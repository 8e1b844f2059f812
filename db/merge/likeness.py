"""Which names may stand for the same thing: what is offered to the lead for merging.

Names are compared without accents, case and punctuation. Nothing here decides anything: two people
may bear one name, and one state has many.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.model import ReferentId

_WORD = re.compile(r"[^\W_]+")
_SMALL_WORDS = frozenset({"a", "an", "and", "at", "for", "in", "of", "on", "the", "to"})
_LEAST_FOR_A_SLIP = 5
"""Shorter names are too often one letter apart without having to do with each other."""
_MOST_THAT_SHARE = 40
"""A word that more names have than this says nothing about any two of them."""


class Likeness(StrEnum):
    """How two names are alike, the surest first."""

    SAME = "same"
    SHORT_FORM = "short_form"
    """One is made of the first letters of the other."""
    SLIP = "slip"
    """One letter is different, missing or too many."""
    PART = "part"
    """All words of one are in the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A referent by what can be compared. `is_asked` says that a partner is looked for."""

    id: ReferentId
    label: str
    name: str
    is_asked: bool


def alike(everybody: Iterable[Named]) -> Iterator[tuple[Named, Named, Likeness]]:
    """Each pair of one label once, one of which at least is asked about; the surest first.

    Takes time in proportion to the names, not to their pairs.
    """
    by_label: dict[str, list[Named]] = defaultdict(list)
    for each in everybody:
        by_label[each.label].append(each)
    groups = [[_Folded.of(each) for each in group] for group in by_label.values()]
    seen: set[tuple[ReferentId, ReferentId]] = set()
    for find, likeness in _WAYS:
        for group in groups:
            for one, other in find(group):
                pair = (min(one.id, other.id), max(one.id, other.id))
                if one.id != other.id and (one.is_asked or other.is_asked) and pair not in seen:
                    seen.add(pair)
                    yield one, other, likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folded:
    named: Named
    words: tuple[str, ...]

    @classmethod
    def of(cls, named: Named) -> _Folded:
        plain = unicodedata.normalize("NFKD", named.name).casefold()
        letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
        words = _WORD.findall(letters)
        telling = tuple(word for word in words if word not in _SMALL_WORDS)
        return cls(named=named, words=telling or tuple(words))

    @property
    def key(self) -> str:
        return " ".join(self.words)


_Pairs = Iterator[tuple[Named, Named]]


def _same(group: Sequence[_Folded]) -> _Pairs:
    by_key = _index((each.key, each) for each in group)
    for key, found in by_key.items():
        if key:
            yield from _among(found)


def _short_forms(group: Sequence[_Folded]) -> _Pairs:
    by_key = _index((each.key, each) for each in group)
    for each in group:
        if len(each.words) < 2:
            continue
        for short in by_key.get("".join(word[0] for word in each.words), ()):
            yield short.named, each.named


def _slips(group: Sequence[_Folded]) -> _Pairs:
    """Two names are one letter apart where leaving out one letter, or none, makes them equal."""
    long_ones = [each for each in group if len(each.key) >= _LEAST_FOR_A_SLIP]
    shortened = _index(
        (form, each) for each in long_ones if each.named.is_asked for form in _shortened(each.key)
    )
    for each in long_ones:
        for form in _shortened(each.key):
            for other in shortened.get(form, ()):
                if _is_one_letter_apart(each.key, other.key):
                    yield other.named, each.named


def _parts(group: Sequence[_Folded]) -> _Pairs:
    share = Counter(word for each in group for word in set(each.words))
    by_word = _index((word, each) for each in group for word in set(each.words))
    for each in group:
        if not each.words:
            continue
        rarest = min(each.words, key=lambda word: (share[word], word))
        if share[rarest] > _MOST_THAT_SHARE:
            continue
        for other in by_word[rarest]:
            if _is_part(each.words, other.words):
                yield each.named, other.named


_WAYS = (
    (_same, Likeness.SAME),
    (_short_forms, Likeness.SHORT_FORM),
    (_slips, Likeness.SLIP),
    (_parts, Likeness.PART),
)


def _index(pairs: Iterable[tuple[str, _Folded]]) -> Mapping[str, list[_Folded]]:
    found: dict[str, list[_Folded]] = defaultdict(list)
    for key, each in pairs:
        found[key].append(each)
    return found


def _among(found: Sequence[_Folded]) -> _Pairs:
    asked = [each for each in found if each.named.is_asked]
    for one in asked:
        for other in found:
            yield one.named, other.named


def _shortened(key: str) -> set[str]:
    return {key, *(key[:place] + key[place + 1 :] for place in range(len(key)))}


def _is_one_letter_apart(one: str, other: str) -> bool:
    # Both may have lost another letter: "form" and "from" are two letters apart.
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    start = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), None)
    if start is None:
        return True
    return short[start + (len(short) == len(long)) :] == long[start + 1 :]


def _is_part(few: Sequence[str], many: Sequence[str]) -> bool:
    return len(few) < len(many) <= 3 * len(few) and set(few) <= set(many)
