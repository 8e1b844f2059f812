"""What differs between two versions of a scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from db.scheme.model import Attribute, Role, Scheme, SpanType
from db.scheme.parts import Definition, Part, PartKind, Renames, parts_of, renamed

_NO_RENAMES: Renames = {}


class ChangeKind(StrEnum):
    """What happened to a part."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    RETYPED = "retyped"
    """An attribute takes another kind of answer, so that given ones may not fit any more."""
    CHANGED = "changed"
    """Looks, titles, keys, defaults and the like, which touch nothing that was marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeChange:
    """One difference. `part` is the old address, the new one of what was added.

    `title` is what people call it (its former title, except where it was added), `new_name` the
    name that a renamed part has now.
    """

    kind: ChangeKind
    part: Part
    title: str
    new_name: str = ""


def compare(old: Scheme, new: Scheme, renames: Renames = _NO_RENAMES) -> tuple[SchemeChange, ...]:
    """The differences, in the order of the old scheme, what was added last.

    What goes or comes with its parent is not listed again. `renames` say which old parts live on
    under another name; without them a renamed part counts as removed and added.
    """
    old_parts, new_parts = parts_of(old), parts_of(new)
    changes: list[SchemeChange] = []
    removed: set[Part] = set()
    found: dict[Part, Part] = {}
    for part, definition in old_parts.items():
        new_part = renamed(part, renames)
        if part.parent in removed or _is_target_of_removed_label(part, removed):
            removed.add(part)
        elif new_part is None or new_part not in new_parts:
            removed.add(part)
            changes.append(_change(ChangeKind.REMOVED, part, definition))
        else:
            found[new_part] = part
            changes.extend(_differences(part, new_part, definition, new_parts[new_part]))
    changes.extend(_added(new_parts, found))
    return tuple(changes)


def describe(change: SchemeChange) -> str:
    """One difference as a short sentence."""
    what = _what(change.part, change.title)
    match change.kind:
        case ChangeKind.ADDED:
            return f"{what} is new"
        case ChangeKind.REMOVED:
            return f"{what} is removed"
        case ChangeKind.RENAMED:
            return f"{what} is renamed to {change.new_name}"
        case ChangeKind.RETYPED:
            return f"{what} takes another kind of answer"
        case ChangeKind.CHANGED:
            return f"{what} is changed"


def title_of(definition: Definition) -> str:
    """What people call a part."""
    return definition if isinstance(definition, str) else definition.title


def _is_target_of_removed_label(part: Part, removed: set[Part]) -> bool:
    is_target = part.kind is PartKind.ROLE and part.option
    return bool(is_target) and Part(kind=PartKind.LABEL, label=part.option) in removed


def _differences(
    part: Part, new_part: Part, old: Definition, new: Definition
) -> list[SchemeChange]:
    changes = []
    old_name, new_name = _own_name(part), _own_name(new_part)
    # A role's target is renamed with its label, which is listed itself.
    if old_name != new_name and not (part.kind is PartKind.ROLE and part.option):
        changes.append(replace(_change(ChangeKind.RENAMED, part, old), new_name=new_name))
    if isinstance(old, Attribute) and isinstance(new, Attribute) and old.kind is not new.kind:
        changes.append(_change(ChangeKind.RETYPED, part, old))
    elif _looks(old) != _looks(new) and not (part.kind is PartKind.ROLE and part.option):
        changes.append(_change(ChangeKind.CHANGED, part, old))
    return changes


def _added(new_parts: Mapping[Part, Definition], found: Mapping[Part, Part]) -> list[SchemeChange]:
    return [
        _change(ChangeKind.ADDED, part, definition)
        for part, definition in new_parts.items()
        if part not in found and (part.parent is None or part.parent in found)
    ]


def _change(kind: ChangeKind, part: Part, definition: Definition) -> SchemeChange:
    return SchemeChange(kind=kind, part=part, title=title_of(definition))


def _own_name(part: Part) -> str:
    return part.option or part.name or part.label


def _looks(definition: Definition) -> Definition:
    """A definition without its name and without what has an address of its own."""
    match definition:
        case SpanType():
            return replace(definition, label="", attributes=(), referent_attributes=())
        case Role():
            return replace(definition, name="", source="", targets=())
        case Attribute():
            return replace(definition, name="", options=())
        case str():
            return definition


def _what(part: Part, title: str) -> str:
    named = f"“{title}”"
    if part.kind is PartKind.LABEL:
        return f"The label {named}"
    if part.kind is PartKind.ROLE:
        return f"The target {named} of the role {part.name}" if part.option else f"The role {named}"
    if part.option:
        return f"The answer {named} to {part.name}"
    is_field = part.kind in (PartKind.ARTICLE_FIELD, PartKind.ANNOTATOR_FIELD)
    return f"The field {named}" if is_field else f"The question {named}"
