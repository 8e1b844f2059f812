"""What a mapping leaves out of an inventory, before anything is imported."""

from __future__ import annotations

from dataclasses import dataclass

from db.imports.mapping.model import AnswerUse, FieldSource, LinkUse, Mapping
from db.imports.mapping.rules import Rules
from db.imports.mapping.seen import (
    Foreign,
    Inventory,
    SeenAttribute,
    SeenField,
    SeenLabel,
    SeenLink,
    SeenLinkAttribute,
    SeenReferents,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmapped:
    """Things that no rule takes; answers of links have no place here at all."""

    labels: tuple[SeenLabel, ...] = ()
    roles: tuple[SeenLink, ...] = ()
    attributes: tuple[SeenAttribute, ...] = ()
    link_attributes: tuple[SeenLinkAttribute, ...] = ()
    referents: tuple[SeenReferents, ...] = ()
    fields: tuple[SeenField, ...] = ()
    remarks: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether everything has a place."""
        return self == Unmapped()


def unmapped(mapping: Mapping, inventory: Inventory) -> Unmapped:
    """What the rules leave out, or do not name.

    Attributes and links of labels that are left out are not listed again.
    """
    taken = _Taken(Rules(mapping))
    return Unmapped(
        labels=tuple(each for each in inventory.labels if not taken.label(each.name)),
        roles=tuple(
            each
            for each in inventory.roles
            if taken.label(each.source)
            and any(taken.label(target) for target, _ in each.targets)
            and not taken.link(each)
        ),
        attributes=tuple(
            each
            for each in inventory.attributes
            if taken.label((each.kind, each.label)) and not taken.attribute(each)
        ),
        link_attributes=inventory.link_attributes,
        referents=tuple(each for each in inventory.referents if not taken.referents(each)),
        fields=tuple(each for each in inventory.fields if not taken.field(each)),
        remarks=0 if mapping.remarks else _remarks(inventory),
    )


class _Taken:
    """Whether a rule takes a thing."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def label(self, foreign: Foreign) -> bool:
        rule = self._rules.label(*foreign)
        return rule is not None and rule.to is not None

    def link(self, seen: SeenLink) -> bool:
        rule = self._rules.link(seen.kind, seen.role, seen.source[1])
        return rule is not None and rule.use is not LinkUse.LEFT_OUT

    def attribute(self, seen: SeenAttribute) -> bool:
        rule = self._rules.attribute(seen.kind, seen.label, seen.name)
        return rule is not None and rule.use is not AnswerUse.LEFT_OUT

    def referents(self, seen: SeenReferents) -> bool:
        return self._rules.takes_referents(seen.kind)

    def field(self, seen: SeenField) -> bool:
        rule = self._rules.field(seen.source, seen.name)
        return seen.source is FieldSource.METADATA if rule is None else rule.to is not None


def _remarks(inventory: Inventory) -> int:
    return sum(each.remarks for each in inventory.labels) + inventory.remarks_on_articles
