"""Proposes a mapping by equal and similar names and by what words usually mean, with reasons."""

from __future__ import annotations

from collections.abc import Iterator

from db.imports.mapping.making import annotators_of
from db.imports.mapping.model import LabelRule, Mapping, ReferentRule
from db.imports.mapping.proposing_answers import AnswerProposer
from db.imports.mapping.proposing_links import LinkProposer
from db.imports.mapping.seen import Foreign, Inventory, SeenLabel
from db.imports.mapping.words import form, meaning_of, nearest
from db.model import AttributeValue
from db.scheme.model import AttributeKind, Scheme, SpanType


def propose(inventory: Inventory, scheme: Scheme) -> Mapping:
    """The mapping that most people would choose; what it does not name is in `unmapped`."""
    labels = tuple(_label_rules(inventory, scheme))
    types: dict[Foreign, SpanType] = {
        (rule.kind, rule.label): span_type
        for rule in labels
        if (span_type := scheme.span_type(rule.to or "")) is not None
    }
    answers = AnswerProposer(scheme, types)
    links = LinkProposer(scheme, types)
    return Mapping(
        labels=labels,
        links=tuple(links.rules(inventory)),
        attributes=tuple(answers.attribute_rules(inventory)),
        referents=tuple(ReferentRule(kind=each.kind) for each in inventory.referents)
        if labels
        else (),
        fields=tuple(answers.field_rules(inventory)),
        annotators=annotators_of(inventory),
        remarks=answers.remarks(inventory),
    )


def _label_rules(inventory: Inventory, scheme: Scheme) -> Iterator[LabelRule]:
    for seen in inventory.labels:
        rule = (
            _by_name(seen, scheme)
            or _by_meaning(seen, scheme)
            or _by_role(seen, scheme)
            or _by_kind(seen, scheme)
        )
        if rule is not None:
            yield rule


def _by_name(seen: SeenLabel, scheme: Scheme) -> LabelRule | None:
    wanted = form(seen.label)
    for span_type in scheme.span_types:
        if wanted and wanted in {form(span_type.label), form(span_type.title)}:
            return _rule(seen, span_type, "it has the same name")
    near = nearest(seen.label, [each.label for each in scheme.span_types])
    found = scheme.span_type(near or "")
    return None if found is None else _rule(seen, found, f"its name is nearly “{found.label}”")


def _by_meaning(seen: SeenLabel, scheme: Scheme) -> LabelRule | None:
    meaning = meaning_of(seen.label)
    if meaning is None:
        return None
    known = {form(each.label): each for each in scheme.span_types}
    span_type = next((known[each] for each in meaning.labels if each in known), None)
    if span_type is None:
        return None
    answers = _answers(span_type, meaning.answers)
    said = f"“{seen.label}” usually means “{span_type.title}”"
    return _rule(seen, span_type, said, answers)


def _by_role(seen: SeenLabel, scheme: Scheme) -> LabelRule | None:
    """The name of a role, where files label what fills it by that, and only one label can."""
    roles = [each for each in scheme.roles if form(each.name) == form(seen.label)]
    targets = {target for role in roles for target in role.targets}
    span_type = scheme.span_type(targets.pop()) if len(targets) == 1 else None
    if span_type is None:
        return None
    return _rule(seen, span_type, f"it fills the role “{seen.label}”")


def _by_kind(seen: SeenLabel, scheme: Scheme) -> LabelRule | None:
    """The name of the other tool's layer, when its labels are what a label here is asked about."""
    for span_type in scheme.span_types:
        if form(seen.kind) in {form(span_type.label), form(span_type.title)} and seen.kind:
            answers = _answers(span_type, (form(seen.label),))
            return _rule(seen, span_type, f"its layer is called “{seen.kind}”", answers)
    return None


def _rule(
    seen: SeenLabel,
    span_type: SpanType,
    reason: str,
    answers: dict[str, AttributeValue] | None = None,
) -> LabelRule:
    return LabelRule(
        kind=seen.kind,
        label=seen.label,
        to=span_type.label,
        answers=answers or {},
        names_referent=bool(span_type.referent_attributes),
        reason=reason,
    )


def _answers(span_type: SpanType, wanted: tuple[str, ...]) -> dict[str, AttributeValue]:
    """The first question that has one of the answers as an option."""
    questions = [*span_type.referent_attributes, *span_type.attributes]
    for answer in wanted:
        for question in questions:
            if question.kind is AttributeKind.CHOICE:
                for option in question.options:
                    if answer in {form(option.value), form(option.title)}:
                        return {question.name: option.value}
    return {}
