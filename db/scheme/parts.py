"""Addresses of the parts of a scheme, for comparisons, migrations and the scheme page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from db.scheme.model import Attribute, Role, Scheme, SpanType


class PartKind(StrEnum):
    """What an address points at. Fields of articles and of annotators are kept in two places."""

    LABEL = "label"
    ROLE = "role"
    ATTRIBUTE = "attribute"
    REFERENT_ATTRIBUTE = "referent_attribute"
    ARTICLE_FIELD = "article_field"
    ANNOTATOR_FIELD = "annotator_field"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Part:
    """A label; or a role, attribute or field by its `name`, under a `label` but for fields.

    With `option` it is one option of that attribute or field, or one target label of that role.
    """

    kind: PartKind
    label: str = ""
    name: str = ""
    option: str = ""

    @property
    def parent(self) -> Part | None:
        """What this part goes with when that is removed."""
        if self.option:
            return replace(self, option="")
        if self.label and self.kind is not PartKind.LABEL:
            return Part(kind=PartKind.LABEL, label=self.label)
        return None


Renames = Mapping[Part, str]
"""New names by old addresses: of labels, roles, attributes, fields, or options' values.

"" says that the part is gone although another one has its name now.
"""

Definition = SpanType | Role | Attribute | str


def parts_of(scheme: Scheme) -> dict[Part, Definition]:
    """Every part of a scheme with what defines it, parents first; for options that is a title."""
    return dict(_parts_of(scheme))


def renamed(part: Part, renames: Renames) -> Part | None:
    """The address that an old part has in the new scheme, by the renames alone; None if gone."""
    label = renames.get(Part(kind=PartKind.LABEL, label=part.label), part.label)
    name = renames.get(replace(part, option=""), part.name)
    if part.kind is PartKind.LABEL:
        name = ""
    if part.kind is PartKind.ROLE:
        option = renames.get(Part(kind=PartKind.LABEL, label=part.option), part.option)
    else:
        option = renames.get(part, part.option) if part.option else ""
    is_gone = any(
        before and not after
        for before, after in ((part.label, label), (part.name, name), (part.option, option))
    )
    return None if is_gone else replace(part, label=label, name=name, option=option)


def _parts_of(scheme: Scheme) -> Iterator[tuple[Part, Definition]]:
    for span_type in scheme.span_types:
        yield Part(kind=PartKind.LABEL, label=span_type.label), span_type
        for kind, attributes in (
            (PartKind.ATTRIBUTE, span_type.attributes),
            (PartKind.REFERENT_ATTRIBUTE, span_type.referent_attributes),
        ):
            for attribute in attributes:
                yield from _attribute_parts(kind, span_type.label, attribute)
    for role in scheme.roles:
        part = Part(kind=PartKind.ROLE, label=role.source, name=role.name)
        yield part, role
        for label in role.targets:
            span_type_of_target = scheme.span_type(label)
            title = span_type_of_target.title if span_type_of_target else label
            yield replace(part, option=label), title
    for field in scheme.fields:
        kind = PartKind.ANNOTATOR_FIELD if field.per_annotator else PartKind.ARTICLE_FIELD
        yield from _attribute_parts(kind, "", field)


def _attribute_parts(
    kind: PartKind, label: str, attribute: Attribute
) -> Iterator[tuple[Part, Definition]]:
    part = Part(kind=kind, label=label, name=attribute.name)
    yield part, attribute
    for option in attribute.options:
        yield replace(part, option=option.value), option.title
