"""The only place that says as what some cases can be settled together. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from db.model import ArticleId
from db.operations.review import Wish
from db.review.alike import NOTHING, Case, Marking, Said, choice_for
from db.review.choices import Choice, TakeIntersection, TakeUnion
from db.review.decisions import Reason
from db.review.model import UnitId
from db.scheme.model import Scheme

_MOST_NUMBERED = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One answer for all chosen cases: `said` of them, or else an `extent` taken of each.

    `count` of them have it as a version, it `fits` so many. `key` is what takes it.
    """

    key: str
    said: Said | None = None
    extent: TakeUnion | TakeIntersection | None = None
    count: int = 0
    fits: int = 0

    def choice(self, case: Case) -> Choice | Marking | None:
        """How it settles one case; None where it does not fit."""
        if self.said is not None:
            return choice_for(case, self.said)
        return self.extent if case.unit is not None and case.unit.marked else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why cases are settled like that, and by which rule of the guidelines; "" for none."""

    reason: Reason | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What is to be written for some cases, `left` of which the answer does not fit."""

    wishes: dict[ArticleId, tuple[Wish, ...]]
    markings: dict[ArticleId, tuple[Marking, ...]]
    left: int

    @property
    def count(self) -> int:
        """How many places are settled."""
        return sum(map(len, (*self.wishes.values(), *self.markings.values())))

    @property
    def articles(self) -> int:
        """In how many articles they are."""
        return len(self.wishes.keys() | self.markings.keys())


_NO_REASON = Why()


def ranked(cases: Sequence[Case]) -> tuple[Said, ...]:
    """What was marked in some cases, the most frequent first."""
    counts: Counter[Said] = Counter()
    # Kind by kind, which is quicker than case by case.
    for likeness, count in Counter(case.likeness for case in cases).items():
        for said in likeness.said:
            counts[said] += count
    counts.update(case.gold for case in cases if case.unit is None and case.gold is not None)
    del counts[NOTHING]
    return tuple(said for said, _ in counts.most_common())


def offers(chosen: Sequence[Case], known: Sequence[Said], scheme: Scheme) -> tuple[Offer, ...]:
    """The answers for some cases: their own versions first, then what is `known` from others.

    Labels of the scheme follow where nobody marked some of the words; nothing, all words and the
    shared words come last.
    """
    if not chosen:
        return ()
    numbered = [
        Offer(key=str(number), said=said, count=count, fits=_fits(chosen, said))
        for number, (said, count) in enumerate(_sayings(chosen, known, scheme), start=1)
    ]
    return (*numbered, *_lettered(chosen))


def settlement(chosen: Sequence[Case], offer: Offer, why: Why = _NO_REASON) -> Settlement:
    """What an answer writes; each unit is settled once, however many cases speak of it."""
    wishes: dict[ArticleId, dict[UnitId, Wish]] = {}
    markings: dict[ArticleId, list[Marking]] = {}
    left = 0
    for case in chosen:
        choice = offer.choice(case)
        if choice is None:
            left += 1
        elif isinstance(choice, Marking):
            markings.setdefault(case.article, []).append(choice)
        elif case.unit is not None:
            wish = Wish(unit=case.unit.id, choice=choice, reason=why.reason, rule=why.rule or None)
            wishes.setdefault(case.article, {}).setdefault(case.unit.id, wish)
    return Settlement(
        wishes={article: tuple(each.values()) for article, each in wishes.items()},
        markings={article: tuple(each) for article, each in markings.items()},
        left=left,
    )


def _sayings(
    chosen: Sequence[Case], known: Sequence[Said], scheme: Scheme
) -> list[tuple[Said, int]]:
    own = Counter(_marked_in(chosen))
    others = [said for said in known if said not in own]
    if any(case.unit is None for case in chosen):
        plain = {said.label for said in (*own, *others) if not said.words}
        others += [Said(label=each.label) for each in scheme.span_types if each.label not in plain]
    found = own.most_common(_MOST_NUMBERED)
    # Looked at one by one, since most of what is known elsewhere is never offered.
    fitting = ((said, 0) for said in others if any(choice_for(case, said) for case in chosen))
    return [*found, *islice(fitting, _MOST_NUMBERED - len(found))]


def _marked_in(cases: Sequence[Case]) -> Iterator[Said]:
    for case in cases:
        yield from (said for said in case.said if not said.is_nothing)
        if case.unit is None and case.gold is not None and not case.gold.is_nothing:
            yield case.gold


def _lettered(chosen: Sequence[Case]) -> Iterator[Offer]:
    units = [case.unit for case in chosen if case.unit is not None]
    if not units:
        return
    count = sum(NOTHING in case.said for case in chosen)
    yield Offer(key="0", said=NOTHING, count=count, fits=len(units))
    extents = [{each.fragments for each in unit.marked} for unit in units]
    if any(len(each) > 1 for each in extents):
        fits = sum(bool(each) for each in extents)
        yield Offer(key="U", extent=TakeUnion(), fits=fits)
        yield Offer(key="I", extent=TakeIntersection(), fits=fits)


def _fits(chosen: Sequence[Case], said: Said) -> int:
    return sum(choice_for(case, said) is not None for case in chosen)
