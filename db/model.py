"""The words of Demarche as immutable values; no database, no screen.

All offsets count Unicode code points of the body, half-open `[start, end)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

ArticleId = NewType("ArticleId", str)
AnnotatorId = NewType("AnnotatorId", str)
LayerId = NewType("LayerId", str)
SpanId = NewType("SpanId", str)
LinkId = NewType("LinkId", str)
ReferentId = NewType("ReferentId", str)
CommentId = NewType("CommentId", str)
AssignmentId = NewType("AssignmentId", str)
PackageId = NewType("PackageId", str)

AttributeValue = str | bool | int | float
Attributes = Mapping[str, AttributeValue]


class LayerState(StrEnum):
    """How far an annotator is with an article."""

    TODO = "todo"
    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


class AnnotatorKind(StrEnum):
    """Who speaks in a layer: a person, the lead's settled version, or a program."""

    HUMAN = "human"
    GOLD = "gold"
    MODEL = "model"


class ProjectKind(StrEnum):
    """Whose file it is: the lead's with everybody's work, or one annotator's with theirs."""

    PROJECT = "project"
    WORK_PACKAGE = "work_package"


class Purpose(StrEnum):
    """Why an annotator got an article."""

    SHARE = "share"
    COMMON = "common"
    CALIBRATION = "calibration"
    REPEAT = "repeat"
    """For the second time, as another article that looks the same: to see how steady they are."""


class Absence(StrEnum):
    """Why a role has no span to point at."""

    UNNAMED = "unnamed"
    IMPLIED = "implied"
    OTHER_ARTICLE = "other_article"


class Origin(StrEnum):
    """How a span came to be."""

    MANUAL = "manual"
    REPEATED = "repeated"
    IMPORTED = "imported"
    MERGED = "merged"
    MODEL = "model"


@dataclass(frozen=True, slots=True, order=True)
class Fragment:
    """One contiguous piece `[start, end)` of a span, in code points. Never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(
                f"a fragment must hold at least one character, not [{self.start}, {self.end})"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of one body that carries one label. Avoid: highlight, region, mark, entity.

    `fragments` are in text order and do not touch or overlap; nearly always there is one.
    `quote` is `body[start:end]`, gaps between fragments included.
    """

    id: SpanId
    layer: LayerId
    label: str
    fragments: tuple[Fragment, ...]
    quote: str
    referent: ReferentId | None = None
    attributes: Attributes = field(default_factory=dict)
    origin: Origin = Origin.MANUAL

    @property
    def start(self) -> int:
        """The first code point of the first fragment."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """One past the last code point of the last fragment."""
        return self.fragments[-1].end


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A typed arrow from a statement span to another span, or to nothing for a stated reason."""

    id: LinkId
    layer: LayerId
    role: str
    source: SpanId
    target: SpanId | None
    absence: Absence | None = None

    def __post_init__(self) -> None:
        if (self.target is None) == (self.absence is None):
            raise ValueError("a link has either a target or an absence reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """The one thing in the world that several mentions refer to. Avoid: entity, cluster, code.

    `owner` is the annotator who made it; None means that it is shared and the lead's.
    """

    id: ReferentId
    label: str
    name: str
    attributes: Attributes = field(default_factory=dict)
    owner: AnnotatorId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotator:
    """A person, known by a UUID and never by a name, who writes layers."""

    id: AnnotatorId
    name: str
    kind: AnnotatorKind = AnnotatorKind.HUMAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One document: a body that never changes, and metadata, the values of the scheme's fields."""

    id: ArticleId
    title: str
    body: str
    sha256: str
    metadata: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """All that one annotator said about one article, and how far they are.

    `labels` are the annotator's answers to the scheme's per-annotator article fields.
    `coverage` lists the stretches that were on screen long enough to be read, in code points.
    `flag` is the annotator's question to the lead; None where nothing is flagged, "" for a bare
    flag.
    """

    id: LayerId
    article: ArticleId
    annotator: AnnotatorId
    state: LayerState = LayerState.TODO
    nothing_here: bool = False
    flag: str | None = None
    labels: Attributes = field(default_factory=dict)
    coverage: tuple[Fragment, ...] = ()
    active_seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A remark on an article, or on one span of it; `done` is set when it is dealt with.

    `reply_to` is the comment that it answers.
    """

    id: CommentId
    article: ArticleId
    annotator: AnnotatorId
    span: SpanId | None
    text: str
    done: bool
    created: str
    reply_to: CommentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one operation touched; views compare it with what they show and re-read.

    `tables` are names of the project file's tables. An empty `articles` with `is_large` set means
    that any article may have changed. `focus` is the span that the operation wants selected.
    """

    name: str
    tables: frozenset[str] = frozenset()
    articles: frozenset[ArticleId] = frozenset()
    focus: SpanId | None = None
    is_large: bool = False

    def touches(self, article: ArticleId | None, *tables: str) -> bool:
        """Whether a view of `article` that shows `tables` must re-read."""
        if self.is_large:
            return True
        if not self.tables.intersection(tables):
            return False
        return article is None or not self.articles or article in self.articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One layer with all that hangs on it, as views, rules and exports read it.

    `spans` are in reading order (start, then the longer first, then age); `links` and `referents`
    by age.
    """

    layer: Layer
    spans: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    referents: tuple[Referent, ...] = ()

    def span(self, span_id: SpanId | None) -> Span | None:
        """The span of this id, or None."""
        return next((span for span in self.spans if span.id == span_id), None)

    def referent(self, referent_id: ReferentId | None) -> Referent | None:
        """The referent of this id, or None."""
        return next((referent for referent in self.referents if referent.id == referent_id), None)

    def mentions(self, referent_id: ReferentId) -> tuple[Span, ...]:
        """All spans of this layer that refer to one referent, in reading order."""
        return tuple(span for span in self.spans if span.referent == referent_id)

    def links_from(self, span_id: SpanId) -> tuple[Link, ...]:
        """The filled slots of one statement span."""
        return tuple(link for link in self.links if link.source == span_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    """An article on its way into a project, its body already normalised by `db.text.normalise`.

    `external_id` is the id that it had where it comes from; `source` says where that was, such as
    a file's name.
    """

    title: str
    body: str
    metadata: Attributes = field(default_factory=dict)
    external_id: str | None = None
    source: str | None = None
    group_name: str | None = None
