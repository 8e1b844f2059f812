"""What other tools' files say, as values that know nothing of a scheme: labels as they are there.

A reader gives one `ForeignRead` for each article of a file. A mapping turns its labels, roles and
attributes into those of a scheme afterwards. Offsets are code points of `ForeignArticle.text`,
which is a body already: normalised, and each span lies in it as `db.model.Fragment` asks, without
white space at its edges.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from db.errors import Problem
from db.model import AnnotatorKind, Attributes, Fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignSpan:
    """A marked stretch; `kind` is the other tool's layer or field that it comes from, or ""."""

    id: str
    label: str
    fragments: tuple[Fragment, ...]
    attributes: Attributes = field(default_factory=dict)
    kind: str = ""

    @property
    def start(self) -> int:
        """The first code point of the first fragment."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """One past the last code point of the last fragment."""
        return self.fragments[-1].end


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignLink:
    """An arrow between two spans of the same layer, by id; it may lead back to its own source."""

    id: str
    role: str
    source: str
    target: str
    attributes: Attributes = field(default_factory=dict)
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignReferent:
    """Spans that mean the same thing: a chain, an equivalence or an entry of a knowledge base.

    `name` is "" where the file has none.
    """

    id: str
    mentions: tuple[str, ...]
    name: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignNote:
    """A remark, `about` a span or link by id, or about the whole article."""

    text: str
    about: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignLayer:
    """All that one annotator said; `annotator` is None where the file names nobody.

    `answers` are about the article as a whole. Spans are ordered by start, then the longer first.
    """

    annotator: str | None = None
    kind: AnnotatorKind = AnnotatorKind.HUMAN
    spans: tuple[ForeignSpan, ...] = ()
    links: tuple[ForeignLink, ...] = ()
    referents: tuple[ForeignReferent, ...] = ()
    notes: tuple[ForeignNote, ...] = ()
    answers: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignArticle:
    """An article of another tool's file; `name` is what the file or its folder calls it."""

    name: str
    text: str
    title: str = ""
    metadata: Attributes = field(default_factory=dict)
    layers: tuple[ForeignLayer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignRead:
    """What reading one article gave.

    `problems` are faults of the file: each names something that is not in `article`, which is None
    where there is no text. `notes` say what was left out or changed because bodies and spans here
    can't hold it. `line` is None for a whole file.
    """

    path: str
    line: int | None
    article: ForeignArticle | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
