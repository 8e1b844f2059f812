"""What the lead settled, as immutable values: where a choice came from, why, and about what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from db.model import AnnotatorId, SpanId
from db.review.choices import ArticleDraft, Choice, SpanDraft
from db.review.model import UnitId


class Source(StrEnum):
    """How what stands in gold came about."""

    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    ADJUDICATED = "adjudicated"
    SINGLE = "single"
    EDITED = "edited"
    NOTHING = "nothing"


class Reason(StrEnum):
    """Why annotators differed, as the lead sees it."""

    BOUNDARY = "boundary"
    LABEL = "label"
    REFERENT = "referent"
    ROLE = "role"
    GUIDELINE_GAP = "guideline_gap"
    AMBIGUOUS_TEXT = "ambiguous_text"
    SLIP = "slip"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What annotators said in a unit at one moment, small enough to be kept with the decision.

    `said` has a digest for each aspect of each annotator's reading, such as `extent` or
    `role:rejects`; they are compared and never read back.
    """

    members: frozenset[SpanId] = frozenset()
    said: Mapping[AnnotatorId, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was chosen in one unit, from what, and what it put into the gold layer.

    The numbers of `choice` are those of the versions at that moment, and may be others by now:
    what it gave then is `written`.
    `gold` is the span that it wrote; None where it wrote none, or where that was deleted since.
    """

    unit: UnitId
    source: Source
    choice: Choice | None = None
    fingerprint: Fingerprint = Fingerprint()
    written: SpanDraft | ArticleDraft | None = None
    gold: SpanId | None = None
