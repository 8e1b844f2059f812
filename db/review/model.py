"""The words of review as immutable values: units, the readings and variants in them, decisions.

All offsets count Unicode code points of the body, half-open `[start, end)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from typing import NewType

from db.model import (
    Absence,
    AnnotatorId,
    ArticleId,
    Attributes,
    AttributeValue,
    Fragment,
    Link,
    Referent,
    Span,
    SpanId,
)

UnitId = NewType("UnitId", str)


class UnitKind(StrEnum):
    """What is settled: a span, a statement with its roles, or what is said of the whole article."""

    SPAN = "span"
    STATEMENT = "statement"
    ARTICLE = "article"


class Status(StrEnum):
    """How far those who count agree. They are whoever marked something, and whoever read it."""

    UNANIMOUS = "unanimous"
    """Two or more, and all say the same."""
    MAJORITY = "majority"
    """More than half say the same, be it that there is nothing here."""
    DIFFERING = "differing"
    SINGLE = "single"
    """One alone marked something here, whether or not others read it."""


class AspectKind(StrEnum):
    """In what two readings can differ."""

    PRESENCE = "presence"
    EXTENT = "extent"
    LABEL = "label"
    REFERENT = "referent"
    ATTRIBUTE = "attribute"
    ROLE = "role"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """One thing in which readings differ; `name` is that of the attribute or role, else ""."""

    kind: AspectKind
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What stands in one role: the units of the fillers, or why there is none. Both sorted."""

    units: tuple[UnitId, ...] = ()
    absences: tuple[Absence, ...] = ()


Roles = Mapping[str, Filling]
ReferentKey = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """All that is compared of a reading, in a form in which what is the same is equal.

    `referent` is a label and the form of a name that is compared; it is no id.
    """

    is_nothing: bool = False
    label: str = ""
    fragments: tuple[Fragment, ...] = ()
    referent: ReferentKey | None = None
    attributes: tuple[tuple[str, AttributeValue | ReferentKey], ...] = ()
    roles: tuple[tuple[str, Filling], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one annotator said in one unit; without a span they read it and marked nothing here.

    `links` are the filled slots of the span as they stand in the annotator's layer. `referent_key`
    is that of their own referent, before it is held against the others'.
    """

    annotator: AnnotatorId
    signature: Signature
    span: Span | None = None
    referent: Referent | None = None
    referent_key: ReferentKey | None = None
    attributes: Attributes = field(default_factory=dict)
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One version of a unit, with the readings of all who agree in everything, by annotator id.

    Where annotators each made a referent of their own under one name, `referent` is the oldest,
    or the shared one. The variant of an article as a whole has the answers about the article as
    `attributes`, and `is_nothing` says that nothing was marked in it.
    """

    readings: tuple[Reading, ...]
    is_nothing: bool = False
    label: str = ""
    fragments: tuple[Fragment, ...] = ()
    quote: str = ""
    referent: Referent | None = None
    attributes: Attributes = field(default_factory=dict)
    roles: Roles = field(default_factory=dict)

    @property
    def annotators(self) -> tuple[AnnotatorId, ...]:
        """Who said it, by id."""
        return tuple(reading.annotator for reading in self.readings)

    @property
    def spans(self) -> tuple[SpanId, ...]:
        """The spans that say it, in the order of the annotators."""
        return tuple(reading.span.id for reading in self.readings if reading.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One place to settle.

    `variants` stand in the order of their numbers, from 1: what most say first, nothing last. The
    order does not depend on that of the layers.
    """

    id: UnitId
    article: ArticleId
    kind: UnitKind
    status: Status
    variants: tuple[Variant, ...]
    aspects: tuple[Aspect, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What everybody who counts said, variant by variant."""
        return tuple(chain.from_iterable(variant.readings for variant in self.variants))

    @property
    def members(self) -> frozenset[SpanId]:
        """The annotators' spans that the unit is made of."""
        return frozenset(chain.from_iterable(variant.spans for variant in self.variants))

    @property
    def is_only_gold(self) -> bool:
        """Whether it stands in gold and no annotator has a say in it, as after a free edit."""
        return not any(variant.readings for variant in self.variants)

    @property
    def marked(self) -> tuple[Variant, ...]:
        """The variants that mark something, in the order of their numbers."""
        return tuple(variant for variant in self.variants if variant.fragments)

    @property
    def start(self) -> int:
        """The first code point that anybody marked; 0 for the article as a whole."""
        return min((variant.fragments[0].start for variant in self.marked), default=0)

    @property
    def end(self) -> int:
        """One past the last code point that anybody marked; 0 for the article as a whole."""
        return max((variant.fragments[-1].end for variant in self.marked), default=0)
