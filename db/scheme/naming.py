"""Which answers are referents: ids, which records translate on the way in and out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.scheme.model import Attribute, AttributeKind, Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """By label, the attributes of spans and of referents whose answer is a referent."""

    spans: Mapping[str, frozenset[str]]
    referents: Mapping[str, frozenset[str]]


def naming(scheme: Scheme) -> Naming:
    """The attributes of a scheme whose answer is a referent, such as an affiliation."""
    return Naming(
        spans={each.label: _names(each.attributes) for each in scheme.span_types},
        referents={each.label: _names(each.referent_attributes) for each in scheme.span_types},
    )


def _names(attributes: Iterable[Attribute]) -> frozenset[str]:
    return frozenset(each.name for each in attributes if each.kind is AttributeKind.REFERENT)
