"""The lines for labels and links of other tools, and all lines together; no screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from db.imports.mapping.model import LabelRule, LinkRule, LinkUse, Mapping
from db.imports.mapping.rules import Rules
from db.imports.mapping.seen import Inventory, SeenLabel, SeenLink
from db.model import AttributeValue
from db.scheme.model import AttributeKind, Scheme, SpanType
from gui.isolation import in_a_row
from gui.project.importing.answer_rows import answer_rows, field_rows
from gui.project.importing.mapping_edits import CHOSEN, types_of, with_label, with_link
from gui.project.importing.mapping_row import LEFT_OUT, MappingRow, Place, Sort, titled
from gui.project.importing.people_rows import annotator_rows, other_rows
from gui.translation import tr, tr_said

_BETWEEN = "\x1f"
_SAME = "\x1esame"
_BACK = "\x1e"


def mapping_rows(
    mapping: Mapping, seen: Inventory, scheme: Scheme, annotators: Sequence[str]
) -> tuple[MappingRow, ...]:
    """Everything that the files say, with its place; `annotators` are the names that are known."""
    return (
        *annotator_rows(mapping, seen, annotators),
        *_label_rows(mapping, seen, scheme),
        *_link_rows(mapping, seen, scheme),
        *answer_rows(mapping, seen, scheme, types_of(mapping, seen, scheme)),
        *other_rows(mapping, seen, scheme),
        *field_rows(mapping, seen, scheme),
    )


def leave_out() -> Place:
    """The place of what does not come in."""
    return Place(key=LEFT_OUT, title=tr("leave out"))


def _label_rows(mapping: Mapping, seen: Inventory, scheme: Scheme) -> Iterator[MappingRow]:
    rules = Rules(mapping)
    places = (leave_out(), *_label_places(scheme))
    for each in seen.labels:
        rule = rules.label(each.kind, each.label)
        now = LEFT_OUT if rule is None else _label_key(rule)

        def changed(key: str, each: SeenLabel = each) -> Mapping:
            return with_label(mapping, _label_rule(each, key, scheme), seen, scheme)

        yield MappingRow(
            key=_BETWEEN.join(("label", each.kind, each.label)),
            sort=Sort.LABEL,
            what=named(each.kind, each.label or tr("without a label")),
            count=each.count,
            example=each.example,
            becomes=_label_words(rule, scheme) if rule is not None else titled(places, LEFT_OUT),
            reason="" if rule is None else tr_said(rule.reason),
            places=places,
            now=now,
            changed=changed,
        )


def _label_places(scheme: Scheme) -> Iterator[Place]:
    for span_type in scheme.span_types:
        yield Place(key=span_type.label, title=span_type.title)
    for span_type in scheme.span_types:
        for question in (*span_type.referent_attributes, *span_type.attributes):
            if question.kind is not AttributeKind.CHOICE:
                continue
            for option in question.options:
                yield Place(
                    key=_BETWEEN.join((span_type.label, question.name, option.value)),
                    title=in_a_row((span_type.title, option.title)),
                    detail=question.title,
                )


def _label_key(rule: LabelRule) -> str:
    if rule.to is None:
        return LEFT_OUT
    answer = next(iter(rule.answers.items()), None)
    return rule.to if answer is None else _BETWEEN.join((rule.to, answer[0], str(answer[1])))


def _label_words(rule: LabelRule, scheme: Scheme) -> str:
    span_type = scheme.span_type(rule.to or "")
    if span_type is None:
        return tr("leave out") if rule.to is None else rule.to
    said = [span_type.title]
    for name, value in rule.answers.items():
        said.append(_option_title(span_type, name, value))
    return in_a_row(said)


def _option_title(span_type: SpanType, name: str, value: AttributeValue) -> str:
    for question in (*span_type.referent_attributes, *span_type.attributes):
        if question.name == name:
            return next(
                (each.title for each in question.options if each.value == value), str(value)
            )
    return str(value)


def _label_rule(seen: SeenLabel, key: str, scheme: Scheme) -> LabelRule:
    to, *answer = key.split(_BETWEEN)
    span_type = scheme.span_type(to)
    rule = LabelRule(kind=seen.kind, label=seen.label, to=to or None, reason=CHOSEN)
    if span_type is None:
        return rule
    return replace(
        rule,
        answers={answer[0]: answer[1]} if answer else {},
        names_referent=bool(span_type.referent_attributes),
    )


def _link_rows(mapping: Mapping, seen: Inventory, scheme: Scheme) -> Iterator[MappingRow]:
    rules = Rules(mapping)
    types = types_of(mapping, seen, scheme)
    for each in seen.roles:
        if each.source not in types:
            continue
        targets = [types[target] for target, _ in each.targets if target in types]
        rule = rules.link(each.kind, each.role, each.source[1])
        now = LEFT_OUT if rule is None else _link_key(rule)
        places = (leave_out(), *_link_places(types[each.source], targets, scheme))

        def changed(key: str, each: SeenLink = each) -> Mapping:
            return with_link(mapping, _link_rule(each, key))

        yield MappingRow(
            key=_BETWEEN.join(("link", each.kind, each.role, *each.source)),
            sort=Sort.LINK,
            what=tr(
                "{role} from {label}",
                role=named(each.kind, each.role),
                label=each.source[1],
            ),
            count=each.count,
            example=each.example,
            becomes=titled(places, now, now.removeprefix(_BACK)),
            reason="" if rule is None else tr_said(rule.reason),
            places=places,
            now=now,
            changed=changed,
        )


def _link_places(source: SpanType, targets: list[SpanType], scheme: Scheme) -> Iterator[Place]:
    reached = {each.label for each in targets}
    for role in scheme.roles_of(source.label):
        if reached & set(role.targets):
            yield Place(key=role.name, title=role.title, detail=source.title)
    for target in dict.fromkeys(targets):
        for role in scheme.roles_of(target.label):
            if source.label in role.targets:
                yield Place(
                    key=_BACK + role.name,
                    title=tr("{role}, the other way round", role=role.title),
                    detail=target.title,
                )
    if source.label in reached:
        yield Place(key=_SAME, title=tr("both are the same thing"))


def _link_key(rule: LinkRule) -> str:
    match rule.use:
        case LinkUse.LEFT_OUT:
            return LEFT_OUT
        case LinkUse.SAME_REFERENT:
            return _SAME
        case _:
            return (_BACK if rule.is_reversed else "") + rule.to


def _link_rule(seen: SeenLink, key: str) -> LinkRule:
    rule = LinkRule(kind=seen.kind, role=seen.role, source=seen.source[1], reason=CHOSEN)
    if key == LEFT_OUT:
        return replace(rule, use=LinkUse.LEFT_OUT)
    if key == _SAME:
        return replace(rule, use=LinkUse.SAME_REFERENT)
    return replace(rule, to=key.removeprefix(_BACK), is_reversed=key.startswith(_BACK))


def named(kind: str, word: str) -> str:
    """A word of another tool, with the kind that it belongs to there."""
    return f"{word} ({kind})" if kind and kind != word else word
