"""Whether a layer that comes in is done: only if the rules of the scheme would let it be."""

from __future__ import annotations

from db.formats.record import Record
from db.model import (
    Annotation,
    AnnotatorId,
    ArticleId,
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
from db.scheme.model import Level, Scheme
from db.scheme.rules import problems_at_done

_LAYER = LayerId("")


def state_of(record: Record, scheme: Scheme) -> tuple[LayerState, str]:
    """The state that a record's layer can have, and the first reason why it is not done."""
    faults = [
        each for each in problems_at_done(scheme, _annotation(record)) if each.level is Level.ERROR
    ]
    return (LayerState.OPEN, str(faults[0])) if faults else (LayerState.DONE, "")


def _annotation(record: Record) -> Annotation:
    body = record.article.body
    return Annotation(
        layer=Layer(
            id=_LAYER, article=ArticleId(""), annotator=AnnotatorId(""), labels=record.labels
        ),
        spans=tuple(
            Span(
                id=SpanId(span.id),
                layer=_LAYER,
                label=span.label,
                fragments=span.fragments,
                quote=body[span.start : span.end],
                referent=None if span.referent is None else ReferentId(span.referent),
                attributes=span.attributes,
            )
            for span in record.spans
        ),
        links=tuple(
            Link(
                id=LinkId(link.id),
                layer=_LAYER,
                role=link.role,
                source=SpanId(link.source),
                target=None if link.target is None else SpanId(link.target),
                absence=link.absence,
            )
            for link in record.links
        ),
        referents=tuple(
            Referent(
                id=ReferentId(each.id),
                label=each.label,
                name=each.name,
                attributes=each.attributes,
            )
            for each in record.referents
        ),
    )
