"""The only place that says what annotators are called, and how versions are numbered, on the page.

While names are hidden, annotators are letters, in an order that differs from article to article, so
that nobody is known by their place; versions that equally many say stand in that order, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from string import ascii_uppercase

from db.model import AnnotatorId, ArticleId
from db.review.model import Unit
from gui.translation import tr


class Naming:
    """What the annotators of one article are called."""

    def __init__(
        self,
        article: ArticleId,
        annotators: Iterable[AnnotatorId],
        names: Mapping[AnnotatorId, str],
        *,
        is_anonymous: bool,
    ) -> None:
        known = tuple(annotators)
        self.is_anonymous = is_anonymous
        self.people = (
            tuple(sorted(known, key=lambda each: _shuffled(article, each)))
            if is_anonymous
            else known
        )
        self._names = names
        self._places = {each: place for place, each in enumerate(self.people)}

    def name(self, annotator: AnnotatorId) -> str:
        """What one annotator is called."""
        if not self.is_anonymous:
            return self._names.get(annotator, tr("somebody"))
        place = self._places.get(annotator)
        if place is None:
            return tr("somebody")
        return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)

    def names_of(self, annotators: Sequence[AnnotatorId]) -> str:
        """Several annotators, in the order of the page."""
        last = len(self._places)
        in_order = sorted(annotators, key=lambda each: self._places.get(each, last))
        return ", ".join(self.name(each) for each in in_order)

    def order(self, unit: Unit) -> tuple[int, ...]:
        """The numbers of a unit's versions, from 1, in the order in which they are shown."""
        numbers = range(1, len(unit.variants) + 1)
        if not self.is_anonymous:
            return tuple(numbers)
        return tuple(sorted(numbers, key=lambda number: self._rank(unit, number)))

    def _rank(self, unit: Unit, number: int) -> tuple[bool, int, int]:
        variant = unit.variants[number - 1]
        first = min((self._places.get(each, 0) for each in variant.annotators), default=0)
        return variant.is_nothing, -len(variant.readings), first


def _shuffled(article: ArticleId, annotator: AnnotatorId) -> str:
    return sha256(f"{article} {annotator}".encode()).hexdigest()
