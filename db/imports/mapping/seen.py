"""What files of other tools say, counted as values: labels, roles, answers, annotators."""

from __future__ import annotations

from dataclasses import dataclass

from db.imports.mapping.model import FieldSource
from db.imports.mapping.values import SeenValues
from db.model import AnnotatorKind

Foreign = tuple[str, str]
"""The kind and the label of a foreign span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLabel:
    """A label; `example` is what its first span marks, `remarks` counts those on its spans."""

    kind: str
    label: str
    count: int
    example: str
    remarks: int = 0

    @property
    def name(self) -> Foreign:
        """Kind and label."""
        return (self.kind, self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLink:
    """A role of links from one label, with the labels that they lead to and how often."""

    kind: str
    role: str
    source: Foreign
    count: int
    targets: tuple[tuple[Foreign, int], ...]
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenAttribute:
    """An attribute of the spans of a label."""

    kind: str
    label: str
    name: str
    values: SeenValues


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLinkAttribute:
    """An attribute of links, which links here can't keep."""

    kind: str
    role: str
    name: str
    count: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenReferents:
    """Chains or entries of a kind; `named` is how many have a name."""

    kind: str
    count: int
    named: int
    mentions: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenField:
    """Something that is said about articles as a whole."""

    source: FieldSource
    name: str
    values: SeenValues


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenAnnotator:
    """Who speaks in layers; `name` is None where the files name nobody."""

    name: str | None
    kind: AnnotatorKind
    layers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """All that was seen, the most frequent of each sort first.

    `untold` counts occurrences of what there was no room for.
    """

    articles: int = 0
    spans: int = 0
    links: int = 0
    labels: tuple[SeenLabel, ...] = ()
    roles: tuple[SeenLink, ...] = ()
    attributes: tuple[SeenAttribute, ...] = ()
    link_attributes: tuple[SeenLinkAttribute, ...] = ()
    referents: tuple[SeenReferents, ...] = ()
    fields: tuple[SeenField, ...] = ()
    annotators: tuple[SeenAnnotator, ...] = ()
    remarks_on_articles: int = 0
    untold: int = 0
