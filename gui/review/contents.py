"""The only place that works out what a card says of one version: marked words, and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.model import Fragment
from db.queries.review import ReviewArticle
from db.review.model import AspectKind, Filling, Unit, UnitId, UnitKind, Variant
from db.review.words import extent_change, words_of
from gui.review.naming import Naming
from gui.review.wording import (
    NO_ANSWER,
    absence_words,
    answer_words,
    attribute_of,
    attribute_title,
    label_title,
    role_title,
    unit_words,
)
from gui.translation import tr, tr_count

_MANY = 3
"""From so many on, "all of them" is said rather than their names."""
_AROUND = 30
"""How many code points of the body are shown before and after a unit."""


class MarkKind(StrEnum):
    """What a version makes of some words."""

    SHARED = "shared"
    """It has them, and so have all versions that mark anything."""
    OWN = "own"
    """It has them, and not all others do."""
    MISSING = "missing"
    """It leaves them out, and another has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a passage's text, in its own code points."""

    place: Fragment
    kind: MarkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words of a unit with some around them, and what one version makes of them."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that a version says besides its words; `title` is "" where it needs none."""

    title: str
    value: str
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContents:
    """One version; `sentence` stands where there are no words to show."""

    shown: int
    names: str
    hint: str = ""
    passage: Passage | None = None
    sentence: str = ""
    said: tuple[Said, ...] = ()
    is_candidate: bool = False


class Teller:
    """Tells what versions say in the units of one article."""

    def __init__(self, reviewed: ReviewArticle, naming: Naming) -> None:
        self._reviewed = reviewed
        self._naming = naming
        self._quotes: Mapping[UnitId, str] = {each.id: unit_words(each) for each in reviewed.places}

    def tells_of(self, reviewed: ReviewArticle, naming: Naming) -> bool:
        """Whether it would tell the same of an article that was read again after a decision."""
        return (
            self._naming is naming
            and self._reviewed.units is reviewed.units
            and self._reviewed.only_gold == reviewed.only_gold
        )

    def cards(self, unit: Unit, candidate: int) -> tuple[CardContents, ...]:
        """The versions of a unit in the order in which they are shown."""
        order = self._naming.order(unit)
        passages = dict(passages_of(unit, self._reviewed.article.body))
        return tuple(
            CardContents(
                shown=shown,
                names=self._names(unit, unit.variants[number - 1]),
                hint=self._hint(unit, number, order[0]),
                passage=passages.get(number),
                sentence=_sentence(unit, unit.variants[number - 1]),
                said=self.said(unit, unit.variants[number - 1]),
                is_candidate=shown == candidate,
            )
            for shown, number in enumerate(order, 1)
        )

    def said(self, unit: Unit, variant: Variant) -> tuple[Said, ...]:
        """What a version says besides its words."""
        if variant.is_nothing and unit.kind is not UnitKind.ARTICLE:
            return ()
        return tuple(self._said(unit, variant))

    def filling_words(self, filling: Filling) -> str:
        """What stands in one role."""
        said = [self._quotes.get(each, "") or NO_ANSWER for each in filling.units]
        said += [absence_words(each) for each in filling.absences]
        return ", ".join(said) or NO_ANSWER

    def _names(self, unit: Unit, variant: Variant) -> str:
        count = len(variant.readings)
        if count == len(unit.readings) and count >= _MANY:
            return tr("all {count}", count=count)
        return self._naming.names_of(variant.annotators)

    def _said(self, unit: Unit, variant: Variant) -> Iterator[Said]:
        scheme = self._reviewed.scheme
        differs = {(each.kind, each.name) for each in unit.aspects}
        if (AspectKind.LABEL, "") in differs:
            yield Said(title="", value=label_title(scheme, variant.label), differs=True)
        referent = (AspectKind.REFERENT, "") in differs
        name = variant.referent.name if variant.referent else NO_ANSWER
        if referent or (variant.referent and name.casefold() != _one_line(variant.quote)):
            yield Said(title=tr("is"), value=name, differs=referent)
        for role in self._roles(unit):
            if role not in variant.roles and not scheme.role(role, variant.label):
                continue
            yield Said(
                title=role_title(unit, role, scheme).lower(),
                value=self.filling_words(variant.roles.get(role, Filling())),
                differs=(AspectKind.ROLE, role) in differs,
            )
        for question in _names(each.attributes for each in unit.variants):
            attribute = attribute_of(unit, variant, question, scheme)
            is_different = (AspectKind.ATTRIBUTE, question) in differs
            is_answered = question in variant.attributes
            # What a label can't be asked, or nobody has answered here, needs no words.
            if is_answered or (is_different and attribute is not None):
                yield Said(
                    title=attribute_title(unit, question, scheme).lower(),
                    value=answer_words(attribute, question, variant.attributes),
                    differs=is_different,
                )

    def _roles(self, unit: Unit) -> Iterable[str]:
        filled = _names(each.roles for each in unit.variants)
        known = (role.name for role in self._reviewed.scheme.roles if role.name in filled)
        return dict.fromkeys((*known, *filled))

    def _hint(self, unit: Unit, number: int, first: int) -> str:
        variant, reference = unit.variants[number - 1], unit.variants[first - 1]
        if number == first or not variant.fragments or not reference.fragments:
            return ""
        change = extent_change(variant.fragments, reference.fragments, self._reviewed.article.body)
        parts = []
        if change.longer:
            parts.append(tr_count(change.longer, "{count} word more", "{count} words more"))
        if change.shorter:
            parts.append(tr_count(change.shorter, "{count} word less", "{count} words less"))
        return ", ".join(parts)


def passages_of(unit: Unit, body: str) -> Iterator[tuple[int, Passage]]:
    """The passage of each version that marks anything, by its number from 1."""
    marking = frozenset(
        number for number, each in enumerate(unit.variants, 1) if not each.is_nothing
    )
    words = [(each.place, each.variants) for each in words_of(unit, body)]
    for number in sorted(marking):
        if unit.variants[number - 1].fragments:
            places = (
                (place, _kind(number, having, is_shared=marking <= having))
                for place, having in words
            )
            yield number, passage(body, places)


def passage(body: str, places: Iterable[tuple[Fragment, MarkKind]]) -> Passage:
    """Some stretches of a body with what is around them; what touches becomes one mark."""
    joined: list[tuple[int, int, MarkKind]] = []
    for place, kind in places:
        if joined and joined[-1][2] is kind and not body[joined[-1][1] : place.start].strip():
            joined[-1] = joined[-1][0], place.end, kind
        else:
            joined.append((place.start, place.end, kind))
    if not joined:
        return Passage(text="")
    start, end = joined[0][0], max(each[1] for each in joined)
    before, after = _before(body, start), _after(body, end)
    text = (before + body[start:end] + after).replace("\n", " ").replace("\t", " ")
    shift = len(before) - start
    return Passage(
        text=text,
        marks=tuple(
            Mark(place=Fragment(first + shift, last + shift), kind=kind)
            for first, last, kind in joined
        ),
    )


def _kind(number: int, having: frozenset[int], *, is_shared: bool) -> MarkKind:
    if number not in having:
        return MarkKind.MISSING
    return MarkKind.SHARED if is_shared else MarkKind.OWN


def _before(body: str, start: int) -> str:
    text = body[max(0, start - _AROUND) : start].rpartition("\n")[2]
    if len(text) < _AROUND or start == _AROUND:
        return text
    # The first word is most likely cut.
    return f"…{text.partition(' ')[2]}"


def _after(body: str, end: int) -> str:
    text = body[end : end + _AROUND].partition("\n")[0]
    if len(text) < _AROUND or end + _AROUND >= len(body):
        return text
    return f"{text.rpartition(' ')[0]}…"


def _sentence(unit: Unit, variant: Variant) -> str:
    if unit.kind is UnitKind.ARTICLE:
        return (
            tr("marked nothing in this article")
            if variant.is_nothing
            else tr("marked something in this article")
        )
    return tr("read it and marked nothing here") if variant.is_nothing else ""


def _names(several: Iterable[Mapping[str, object]]) -> tuple[str, ...]:
    return tuple(sorted({name for each in several for name in each}))


def _one_line(quote: str) -> str:
    return " ".join(quote.split()).casefold()
