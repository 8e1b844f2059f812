"""The only place that names the differences between annotators that lie behind a figure."""

from __future__ import annotations

from collections.abc import Iterator

from db.agreement.answers import attributes_of
from db.agreement.figure import Difference, DifferenceKind, Measure, Scope
from db.agreement.layers import Item, LinkItem, Pair
from db.agreement.links import SideBySide, pairs_of, side_by_side, statements
from db.agreement.measured import Measured, Pool
from db.model import AttributeValue

_ANSWERS = frozenset({Measure.ATTRIBUTES_SAME, Measure.ATTRIBUTES_KAPPA, Measure.ATTRIBUTES_ALPHA})
_REFERENTS = frozenset({Measure.REFERENTS_SAME, Measure.REFERENTS_ALPHA})
_LINKS = frozenset({Measure.LINKS_F1, Measure.LINKS_GIVEN_SPANS})
_STATEMENTS = frozenset({Measure.STATEMENTS_EXACT, Measure.STATEMENTS_RELAXED})
_BLIND_TO_EXTENT = frozenset({Measure.SPANS_RELAXED, Measure.STATEMENTS_RELAXED})


def behind(
    measure: Measure, scope: Scope, pool: Pool, *, statement_labels: frozenset[str]
) -> Iterator[Difference]:
    """What keeps a measure from being 1, article by article and pair by pair."""
    for article, pair in pairs_of(pool, scope):
        if measure in _ANSWERS:
            yield from _answers(article, pair, scope)
        elif measure in _REFERENTS:
            yield from _referents(article, pair, scope)
        elif measure is Measure.REFERENTS_F1:
            yield from _groupings(article, pair, scope)
        elif measure in _LINKS:
            is_given = measure is Measure.LINKS_GIVEN_SPANS
            yield from _links(
                article, pair, side_by_side(article, pair, scope, is_given_spans=is_given)
            )
        elif measure in _STATEMENTS:
            yield from _statements(article, pair, scope, (measure, statement_labels))
        else:
            yield from _spans(article, pair, scope, has_extents=measure not in _BLIND_TO_EXTENT)


def _spans(
    article: Measured, pair: Pair, scope: Scope, *, has_extents: bool
) -> Iterator[Difference]:
    alignment = article.alignment(pair)
    found = [
        *((DifferenceKind.EXTENT, match) for match in alignment.overlapping if has_extents),
        *((DifferenceKind.LABEL, match) for match in alignment.relabelled),
        *((DifferenceKind.ONLY_ONE, (item, None)) for item in alignment.only_first),
        *((DifferenceKind.ONLY_ONE, (None, item)) for item in alignment.only_second),
    ]
    found.sort(key=lambda each: min(item.start for item in each[1] if item is not None))
    for kind, (first, second) in found:
        labels = [item.label for item in (first, second) if item is not None]
        if scope.label is None or scope.label in labels:
            yield Difference(
                article=article.article,
                annotators=pair,
                kind=kind,
                label=labels[0],
                items=(None if first is None else first.id, None if second is None else second.id),
                values=(
                    None if first is None else first.label,
                    None if second is None else second.label,
                ),
            )


def _answers(article: Measured, pair: Pair, scope: Scope) -> Iterator[Difference]:
    for first, second in article.alignment(pair).matched:
        if scope.label in {None, first.label}:
            for name, one, other in attributes_of(first, second):
                if one != other and scope.name in {None, name}:
                    yield _attribute(article, pair, (first, second), name)


def _attribute(article: Measured, pair: Pair, match: tuple[Item, Item], name: str) -> Difference:
    first, second = match
    return Difference(
        article=article.article,
        annotators=pair,
        kind=DifferenceKind.ATTRIBUTE,
        label=first.label,
        items=(first.id, second.id),
        name=name,
        values=(_said(first.attributes.get(name)), _said(second.attributes.get(name))),
    )


def _referents(article: Measured, pair: Pair, scope: Scope) -> Iterator[Difference]:
    for first, second in article.alignment(pair).matched:
        if scope.label in {None, first.label} and first.referent != second.referent:
            yield _referent(article, pair, (first, second))


def _groupings(article: Measured, pair: Pair, scope: Scope) -> Iterator[Difference]:
    """The spans that one annotator takes for the same as others and the other does not."""
    matches = [
        match for match in article.alignment(pair).matched if scope.label in {None, match[0].label}
    ]
    together = [_together([match[side].referent for match in matches]) for side in (0, 1)]
    for match, ours, theirs in zip(matches, *together, strict=True):
        if ours != theirs:
            yield _referent(article, pair, match)


def _together(referents: list[str | None]) -> list[tuple[int, ...]]:
    """For each span all that have its referent; none for a span without one."""
    groups: dict[str | None, list[int]] = {}
    for number, referent in enumerate(referents):
        groups.setdefault(referent, []).append(number)
    return [
        (number,) if referent is None else tuple(groups[referent])
        for number, referent in enumerate(referents)
    ]


def _referent(article: Measured, pair: Pair, match: tuple[Item, Item]) -> Difference:
    first, second = match
    return Difference(
        article=article.article,
        annotators=pair,
        kind=DifferenceKind.REFERENT,
        label=first.label,
        items=(first.id, second.id),
        values=(first.referent, second.referent),
    )


def _links(article: Measured, pair: Pair, links: SideBySide) -> Iterator[Difference]:
    labels = [{item.id: item.label for item in article.reading(each).items} for each in pair]
    back = {theirs: ours for ours, theirs in article.alignment(pair).counterparts.items()}
    for link, arrow in links.first:
        if arrow not in links.agreed:
            yield Difference(
                article=article.article,
                annotators=pair,
                kind=DifferenceKind.LINK,
                label=labels[0].get(link.source, ""),
                items=(link.source, arrow.source),
                name=link.role,
                values=(_aim(link), None),
            )
    for link, arrow in links.second:
        if arrow not in links.agreed:
            yield Difference(
                article=article.article,
                annotators=pair,
                kind=DifferenceKind.LINK,
                label=labels[1].get(link.source, ""),
                items=(back.get(link.source), link.source),
                name=link.role,
                values=(None, _aim(link)),
            )


def _statements(
    article: Measured, pair: Pair, scope: Scope, wanted: tuple[Measure, frozenset[str]]
) -> Iterator[Difference]:
    measure, labels = wanted
    if scope.label is not None:
        labels &= {scope.label}
    is_exact = measure is Measure.STATEMENTS_EXACT
    for difference in _spans(article, pair, scope, has_extents=is_exact):
        if labels.intersection(difference.values):
            yield difference
    for each in statements(article, pair, labels, is_exact=is_exact):
        for name in each.attributes:
            yield _attribute(article, pair, (each.first, each.second), name)
        for role in each.roles:
            yield Difference(
                article=article.article,
                annotators=pair,
                kind=DifferenceKind.LINK,
                label=each.first.label,
                items=(each.first.id, each.second.id),
                name=role,
            )


def _aim(link: LinkItem) -> str | None:
    return link.absence if link.target is None else link.target


def _said(value: AttributeValue | None) -> str | None:
    return None if value is None else str(value)
