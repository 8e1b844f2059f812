"""Marking spans: adding, relabelling, moving, deleting, and saying what they refer to."""

from __future__ import annotations

from collections.abc import Sequence

from db import journal
from db.errors import SchemeViolation
from db.journal import Recorder
from db.model import (
    AnnotatorId,
    ArticleId,
    AttributeValue,
    Changes,
    Fragment,
    Layer,
    Origin,
    ReferentId,
    SpanId,
)
from db.operations.attributes import as_json, with_value
from db.operations.layers import touch_layer
from db.operations.marker import Marker, NewReferent, own_span
from db.operations.referents import drop_if_unused
from db.project import Project
from db.queries import comments, links, schemes, spans

__all__ = [
    "NewReferent", "add_mentions", "add_span", "delete_span", "relabel_span", "set_attribute",
    "set_fragments", "set_referent",
]  # fmt: skip


def add_span(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    label: str,
    fragments: Sequence[Fragment],
    referent: ReferentId | NewReferent | None = None,
) -> Changes:
    """Mark a span. Without a referent it takes that of an equal mention, else a new one.

    Raises SchemeViolation for a label that the scheme does not know, white space at an edge, or a
    span that is there already.
    """
    name = f"mark {_title(project, label)}"
    with journal.operation(project, name, author=author, article=article) as recorder:
        marker = Marker(recorder, project, author, article)
        recorder.focus = marker.add(label, fragments, referent=referent)
    return recorder.changes


def add_mentions(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    like: SpanId,
    places: Sequence[Fragment],
) -> Changes:
    """Mark many places like one span, with its label, referent and attributes, as one step.

    Places that are marked like this already are passed over.
    """
    model = own_span(project, author, article, like)
    name = "mark all the same"
    with journal.operation(project, name, author=author, article=article) as recorder:
        marker = Marker(recorder, project, author, article)
        for place in places:
            if marker.find(model.label, (place,)) is None:
                marker.add(
                    model.label,
                    (place,),
                    referent=model.referent,
                    attributes=model.attributes,
                    origin=Origin.REPEATED,
                )
        recorder.focus = like
    return recorder.changes


def relabel_span(
    project: Project, author: AnnotatorId, *, article: ArticleId, span: SpanId, label: str
) -> Changes:
    """Give a span another label with its referent and defaults; links that no longer fit go."""
    before = own_span(project, author, article, span)
    if label == before.label:
        return Changes(name="relabel", focus=span)
    name = f"relabel as {_title(project, label)}"
    with journal.operation(project, name, author=author, article=article) as recorder:
        marker = Marker(recorder, project, author, article)
        marker.check(label, before.fragments, besides=span)
        referent = marker.referent_for(label, before.quote)
        answers = marker.defaults(label, referent, besides=span)
        recorder.update("span", span, label=label, referent=referent, attributes=as_json(answers))
        _drop_links_that_misfit(recorder, project, marker, span)
        drop_if_unused(recorder, project, author, before.referent)
        recorder.focus = span
    return recorder.changes


def set_fragments(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    span: SpanId,
    fragments: Sequence[Fragment],
) -> Changes:
    """Move the edges of a span, or give it other fragments; its referent and links stay."""
    before = own_span(project, author, article, span)
    name = "change the extent"
    with journal.operation(project, name, author=author, article=article) as recorder:
        marker = Marker(recorder, project, author, article)
        pieces = marker.check(before.label, fragments, besides=span)
        recorder.update("span", span, **marker.extent(pieces))
        recorder.focus = span
    return recorder.changes


def delete_span(
    project: Project, author: AnnotatorId, *, article: ArticleId, span: SpanId
) -> Changes:
    """Remove a span with its links; comments on it stay with the article."""
    before = own_span(project, author, article, span)
    name = f"delete {_title(project, before.label)}"
    with journal.operation(project, name, author=author, article=article) as recorder:
        layer = touch_layer(recorder, project, author, article)
        remove(recorder, project, layer, span)
        drop_if_unused(recorder, project, author, before.referent)
        # Gone now, but there again and to be selected once this is undone.
        recorder.focus = span
    return recorder.changes


def remove(recorder: Recorder, project: Project, layer: Layer, span: SpanId) -> None:
    """Take a span and its links out of a layer, inside an operation; what was said of it stays."""
    for link in links.of_layer(project, layer.id):
        if span in {link.source, link.target}:
            recorder.delete("link", link.id)
    for comment in comments.on_span(project, span):
        recorder.update("comment", comment, span=None)
    for decision in spans.decisions_on(project, span):
        recorder.update("decision", decision, span=None)
    recorder.delete("span", span)


def set_attribute(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    span: SpanId,
    name: str,
    value: AttributeValue | None,
) -> Changes:
    """Answer a question about a span, such as its status; None removes the answer."""
    before = own_span(project, author, article, span)
    title = f"set {name.replace('_', ' ')}"
    with journal.operation(project, title, author=author, article=article) as recorder:
        touch_layer(recorder, project, author, article)
        recorder.update("span", span, attributes=with_value(before.attributes, name, value))
        recorder.focus = span
    return recorder.changes


def set_referent(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    span: SpanId,
    referent: ReferentId | NewReferent,
) -> Changes:
    """Say what a span refers to; an own referent that nothing mentions any more goes."""
    before = own_span(project, author, article, span)
    name = "choose the referent"
    with journal.operation(project, name, author=author, article=article) as recorder:
        marker = Marker(recorder, project, author, article)
        chosen = marker.resolve(before.label, before.quote, referent)
        recorder.update("span", span, referent=chosen)
        drop_if_unused(recorder, project, author, before.referent)
        recorder.focus = span
    return recorder.changes


def _drop_links_that_misfit(
    recorder: Recorder, project: Project, marker: Marker, span: SpanId
) -> None:
    # Only those of this span: links that a change of the scheme left behind elsewhere are not
    # this step's business.
    labels = {each.id: each.label for each in spans.of_layer(project, marker.layer.id)}
    for link in links.of_layer(project, marker.layer.id):
        if span in {link.source, link.target}:
            role = marker.scheme.role(link.role, labels[link.source])
            if role is None or (link.target and labels[link.target] not in role.targets):
                recorder.delete("link", link.id)


def _title(project: Project, label: str) -> str:
    span_type = schemes.current(project).span_type(label)
    if span_type is None:
        raise SchemeViolation(f"The scheme has no label {label}. Nothing was changed.")
    return span_type.title.lower()
