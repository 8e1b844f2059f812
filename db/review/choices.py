"""What the lead may choose in one unit, and the only place that turns a choice into a draft.

A draft is a value, ready to be written into the gold layer: words without white space at their
edges, never empty, roles filled with units. Which spans those units become is said by `draft`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from db.errors import SchemeViolation
from db.model import Attributes, Fragment, Referent
from db.review import extents
from db.review.model import Roles, Unit, UnitId, UnitKind, Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeVersion:
    """One variant as it is; numbers count from 1."""

    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUnion:
    """All words of all variants; the rest as in one of them."""

    rest: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIntersection:
    """The words that all variants which mark something share; the rest as in one of them."""

    rest: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeNothing:
    """No span here, also where nobody said so; of the article: that there is nothing in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Combine:
    """Each part from the variant of this number.

    Where none is said, the label is that of the extent, and the rest goes with the label.
    """

    extent: int
    label: int | None = None
    referent: int | None = None
    attributes: int | None = None
    roles: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What the lead made of it freely.

    Of the article as a whole only `attributes` and `nothing_here` count.
    """

    label: str = ""
    fragments: tuple[Fragment, ...] = ()
    referent: Referent | None = None
    attributes: Attributes = field(default_factory=dict)
    roles: Roles = field(default_factory=dict)
    nothing_here: bool = False


Choice = TakeVersion | TakeUnion | TakeIntersection | TakeNothing | Combine | Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanDraft:
    """A span or statement to be written for a unit."""

    unit: UnitId
    label: str
    fragments: tuple[Fragment, ...]
    quote: str
    referent: Referent | None = None
    attributes: Attributes = field(default_factory=dict)
    roles: Roles = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDraft:
    """What gold says of the article as a whole."""

    unit: UnitId
    labels: Attributes = field(default_factory=dict)
    nothing_here: bool = False


def choices_for(unit: Unit, body: str) -> tuple[Choice, ...]:
    """What can be chosen with one key, without choices that give what another gives already."""
    return tuple(_choices(unit, body))


def resolve(unit: Unit, choice: Choice, body: str) -> SpanDraft | ArticleDraft | None:
    """What a choice puts into gold; None where that is no span.

    Raises SchemeViolation where there is no such version, where the versions have no words in
    common, or where what was edited holds no words of the body.
    """
    if unit.kind is UnitKind.ARTICLE:
        return _article(unit, choice)
    content: Variant | Edit
    match choice:
        case TakeNothing():
            return None
        case TakeVersion(number=number):
            content = _numbered(unit, number)
            if content.is_nothing:
                return None
            fragments = content.fragments
        case TakeUnion(rest=number):
            content = _marking(unit, number)
            fragments = extents.union([each.fragments for each in unit.marked], body)
        case TakeIntersection(rest=number):
            content = _marking(unit, number)
            fragments = extents.intersection([each.fragments for each in unit.marked], body)
        case Combine():
            content = _combined(unit, choice)
            fragments = content.fragments
        case Edit():
            content, fragments = choice, choice.fragments
    return _span(unit, content, fragments, body)


def _choices(unit: Unit, body: str) -> Iterator[Choice]:
    for number in range(1, len(unit.variants) + 1):
        yield TakeVersion(number=number)
    marked = {variant.fragments for variant in unit.marked}
    if len(marked) > 1:
        union, shared = extents.union(marked, body), extents.intersection(tuple(marked), body)
        if union not in marked:
            yield TakeUnion()
        if shared and shared not in marked:
            yield TakeIntersection()
    if not any(variant.is_nothing for variant in unit.variants):
        yield TakeNothing()


def _span(
    unit: Unit, content: Variant | Edit, fragments: Sequence[Fragment], body: str
) -> SpanDraft:
    if any(piece.end > len(body) for piece in fragments):
        raise SchemeViolation("That reaches beyond the end of the text. Nothing was decided.")
    pieces = extents.trimmed(fragments, body)
    if not pieces:
        raise SchemeViolation(
            "That leaves no words to mark. Nothing was decided; choose a version, their union, or "
            "nothing."
        )
    # A referent of another label can't be meant once the label was taken from elsewhere.
    referent = content.referent
    has_label = referent is not None and referent.label == content.label
    return SpanDraft(
        unit=unit.id,
        label=content.label,
        fragments=pieces,
        quote=extents.quote(pieces, body),
        referent=referent if has_label else None,
        attributes=content.attributes,
        roles=content.roles,
    )


def _combined(unit: Unit, choice: Combine) -> Edit:
    extent = _marking(unit, choice.extent)
    labelled = extent if choice.label is None else _marking(unit, choice.label)

    def part(number: int | None) -> Variant:
        return labelled if number is None else _marking(unit, number)

    return Edit(
        label=labelled.label,
        fragments=extent.fragments,
        referent=part(choice.referent).referent,
        attributes=part(choice.attributes).attributes,
        roles=part(choice.roles).roles,
    )


def _article(unit: Unit, choice: Choice) -> ArticleDraft:
    match choice:
        case TakeVersion(number=number):
            variant = _numbered(unit, number)
        case TakeNothing():
            # Who found nothing knows best what else to say of such an article.
            variant = next((each for each in unit.variants if each.is_nothing), _numbered(unit, 1))
            return ArticleDraft(unit=unit.id, labels=variant.attributes, nothing_here=True)
        case Combine(extent=number, attributes=other):
            labels = _numbered(unit, number if other is None else other).attributes
            is_nothing = _numbered(unit, number).is_nothing
            return ArticleDraft(unit=unit.id, labels=labels, nothing_here=is_nothing)
        case Edit():
            return ArticleDraft(
                unit=unit.id, labels=choice.attributes, nothing_here=choice.nothing_here
            )
        case TakeUnion() | TakeIntersection():
            raise SchemeViolation(
                "An article as a whole has no extent. Nothing was decided; choose a version."
            )
    return ArticleDraft(unit=unit.id, labels=variant.attributes, nothing_here=variant.is_nothing)


def _numbered(unit: Unit, number: int) -> Variant:
    if not 1 <= number <= len(unit.variants):
        raise SchemeViolation(f"There is no version {number} here. Nothing was decided.")
    return unit.variants[number - 1]


def _marking(unit: Unit, number: int) -> Variant:
    variant = _numbered(unit, number)
    if variant.is_nothing:
        raise SchemeViolation(
            f"Version {number} marks nothing, so nothing can be taken from it. Nothing was decided."
        )
    return variant
