"""Changes to a mapping: a rule takes the place of the one about the same; what hangs on it follows.

Where a label becomes something else, its links and answers are proposed anew, save those that a
person placed themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

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
from db.imports.mapping.proposing_answers import AnswerProposer
from db.imports.mapping.proposing_links import LinkProposer
from db.imports.mapping.rules import Rules
from db.imports.mapping.seen import Foreign, Inventory
from db.scheme.model import Scheme, SpanType

CHOSEN = "you said so"
"""The reason of a rule that a person made."""


def types_of(mapping: Mapping, seen: Inventory, scheme: Scheme) -> dict[Foreign, SpanType]:
    """What each label that comes in becomes."""
    rules = Rules(mapping)
    found: dict[Foreign, SpanType] = {}
    for each in seen.labels:
        rule = rules.label(each.kind, each.label)
        span_type = None if rule is None else scheme.span_type(rule.to or "")
        if span_type is not None:
            found[each.name] = span_type
    return found


def with_label(mapping: Mapping, rule: LabelRule, seen: Inventory, scheme: Scheme) -> Mapping:
    """Another place for a label, and what follows from it for its links and answers."""
    others = [each for each in mapping.labels if (each.kind, each.label) != (rule.kind, rule.label)]
    changed = replace(mapping, labels=(rule, *others))
    types = types_of(changed, seen, scheme)
    links = {_about_link(each): each for each in LinkProposer(scheme, types).rules(seen)}
    for link in mapping.links:
        if link.reason == CHOSEN and _still_fits(link, types, scheme):
            links[_about_link(link)] = link
    answers = {
        _about_answer(each): each for each in AnswerProposer(scheme, types).attribute_rules(seen)
    }
    for answer in mapping.attributes:
        if answer.reason == CHOSEN and _is_still_asked(answer, types):
            answers[_about_answer(answer)] = answer
    return replace(changed, links=tuple(links.values()), attributes=tuple(answers.values()))


def with_link(mapping: Mapping, rule: LinkRule) -> Mapping:
    """Another place for the links of a role that start from a label."""
    others = (each for each in mapping.links if _about_link(each) != _about_link(rule))
    return replace(mapping, links=(rule, *others))


def with_answer(mapping: Mapping, rule: AttributeRule) -> Mapping:
    """Another place for an attribute of a label."""
    others = (each for each in mapping.attributes if _about_answer(each) != _about_answer(rule))
    return replace(mapping, attributes=(rule, *others))


def with_field(mapping: Mapping, rule: FieldRule) -> Mapping:
    """Another place for something that is said about articles."""
    others = without_field(mapping, rule.source, rule.name).fields
    return replace(mapping, fields=(rule, *others))


def without_field(mapping: Mapping, source: FieldSource, name: str) -> Mapping:
    """No rule for something that is said about articles; metadata keep their own names then."""
    kept = (each for each in mapping.fields if (each.source, each.name) != (source, name))
    return replace(mapping, fields=tuple(kept))


def with_annotator(mapping: Mapping, rule: AnnotatorRule) -> Mapping:
    """Another name for an annotator of the files."""
    others = [each for each in mapping.annotators if each.name != rule.name]
    return replace(mapping, annotators=(rule, *others))


def with_referents(mapping: Mapping, rule: ReferentRule) -> Mapping:
    """Whether chains and entries of a kind become referents."""
    others = [each for each in mapping.referents if each.kind != rule.kind]
    return replace(mapping, referents=(rule, *others))


def _about_link(rule: LinkRule) -> tuple[str, str, str]:
    return (rule.kind, rule.role, rule.source)


def _about_answer(rule: AttributeRule) -> tuple[str, str, str]:
    return (rule.kind, rule.label, rule.name)


def _still_fits(rule: LinkRule, types: dict[Foreign, SpanType], scheme: Scheme) -> bool:
    if rule.use is not LinkUse.ROLE or rule.is_reversed:
        return True
    sources = [each.label for (_, label), each in types.items() if rule.source in {"", label}]
    return any(scheme.role(rule.to, each) for each in sources)


def _is_still_asked(rule: AttributeRule, types: dict[Foreign, SpanType]) -> bool:
    if rule.use not in {AnswerUse.SPAN, AnswerUse.REFERENT}:
        return True
    span_type = types.get((rule.kind, rule.label))
    if span_type is None:
        return False
    asked: Iterable[str] = (
        each.name
        for each in (
            span_type.attributes if rule.use is AnswerUse.SPAN else span_type.referent_attributes
        )
    )
    return rule.to in asked
