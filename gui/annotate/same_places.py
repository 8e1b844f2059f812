"""The only place that finds where the words of a span stand again in an article. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from db.model import Fragment, Span
from db.text.occurrences import SearchableText

_CONTEXT_CHARACTERS = 60
# Scripts that put no spaces between words: every edge there may be the edge of a word.
# Compiled by `re` when it is first looked for: such a large set takes its time.
_UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePlace:
    """Where the words stand again. `is_likely` is False inside a longer span of the same label."""

    extent: Fragment
    before: str
    words: str
    after: str
    is_likely: bool


def same_places(body: str, span: Span, spans: Sequence[Span]) -> tuple[SamePlace, ...]:
    """The other places of a span's words, whole and in any case, that are not marked like it."""
    alike = [each for each in spans if each.label == span.label]
    marked = {each.fragments for each in alike}
    return tuple(
        SamePlace(
            extent=extent,
            before=_in_one_line(body[max(0, extent.start - _CONTEXT_CHARACTERS) : extent.start]),
            words=_in_one_line(body[extent.start : extent.end]),
            after=_in_one_line(body[extent.end : extent.end + _CONTEXT_CHARACTERS]),
            is_likely=not any(_holds(each, extent) for each in alike),
        )
        for extent in SearchableText(body).find(span.quote)
        if (extent,) not in marked and _is_whole(body, extent)
    )


def _is_whole(body: str, extent: Fragment) -> bool:
    return not (_joins(body, extent.start) or _joins(body, extent.end))


def _joins(body: str, position: int) -> bool:
    """Whether a word goes on over a position."""
    around = body[max(0, position - 1) : position + 1]
    return len(around) == 2 and around.isalnum() and re.search(_UNSPACED, around) is None


def _holds(span: Span, extent: Fragment) -> bool:
    return any(each.start <= extent.start and extent.end <= each.end for each in span.fragments)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
