"""Whether the rules of a mapping name what a scheme has."""

from __future__ import annotations

from collections.abc import Iterator

from db.imports.mapping.answers import fitted
from db.imports.mapping.model import AnswerUse, AttributeRule, LabelRule, LinkRule, LinkUse, Mapping
from db.model import Attributes
from db.scheme.faults import Fault, Place
from db.scheme.model import Attribute, Scheme, SpanType
from db.scheme.spelling import did_you_mean


def faults_of(mapping: Mapping, scheme: Scheme) -> tuple[Fault, ...]:
    """Everything that can't be carried out, at the place where the TOML of the mapping has it."""
    return (
        *_label_faults(mapping, scheme),
        *_link_faults(mapping, scheme),
        *_attribute_faults(mapping, scheme),
        *_field_faults(mapping, scheme),
        *_annotator_faults(mapping),
    )


def _label_faults(mapping: Mapping, scheme: Scheme) -> Iterator[Fault]:
    labels = [each.label for each in scheme.span_types]
    for index, rule in enumerate(mapping.labels):
        place: Place = ("labels", index)
        span_type = scheme.span_type(rule.to or "")
        if rule.to is not None and span_type is None:
            hint = did_you_mean(rule.to, labels)
            yield Fault(place=(*place, "to"), reason=f"There is no label “{rule.to}”.{hint}")
        elif span_type is not None:
            yield from _answer_faults(place, rule, span_type)


def _answer_faults(place: Place, rule: LabelRule, span_type: SpanType) -> Iterator[Fault]:
    known = {each.name: each for each in (*span_type.referent_attributes, *span_type.attributes)}
    for name, value in rule.answers.items():
        here = (*place, "answers", name)
        if name not in known:
            yield Fault(place=here, reason=_unasked(span_type.label, name, list(known)))
        elif fitted(known[name], value, {}) is None:
            yield Fault(place=here, reason=f"“{name}” takes no answer “{value}”.")
    if rule.label_as and not any(each.name == rule.label_as for each in span_type.attributes):
        names = [each.name for each in span_type.attributes]
        reason = _unasked(span_type.label, rule.label_as, names)
        yield Fault(place=(*place, "label_as"), reason=reason)


def _link_faults(mapping: Mapping, scheme: Scheme) -> Iterator[Fault]:
    names = sorted({each.name for each in scheme.roles})
    for index, rule in enumerate(mapping.links):
        if rule.use is LinkUse.ROLE and rule.to not in names:
            hint = did_you_mean(rule.to, names)
            yield Fault(place=("links", index, "to"), reason=f"There is no role “{rule.to}”.{hint}")
        elif rule.use is LinkUse.ROLE and not rule.is_reversed:
            yield from _source_faults(index, rule, mapping, scheme)


def _source_faults(index: int, rule: LinkRule, mapping: Mapping, scheme: Scheme) -> Iterator[Fault]:
    sources = {each.to for each in mapping.labels if each.label == rule.source and each.to}
    if rule.source and sources and not any(scheme.role(rule.to, each) for each in sources):
        label = sorted(sources)[0]
        reason = f"“{rule.source}” becomes {label}, which has no role “{rule.to}”."
        yield Fault(place=("links", index, "to"), reason=reason)


def _attribute_faults(mapping: Mapping, scheme: Scheme) -> Iterator[Fault]:
    for index, rule in enumerate(mapping.attributes):
        place: Place = ("attributes", index)
        if rule.use is AnswerUse.FIELD:
            yield from _missing_field(place, rule.to, rule.values, scheme)
        elif rule.use in {AnswerUse.SPAN, AnswerUse.REFERENT}:
            asked = list(_questions(rule, mapping, scheme))
            if not asked:
                reason = f"No label of the scheme has a question “{rule.to}” there."
                yield Fault(place=(*place, "to"), reason=reason)
            else:
                yield from _value_faults(place, rule.values, asked)


def _questions(rule: AttributeRule, mapping: Mapping, scheme: Scheme) -> Iterator[Attribute]:
    """The questions that an attribute may answer, on the labels that its labels become."""
    labels = {
        each.to
        for each in mapping.labels
        if each.kind == rule.kind and rule.label in {"", each.label}
    }
    for span_type in scheme.span_types:
        questions = (
            span_type.attributes if rule.use is AnswerUse.SPAN else span_type.referent_attributes
        )
        if span_type.label in labels or not labels:
            yield from (each for each in questions if each.name == rule.to)


def _field_faults(mapping: Mapping, scheme: Scheme) -> Iterator[Fault]:
    for index, rule in enumerate(mapping.fields):
        if rule.to is not None:
            yield from _missing_field(("fields", index), rule.to, rule.values, scheme)


def _missing_field(place: Place, to: str, values: Attributes, scheme: Scheme) -> Iterator[Fault]:
    field = scheme.field(to)
    if field is None:
        hint = did_you_mean(to, [each.name for each in scheme.fields])
        yield Fault(place=(*place, "to"), reason=f"There is no article field “{to}”.{hint}")
    else:
        yield from _value_faults(place, values, [field])


def _value_faults(place: Place, values: Attributes, asked: list[Attribute]) -> Iterator[Fault]:
    for said, value in values.items():
        if all(fitted(each, value, {}) is None for each in asked):
            reason = f"“{asked[0].title}” takes no answer “{value}”."
            yield Fault(place=(*place, "values", said), reason=reason)


def _annotator_faults(mapping: Mapping) -> Iterator[Fault]:
    for index, rule in enumerate(mapping.annotators):
        if not rule.who.strip() and rule.kind != "gold":
            yield Fault(place=("annotators", index, "who"), reason="A name is needed.")


def _unasked(label: str, name: str, known: list[str]) -> str:
    return f"{label} has no question “{name}”.{did_you_mean(name, known)}"
