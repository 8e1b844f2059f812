"""The questions of a scheme that is made from what files of other tools say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from db.imports.mapping.model import AnswerUse, AttributeRule, FieldRule, FieldSource
from db.imports.mapping.names import Names, title_form
from db.imports.mapping.seen import Foreign, Inventory, SeenField
from db.imports.mapping.values import MOST_OPTIONS, SeenValues
from db.scheme.model import ArticleField, Attribute, AttributeKind, Option

_REMARKS = "remark"
_LABEL = "value"


@dataclass(slots=True)
class Questions:
    """Questions by label and about the article, with the rules that answer them.

    `label_as` answers with the foreign label, `remarks` with what was remarked; "" for neither.
    """

    attributes: dict[str, tuple[Attribute, ...]] = field(default_factory=dict)
    attribute_rules: tuple[AttributeRule, ...] = ()
    fields: tuple[ArticleField, ...] = ()
    field_rules: tuple[FieldRule, ...] = ()
    label_as: str = ""
    remarks: str = ""


def asked(
    inventory: Inventory, label_of: Mapping[Foreign, str], open_labels: Sequence[str]
) -> Questions:
    """The questions that an inventory's answers answer; `open_labels` ask for the foreign label."""
    found = Questions()
    names, field_names = Names(), Names()
    remarked = {label_of[each.name]: None for each in inventory.labels if each.remarks}
    if remarked or inventory.remarks_on_articles:
        found.remarks = names.take(_REMARKS, instead=_REMARKS)
        field_names.take(_REMARKS, instead=_REMARKS)
    if open_labels:
        found.label_as = names.take(_LABEL, instead=_LABEL)
    _ask_attributes(inventory, label_of, names, found)
    for label in open_labels:
        own = _text(found.label_as, "Value")
        found.attributes[label] = (own, *found.attributes.get(label, ()))
    for label in remarked:
        own = _text(found.remarks, "Remark")
        found.attributes[label] = (*found.attributes.get(label, ()), own)
    _ask_fields(inventory, field_names, found)
    return found


def _ask_attributes(
    inventory: Inventory, label_of: Mapping[Foreign, str], names: Names, found: Questions
) -> None:
    name_of: dict[str, str] = {}
    rules: dict[tuple[str, str], AttributeRule] = {}
    values: dict[str, dict[str, list[SeenValues]]] = {}
    for seen in inventory.attributes:
        label = label_of.get((seen.kind, seen.label))
        if label is None:
            continue
        if seen.name not in name_of:
            name_of[seen.name] = names.take(seen.name, instead="attribute")
        rules.setdefault(
            (seen.kind, seen.name),
            AttributeRule(
                kind=seen.kind, name=seen.name, use=AnswerUse.SPAN, to=name_of[seen.name]
            ),
        )
        values.setdefault(label, {}).setdefault(seen.name, []).append(seen.values)
    found.attribute_rules = tuple(rules.values())
    for label, questions in values.items():
        found.attributes[label] = tuple(
            _attribute(name_of[said], said, given) for said, given in questions.items()
        )


def _ask_fields(inventory: Inventory, names: Names, found: Questions) -> None:
    fields: list[ArticleField] = []
    rules: list[FieldRule] = []
    for seen in inventory.fields:
        name = names.take(seen.name, instead="field")
        fields.append(_field(name, seen))
        rules.append(FieldRule(source=seen.source, name=seen.name, to=name))
    if inventory.remarks_on_articles:
        fields.append(
            ArticleField(
                name=found.remarks, title="Remark", kind=AttributeKind.TEXT, per_annotator=True
            )
        )
    found.fields, found.field_rules = tuple(fields), tuple(rules)


def _field(name: str, seen: SeenField) -> ArticleField:
    question = _attribute(name, seen.name, [seen.values])
    is_choice = question.kind is AttributeKind.CHOICE
    is_answer = seen.source is FieldSource.ANSWERS
    # What files say of articles, such as publishers, are names and no options.
    kind = AttributeKind.TEXT if is_choice and not is_answer else question.kind
    return ArticleField(
        name=name,
        title=question.title,
        kind=kind,
        options=question.options if kind is AttributeKind.CHOICE else (),
        per_annotator=is_answer,
    )


def _attribute(name: str, said: str, given: Iterable[SeenValues]) -> Attribute:
    seen = list(given)
    kinds = {each.kind for each in seen}
    kind = kinds.pop() if len(kinds) == 1 else AttributeKind.TEXT
    options = list(dict.fromkeys(value for each in seen for value, _ in each.values))
    if kind is AttributeKind.CHOICE and len(options) > MOST_OPTIONS:
        kind = AttributeKind.TEXT
    return Attribute(
        name=name,
        title=title_form(said) or name,
        kind=kind,
        options=(
            tuple(Option(value=each, title=each) for each in options)
            if kind is AttributeKind.CHOICE
            else ()
        ),
    )


def _text(name: str, title: str) -> Attribute:
    return Attribute(name=name, title=title, kind=AttributeKind.TEXT)
