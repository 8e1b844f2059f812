"""The only place that knows where in the review somebody came from who edits gold."""

from __future__ import annotations

from dataclasses import dataclass

from db.model import AnnotatorId, ArticleId, SpanId
from db.review.model import UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReturn:
    """A unit of the review whose span of gold is edited, and who reviewed it."""

    article: ArticleId
    unit: UnitId
    span: SpanId
    author: AnnotatorId
