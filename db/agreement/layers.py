"""The only place that says what the measures take: layers as slim values, quick to make of rows.

An annotator who read an article and marked nothing has a `Reading` without items, which counts as
a reading; one who did not read it is absent from the mapping. All offsets count code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from db.model import AnnotatorId, ArticleId, Attributes, SpanId

Pair = tuple[AnnotatorId, AnnotatorId]
"""Two annotators, the smaller id first."""

Extent = tuple[tuple[int, int], ...]
"""The fragments of a span, `[start, end)` each, in text order."""

Mark = tuple[str, int, int]
"""Label, start and end of a span of one piece."""

NO_ATTRIBUTES: Attributes = MappingProxyType({})

# Words, and characters alone where a script writes no spaces between words.
_UNSPACED = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_TOKEN = f"[{_UNSPACED}]|[^\\W{_UNSPACED}]+|[^\\w\\s]"


class Item(NamedTuple):
    """One span as measures see it; `fragments` is empty for the usual span of one piece.

    `referent` is whatever tells referents apart: an id, or a key made of the name.
    """

    label: str
    start: int
    end: int
    fragments: Extent = ()
    id: SpanId = SpanId("")
    referent: str | None = None
    attributes: Attributes = NO_ATTRIBUTES

    @property
    def extent(self) -> Extent:
        """The pieces of the span, also where there is one."""
        return self.fragments or ((self.start, self.end),)


class LinkItem(NamedTuple):
    """One filled slot: a target, or the reason why there is none."""

    role: str
    source: SpanId
    target: SpanId | None
    absence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one annotator said about one article; `day` is the ISO date of the layer's last change.

    The order of items and links means nothing.
    """

    items: tuple[Item, ...] = ()
    links: tuple[LinkItem, ...] = ()
    round: int | None = None
    day: str | None = None


class Words(NamedTuple):
    """Where the tokens of a body start and end, in text order; they do not overlap."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLayers:
    """One article with the layers to compare; `length` is that of the body.

    `words` is asked only where tokens are counted; without it an article can't be measured so.
    """

    article: ArticleId
    length: int
    layers: Mapping[AnnotatorId, Reading]
    words: Callable[[], Words] | None = None


def words_of(body: str) -> Words:
    """The tokens of a body: words, punctuation marks, and single characters of CJK and Thai."""
    found = [match.span() for match in re.finditer(_TOKEN, body)]
    return Words(tuple(start for start, _ in found), tuple(end for _, end in found))


def pair_of(first: AnnotatorId, second: AnnotatorId) -> Pair:
    """The two in the order in which pairs are kept."""
    return (first, second) if first < second else (second, first)
