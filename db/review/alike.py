"""The only place that says what was said at the same words in many articles, and what is alike.

All offsets count Unicode code points of the body, half-open `[start, end)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from db.model import (
    Annotation,
    AnnotatorId,
    ArticleId,
    Attributes,
    AttributeValue,
    Fragment,
    Link,
    Referent,
    Span,
)
from db.review.choices import Choice, Edit, TakeNothing, TakeVersion
from db.review.model import ReferentKey, Status, Unit, UnitId, UnitKind, Variant
from db.review.overlap import Extent, common
from db.review.sameness import referent_key
from db.review.standing import UnitState
from db.review.words import extent_change
from db.text.keys import match_key

_FEW_WORDS = 3
"""A span with so many words more or less still speaks of the same words."""

Answers = tuple[tuple[str, object], ...]
Fillers = tuple[tuple[str, tuple[str, ...]], ...]
CaseKey = tuple[ArticleId, Fragment, UnitId | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was marked, apart from where and by whom; equal where it is the same elsewhere.

    Without a label nothing was marked. `words` is "" where exactly the words of the case were
    marked, else the form of the marked words that is compared; `fillers` are names by role in that
    form, or absence reasons. `quote` and `shown_fillers` are how the same reads in the article.
    """

    label: str = ""
    words: str = ""
    referent: ReferentKey | None = None
    attributes: Answers = ()
    fillers: Fillers = ()
    quote: str = field(default="", compare=False)
    shown_referent: Referent | None = field(default=None, compare=False)
    shown_attributes: Answers = field(default=(), compare=False)
    shown_fillers: Fillers = field(default=(), compare=False)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was marked."""
        return not self.label


NOTHING = Said()


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What alike cases have in common: the words, how far all agree, and the versions there are.

    `status` is None where no annotator marked these words.
    """

    words: str
    status: Status | None
    said: frozenset[Said]


@dataclass(frozen=True, kw_only=True)
class Case:
    """Some words at one place of an article, and what was said of them.

    `said` has one entry for each version of the unit, in its order. Without a unit no annotator
    marked these words; `readers` are those who read the article all the same. `gold` is what gold
    says there: None as long as it says nothing, `NOTHING` where the lead settled on that.
    `inside` are labels and words of longer spans around the place.
    """

    article: ArticleId
    number: int
    title: str
    place: Fragment
    quote: str
    before: str = ""
    after: str = ""
    unit: Unit | None = None
    said: tuple[Said, ...] = ()
    state: UnitState = UnitState.OPEN
    gold: Said | None = None
    readers: tuple[AnnotatorId, ...] = ()
    inside: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> CaseKey:
        """By what the case is known again after it was read anew."""
        return self.article, self.place, self.unit.id if self.unit else None

    @cached_property
    def likeness(self) -> Likeness:
        """What it has in common with alike cases; worked out once."""
        return Likeness(
            words=match_key(self.quote),
            status=self.unit.status if self.unit else None,
            said=frozenset(self.said),
        )

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do for the lead."""
        return self.gold is not None if self.unit is None else self.state is UnitState.SETTLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """Words to be marked where no annotator marked them.

    Without a referent it is guessed as everywhere; `attributes` None takes those it starts with.
    """

    place: Fragment
    label: str
    referent: Referent | None = None
    attributes: Attributes | None = None


def choice_for(case: Case, said: Said) -> Choice | Marking | None:
    """How a case is settled as something said in it or in an alike one.

    None where that makes no sense: nothing where nothing is, other words, or roles whose fillers
    are elsewhere.
    """
    if case.unit is None:
        return None if said.is_nothing or not _is_plain(said) else _marking(case, said)
    if said.is_nothing:
        return TakeNothing()
    if said in case.said:
        return TakeVersion(number=case.said.index(said) + 1)
    if not _is_plain(said):
        return None
    return Edit(
        label=said.label,
        fragments=(case.place,),
        referent=said.shown_referent,
        attributes=dict(_plain(said.shown_attributes)),
    )


def units_at(units: Iterable[Unit], place: Fragment, body: str) -> tuple[Unit, ...]:
    """The units that speak of some words: where exactly these are marked, else the nearest one.

    That may have a few words more or less.
    """
    marked = [unit for unit in units if unit.kind is not UnitKind.ARTICLE and _meets(unit, place)]
    exact = [unit for unit in marked if any(each.fragments == (place,) for each in unit.marked)]
    if exact:
        return tuple(exact)
    distances = [(_distance(unit, place, body), unit.start, unit.id) for unit in marked]
    nearest = min(distances, default=None)
    if nearest is None or nearest[0] > _FEW_WORDS:
        return ()
    return tuple(unit for unit in marked if unit.id == nearest[2])


def around(
    units: Iterable[Unit], place: Fragment, besides: Iterable[Unit] = ()
) -> tuple[tuple[str, str], ...]:
    """Labels and words of what was marked around a place, apart from some units."""
    left_out = {unit.id for unit in besides}
    found = [
        (each.label, each.quote)
        for unit in units
        if unit.id not in left_out and unit.kind is not UnitKind.ARTICLE
        for each in unit.marked
        if each.fragments[0].start <= place.start and place.end <= each.fragments[-1].end
    ]
    return tuple(dict.fromkeys(found))


class Sayings:
    """Puts the versions of one article's units, and the spans of gold, into comparable words."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._names = {unit.id: _name_of(unit) for unit in units if unit.marked}

    def of_unit(self, unit: Unit, place: Fragment) -> tuple[Said, ...]:
        """What each version of a unit says of the words at a place."""
        return tuple(self._of_variant(each, place) for each in unit.variants)

    def _of_variant(self, variant: Variant, place: Fragment) -> Said:
        if variant.is_nothing:
            return NOTHING
        signature = variant.readings[0].signature
        shown = tuple(
            (
                role,
                tuple(self._names.get(each, "") for each in filling.units)
                + tuple(str(each) for each in filling.absences),
            )
            for role, filling in variant.roles.items()
        )
        return Said(
            label=variant.label,
            words=_words(variant.fragments, variant.quote, place),
            referent=signature.referent,
            attributes=signature.attributes,
            fillers=_compared(shown),
            quote=variant.quote,
            shown_referent=variant.referent,
            shown_attributes=tuple(sorted(variant.attributes.items())),
            shown_fillers=shown,
        )


def said_in_gold(gold: Annotation, span: Span, place: Fragment) -> Said:
    """What a span of gold says of the words at a place."""
    referent = gold.referent(span.referent)
    shown = _shown_links(gold, gold.links_from(span.id))
    answers = tuple(sorted(span.attributes.items()))
    return Said(
        label=span.label,
        words=_words(span.fragments, span.quote, place),
        referent=None if referent is None else referent_key(referent),
        attributes=answers,
        fillers=_compared(shown),
        quote=span.quote,
        shown_referent=referent,
        shown_attributes=answers,
        shown_fillers=shown,
    )


def _shown_links(gold: Annotation, links: Iterable[Link]) -> Fillers:
    by_role: dict[str, list[str]] = {}
    for link in links:
        target = gold.span(link.target)
        referent = gold.referent(target.referent) if target else None
        name = referent.name if referent else target.quote if target else str(link.absence or "")
        by_role.setdefault(link.role, []).append(name)
    return tuple((role, tuple(names)) for role, names in sorted(by_role.items()))


def _name_of(unit: Unit) -> str:
    first = unit.marked[0]
    return first.referent.name if first.referent else first.quote


def _compared(shown: Fillers) -> Fillers:
    return tuple((role, tuple(sorted(match_key(each) for each in names))) for role, names in shown)


def _words(extent: Extent, quote: str, place: Fragment) -> str:
    return "" if extent == (place,) else match_key(quote)


def _meets(unit: Unit, place: Fragment) -> bool:
    if not (unit.start < place.end and place.start < unit.end):
        return False
    return any(common(each.fragments, (place,)) for each in unit.marked)


def _distance(unit: Unit, place: Fragment, body: str) -> int:
    """By how many words the version that comes nearest differs from the words of a place."""
    changes = [
        extent_change(each.fragments, (place,), body)
        for each in unit.marked
        if common(each.fragments, (place,))
    ]
    return min(change.longer + change.shorter for change in changes)


def _is_plain(said: Said) -> bool:
    """Whether it can be said of the very words of another case, too."""
    return not said.words and not said.fillers


def _plain(answers: Answers) -> Iterable[tuple[str, AttributeValue]]:
    for name, answer in answers:
        if isinstance(answer, str | bool | int | float):
            yield name, answer


def _marking(case: Case, said: Said) -> Marking:
    # What only the scheme offers has no answers yet: it takes those that such a span starts with.
    answers = dict(_plain(said.shown_attributes))
    return Marking(
        place=case.place,
        label=said.label,
        referent=said.shown_referent,
        attributes=answers if said.shown_referent else None,
    )
