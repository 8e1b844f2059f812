"""The only place that says how a mapping stands in TOML; `map_file` reads and writes the files."""

from __future__ import annotations

from db.imports.mapping.model import (
    AnnotatorRule,
    AnswerUse,
    AttributeRule,
    FieldRule,
    FieldSource,
    LabelRule,
    LinkRule,
    LinkUse,
    Mapping,
    ReferentRule,
)
from db.model import AnnotatorKind, Attributes
from db.scheme.reader import Reader

Tables = dict[str, object]


def read_mapping(reader: Reader) -> Mapping:
    """The mapping of a table that may hold more; its faults are noted in the reader."""
    return Mapping(
        labels=tuple(map(_label, reader.tables("labels"))),
        links=tuple(map(_link, reader.tables("links"))),
        attributes=tuple(map(_attribute, reader.tables("attributes"))),
        referents=tuple(map(_referent, reader.tables("referents"))),
        fields=tuple(map(_field, reader.tables("fields"))),
        annotators=tuple(map(_annotator, reader.tables("annotators"))),
        remarks=reader.text("remarks"),
    )


def _label(reader: Reader) -> LabelRule:
    rule = LabelRule(
        kind=reader.text("kind"),
        label=reader.text("label"),
        to=reader.text("to") or None,
        answers=dict(reader.values("answers")),
        label_as=reader.text("label_as"),
        names_referent=reader.flag("names_referent", default=False),
        reason=reader.text("reason"),
    )
    reader.finish()
    return rule


def _link(reader: Reader) -> LinkRule:
    rule = LinkRule(
        kind=reader.text("kind"),
        role=reader.text("role", required=True),
        source=reader.text("source"),
        use=reader.choice("use", LinkUse.ROLE),
        to=reader.text("to"),
        is_reversed=reader.flag("reversed", default=False),
        reason=reader.text("reason"),
    )
    reader.finish()
    return rule


def _attribute(reader: Reader) -> AttributeRule:
    rule = AttributeRule(
        kind=reader.text("kind"),
        label=reader.text("label"),
        name=reader.text("name", required=True),
        use=reader.choice("use", AnswerUse.SPAN),
        to=reader.text("to"),
        values=dict(reader.values("values")),
        reason=reader.text("reason"),
    )
    reader.finish()
    return rule


def _referent(reader: Reader) -> ReferentRule:
    rule = ReferentRule(kind=reader.text("kind"), is_taken=reader.flag("taken", default=True))
    reader.finish()
    return rule


def _field(reader: Reader) -> FieldRule:
    rule = FieldRule(
        source=reader.choice("source", FieldSource.METADATA),
        name=reader.text("name", required=True),
        to=reader.text("to") or None,
        values=dict(reader.values("values")),
        reason=reader.text("reason"),
    )
    reader.finish()
    return rule


def _annotator(reader: Reader) -> AnnotatorRule:
    rule = AnnotatorRule(
        name=reader.text("name") or None,
        who=reader.text("who"),
        kind=reader.choice("kind", AnnotatorKind.HUMAN) if reader.has("kind") else None,
    )
    reader.finish()
    return rule


def as_tables(mapping: Mapping) -> Tables:
    """A mapping as the tables of TOML; what has its default is left out."""
    return _filled(
        remarks=mapping.remarks,
        labels=list(map(_written_label, mapping.labels)),
        links=list(map(_written_link, mapping.links)),
        attributes=list(map(_written_attribute, mapping.attributes)),
        referents=[
            _filled(kind=each.kind) | ({} if each.is_taken else {"taken": False})
            for each in mapping.referents
        ],
        fields=list(map(_written_field, mapping.fields)),
        annotators=[
            _filled(name=each.name, who=each.who, kind=each.kind and each.kind.value)
            for each in mapping.annotators
        ],
    )


def _written_label(rule: LabelRule) -> Tables:
    return _filled(
        kind=rule.kind,
        label=rule.label,
        to=rule.to,
        answers=dict(rule.answers),
        label_as=rule.label_as,
        names_referent=rule.names_referent,
        reason=rule.reason,
    )


def _written_link(rule: LinkRule) -> Tables:
    return {"role": rule.role} | _filled(
        kind=rule.kind,
        source=rule.source,
        use=_unless(rule.use, LinkUse.ROLE),
        to=rule.to,
        reversed=rule.is_reversed,
        reason=rule.reason,
    )


def _written_attribute(rule: AttributeRule) -> Tables:
    return {"name": rule.name} | _filled(
        kind=rule.kind,
        label=rule.label,
        use=_unless(rule.use, AnswerUse.SPAN),
        to=rule.to,
        values=dict(rule.values),
        reason=rule.reason,
    )


def _written_field(rule: FieldRule) -> Tables:
    return {"name": rule.name} | _filled(
        source=_unless(rule.source, FieldSource.METADATA),
        to=rule.to,
        values=dict(rule.values),
        reason=rule.reason,
    )


def _unless(value: str, usual: str) -> str:
    return "" if value == usual else str(value)


def _filled(**values: str | bool | Attributes | list[Tables] | None) -> Tables:
    return {name: value for name, value in values.items() if value}
