"""Layers as review takes them: told in words of the body, and random ones for properties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

from db import shipped
from db.model import (
    Absence,
    Annotation,
    AnnotatorId,
    ArticleId,
    AttributeValue,
    Fragment,
    Layer,
    LayerId,
    LayerState,
    Link,
    LinkId,
    Referent,
    ReferentId,
    Span,
    SpanId,
)
from db.review.model import Unit
from db.review.units import units_of
from db.scheme import toml
from db.scheme.model import Scheme

BODY = (
    "France proposed to send troops to the border. Germany rejected the plan to send troops. "
    "The plan, said France, was never meant to be a threat. Poland supported the proposal."
)
ARTICLE = ArticleId("article")


@cache
def default_scheme() -> Scheme:
    return toml.parse(shipped.DEFAULT_SCHEME.read_text(encoding="utf-8"))


class Reader:
    """An annotator in front of the article, who is through with it unless told otherwise."""

    def __init__(
        self,
        name: str,
        *,
        body: str = BODY,
        state: LayerState = LayerState.DONE,
        nothing_here: bool = False,
        **labels: AttributeValue,
    ) -> None:
        self.id = AnnotatorId(f"annotator {name}")
        self.body = body
        self.layer = Layer(
            id=LayerId(f"layer {name}"),
            article=ARTICLE,
            annotator=self.id,
            state=state,
            nothing_here=nothing_here,
            labels=labels,
        )
        self.spans: list[Span] = []
        self.links: list[Link] = []
        self.referents: dict[ReferentId, Referent] = {}

    def mark(
        self,
        label: str,
        *words: str,
        nth: int = 0,
        known_as: str = "",
        name: str | None = None,
        is_shared: bool = False,
        **attributes: AttributeValue,
    ) -> SpanId:
        """Mark words, several for a span with gaps; `name` is that of the referent."""
        pieces = []
        start = -1
        for piece in words:
            for _ in range(nth + 1 if not pieces else 1):
                start = self.body.index(piece, start + 1)
            pieces.append(Fragment(start, start + len(piece)))
            start += len(piece) - 1
        return self.mark_at(
            label, *pieces, known_as=known_as, name=name, is_shared=is_shared, attributes=attributes
        )

    def mark_at(
        self,
        label: str,
        *pieces: Fragment,
        known_as: str = "",
        name: str | None = None,
        is_shared: bool = False,
        attributes: dict[str, AttributeValue] | None = None,
    ) -> SpanId:
        span = SpanId(known_as or f"span {len(self.spans):03} of {self.id}")
        self.spans.append(
            Span(
                id=span,
                layer=self.layer.id,
                label=label,
                fragments=pieces,
                quote=self.body[pieces[0].start : pieces[-1].end],
                referent=self._referent(label, name, is_shared=is_shared),
                attributes=attributes or {},
            )
        )
        return span

    def link(self, role: str, source: SpanId, target: SpanId | Absence) -> None:
        is_absent = isinstance(target, Absence)
        self.links.append(
            Link(
                id=LinkId(f"link {len(self.links)} of {self.id}"),
                layer=self.layer.id,
                role=role,
                source=source,
                target=None if is_absent else target,
                absence=target if is_absent else None,
            )
        )

    def annotation(self) -> Annotation:
        spans = sorted(self.spans, key=lambda each: (each.start, -each.end))
        return Annotation(
            layer=self.layer,
            spans=tuple(spans),
            links=tuple(self.links),
            referents=tuple(self.referents.values()),
        )

    def _referent(self, label: str, name: str | None, *, is_shared: bool) -> ReferentId | None:
        if name is None:
            return None
        owner = None if is_shared else self.id
        referent = ReferentId(f"{label} {name} of {owner or 'all'}")
        self.referents[referent] = Referent(id=referent, label=label, name=name, owner=owner)
        return referent


def units(*readers: Reader | Annotation) -> tuple[Unit, ...]:
    return units_of([annotation(each) for each in readers], default_scheme())


def annotation(reader: Reader | Annotation) -> Annotation:
    return reader.annotation() if isinstance(reader, Reader) else reader


def copy_of(reader: Annotation, name: str) -> Annotation:
    """The same annotation by another annotator, with ids and referents of its own."""
    who = AnnotatorId(f"annotator {name}")

    def other(id_: str | None) -> str:
        return f"{id_} copied by {name}"

    return replace(
        reader,
        layer=replace(reader.layer, id=LayerId(other(reader.layer.id)), annotator=who),
        spans=tuple(
            replace(
                span,
                id=SpanId(other(span.id)),
                referent=span.referent and ReferentId(other(span.referent)),
            )
            for span in reader.spans
        ),
        links=tuple(
            replace(
                link,
                id=LinkId(other(link.id)),
                source=SpanId(other(link.source)),
                target=link.target and SpanId(other(link.target)),
            )
            for link in reader.links
        ),
        referents=tuple(
            replace(each, id=ReferentId(other(each.id)), owner=each.owner and who)
            for each in reader.referents
        ),
    )


_WORD_STARTS = [0, *(place + 1 for place, character in enumerate(BODY) if character == " ")]
_WORD_ENDS = [*(place for place, character in enumerate(BODY) if character == " "), len(BODY)]


@st.composite
def extents(draw: st.DrawFn, *, words: int = 12) -> tuple[Fragment, ...]:
    """Some of the first words of the body, sometimes with a gap between."""
    first = draw(st.integers(0, words - 1))
    last = min(first + draw(st.integers(0, 4)), len(_WORD_STARTS) - 1)
    piece = Fragment(_WORD_STARTS[first], _WORD_ENDS[last])
    if draw(st.integers(0, 4)) == 0 and last + 2 < len(_WORD_STARTS):
        end = min(last + 2 + draw(st.integers(0, 2)), len(_WORD_STARTS) - 1)
        return piece, Fragment(_WORD_STARTS[last + 2], _WORD_ENDS[end])
    return (piece,)


@st.composite
def layers(draw: st.DrawFn, name: str = "1", *, most: int = 6) -> Annotation:
    """What one annotator may have said, statements with roles among it."""
    state = draw(st.sampled_from([LayerState.DONE, LayerState.DONE, LayerState.OPEN]))
    labels = draw(st.sampled_from([{}, {}, {"relevance": "relevant"}, {"relevance": "marginal"}]))
    reader = Reader(name, state=state, **labels)
    for number, extent in enumerate(draw(st.lists(extents(), max_size=most))):
        label = draw(st.sampled_from(["ACTOR", "PROPOSAL", "REJECTION"]))
        if any(each.label == label and each.fragments == extent for each in reader.spans):
            continue
        reader.mark_at(
            label,
            *extent,
            # Ids grow with time and not with the place or the annotator.
            known_as=f"{draw(st.integers(0, 999)):03} {number} {name}",
            name=draw(st.sampled_from([None, "France", "FRANCE", "the plan"])),
            is_shared=draw(st.booleans()),
            attributes=draw(st.sampled_from([{}, {"status": "proposed"}, {"form": "veto"}])),
        )
    _link(draw, reader)
    return reader.annotation()


def _link(draw: st.DrawFn, reader: Reader) -> None:
    statements = [span for span in reader.spans if span.label != "ACTOR"]
    done = set()
    for statement in statements[: draw(st.integers(0, 3))]:
        for role in default_scheme().roles_of(statement.label):
            fillers = [
                each.id
                for each in reader.spans
                if each.label in role.targets and each.id != statement.id
            ]
            target = draw(st.sampled_from([None, *Absence, *fillers]))
            if target is not None and (role.name, statement.id, target) not in done:
                done.add((role.name, statement.id, target))
                reader.link(role.name, statement.id, target)


@st.composite
def teams(draw: st.DrawFn, *, least: int = 1, most: int = 4) -> Sequence[Annotation]:
    """The layers of several annotators of one article."""
    size = draw(st.integers(least, most))
    return [draw(layers(str(number + 1))) for number in range(size)]
