"""A scheme as immutable values, with the lookups that forms, checks and exports ask for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from db.model import AttributeValue


class AttributeKind(StrEnum):
    """What kind of answer an attribute takes."""

    CHOICE = "choice"
    TEXT = "text"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    REFERENT = "referent"


class LineStyle(StrEnum):
    """How a label is underlined, so that colour is never the only sign."""

    SINGLE = "single"
    LOW = "low"
    DOUBLE = "double"
    DASHED = "dashed"
    DOTTED = "dotted"
    WAVY = "wavy"


class Level(StrEnum):
    """What a broken rule does: nothing, a hint, or a refusal of Done."""

    OFF = "off"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer of a choice; `value` is stored, `title` is shown."""

    value: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A question about a span or a referent.

    `key` opens its choices while a span is selected; "" for none.
    """

    name: str
    title: str
    kind: AttributeKind = AttributeKind.CHOICE
    options: tuple[Option, ...] = ()
    default: AttributeValue | None = None
    key: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleField(Attribute):
    """A question about the article.

    Per-annotator answers live in the layer, the others in the article's metadata.
    """

    per_annotator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanType:
    """What a label means: its key, looks and questions.

    Colours are `#rrggbb`, one for the light and one for the dark theme; tints are drawn from them.
    """

    label: str
    title: str
    key: str
    light: str
    dark: str
    line: LineStyle = LineStyle.SINGLE
    hint: str = ""
    attributes: tuple[Attribute, ...] = ()
    referent_attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A slot of a statement: spans of `source` may point at spans of any of `targets`.

    The same role name may stand once for each source label (`reported_by` of a proposal and of a
    rejection). A `required` slot needs a link or an absence reason, counted over all mentions of
    the statement's referent.
    """

    name: str
    title: str
    key: str
    source: str
    targets: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleConflict:
    """Two roles that one referent should not fill at once, as proposing and rejecting the same.

    Whoever fills `role` of a statement (rejected_by) should not also fill `other` (proposed_by) of
    the statements that it reaches through `through` (rejects).
    """

    role: str
    through: str
    other: str
    level: Level = Level.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What spans may do to each other, and how broken rules are taken."""

    nesting: bool = True
    crossing: bool = True
    same_extent: bool = True
    fragments: bool = True
    open_slot: Level = Level.ERROR
    conflicts: tuple[RoleConflict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownReferents:
    """Names that a new project's register starts with, of one label and with equal attributes."""

    label: str
    attributes: tuple[tuple[str, AttributeValue], ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One version of a scheme."""

    id: str
    version: str
    title: str
    span_types: tuple[SpanType, ...]
    roles: tuple[Role, ...] = ()
    fields: tuple[ArticleField, ...] = ()
    rules: Rules = Rules()
    known: tuple[KnownReferents, ...] = ()
    guidelines: str = ""

    def span_type(self, label: str) -> SpanType | None:
        """The span type of a label, or None for a label that this version does not define."""
        return next((each for each in self.span_types if each.label == label), None)

    def roles_of(self, label: str) -> tuple[Role, ...]:
        """The slots of a label in the order of the form; empty where it makes no statement."""
        return tuple(role for role in self.roles if role.source == label)

    def role(self, name: str, source: str) -> Role | None:
        """The role that spans of `source` may use under this name."""
        return next(
            (each for each in self.roles if each.name == name and each.source == source), None
        )

    def is_statement(self, label: str) -> bool:
        """Whether spans of this label have slots."""
        return any(role.source == label for role in self.roles)

    def field(self, name: str) -> ArticleField | None:
        """The article field of this name."""
        return next((each for each in self.fields if each.name == name), None)
