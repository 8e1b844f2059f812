"""What a layer says, without the ids that a format gives anew; to compare written with read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from db.formats import jsonl_reader
from db.formats.foreign import ForeignLayer, ForeignRead
from db.formats.losses import Loss, as_text, kept
from db.formats.record import Record
from db.model import Attributes
from tests.shared_data import shared

Said = tuple[Counter[object], Counter[object]]


def texts(attributes: Attributes) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, as_text(value)) for name, value in attributes.items()))


def expected(record: Record, losses: Iterable[Loss]) -> Said:
    """Spans with their referents' names, and links between them, that must be found again."""
    rest = kept(record, losses)
    names = {referent.id: referent.name for referent in rest.referents}
    spans = {
        span.id: (
            span.label,
            span.fragments,
            texts(span.attributes),
            None if span.referent is None else names.get(span.referent, ""),
        )
        for span in rest.spans
    }
    return Counter(spans.values()), Counter(
        (link.role, spans[link.source], spans[link.target or ""]) for link in rest.links
    )


def said(layer: ForeignLayer) -> Said:
    names = {each: referent.name for referent in layer.referents for each in referent.mentions}
    spans = {
        span.id: (span.label, span.fragments, texts(span.attributes), names.get(span.id))
        for span in layer.spans
    }
    assert len(spans) == len(layer.spans), "ids are used twice"
    return Counter(spans.values()), Counter(
        (link.role, spans[link.source], spans[link.target]) for link in layer.links
    )


def article_of(found: Iterable[ForeignRead]):
    """The one article that was read without any problem."""
    (read,) = found
    assert read.problems == ()
    assert read.article is not None
    return read.article


def reasons(found: Iterable[ForeignRead]) -> str:
    return "; ".join(problem.reason for read in found for problem in read.problems)


def quotes(article, layer: ForeignLayer) -> list[tuple[str, str]]:
    return [
        (span.label, " … ".join(article.text[each.start : each.end] for each in span.fragments))
        for span in layer.spans
    ]


def gold() -> Record:
    """The full annotation of a real article."""
    with shared("seed", "gold.jsonl").open("rb") as file:
        (found,) = jsonl_reader.read(file, path="gold.jsonl")
    assert found.record is not None
    return found.record


def check_sound(found: Iterable[ForeignRead]) -> int:
    """Whatever was read can be taken: spans lie in the text, and ids lead to something.

    Gives the number of articles.
    """
    articles = 0
    for read in found:
        assert read.article is not None or read.problems or read.notes
        if read.article is None:
            continue
        articles += 1
        text = read.article.text
        for layer in read.article.layers:
            ids = {span.id for span in layer.spans}
            assert len(ids) == len(layer.spans)
            for span in layer.spans:
                assert span.label
                for piece in span.fragments:
                    words = text[piece.start : piece.end]
                    assert len(words) == piece.end - piece.start
                    assert words == words.strip()
                assert all(a.end < b.start for a, b in pairwise(span.fragments))
            assert {end for link in layer.links for end in (link.source, link.target)} <= ids
            assert {each for referent in layer.referents for each in referent.mentions} <= ids
    return articles
