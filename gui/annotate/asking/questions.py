"""The only place that knows in which order a span's questions are asked. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from db.model import Annotation, AttributeValue, Span
from db.scheme.model import Attribute, Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question about a span. Without an attribute it is the name of the referent."""

    title: str
    attribute: Attribute | None = None
    is_of_referent: bool = False


def questions(scheme: Scheme, span: Span, name_title: str) -> tuple[Question, ...]:
    """All questions about a span: going on from one leads to the next."""
    span_type = scheme.span_type(span.label)
    if span_type is None:
        return ()
    return (
        Question(title=name_title),
        *(Question(title=each.title, attribute=each) for each in span_type.attributes),
        *(
            Question(title=each.title, attribute=each, is_of_referent=True)
            for each in span_type.referent_attributes
        ),
    )


def answer_now(question: Question, annotation: Annotation, span: Span) -> AttributeValue | None:
    """The present answer."""
    referent = annotation.referent(span.referent) if span.referent else None
    if question.attribute is None:
        return referent.name if referent else None
    values = (
        (referent.attributes if referent else {}) if question.is_of_referent else span.attributes
    )
    return values.get(question.attribute.name)
