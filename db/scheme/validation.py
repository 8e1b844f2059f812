"""The checks that a scheme must pass before it is used, on its values alone.

The reader of TOML adds lines to what this finds, the scheme page shows it beside the field.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from db.scheme.answers import what_is_wrong
from db.scheme.faults import Fault, Place
from db.scheme.key_faults import key_faults
from db.scheme.model import Attribute, AttributeKind, KnownReferents, Role, Scheme, SpanType
from db.scheme.spelling import did_you_mean

_NAME = re.compile(r"[^\W\d_][\w-]*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def faults_of(scheme: Scheme) -> tuple[Fault, ...]:
    """Everything that keeps a scheme from being used, in the order of the file."""
    return (
        *_heading_faults(scheme),
        *_span_type_faults(scheme.span_types),
        *_role_faults(scheme),
        *_field_faults(scheme),
        *_conflict_faults(scheme),
        *_known_faults(scheme),
        *key_faults(scheme),
    )


def _heading_faults(scheme: Scheme) -> Iterator[Fault]:
    yield from _name_faults(("id",), scheme.id)
    yield from _text_faults(("version",), scheme.version)
    yield from _text_faults(("title",), scheme.title)
    yield from _character_faults(("guidelines",), scheme.guidelines.replace("\n", " "))
    if not scheme.span_types:
        yield Fault(place=("labels",), reason="A scheme needs at least one label.")


def _span_type_faults(span_types: tuple[SpanType, ...]) -> Iterator[Fault]:
    titles = ["" if each.title == each.label else each.title for each in span_types]
    yield from _repetitions(("labels",), "label", [each.label for each in span_types])
    yield from _repetitions(("labels",), "title", titles)
    for index, span_type in enumerate(span_types):
        place: Place = ("labels", index)
        yield from _name_faults((*place, "label"), span_type.label)
        yield from _text_faults((*place, "title"), span_type.title)
        yield from _hint_faults((*place, "hint"), span_type.hint)
        for name, colour in (("light", span_type.light), ("dark", span_type.dark)):
            if not _COLOUR.fullmatch(colour):
                yield Fault(place=(*place, name), reason=f"“{colour}” is no colour like #0072B2.")
        yield from _attribute_faults((*place, "attributes"), span_type.attributes)
        yield from _attribute_faults(
            (*place, "referent_attributes"), span_type.referent_attributes, may_refer=True
        )


def _attribute_faults(
    place: Place, attributes: Sequence[Attribute], *, may_refer: bool = False
) -> Iterator[Fault]:
    yield from _repetitions(place, "name", [each.name for each in attributes])
    for index, attribute in enumerate(attributes):
        here: Place = (*place, index)
        yield from _name_faults((*here, "name"), attribute.name)
        yield from _text_faults((*here, "title"), attribute.title)
        yield from _hint_faults((*here, "hint"), attribute.hint)
        if attribute.kind is AttributeKind.REFERENT and not may_refer:
            yield Fault(
                place=(*here, "kind"),
                reason="Only questions about a referent can be answered with a referent.",
            )
        yield from _option_faults(here, attribute)
        yield from _default_faults((*here, "default"), attribute)


def _option_faults(place: Place, attribute: Attribute) -> Iterator[Fault]:
    options: Place = (*place, "options")
    if attribute.kind is not AttributeKind.CHOICE:
        if attribute.options:
            yield Fault(
                place=options, reason=f"Only a choice has options, {attribute.kind} has none."
            )
        return
    if not attribute.options:
        yield Fault(place=options, reason=f"The choice “{attribute.title}” has no options.")
    yield from _repetitions(options, "value", [each.value for each in attribute.options], str)
    for index, option in enumerate(attribute.options):
        yield from _text_faults((*options, index, "value"), option.value)
        yield from _text_faults((*options, index, "title"), option.title)


def _default_faults(place: Place, attribute: Attribute) -> Iterator[Fault]:
    if attribute.default is None:
        return
    if attribute.kind is AttributeKind.REFERENT:
        yield Fault(place=place, reason="A referent can't be a default.")
    elif reason := what_is_wrong(attribute, attribute.default):
        hint = did_you_mean(attribute.default, [each.value for each in attribute.options])
        yield Fault(place=place, reason=f"The default does not fit: {reason}.{hint}")


def _role_faults(scheme: Scheme) -> Iterator[Fault]:
    labels = [each.label for each in scheme.span_types]
    seen: dict[tuple[str, str], int] = {}
    for index, role in enumerate(scheme.roles):
        place: Place = ("roles", index)
        yield from _name_faults((*place, "name"), role.name)
        yield from _text_faults((*place, "title"), role.title)
        if role.source:
            yield from _label_faults((*place, "source"), role.source, labels)
        if (role.name, role.source) in seen and role.name:
            yield Fault(
                place=(*place, "name"), reason=f"{role.source} has a role “{role.name}” already."
            )
        seen[role.name, role.source] = index
        yield from _target_faults((*place, "targets"), role, labels)


def _target_faults(place: Place, role: Role, labels: list[str]) -> Iterator[Fault]:
    if not role.targets:
        yield Fault(place=place, reason="A role needs at least one label to point at.")
    for index, label in enumerate(role.targets):
        yield from _label_faults((*place, index), label, labels)
        if label in role.targets[:index]:
            yield Fault(place=(*place, index), reason=f"{label} stands here twice.")


def _field_faults(scheme: Scheme) -> Iterator[Fault]:
    yield from _attribute_faults(("fields",), scheme.fields)


def _conflict_faults(scheme: Scheme) -> Iterator[Fault]:
    names = sorted({role.name for role in scheme.roles})
    for index, conflict in enumerate(scheme.rules.conflicts):
        place: Place = ("rules", "conflicts", index)
        known = True
        for field in ("role", "through", "other"):
            name = str(getattr(conflict, field))
            if name not in names:
                known = False
                reason = f"There is no role “{name}”.{did_you_mean(name, names)}"
                yield Fault(place=(*place, field), reason=reason if name else "A role is needed.")
        if not known:
            continue
        through = [
            role
            for role in scheme.roles
            if role.name == conflict.through and scheme.role(conflict.role, role.source)
        ]
        reached = {label for role in through for label in role.targets}
        if not through:
            reason = f"No label has both roles “{conflict.role}” and “{conflict.through}”."
            yield Fault(place=(*place, "through"), reason=reason)
        elif not any(scheme.role(conflict.other, label) for label in reached):
            reason = f"Nothing that “{conflict.through}” points at has a role “{conflict.other}”."
            yield Fault(place=(*place, "other"), reason=reason)


def _known_faults(scheme: Scheme) -> Iterator[Fault]:
    labels = [each.label for each in scheme.span_types]
    seen: set[tuple[str, str]] = set()
    for index, known in enumerate(scheme.known):
        place: Place = ("known", index)
        yield from _label_faults((*place, "label"), known.label, labels)
        yield from _known_attribute_faults((*place, "attributes"), known, scheme)
        for position, name in enumerate(known.names):
            here = (*place, "names", position)
            yield from _text_faults(here, name)
            same = (known.label, " ".join(name.casefold().split()))
            if same in seen:
                yield Fault(place=here, reason=f"“{name}” stands among the known names already.")
            seen.add(same)


def _known_attribute_faults(place: Place, known: KnownReferents, scheme: Scheme) -> Iterator[Fault]:
    span_type = scheme.span_type(known.label)
    if span_type is None:
        return
    attributes = {each.name: each for each in span_type.referent_attributes}
    for name, value in known.attributes:
        if reason := what_is_wrong(attributes.get(name), value):
            hint = did_you_mean(name, list(attributes)) if name not in attributes else ""
            yield Fault(place=(*place, name), reason=f"“{name}”: {reason}.{hint}")


def _label_faults(place: Place, label: str, labels: list[str]) -> Iterator[Fault]:
    if label not in labels:
        yield Fault(
            place=place, reason=f"There is no label “{label}”.{did_you_mean(label, labels)}"
        )


def _repetitions(
    place: Place, field: str, values: list[str], form: Callable[[str], str] = str.casefold
) -> Iterator[Fault]:
    forms = [form(value) for value in values]
    for index, value in enumerate(values):
        if value and forms[index] in forms[:index]:
            yield Fault(place=(*place, index, field), reason=f"“{value}” stands here twice.")


def _name_faults(place: Place, name: str) -> Iterator[Fault]:
    if not name:
        yield Fault(place=place, reason="A name is needed.")
    elif not _NAME.fullmatch(name):
        yield Fault(
            place=place,
            reason=f"“{name}” must begin with a letter and hold letters, digits, _ and - only.",
        )


def _text_faults(place: Place, text: str) -> Iterator[Fault]:
    if not text.strip():
        yield Fault(place=place, reason="Words are needed here.")
    elif text != text.strip():
        yield Fault(place=place, reason=f"“{text}” begins or ends with a space.")
    else:
        yield from _character_faults(place, text)


def _hint_faults(place: Place, text: str) -> Iterator[Fault]:
    if text:
        yield from _text_faults(place, text)


def _character_faults(place: Place, text: str) -> Iterator[Fault]:
    # Lone surrogates can't be saved; control characters break lines where none may be.
    if any(unicodedata.category(each) in {"Cc", "Cs"} and each != "\t" for each in text):
        yield Fault(place=place, reason="The text holds control characters.")
