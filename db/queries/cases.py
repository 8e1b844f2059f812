"""The only place that turns one reviewed article into the cases of a word or a referent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from db.model import ArticleId, Fragment
from db.queries.review import ReviewArticle
from db.review.alike import NOTHING, Case, Said, Sayings, around, said_in_gold, units_at
from db.review.model import ReferentKey, Unit, Variant
from db.review.sameness import referent_key
from db.review.units import has_read

_CONTEXT = 90
"""So many code points are read before and after the words of a case."""


def bare(number: int, article: ArticleId, title: str, body: str, place: Fragment) -> Case:
    """A case of which nobody has said anything."""
    return Case(
        article=article,
        number=number,
        title=title,
        place=place,
        quote=body[place.start : place.end],
        before=body[max(0, place.start - _CONTEXT) : place.start],
        after=body[place.end : place.end + _CONTEXT],
    )


class CasesOf:
    """An article that somebody worked on."""

    def __init__(self, number: int, title: str, body: str, reviewed: ReviewArticle) -> None:
        self._number = number
        self._title = title
        self._body = body
        self._reviewed = reviewed
        self._sayings = Sayings(reviewed.units)
        self._readers = tuple(
            each.layer.annotator for each in reviewed.annotations if has_read(each)
        )

    def at(self, place: Fragment) -> list[Case]:
        """What was said of the words at a place: a case for each unit there, or one without."""
        units = self._reviewed.units
        here = units_at(units, place, self._body)
        inside = around(units, place, besides=here)
        if here:
            return [replace(self._of_unit(unit, place), inside=inside) for unit in here]
        return [
            replace(
                self._bare(place), inside=inside, readers=self._readers, gold=self._gold_at(place)
            )
        ]

    def of_referent(self, meant: ReferentKey) -> list[Case]:
        """Where anybody speaks of a referent."""
        found = []
        covered = set()
        for unit in self._reviewed.units:
            speaking = [each for each in unit.marked if _means(each, meant)]
            if speaking:
                place = Fragment(speaking[0].fragments[0].start, speaking[0].fragments[-1].end)
                covered.add(place)
                found.append(self._of_unit(unit, place))
        found.extend(self._bare_in_gold(meant, covered, found))
        return sorted(found, key=lambda case: case.place)

    def _bare_in_gold(
        self, meant: ReferentKey, covered: set[Fragment], cases: Iterable[Case]
    ) -> Iterator[Case]:
        """What only gold says of a referent."""
        gold = self._reviewed.gold
        units = {case.unit.id for case in cases if case.unit}
        settled = {
            each.decision.gold for each in self._reviewed.settled if each.decision.unit in units
        }
        for span in gold.spans if gold else ():
            referent = gold.referent(span.referent) if gold else None
            place = Fragment(span.start, span.end)
            is_new = span.id not in settled and place not in covered
            if gold and referent and referent_key(referent) == meant and is_new:
                yield replace(
                    self._bare(place), gold=said_in_gold(gold, span, place), readers=self._readers
                )

    def _of_unit(self, unit: Unit, place: Fragment) -> Case:
        return replace(
            self._bare(place),
            unit=unit,
            said=self._sayings.of_unit(unit, place),
            state=self._reviewed.standings[unit.id].state,
            gold=self._gold_of(unit, place),
        )

    def _bare(self, place: Fragment) -> Case:
        return bare(self._number, self._reviewed.article.id, self._title, self._body, place)

    def _gold_of(self, unit: Unit, place: Fragment) -> Said | None:
        settlement, gold = self._reviewed.settlement(unit.id), self._reviewed.gold
        if settlement is None:
            return self._gold_at(place, *(each.fragments for each in unit.marked))
        span = gold.span(settlement.decision.gold) if gold else None
        return NOTHING if gold is None or span is None else said_in_gold(gold, span, place)

    def _gold_at(self, place: Fragment, *extents: tuple[Fragment, ...]) -> Said | None:
        gold = self._reviewed.gold
        if gold is None:
            return None
        span = next((each for each in gold.spans if each.fragments in ((place,), *extents)), None)
        return None if span is None else said_in_gold(gold, span, place)


def _means(variant: Variant, meant: ReferentKey) -> bool:
    return any(each.referent_key == meant for each in variant.readings)
