"""The only place that decides which rows the register shows. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.model import Annotation, Referent
from db.scheme.model import Scheme, SpanType
from db.text.keys import match_key
from gui.answer_field import answer_words
from gui.isolation import in_a_row
from gui.translation import tr_count


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A label with the number of its referents."""

    label: str
    title: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A referent; `detail` says what it is and how often it is mentioned."""

    referent: Referent
    detail: str
    mentions: int


Row = Heading | Entry


def rows_of_article(
    scheme: Scheme, annotation: Annotation | None, containing: str = ""
) -> tuple[Row, ...]:
    """The referents that an annotation mentions, by label, then by their first mentions."""
    if annotation is None:
        return ()
    counts = Counter(span.referent for span in annotation.spans)
    order = {span.referent: at for at, span in reversed(list(enumerate(annotation.spans)))}
    found = sorted(annotation.referents, key=lambda each: order.get(each.id, 0))
    entries = [
        _entry(scheme, each, counts[each.id])
        for each in found
        if match_key(containing) in match_key(each.name)
    ]
    return tuple(_grouped(scheme, entries))


def _grouped(scheme: Scheme, entries: Sequence[Entry]) -> Iterable[Row]:
    labels = [each.label for each in scheme.span_types]
    unknown = sorted({each.referent.label for each in entries} - set(labels))
    for label in (*labels, *unknown):
        group = [each for each in entries if each.referent.label == label]
        if group:
            span_type = scheme.span_type(label)
            yield Heading(
                label=label, title=span_type.title if span_type else label, count=len(group)
            )
            yield from group


def _entry(scheme: Scheme, referent: Referent, mentions: int) -> Entry:
    span_type = scheme.span_type(referent.label)
    parts = [
        _first_answer(span_type, referent),
        tr_count(mentions, "{count} mention", "{count} mentions"),
    ]
    return Entry(referent=referent, detail=in_a_row(parts), mentions=mentions)


def _first_answer(span_type: SpanType | None, referent: Referent) -> str:
    """The answer that says best what a referent is: that to its first choice."""
    for attribute in span_type.referent_attributes if span_type else ():
        if attribute.options:
            return answer_words(attribute, referent.attributes.get(attribute.name))
    return ""
