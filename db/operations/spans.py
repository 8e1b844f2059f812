"""Marking spans: adding, relabelling, moving, deleting, and saying what they refer to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from db import journal
from db.errors import SchemeViolation
from db.journal import Recorder
from db.model import (
    AnnotatorId,
    ArticleId,
    Attributes,
    AttributeValue,
    Changes,
    Fragment,
    Layer,
    Origin,
    ReferentId,
    Span,
    SpanId,
)
from db.operations.attributes import as_json, with_value
from db.operations.layers import touch_layer
from db.operations.referents import drop_if_unused, insert_referent
from db.project import Project
from db.queries import articles, links, referents, schemes, spans
from db.scheme.model import Scheme
from db.text.keys import match_key


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReferent:
    """Stands for a referent that the operation makes; `name` None takes the words of the span."""

    name: str | None = None


def add_span(
    project: Project,
    author: AnnotatorId,
    *,
    article: ArticleId,
    label: str,
    fragments: Sequence[Fragment],
    referent: ReferentId | NewReferent | None = None,
) -> Changes:
    """Mark a span. Without a referent it takes the one of an equal mention, else a new one named by its words.

    Raises SchemeViolation for a label the scheme does not know, white space at an edge, or a span that is there already.
    """
    with journal.operation(
        project, f"mark {_title(project, label)}", author=author, article=article
    ) as recorder:
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
    """Mark many places like one span, with its label, referent and attributes, as one step of undo."""
    model = _existing(project, like)
    with journal.operation(
        project, "mark all the same", author=author, article=article
    ) as recorder:
        marker = Marker(recorder, project, author, article)
        for place in places:
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
    """Give a span another label; it gets that label's referent and defaults, and loses links that no longer fit."""
    before = _existing(project, span)
    with journal.operation(
        project, f"relabel as {_title(project, label)}", author=author, article=article
    ) as recorder:
        marker = Marker(recorder, project, author, article)
        marker.check(label, before.fragments, besides=span)
        referent = marker.referent_for(label, before.quote)
        recorder.update(
            "span",
            span,
            label=label,
            referent=referent,
            attributes=as_json(marker.defaults(label, referent, before)),
        )
        _drop_links_that_misfit(recorder, project, marker.layer, marker.scheme)
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
    """Move the edges of a span, or give it more or fewer fragments; its referent and links stay."""
    before = _existing(project, span)
    with journal.operation(
        project, "change the extent", author=author, article=article
    ) as recorder:
        marker = Marker(recorder, project, author, article)
        pieces = marker.check(before.label, fragments, besides=span)
        recorder.update("span", span, **marker.extent(pieces))
        recorder.focus = span
    return recorder.changes


def delete_span(
    project: Project, author: AnnotatorId, *, article: ArticleId, span: SpanId
) -> Changes:
    """Remove a span with its links; comments on it stay with the article."""
    before = _existing(project, span)
    with journal.operation(
        project, f"delete {_title(project, before.label)}", author=author, article=article
    ) as recorder:
        layer = touch_layer(recorder, project, author, article)
        for link in links.of_layer(project, layer.id):
            if span in (link.source, link.target):
                recorder.delete("link", link.id)
        for comment in project.connection.execute(
            "SELECT id FROM comment WHERE span = ?", (span,)
        ).fetchall():
            recorder.update("comment", comment[0], span=None)
        recorder.delete("span", span)
        drop_if_unused(recorder, project, author, before.referent)
    return recorder.changes


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
    before = _existing(project, span)
    with journal.operation(
        project, f"set {name.replace('_', ' ')}", author=author, article=article
    ) as recorder:
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
    """Say what a span refers to; a referent of the author's own that nothing mentions any more goes."""
    before = _existing(project, span)
    with journal.operation(
        project, "choose the referent", author=author, article=article
    ) as recorder:
        marker = Marker(recorder, project, author, article)
        chosen = marker.resolve(before.label, before.quote, referent)
        recorder.update("span", span, referent=chosen)
        drop_if_unused(
            recorder, project, author, before.referent if before.referent != chosen else None
        )
        recorder.focus = span
    return recorder.changes


class Marker:
    """Writes spans into one layer inside an operation: the checks and guesses that every way of marking shares."""

    def __init__(
        self, recorder: Recorder, project: Project, author: AnnotatorId, article: ArticleId
    ) -> None:
        self.layer: Layer = touch_layer(recorder, project, author, article)
        self.scheme: Scheme = schemes.current(project)
        self._recorder = recorder
        self._project = project
        self._author = author
        self._body = articles.body(project, article)
        self._spans = list(spans.of_layer(project, self.layer.id))

    def add(
        self,
        label: str,
        fragments: Sequence[Fragment],
        *,
        referent: ReferentId | NewReferent | None = None,
        attributes: Attributes | None = None,
        origin: Origin = Origin.MANUAL,
    ) -> SpanId:
        """Check and write one span; returns its id."""
        pieces = self.check(label, fragments)
        extent = self.extent(pieces)
        quote = str(extent["quote"])
        chosen = self.resolve(label, quote, referent)
        span = Span(
            id=SpanId(self._project.new_id()),
            layer=self.layer.id,
            label=label,
            fragments=pieces,
            quote=quote,
            referent=chosen,
            attributes=self.defaults(label, chosen) if attributes is None else attributes,
            origin=origin,
        )
        self._recorder.insert(
            "span",
            {
                "id": span.id,
                "layer": span.layer,
                "label": label,
                **extent,
                "referent": chosen,
                "origin": origin,
                "attributes": as_json(span.attributes),
            },
        )
        if self.layer.nothing_here:
            self._recorder.update("layer", self.layer.id, nothing_here=0)
        self._spans.append(span)
        return span.id

    def check(
        self, label: str, fragments: Sequence[Fragment], besides: SpanId | None = None
    ) -> tuple[Fragment, ...]:
        """The fragments in text order, or SchemeViolation with the reason. `besides` is the span being changed."""
        if self.scheme.span_type(label) is None:
            raise SchemeViolation(f"The scheme has no label {label}. Nothing was marked.")
        pieces = tuple(sorted(fragments))
        if not pieces:
            raise SchemeViolation("There are no words to mark. Select some first.")
        if len(pieces) > 1 and not self.scheme.rules.fragments:
            raise SchemeViolation("The scheme allows no spans with gaps. Nothing was changed.")
        if any(left.end >= right.start for left, right in zip(pieces, pieces[1:], strict=False)):
            raise SchemeViolation(
                "The pieces of a span must not touch or overlap. Nothing was changed."
            )
        for piece in pieces:
            words = self._body[piece.start : piece.end]
            if piece.end > len(self._body) or words != words.strip() or not words:
                raise SchemeViolation(
                    "A span must begin and end with a visible character. Nothing was changed."
                )
        if any(
            other.label == label and other.fragments == pieces and other.id != besides
            for other in self._spans
        ):
            raise SchemeViolation("These words are marked like this already.")
        return pieces

    def extent(self, pieces: tuple[Fragment, ...]) -> dict[str, object]:
        """The columns that hold where a span is."""
        start, end = pieces[0].start, pieces[-1].end
        stored = (
            None
            if len(pieces) == 1
            else orjson.dumps([(each.start, each.end) for each in pieces]).decode()
        )
        return {"start": start, "end": end, "fragments": stored, "quote": self._body[start:end]}

    def resolve(
        self, label: str, quote: str, referent: ReferentId | NewReferent | None
    ) -> ReferentId:
        """The referent to store: the chosen one, a new one, or the guess."""
        if referent is None:
            return self.referent_for(label, quote)
        if isinstance(referent, NewReferent):
            return self._new_referent(label, referent.name or quote)
        found = referents.one(self._project, referent)
        if found is None or found.label != label:
            raise SchemeViolation(
                "This referent has another label or is no longer there. Nothing was changed."
            )
        return referent

    def referent_for(self, label: str, quote: str) -> ReferentId:
        """The referent of an equal mention, in this article first, then the register, else a new one.

        Statements are only compared inside the article: "the proposal" means another one in every text.
        """
        key = match_key(quote)
        for span in reversed(self._spans):
            if span.label == label and span.referent and match_key(span.quote) == key:
                return span.referent
        if not self.scheme.is_statement(label):
            known = referents.named(self._project, label, quote)
            if known is not None:
                return known.id
            elsewhere = spans.same_words_elsewhere(self._project, self._author, label, quote)
            if elsewhere is not None:
                return elsewhere
        return self._new_referent(label, quote)

    def defaults(
        self, label: str, referent: ReferentId, before: Span | None = None
    ) -> dict[str, AttributeValue]:
        """The answers a new span starts with: those of the latest mention of its referent, else the scheme's."""
        span_type = self.scheme.span_type(label)
        names = {attribute.name for attribute in span_type.attributes} if span_type else set()
        for span in reversed(self._spans):
            if span.label == label and span.referent == referent and span is not before:
                return {name: value for name, value in span.attributes.items() if name in names}
        attributes = span_type.attributes if span_type else ()
        return {each.name: each.default for each in attributes if each.default is not None}

    def _new_referent(self, label: str, name: str) -> ReferentId:
        return insert_referent(
            self._recorder, self._project, self._author, label=label, name=name, attributes={}
        )


def _drop_links_that_misfit(
    recorder: Recorder, project: Project, layer: Layer, scheme: Scheme
) -> None:
    labels = {span.id: span.label for span in spans.of_layer(project, layer.id)}
    for link in links.of_layer(project, layer.id):
        role = scheme.role(link.role, labels[link.source])
        if role is None or (link.target is not None and labels[link.target] not in role.targets):
            recorder.delete("link", link.id)


def _existing(project: Project, span: SpanId) -> Span:
    found = spans.one(project, span)
    if found is None:
        raise SchemeViolation("This span is no longer there. Nothing was changed.")
    return found


def _title(project: Project, label: str) -> str:
    span_type = schemes.current(project).span_type(label)
    return span_type.title.lower() if span_type else label
