"""A UIMA CAS as plain values: feature structures, and texts with what is indexed in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.formats.uima import META_DATA, SENTENCE, TOKEN
from db.model import AttributeValue

DOCUMENT = "uima.tcas.DocumentAnnotation"
INITIAL_VIEW = "_InitialView"
PLACE = frozenset({"begin", "end"})
"""The features that give a structure its place in a text."""

_OWN_TYPES = frozenset({
    TOKEN,
    SENTENCE,
    META_DATA,
    DOCUMENT,
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.TagsetDescription",
    "de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata",
})  # fmt: skip


@dataclass(slots=True)
class Structure:
    """A feature structure: plain values, and references to others by id."""

    id: int
    type_name: str
    features: dict[str, AttributeValue] = field(default_factory=dict)
    references: dict[str, tuple[int, ...]] = field(default_factory=dict)
    sofa: int | None = None

    @property
    def is_annotation(self) -> bool:
        """Whether it has a place in a text."""
        return self.sofa is not None and all(type(self.features.get(key)) is int for key in PLACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sofa:
    """A view's text; `members` are the indexed structures, None where nothing is said."""

    id: int
    name: str
    text: str | None
    members: frozenset[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cas:
    """All structures by id; `parents` are the supertypes that the type system tells."""

    structures: Mapping[int, Structure]
    sofas: tuple[Sofa, ...]
    parents: Mapping[str, str] = field(default_factory=dict)

    def is_own(self, type_name: str) -> bool:
        """Whether a type is the tool's own and no annotation of a person."""
        for _ in range(len(self.parents) + 1):
            if type_name in _OWN_TYPES:
                return True
            type_name = self.parents.get(type_name, "")
        return False
