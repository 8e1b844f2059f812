"""A scheme while it is being edited: a tree that can be changed, without Qt.

Each item remembers which part of the current scheme it began as, so that a changed name is known to
be a rename and what is marked can be carried over. Items refer to one another by identity, so that
a name that is being typed never points at the wrong thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar, cast

from db.model import AttributeValue
from db.scheme.faults import Place
from db.scheme.model import (
    ArticleField,
    Attribute,
    KnownReferents,
    Level,
    Option,
    Role,
    RoleConflict,
    Rules,
    Scheme,
    SpanType,
)
from db.scheme.parts import Part, PartKind, parts_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Value = TypeVar("Value", bound="DataclassInstance")


@dataclass(eq=False, slots=True)
class OptionItem:
    """One option of a choice."""

    value: Option
    origin: Part | None = None


@dataclass(eq=False, slots=True)
class QuestionItem:
    """A question about a span, a referent or the article; its options are items of their own."""

    value: ArticleField
    kind: PartKind
    options: list[OptionItem] = field(default_factory=list)
    origin: Part | None = None

    @property
    def is_field(self) -> bool:
        """Whether it is asked about the article."""
        return self.kind in (PartKind.ARTICLE_FIELD, PartKind.ANNOTATOR_FIELD)


@dataclass(eq=False, slots=True)
class RoleItem:
    """A slot of the label that it stands under."""

    value: Role
    targets: list[LabelItem] = field(default_factory=list)
    origin: Part | None = None


@dataclass(eq=False, slots=True)
class LabelItem:
    """A label with its questions and slots."""

    value: SpanType
    attributes: list[QuestionItem] = field(default_factory=list)
    referent_attributes: list[QuestionItem] = field(default_factory=list)
    roles: list[RoleItem] = field(default_factory=list)
    origin: Part | None = None


@dataclass(eq=False, slots=True)
class ConflictItem:
    """Two roles that one referent should not fill at once; None where none is chosen yet."""

    role: RoleItem | None
    through: RoleItem | None
    other: RoleItem | None
    level: Level = Level.WARNING


@dataclass(eq=False, slots=True)
class KnownItem:
    """Names that the register starts with."""

    label: LabelItem | None
    attributes: dict[str, AttributeValue]
    names: list[str]


Item = LabelItem | QuestionItem | RoleItem | OptionItem | ConflictItem | KnownItem


@dataclass(eq=False, slots=True)
class Draft:
    """A whole scheme while it is being edited. `rules` holds no conflicts, they are items."""

    id: str = ""
    version: str = ""
    title: str = ""
    guidelines: str = ""
    rules: Rules = field(default_factory=Rules)
    labels: list[LabelItem] = field(default_factory=list)
    fields: list[QuestionItem] = field(default_factory=list)
    conflicts: list[ConflictItem] = field(default_factory=list)
    known: list[KnownItem] = field(default_factory=list)

    def scheme(self) -> Scheme:
        """The scheme as it would be now, with whatever is wrong with it."""
        roles = [
            replace(
                role.value,
                source=label.value.label,
                targets=tuple(target.value.label for target in role.targets),
            )
            for label in self.labels
            for role in label.roles
        ]
        return Scheme(
            id=self.id,
            version=self.version,
            title=self.title,
            span_types=tuple(_span_type(label) for label in self.labels),
            roles=tuple(roles),
            fields=tuple(
                replace(_field(item), per_annotator=item.kind is PartKind.ANNOTATOR_FIELD)
                for item in self.fields
            ),
            rules=replace(self.rules, conflicts=tuple(_conflict(each) for each in self.conflicts)),
            known=tuple(_known(each) for each in self.known),
            guidelines=self.guidelines,
        )

    def placed(self) -> Iterator[tuple[Place, Item]]:
        """Every item with its place in the scheme as it is now, parents first."""
        role_number = 0
        for index, label in enumerate(self.labels):
            place: Place = ("labels", index)
            yield place, label
            yield from _questions((*place, "attributes"), label.attributes)
            yield from _questions((*place, "referent_attributes"), label.referent_attributes)
            for role in label.roles:
                yield ("roles", role_number), role
                role_number += 1
        yield from _questions(("fields",), self.fields)
        for index, conflict in enumerate(self.conflicts):
            yield ("rules", "conflicts", index), conflict
        for index, known in enumerate(self.known):
            yield ("known", index), known

    def renames(self, current: Scheme) -> dict[Part, str]:
        """Which parts of the current scheme have another name now; "" for those that are gone."""
        names = {}
        for item in (item for _, item in self.placed()):
            if not isinstance(item, ConflictItem | KnownItem) and item.origin is not None:
                names[item.origin] = _name_of(item)
        found = {}
        for part in parts_of(current):
            is_target = part.kind is PartKind.ROLE and bool(part.option)
            name = names.get(part, "")
            if not is_target and name != (part.option or part.name or part.label):
                found[part] = name
        return found

    def remove(self, item: Item) -> None:
        """Take an item out, and whatever refers to it."""
        for items in self._lists():
            if item in items:
                items.remove(item)
        for role in (role for label in self.labels for role in label.roles):
            role.targets = [target for target in role.targets if target is not item]
        for conflict in self.conflicts:
            for name in ("role", "through", "other"):
                if getattr(conflict, name) is item:
                    setattr(conflict, name, None)
        for known in self.known:
            known.label = None if known.label is item else known.label

    def move(self, item: Item, step: int) -> bool:
        """Move an item among its likes, down by a positive step; False at the end."""
        for items in self._lists():
            if item in items:
                position = items.index(item)
                if not 0 <= position + step < len(items):
                    return False
                items.insert(position + step, items.pop(position))
                return True
        return False

    def owner_of(self, item: Item) -> LabelItem | None:
        """The label that a slot or question stands under."""
        for label in self.labels:
            if item in (*label.attributes, *label.referent_attributes, *label.roles):
                return label
        return None

    def _lists(self) -> Iterator[list[Item]]:
        lists: list[object] = [self.labels, self.fields, self.conflicts, self.known]
        for label in self.labels:
            lists += [label.attributes, label.referent_attributes, label.roles]
        for _, item in self.placed():
            if isinstance(item, QuestionItem):
                lists.append(item.options)
        for each in lists:
            # Lists of one kind of item each: moving and removing never mixes them.
            yield cast("list[Item]", each)


def _span_type(item: LabelItem) -> SpanType:
    return replace(
        item.value,
        attributes=tuple(_attribute(each) for each in item.attributes),
        referent_attributes=tuple(_attribute(each) for each in item.referent_attributes),
    )


def _attribute(item: QuestionItem) -> Attribute:
    field = _field(item)
    return Attribute(
        name=field.name,
        title=field.title,
        kind=field.kind,
        options=field.options,
        default=field.default,
        key=field.key,
        hint=field.hint,
    )


def _field(item: QuestionItem) -> ArticleField:
    return replace(item.value, options=tuple(each.value for each in item.options))


def _conflict(item: ConflictItem) -> RoleConflict:
    names = [role.value.name if role else "" for role in (item.role, item.through, item.other)]
    return RoleConflict(role=names[0], through=names[1], other=names[2], level=item.level)


def _known(item: KnownItem) -> KnownReferents:
    return KnownReferents(
        label=item.label.value.label if item.label else "",
        attributes=tuple(item.attributes.items()),
        names=tuple(item.names),
    )


def _questions(place: Place, items: list[QuestionItem]) -> Iterator[tuple[Place, Item]]:
    for index, item in enumerate(items):
        here: Place = (*place, index)
        yield here, item
        for position, option in enumerate(item.options):
            yield (*here, "options", position), option


def _name_of(item: LabelItem | QuestionItem | RoleItem | OptionItem) -> str:
    match item:
        case LabelItem():
            return item.value.label
        case OptionItem():
            return item.value.value
        case QuestionItem() if item.origin is not None and item.origin.kind is not item.kind:
            # An annotator's field that became an article's (or back) is another one.
            return ""
        case _:
            return item.value.name


def with_field(value: Value, name: str, to: object) -> Value:
    """A value of the scheme with one field changed, as a form names it."""
    return replace(value, **{name: to})
