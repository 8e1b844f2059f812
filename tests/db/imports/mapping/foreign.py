"""What other tools' files say, in a line or two, and of every shape over all of Unicode."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from db.formats.foreign import (
    ForeignArticle,
    ForeignLayer,
    ForeignLink,
    ForeignNote,
    ForeignRead,
    ForeignReferent,
    ForeignSpan,
)
from db.formats.record import Read
from db.imports.mapping.applying import Mapper
from db.imports.mapping.inventory import Census
from db.imports.mapping.model import Mapping
from db.imports.mapping.seen import Inventory
from db.model import AnnotatorKind, Fragment
from db.scheme.model import Scheme
from tests.db.formats.strategies import answers, bodies, names

TEXT = "Bonn offered a truce. Kiel said no to the truce, and Bonn was sad. 🦊 Kiel was not."


def inventory(reads: Iterable[ForeignRead]) -> Inventory:
    """All that some articles say."""
    census = Census()
    for each in reads:
        census.add(each)
    return census.inventory()


def mapped(read: ForeignRead, mapping: Mapping, scheme: Scheme) -> tuple[Read, ...]:
    """The records of one article."""
    return Mapper(mapping, scheme).map(read).reads


def told(read: ForeignRead, mapping: Mapping, scheme: Scheme) -> str:
    """What of it is left out, in words."""
    found = Mapper(mapping, scheme).map(read)
    return "\n".join(each.note().reason for each in found.left_out)


def mark(label, words, identifier=None, *, nth=0, kind="", text=TEXT, **attributes):
    """A span over the nth occurrence of some words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return ForeignSpan(
        id=identifier or f"{label}-{words}-{nth}",
        label=label,
        fragments=(Fragment(start, start + len(words)),),
        attributes=attributes,
        kind=kind,
    )


def arrow(role, source, target, *, identifier=None, kind="", **attributes):
    return ForeignLink(
        id=identifier or f"{role}:{source.id}:{target.id}",
        role=role,
        source=source.id,
        target=target.id,
        attributes=attributes,
        kind=kind,
    )


def chain(*mentions, identifier="c1", name="", kind="Chain"):
    return ForeignReferent(
        id=identifier, mentions=tuple(each.id for each in mentions), name=name, kind=kind
    )


def layer(*spans, links=(), annotator="annotator 1", **said):
    return ForeignLayer(
        annotator=annotator,
        spans=tuple(sorted(spans, key=lambda span: (span.start, -span.end))),
        links=tuple(links),
        **said,
    )


def read(*layers, text=TEXT, name="one", **said):
    return ForeignRead(
        path="folder/one.ann",
        line=None,
        article=ForeignArticle(name=name, text=text, layers=layers, **said),
    )


_words = st.sampled_from(
    ["PER", "per", "Per-son", "A b", "*#!", "PROPOSAL", "Source", "é", "_", "1"]
)
_kinds = st.sampled_from(["", "NamedEntity", "PER", "Span"])
_values = st.one_of(answers, st.sampled_from(["true", "a", "b", " a", "1", "2024-03-05"]))
_attributes = st.dictionaries(st.one_of(_words, names), _values, max_size=3)


@st.composite
def reads(draw: st.DrawFn) -> ForeignRead:
    """An article with up to two layers."""
    body = draw(bodies)
    return ForeignRead(
        path="folder/one.ann",
        line=draw(st.one_of(st.none(), st.integers(1, 9))),
        article=ForeignArticle(
            name=draw(st.one_of(st.just(""), names)),
            text=body,
            title=draw(st.one_of(st.just(""), names)),
            metadata=draw(_attributes),
            layers=tuple(draw(st.lists(_layers(body), max_size=2))),
        ),
    )


@st.composite
def _layers(draw: st.DrawFn, body: str) -> ForeignLayer:
    spans = draw(_spans(body))
    ids = [span.id for span in spans]
    most = 5 if ids else 0
    ends = st.sampled_from(ids or ["nobody"])
    links = draw(st.lists(st.tuples(_words, _kinds, ends, ends, _attributes), max_size=most))
    chains = draw(
        st.lists(
            st.tuples(st.lists(ends, min_size=1, max_size=3, unique=True), _kinds, _words),
            max_size=most,
        )
    )
    about = st.one_of(st.none(), ends, st.sampled_from(["l0", "nobody"]))
    return ForeignLayer(
        annotator=draw(st.one_of(st.none(), st.just("annotator 1"), st.just("annotator 2"))),
        kind=draw(st.sampled_from(AnnotatorKind)),
        spans=spans,
        links=tuple(
            ForeignLink(
                id=f"l{number}",
                role=role,
                kind=kind,
                source=source,
                target=target,
                attributes=attributes,
            )
            for number, (role, kind, source, target, attributes) in enumerate(links)
        ),
        referents=tuple(
            ForeignReferent(
                id=f"c{number}",
                mentions=tuple(mentions),
                kind=kind,
                name=draw(st.sampled_from(["", name])),
            )
            for number, (mentions, kind, name) in enumerate(chains)
        ),
        notes=tuple(
            ForeignNote(text=text, about=whom)
            for text, whom in draw(st.lists(st.tuples(names, about), max_size=2))
        ),
        answers=draw(_attributes),
    )


@st.composite
def _spans(draw: st.DrawFn, body: str) -> tuple[ForeignSpan, ...]:
    visible = [index for index, character in enumerate(body) if character.strip()]
    spans = []
    for number in range(draw(st.integers(0, 6))):
        edges = sorted(draw(st.lists(st.sampled_from(visible), min_size=2, max_size=4)))
        fragments: list[Fragment] = []
        for start, last in zip(edges[::2], edges[1::2], strict=False):
            if not fragments or start > fragments[-1].end:
                fragments.append(Fragment(start, last + 1))
        spans.append(
            ForeignSpan(
                id=f"s{number}",
                label=draw(_words),
                kind=draw(_kinds),
                fragments=tuple(fragments),
                attributes=draw(_attributes),
            )
        )
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end)))
