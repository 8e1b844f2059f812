"""What a scheme looks like as the tables of a TOML file."""

from __future__ import annotations

from db.model import AttributeValue
from db.scheme.model import (
    ArticleField,
    Attribute,
    AttributeKind,
    Role,
    Rules,
    Scheme,
    SpanType,
)

Written = dict[str, object]


def as_tables(scheme: Scheme) -> Written:
    """A scheme as the tables and values of TOML; what has its default is left out."""
    return {
        "id": scheme.id,
        "version": scheme.version,
        "title": scheme.title,
        **_filled(guidelines=scheme.guidelines),
        "labels": [_written_span_type(each) for each in scheme.span_types],
        **_filled(
            roles=[_written_role(each) for each in scheme.roles],
            fields=[_written_field(each) for each in scheme.fields],
        ),
        "rules": _written_rules(scheme.rules),
        **_filled(
            known=[
                {
                    "label": each.label,
                    **_filled(attributes=dict(each.attributes)),
                    "names": list(each.names),
                }
                for each in scheme.known
            ]
        ),
    }


def _written_span_type(span_type: SpanType) -> Written:
    return {
        "label": span_type.label,
        "title": span_type.title,
        "key": span_type.key,
        "light": span_type.light,
        "dark": span_type.dark,
        "line": span_type.line.value,
        **_filled(
            hint=span_type.hint,
            attributes=[_written_attribute(each) for each in span_type.attributes],
            referent_attributes=[
                _written_attribute(each) for each in span_type.referent_attributes
            ],
        ),
    }


def _written_attribute(attribute: Attribute) -> Written:
    default: dict[str, AttributeValue] = (
        {} if attribute.default is None else {"default": attribute.default}
    )
    return {
        "name": attribute.name,
        "title": attribute.title,
        **_filled(
            kind="" if attribute.kind is AttributeKind.CHOICE else attribute.kind.value,
            key=attribute.key,
            hint=attribute.hint,
        ),
        **default,
        **_filled(
            options=[{"value": each.value, "title": each.title} for each in attribute.options]
        ),
    }


def _written_field(field: ArticleField) -> Written:
    return {**_written_attribute(field), **({"per_annotator": True} if field.per_annotator else {})}


def _written_role(role: Role) -> Written:
    return {
        "name": role.name,
        "title": role.title,
        "key": role.key,
        "source": role.source,
        "targets": list(role.targets),
        **({"required": True} if role.required else {}),
    }


def _written_rules(rules: Rules) -> Written:
    return {
        "nesting": rules.nesting,
        "crossing": rules.crossing,
        "same_extent": rules.same_extent,
        "fragments": rules.fragments,
        "open_slot": rules.open_slot.value,
        **_filled(
            conflicts=[
                {
                    "role": each.role,
                    "through": each.through,
                    "other": each.other,
                    "level": each.level.value,
                }
                for each in rules.conflicts
            ]
        ),
    }


def _filled(**values: str | list[Written] | Written | dict[str, AttributeValue]) -> Written:
    return {name: value for name, value in values.items() if value}
