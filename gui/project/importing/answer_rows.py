"""The lines for what other tools ask about spans and articles, and for the answers; no screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import replace

from db.imports.mapping.answers import fitted
from db.imports.mapping.model import AnswerUse, AttributeRule, FieldRule, FieldSource, Mapping
from db.imports.mapping.rules import Rules
from db.imports.mapping.seen import Foreign, Inventory, SeenAttribute, SeenField
from db.imports.mapping.values import SeenValues
from db.model import Attributes
from db.scheme.model import Attribute, AttributeKind, Scheme, SpanType
from gui.project.importing.mapping_edits import (
    CHOSEN,
    with_answer,
    with_field,
    without_field,
)
from gui.project.importing.mapping_row import LEFT_OUT, MappingRow, Place, Sort, titled
from gui.translation import tr, tr_said

_BETWEEN = "\x1f"
_OWN = "\x1eown"
_VALUES_SHOWN = 60


def answer_rows(
    mapping: Mapping, seen: Inventory, scheme: Scheme, types: Map[Foreign, SpanType]
) -> Iterator[MappingRow]:
    """A line for each attribute of a label that comes in, and one for each answer of a choice."""
    rules = Rules(mapping)
    for each in seen.attributes:
        span_type = types.get((each.kind, each.label))
        if span_type is None:
            continue
        rule = rules.attribute(each.kind, each.label, each.name)
        places = tuple(_places(span_type, scheme))
        now = LEFT_OUT if rule is None else _key(rule)

        def changed(key: str, each: SeenAttribute = each) -> Mapping:
            return with_answer(mapping, _rule(each, key))

        yield MappingRow(
            key=_BETWEEN.join(("answer", each.kind, each.label, each.name)),
            sort=Sort.ANSWER,
            what=tr("{question} of {label}", question=each.name, label=each.label),
            count=each.values.count,
            example=", ".join(value for value, _ in each.values.values[:4]),
            becomes=titled(places, now),
            reason="" if rule is None else tr_said(rule.reason),
            places=places,
            now=now,
            changed=changed,
        )
        question = None if rule is None else _question(rule, span_type, scheme)
        if rule is not None and question is not None:
            known = rule

            def with_values(values: Attributes, known: AttributeRule = known) -> Mapping:
                return with_answer(mapping, replace(known, values=values, reason=CHOSEN))

            about = (each.kind, each.label, each.name)
            yield from _value_rows(about, each.values, question, rule.values, with_values)


def field_rows(mapping: Mapping, seen: Inventory, scheme: Scheme) -> Iterator[MappingRow]:
    """A line for each thing that is said about articles."""
    rules = Rules(mapping)
    for each in seen.fields:
        rule = rules.field(each.source, each.name)
        places = tuple(_field_places(each, scheme))
        now = _field_key(each, rule)

        def changed(key: str, each: SeenField = each) -> Mapping:
            if key == _OWN:
                return without_field(mapping, each.source, each.name)
            return with_field(mapping, _field_rule(each, key))

        yield MappingRow(
            key=_BETWEEN.join(("field", each.source, each.name)),
            sort=Sort.OTHER,
            what=tr("{name} of articles", name=each.name),
            count=each.values.count,
            example=", ".join(value for value, _ in each.values.values[:4]),
            becomes=titled(places, now),
            reason="" if rule is None else tr_said(rule.reason),
            places=places,
            now=now,
            changed=changed,
        )
        question = None if rule is None or rule.to is None else scheme.field(rule.to)
        if rule is not None and question is not None:
            known = rule

            def with_values(values: Attributes, known: FieldRule = known) -> Mapping:
                return with_field(mapping, replace(known, values=values, reason=CHOSEN))

            about = (each.source, each.name)
            yield from _value_rows(about, each.values, question, rule.values, with_values)


def _value_rows(
    about: Sequence[str],
    seen: SeenValues,
    question: Attribute,
    values: Attributes,
    with_values: Callable[[Attributes], Mapping],
) -> Iterator[MappingRow]:
    """What each answer to a question with options becomes."""
    if question.kind is not AttributeKind.CHOICE:
        return
    places = (
        Place(key=LEFT_OUT, title=tr("no answer")),
        *(Place(key=option.value, title=option.title) for option in question.options),
    )
    for said, count in seen.values[:_VALUES_SHOWN]:
        found = fitted(question, said, values)
        now = LEFT_OUT if found is None else str(found)

        def changed(key: str, said: str = said) -> Mapping:
            others = {name: value for name, value in values.items() if name != said}
            return with_values({**others, said: key} if key else others)

        yield MappingRow(
            key=_BETWEEN.join(("value", *about, said)),
            sort=Sort.ANSWER,
            what=said,
            count=count,
            becomes=titled(places, now),
            places=places,
            now=now,
            is_part=True,
            changed=changed,
        )


def _places(span_type: SpanType, scheme: Scheme) -> Iterator[Place]:
    yield Place(key=LEFT_OUT, title=tr("leave out"))
    for use, questions in (
        (AnswerUse.SPAN, span_type.attributes),
        (AnswerUse.REFERENT, span_type.referent_attributes),
    ):
        for question in questions:
            yield Place(
                key=_BETWEEN.join((use, question.name)),
                title=question.title,
                detail=span_type.title,
            )
    if span_type.referent_attributes:
        yield Place(
            key=_BETWEEN.join((AnswerUse.REFERENT_NAME, "")), title=tr("the referent's name")
        )
    for field in scheme.fields:
        yield Place(
            key=_BETWEEN.join((AnswerUse.FIELD, field.name)),
            title=field.title,
            detail=tr("of the article"),
        )


def _key(rule: AttributeRule) -> str:
    if rule.use is AnswerUse.LEFT_OUT:
        return LEFT_OUT
    return _BETWEEN.join((rule.use, "" if rule.use is AnswerUse.REFERENT_NAME else rule.to))


def _rule(seen: SeenAttribute, key: str) -> AttributeRule:
    use, _, to = key.partition(_BETWEEN)
    return AttributeRule(
        kind=seen.kind,
        label=seen.label,
        name=seen.name,
        use=AnswerUse(use) if use else AnswerUse.LEFT_OUT,
        to=to,
        reason=CHOSEN,
    )


def _question(rule: AttributeRule, span_type: SpanType, scheme: Scheme) -> Attribute | None:
    asked: Sequence[Attribute]
    match rule.use:
        case AnswerUse.SPAN:
            asked = span_type.attributes
        case AnswerUse.REFERENT:
            asked = span_type.referent_attributes
        case AnswerUse.FIELD:
            asked = scheme.fields
        case _:
            asked = ()
    return next((each for each in asked if each.name == rule.to), None)


def _field_places(seen: SeenField, scheme: Scheme) -> Iterator[Place]:
    yield Place(key=LEFT_OUT, title=tr("leave out"))
    if seen.source is FieldSource.METADATA:
        yield Place(key=_OWN, title=tr("kept as “{name}”", name=seen.name))
    for field in scheme.fields:
        yield Place(key=field.name, title=field.title, detail=tr("of the article"))


def _field_key(seen: SeenField, rule: FieldRule | None) -> str:
    if rule is None:
        return _OWN if seen.source is FieldSource.METADATA else LEFT_OUT
    return rule.to or LEFT_OUT


def _field_rule(seen: SeenField, key: str) -> FieldRule:
    return FieldRule(source=seen.source, name=seen.name, to=key or None, reason=CHOSEN)
