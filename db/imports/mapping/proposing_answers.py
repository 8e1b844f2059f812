"""Proposes which question each foreign attribute answers, and which of its answers is which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from db.imports.mapping.answers import fitted
from db.imports.mapping.model import AnswerUse, AttributeRule, FieldRule
from db.imports.mapping.seen import Foreign, Inventory, SeenAttribute
from db.imports.mapping.values import SeenValues
from db.imports.mapping.words import ENTRIES, FIELDS, form, nearest
from db.model import AttributeValue
from db.scheme.model import Attribute, AttributeKind, Scheme, SpanType

_Question = TypeVar("_Question", bound=Attribute)


class AnswerProposer:
    """Knows which labels foreign ones become."""

    def __init__(self, scheme: Scheme, types: Mapping[Foreign, SpanType]) -> None:
        self._scheme = scheme
        self._types = types

    def attribute_rules(self, inventory: Inventory) -> Iterator[AttributeRule]:
        """A rule for each attribute of a label whose question can be guessed."""
        for seen in inventory.attributes:
            span_type = self._types.get((seen.kind, seen.label))
            rule = None if span_type is None else _attribute_rule(seen, span_type)
            if rule is not None:
                yield rule

    def field_rules(self, inventory: Inventory) -> Iterator[FieldRule]:
        """A rule for each thing said about articles whose field can be guessed."""
        taken: set[str] = set()
        for seen in inventory.fields:
            found = _question(seen.name, self._scheme.fields, FIELDS)
            if found is None or found[0].name in taken:
                continue
            question, reason = found
            if not _fits(question, seen.values):
                continue
            taken.add(question.name)
            yield FieldRule(
                source=seen.source,
                name=seen.name,
                to=question.name,
                values=_values(question, seen.values),
                reason=reason,
            )

    def remarks(self, inventory: Inventory) -> str:
        """The question that takes remarks; "" where there are none or nothing takes them."""
        if not inventory.remarks_on_articles and not any(each.remarks for each in inventory.labels):
            return ""
        questions = [
            *(each for each in self._scheme.fields if each.per_annotator),
            *(each for span_type in self._types.values() for each in span_type.attributes),
        ]
        texts = [each for each in questions if each.kind is AttributeKind.TEXT]
        return next((each.name for each in texts if form(each.name) in FIELDS["note"]), "")


def _attribute_rule(seen: SeenAttribute, span_type: SpanType) -> AttributeRule | None:
    for use, questions in (
        (AnswerUse.SPAN, span_type.attributes),
        (AnswerUse.REFERENT, span_type.referent_attributes),
    ):
        found = _question(seen.name, questions, {})
        if found is not None and _fits(found[0], seen.values):
            question, reason = found
            return AttributeRule(
                kind=seen.kind,
                label=seen.label,
                name=seen.name,
                use=use,
                to=question.name,
                values=_values(question, seen.values),
                reason=reason,
            )
    if form(seen.name) in ENTRIES and span_type.referent_attributes:
        return AttributeRule(
            kind=seen.kind,
            label=seen.label,
            name=seen.name,
            use=AnswerUse.REFERENT_NAME,
            reason=f"“{seen.name}” names what the words refer to",
        )
    return None


def _question(
    said: str, questions: Sequence[_Question], words: Mapping[str, frozenset[str]]
) -> tuple[_Question, str] | None:
    wanted = form(said)
    for question in questions:
        if wanted in {form(question.name), form(question.title)}:
            return question, "it has the same name"
    for question in questions:
        if wanted in words.get(form(question.name), ()):
            return question, f"“{said}” usually means “{question.title}”"
    near = nearest(said, [each.name for each in questions])
    found = next((each for each in questions if each.name == near), None)
    return None if found is None else (found, f"its name is nearly “{found.name}”")


def _fits(question: Attribute, seen: SeenValues) -> bool:
    """Whether at least one answer can be taken."""
    values = _values(question, seen)
    return any(fitted(question, said, values) is not None for said, _ in seen.values)


def _values(question: Attribute, seen: SeenValues) -> dict[str, AttributeValue]:
    """What stands for which option, where it is not the option itself."""
    if question.kind is not AttributeKind.CHOICE:
        return {}
    options = {
        words: option.value
        for option in reversed(question.options)
        for words in (form(option.title), form(option.value))
    }
    return {
        said: options[form(said)]
        for said, _ in seen.values
        if form(said) in options and options[form(said)] != said
    }
