"""Makes drafts: of a scheme, and of what was kept when the program ended."""

from __future__ import annotations

import json
from dataclasses import replace

from db.errors import InvalidInput
from db.scheme.model import ArticleField, Attribute, Role, RoleConflict, Scheme, SpanType
from db.scheme.parts import Part, PartKind, parts_of
from db.scheme.toml import parse_draft, write
from gui.project.scheme.draft import (
    ConflictItem,
    Draft,
    Item,
    KnownItem,
    LabelItem,
    OptionItem,
    QuestionItem,
    RoleItem,
)


def draft_of(scheme: Scheme, current: Scheme) -> Draft:
    """A scheme to be edited; what has the same address in the current one is taken as that."""
    items = [_label(each) for each in scheme.span_types]
    # The first of several of the same name, which only a draft with problems can have.
    labels = {item.value.label: item for item in reversed(items)}
    draft = Draft(
        id=scheme.id,
        version=scheme.version,
        title=scheme.title,
        guidelines=scheme.guidelines,
        rules=replace(scheme.rules, conflicts=()),
        labels=items,
        fields=[_question(each, _field_kind(each)) for each in scheme.fields],
        known=[
            KnownItem(labels.get(each.label), dict(each.attributes), list(each.names))
            for each in scheme.known
        ],
    )
    for role in scheme.roles:
        if role.source in labels:
            labels[role.source].roles.append(_role(role, labels))
    draft.conflicts = [_conflict(each, draft) for each in scheme.rules.conflicts]
    known_parts = parts_of(current)
    for item, part in _addressed(draft):
        _set_origin(item, part if part in known_parts else None)
    return draft


def kept_text(draft: Draft, current: Scheme) -> str:
    """A draft as the text that the project keeps until it is used or given up."""
    origins = [_as_list(item.origin) for item, _ in _addressed(draft)]
    return json.dumps(
        {"toml": write(draft.scheme()), "origins": origins, "base": write(current)},
        ensure_ascii=False,
    )


def restored(text: str, current: Scheme) -> Draft | None:
    """The draft that was kept; None where it can't be read, or was begun from another scheme."""
    try:
        kept = json.loads(text)
        if kept["base"] != write(current):
            return None
        draft = draft_of(parse_draft(kept["toml"]), current)
        addressed = list(_addressed(draft))
        for (item, _), origin in zip(addressed, kept["origins"], strict=True):
            _set_origin(item, _from_list(origin))
    except (ValueError, KeyError, TypeError, InvalidInput):
        return None
    return draft


def _label(span_type: SpanType) -> LabelItem:
    return LabelItem(
        value=replace(span_type, attributes=(), referent_attributes=()),
        attributes=[_question(each, PartKind.ATTRIBUTE) for each in span_type.attributes],
        referent_attributes=[
            _question(each, PartKind.REFERENT_ATTRIBUTE) for each in span_type.referent_attributes
        ],
    )


def _question(attribute: Attribute, kind: PartKind) -> QuestionItem:
    value = ArticleField(
        name=attribute.name,
        title=attribute.title,
        kind=attribute.kind,
        default=attribute.default,
        key=attribute.key,
        hint=attribute.hint,
    )
    return QuestionItem(value, kind, [OptionItem(option) for option in attribute.options])


def _field_kind(field: ArticleField) -> PartKind:
    return PartKind.ANNOTATOR_FIELD if field.per_annotator else PartKind.ARTICLE_FIELD


def _role(role: Role, labels: dict[str, LabelItem]) -> RoleItem:
    targets = [labels[label] for label in role.targets if label in labels]
    return RoleItem(replace(role, targets=()), targets)


def _conflict(conflict: RoleConflict, draft: Draft) -> ConflictItem:
    roles = [(label, role) for label in draft.labels for role in label.roles]
    through = next(
        (
            (label, role)
            for label, role in roles
            if role.value.name == conflict.through
            and any(other.value.name == conflict.role for other in label.roles)
        ),
        None,
    )
    if through is None:
        return ConflictItem(None, None, None, conflict.level)
    own = next(each for each in through[0].roles if each.value.name == conflict.role)
    reached = [role for target in through[1].targets for role in target.roles]
    other = next((each for each in reached if each.value.name == conflict.other), None)
    return ConflictItem(own, through[1], other, conflict.level)


def _addressed(
    draft: Draft,
) -> list[tuple[LabelItem | QuestionItem | RoleItem | OptionItem, Part]]:
    """The items that can be renamed, with their present addresses, always in the same order."""
    found: list[tuple[LabelItem | QuestionItem | RoleItem | OptionItem, Part]] = []
    label, question = "", Part(kind=PartKind.LABEL)
    for item in (item for _, item in draft.placed()):
        match item:
            case LabelItem():
                label = item.value.label
                found.append((item, Part(kind=PartKind.LABEL, label=label)))
            case QuestionItem():
                under = "" if item.is_field else label
                question = Part(kind=item.kind, label=under, name=item.value.name)
                found.append((item, question))
            case OptionItem():
                found.append((item, replace(question, option=item.value.value)))
            case RoleItem():
                found.append((item, Part(kind=PartKind.ROLE, label=label, name=item.value.name)))
            case _:
                pass
    return found


def _set_origin(item: Item, origin: Part | None) -> None:
    if not isinstance(item, ConflictItem | KnownItem):
        item.origin = origin


def _as_list(part: Part | None) -> list[str] | None:
    return None if part is None else [part.kind, part.label, part.name, part.option]


def _from_list(words: list[str] | None) -> Part | None:
    if words is None:
        return None
    kind, label, name, option = words
    return Part(kind=PartKind(kind), label=label, name=name, option=option)
