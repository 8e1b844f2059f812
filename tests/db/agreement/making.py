"""Layers to compare, in a line or two, and any layers at all for properties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from db.agreement.layers import ArticleLayers, Item, LinkItem, Reading
from db.model import AnnotatorId, ArticleId, AttributeValue, SpanId

LABELS = ("ACTOR", "PROPOSAL", "REJECTION")
LENGTH = 60

FIRST, SECOND, THIRD = (AnnotatorId(f"annotator {number}") for number in (1, 2, 3))


def span(
    label: str,
    *pieces: tuple[int, int],
    name: str = "",
    referent: str | None = None,
    **attributes: AttributeValue,
) -> Item:
    """A span of these pieces; its id is its name, or says what and where it is."""
    start, end = pieces[0][0], pieces[-1][1]
    return Item(
        label,
        start,
        end,
        pieces if len(pieces) > 1 else (),
        SpanId(name or f"{label} {start}-{end}"),
        referent,
        attributes,
    )


def link(role: str, source: str, target: str | None = None, absence: str | None = None) -> LinkItem:
    """A link between spans by their names."""
    return LinkItem(role, SpanId(source), None if target is None else SpanId(target), absence)


def article(
    layers: Mapping[AnnotatorId, Sequence[Item] | Reading],
    *,
    name: str = "article 1",
    length: int = 900,
) -> ArticleLayers:
    """An article with the layers of some annotators."""
    return ArticleLayers(
        article=ArticleId(name),
        length=length,
        layers={
            annotator: layer if isinstance(layer, Reading) else Reading(items=tuple(layer))
            for annotator, layer in layers.items()
        },
    )


@st.composite
def items(draw: st.DrawFn, *, is_plain: bool = False) -> tuple[Item, ...]:
    """The spans of a layer: nested, crossing, repeated, in pieces; or just plain ones."""
    found = []
    last = 0
    for number in range(draw(st.integers(0, 6))):
        label = draw(st.sampled_from(LABELS))
        cuts = 2 if is_plain or draw(st.integers(0, 3)) else 4
        places = sorted(draw(st.sets(st.integers(0, LENGTH), min_size=cuts, max_size=cuts)))
        if is_plain:
            start = last + draw(st.integers(0, 3))
            last = start + draw(st.integers(1, 4))
            places = [start, last]
        pieces = tuple(zip(places[::2], places[1::2], strict=True))
        found.append(
            span(
                label,
                *pieces,
                name=f"span {number}",
                referent=draw(st.sampled_from([None, "France", "Germany"])),
                strength=draw(st.sampled_from(["strong", "weak"])),
            )
        )
    return tuple(found)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A layer with spans and links between them."""
    spans = draw(items())
    links: dict[tuple[str, SpanId], LinkItem] = {}
    if len(spans) > 1:
        for _ in range(draw(st.integers(0, 4))):
            source, target = draw(st.permutations(spans))[:2]
            role = draw(st.sampled_from(["proposed by", "rejects"]))
            if draw(st.booleans()):
                links[role, source.id] = LinkItem(role, source.id, target.id)
            else:
                links[role, source.id] = LinkItem(role, source.id, None, "unnamed")
    return Reading(
        items=spans, links=tuple(links.values()), round=draw(st.integers(1, 2)), day="2026-11-24"
    )


@st.composite
def corpora(draw: st.DrawFn, *, annotators: int = 3) -> list[ArticleLayers]:
    """A few articles, each read by some of the annotators."""
    everybody = [AnnotatorId(f"annotator {number}") for number in range(1, annotators + 1)]
    return [
        ArticleLayers(
            article=ArticleId(f"article {number}"),
            length=LENGTH + 5,
            layers={
                annotator: draw(readings())
                for annotator in draw(st.sets(st.sampled_from(everybody), min_size=1))
            },
        )
        for number in range(draw(st.integers(1, 3)))
    ]
