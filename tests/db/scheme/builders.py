"""Small annotations for tests of the rules: spans by their words, links by the spans' ids."""

from __future__ import annotations

from db.model import (
    Absence,
    Annotation,
    AnnotatorId,
    ArticleId,
    Attributes,
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

BODY = "Norland offered a truce on Monday. Sudland refused the truce. The refusal came late."
LAYER = LayerId("layer")


def span(
    span_id: str,
    label: str,
    words: str,
    *,
    referent: str | None = None,
    attributes: Attributes | None = None,
    after: str = "",
) -> Span:
    """The span over the first `words` in BODY behind `after`, of a referent of its own."""
    start = BODY.index(words, BODY.index(after))
    return Span(
        id=SpanId(span_id),
        layer=LAYER,
        label=label,
        fragments=(Fragment(start, start + len(words)),),
        quote=words,
        referent=ReferentId(referent or f"r-{span_id}"),
        attributes=attributes or {},
    )


def link(role: str, source: str, target: str | Absence, link_id: str = "") -> Link:
    """A link, to a span's id or to nothing."""
    is_absent = isinstance(target, Absence)
    return Link(
        id=LinkId(link_id or f"{role} {source} {target}"),
        layer=LAYER,
        role=role,
        source=SpanId(source),
        target=None if is_absent else SpanId(target),
        absence=target if is_absent else None,
    )


def annotation(
    *spans: Span,
    links: tuple[Link, ...] = (),
    referents: tuple[Referent, ...] = (),
    state: LayerState = LayerState.OPEN,
    nothing_here: bool = False,
    labels: Attributes | None = None,
) -> Annotation:
    """A layer with these spans in reading order, and a referent for each that is not given."""
    given = {referent.id for referent in referents}
    made = {
        each.referent: Referent(id=each.referent, label=each.label, name=each.quote)
        for each in reversed(spans)
        if each.referent and each.referent not in given
    }
    layer = Layer(
        id=LAYER,
        article=ArticleId("article"),
        annotator=AnnotatorId("annotator"),
        state=state,
        nothing_here=nothing_here,
        labels=labels or {},
    )
    return Annotation(
        layer=layer,
        spans=tuple(sorted(spans, key=lambda each: (each.start, -each.end))),
        links=links,
        referents=(*referents, *made.values()),
    )
