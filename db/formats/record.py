"""One article with one layer as a file has it: values tied together by the file's own ids."""

from __future__ import annotations

from dataclasses import dataclass, field

from db.errors import Problem
from db.model import (
    Absence,
    AnnotatorKind,
    Attributes,
    Fragment,
    LayerState,
    NewArticle,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSpan:
    """A span of a record; the quote is cut from the body, against which a reader has checked it.

    `source` says of a span of gold how it came about: unanimous, majority, adjudicated, single or
    edited.
    """

    id: str
    label: str
    fragments: tuple[Fragment, ...]
    referent: str | None = None
    attributes: Attributes = field(default_factory=dict)
    source: str | None = None

    @property
    def start(self) -> int:
        """The first code point of the first fragment."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """One past the last code point of the last fragment."""
        return self.fragments[-1].end


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLink:
    """A link of a record, from span to span by id, or to nothing for a reason."""

    id: str
    role: str
    source: str
    target: str | None
    absence: Absence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReferent:
    """A referent of a record; answers that name another referent hold its id in the record."""

    id: str
    label: str
    name: str
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLayer:
    """Who speaks in a record, by name or pseudonym, and how far they are; gold needs no name."""

    kind: AnnotatorKind
    annotator: str | None = None
    state: LayerState = LayerState.DONE
    nothing_here: bool = False
    flag: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordScheme:
    """Which version of which scheme a record was made with."""

    id: str
    version: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One line of a JSONL file, or one plain text; without a layer it is an article alone.

    Spans stand in the order of start, then the longer first; links and referents in the order of
    the file.
    """

    article: NewArticle
    layer: RecordLayer | None = None
    spans: tuple[RecordSpan, ...] = ()
    links: tuple[RecordLink, ...] = ()
    referents: tuple[RecordReferent, ...] = ()
    labels: Attributes = field(default_factory=dict)
    scheme: RecordScheme | None = None
    split: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What reading one line of a JSONL file, or one plain text, gave: a record or problems.

    `notes` say what was changed or guessed on the way. `line` is None for a whole file. `digest` is
    the SHA-256 of the body, where that is known already; `is_stand_off` says that the file holds
    that alone, and the body was found by it.
    """

    path: str
    line: int | None
    record: Record | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    digest: bytes | None = None
    is_stand_off: bool = False
