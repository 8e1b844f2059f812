"""The only place for agreement on links and on whole statements.

The second annotator's spans stand for the first's by the alignment: a link agrees where role,
source and target (or the reason why there is none) do. So the links can't agree better than the
spans, unless only links between spans that both have are asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from db.agreement.bootstrap import Sums
from db.agreement.figure import Counted, Reason, Scope
from db.agreement.layers import Item, LinkItem, Pair, Reading
from db.agreement.measured import Measured, Pool
from db.agreement.statistic import BOTH, FIRST, SECOND, Summed, f1_statistic
from db.model import SpanId

Slot = tuple[str, SpanId | None, str | None]
"""Role, target and absence of a link."""


class Arrow(NamedTuple):
    """A link in the words of the second annotator; a None where a span has no counterpart."""

    role: str
    source: SpanId | None
    target: SpanId | None
    absence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """The links of two annotators in one article."""

    first: tuple[tuple[LinkItem, Arrow], ...]
    second: tuple[tuple[LinkItem, Arrow], ...]
    agreed: frozenset[Arrow]


def link_f1(scope: Scope, *, is_given_spans: bool) -> Summed:
    """F1 of links, of the scope's role and source label; given the spans, or from end to end."""

    def collect(pool: Pool) -> Sums:
        sums: dict[Hashable, float] = {FIRST: 0.0, SECOND: 0.0, BOTH: 0.0}
        for article, pair in pairs_of(pool, scope):
            links = side_by_side(article, pair, scope, is_given_spans=is_given_spans)
            sums[FIRST] += len(links.first)
            sums[SECOND] += len(links.second)
            sums[BOTH] += len(links.agreed)
        return sums

    nothing = Reason.NO_COMPARABLE_LINK if is_given_spans else Reason.NO_LINK
    return f1_statistic(collect, Counted.LINKS, nothing)


def statement_f1(scope: Scope, labels: frozenset[str], *, is_exact: bool) -> Summed:
    """F1 of statements that agree as a whole: label, extent, attributes, and all slots.

    Exact wants the same characters, of the statement and of what fills its slots; relaxed is
    content with overlapping ones. `labels` are those of statements.
    """
    wanted = labels if scope.label is None else labels & {scope.label}

    def collect(pool: Pool) -> Sums:
        sums: dict[Hashable, float] = {FIRST: 0.0, SECOND: 0.0, BOTH: 0.0}
        for article, pair in pairs_of(pool, scope):
            for side, annotator in zip((FIRST, SECOND), pair, strict=True):
                sums[side] += sum(item.label in wanted for item in article.reading(annotator).items)
            sums[BOTH] += sum(
                statement.is_same
                for statement in statements(article, pair, wanted, is_exact=is_exact)
            )
        return sums

    return f1_statistic(collect, Counted.STATEMENTS, Reason.NO_STATEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPair:
    """A statement that two annotators share, and in what they differ about it."""

    first: Item
    second: Item
    is_same_extent: bool
    attributes: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether the statements agree as a whole."""
        return self.is_same_extent and not self.attributes and not self.roles


def statements(
    article: Measured, pair: Pair, labels: frozenset[str], *, is_exact: bool
) -> Iterator[StatementPair]:
    """The statements that two annotators share, exactly or overlapping; `is_exact` as above."""
    alignment = article.alignment(pair)
    same = {first.id: second.id for first, second in alignment.exact}
    counterparts = same if is_exact else alignment.counterparts
    ours, theirs = (_slots(article.reading(annotator)) for annotator in pair)
    for number, (first, second) in enumerate(alignment.matched):
        if first.label not in labels:
            continue
        filled = {
            (role, None if target is None else counterparts.get(target, SpanId("")), absence)
            for role, target, absence in ours.get(first.id, ())
        }
        yield StatementPair(
            first=first,
            second=second,
            is_same_extent=not is_exact or number < len(alignment.exact),
            attributes=tuple(
                name
                for name in sorted({*first.attributes, *second.attributes})
                if first.attributes.get(name) != second.attributes.get(name)
            ),
            roles=tuple(sorted({slot[0] for slot in filled ^ theirs.get(second.id, set())})),
        )


def pairs_of(pool: Pool, scope: Scope) -> Iterator[tuple[Measured, Pair]]:
    """Each article with each pair of its annotators that the scope speaks of."""
    for article in pool.articles:
        for pair in article.pairs:
            if scope.holds(pair):
                yield article, pair


def side_by_side(
    article: Measured, pair: Pair, scope: Scope, *, is_given_spans: bool = False
) -> SideBySide:
    """The links of two annotators, those of the scope."""
    counterparts = article.alignment(pair).counterparts
    taken = frozenset(counterparts.values())
    ours = [
        (
            link,
            Arrow(
                link.role,
                counterparts.get(link.source),
                None if link.target is None else counterparts.get(link.target),
                link.absence,
            ),
        )
        for link in _links(article.reading(pair[0]), scope)
        if not is_given_spans or _is_between(link, counterparts.keys())
    ]
    theirs = [
        (link, Arrow(*link))
        for link in _links(article.reading(pair[1]), scope)
        if not is_given_spans or _is_between(link, taken)
    ]
    return SideBySide(
        first=tuple(ours),
        second=tuple(theirs),
        agreed=frozenset(arrow for _, arrow in ours) & frozenset(arrow for _, arrow in theirs),
    )


def _links(reading: Reading, scope: Scope) -> Iterator[LinkItem]:
    labels = {item.id: item.label for item in reading.items} if scope.label else {}
    for link in reading.links:
        if scope.name in {None, link.role} and scope.label in {None, labels.get(link.source)}:
            yield link


def _is_between(link: LinkItem, aligned: Collection[SpanId]) -> bool:
    return link.source in aligned and (link.target is None or link.target in aligned)


def _slots(reading: Reading) -> dict[SpanId, set[Slot]]:
    slots: dict[SpanId, set[Slot]] = {}
    for link in reading.links:
        slots.setdefault(link.source, set()).add((link.role, link.target, link.absence))
    return slots
