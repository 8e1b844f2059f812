"""A mapping: what each word of other tools becomes in a scheme, as values that know no file.

What no rule names is left out and told of; only metadata keep their own names then.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from db.model import AnnotatorKind, Attributes


class LinkUse(StrEnum):
    """What becomes of a foreign link."""

    ROLE = "role"
    SAME_REFERENT = "same_referent"
    """Its two ends mean the same thing, as in coreference: one referent, and no link."""
    LEFT_OUT = "left_out"


class AnswerUse(StrEnum):
    """What becomes of a foreign attribute."""

    SPAN = "span"
    """An answer about the span."""
    REFERENT = "referent"
    """An answer about what the span refers to."""
    REFERENT_NAME = "referent_name"
    """The name or the entry of what the span refers to; equal ones are one referent."""
    FIELD = "field"
    """An answer about the article."""
    LEFT_OUT = "left_out"


class FieldSource(StrEnum):
    """Where a file says something about an article as a whole."""

    METADATA = "metadata"
    ANSWERS = "answers"
    """What an annotator answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRule:
    """What spans of a foreign label become; `to` is None where they are left out.

    `label` is "" for all labels of the kind that have no rule of their own. `answers` are given to
    each span or its referent, whichever the scheme asks; `label_as` names the question that the
    foreign label itself answers. With `names_referent` a span without a referent gets one that is
    named by its words. `reason` says why it was proposed.
    """

    kind: str = ""
    label: str = ""
    to: str | None = None
    answers: Attributes = field(default_factory=dict)
    label_as: str = ""
    names_referent: bool = False
    reason: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRule:
    """What links of a foreign role become; `source` is the label they start from, "" for any.

    `to` is the role; `is_reversed` turns the arrow round.
    """

    kind: str = ""
    role: str
    source: str = ""
    use: LinkUse = LinkUse.ROLE
    to: str = ""
    is_reversed: bool = False
    reason: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeRule:
    """What a foreign attribute of spans becomes; `label` is "" for all labels of the kind.

    `values` turn foreign answers, as texts, into the scheme's; others are taken as they are where
    they fit.
    """

    kind: str = ""
    label: str = ""
    name: str
    use: AnswerUse = AnswerUse.SPAN
    to: str = ""
    values: Attributes = field(default_factory=dict)
    reason: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferentRule:
    """Whether chains and entries of a kind become referents."""

    kind: str = ""
    is_taken: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """What is said about articles as a whole; `to` is an article field, None to leave it out."""

    source: FieldSource = FieldSource.METADATA
    name: str
    to: str | None
    values: Attributes = field(default_factory=dict)
    reason: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatorRule:
    """Who an annotator of a file is here; `name` is None for files that name nobody.

    `kind` is None where it is as the file says. What a file says is gold needs no rule.
    """

    name: str | None
    who: str
    kind: AnnotatorKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """All rules. Annotators without one keep their names.

    `remarks` names the question of a label, or else the article field of the annotator, that takes
    remarks; "" to leave them out.
    """

    labels: tuple[LabelRule, ...] = ()
    links: tuple[LinkRule, ...] = ()
    attributes: tuple[AttributeRule, ...] = ()
    referents: tuple[ReferentRule, ...] = ()
    fields: tuple[FieldRule, ...] = ()
    annotators: tuple[AnnotatorRule, ...] = ()
    remarks: str = ""
