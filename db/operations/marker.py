"""The checks and guesses that every way of marking a span shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from db.errors import SchemeViolation
from db.journal import Recorder
from db.model import (
    AnnotatorId,
    ArticleId,
    Attributes,
    AttributeValue,
    Fragment,
    Layer,
    Origin,
    ReferentId,
    Span,
    SpanId,
)
from db.operations.attributes import as_json
from db.operations.layers import touch_layer
from db.operations.referents import insert_referent
from db.project import Project
from db.queries import articles, layers, referents, schemes, spans
from db.scheme.model import Scheme
from db.text import typed


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReferent:
    """Stands for a referent that the operation makes; `name` None takes the words of the span."""

    name: str | None = None


class Marker:
    """Writes spans into the author's layer of one article, inside an operation.

    It asks the file instead of reading the whole layer: marking must not grow slower with it.
    """

    def __init__(
        self, recorder: Recorder, project: Project, author: AnnotatorId, article: ArticleId
    ) -> None:
        self.layer: Layer = touch_layer(recorder, project, author, article)
        self.scheme: Scheme = schemes.current(project)
        self._recorder = recorder
        self._project = project
        self._author = author
        self._body = articles.body(project, article)

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
        chosen = self.resolve(label, str(extent["quote"]), referent)
        answers = self.defaults(label, chosen) if attributes is None else attributes
        span = SpanId(self._project.new_id())
        self._recorder.insert(
            "span",
            {
                "id": span,
                "layer": self.layer.id,
                "label": label,
                **extent,
                "referent": chosen,
                "origin": origin,
                "attributes": as_json(answers),
            },
        )
        if self.layer.nothing_here:
            self._recorder.update("layer", self.layer.id, nothing_here=0)
        return span

    def find(self, label: str, fragments: Sequence[Fragment]) -> SpanId | None:
        """The span of this label at exactly this place, or None."""
        return spans.at(self._project, self.layer.id, label, tuple(sorted(fragments)))

    def check(
        self, label: str, fragments: Sequence[Fragment], besides: SpanId | None = None
    ) -> tuple[Fragment, ...]:
        """The fragments in text order, or SchemeViolation with the reason.

        `besides` is the span that is being changed.
        """
        if self.scheme.span_type(label) is None:
            raise SchemeViolation(f"The scheme has no label {label}. Nothing was marked.")
        pieces = tuple(sorted(fragments))
        if not pieces:
            raise SchemeViolation("There are no words to mark. Select some first.")
        if len(pieces) > 1 and not self.scheme.rules.fragments:
            raise SchemeViolation("The scheme allows no spans with gaps. Nothing was changed.")
        if any(left.end >= right.start for left, right in pairwise(pieces)):
            raise SchemeViolation(
                "The pieces of a span must not touch or overlap. Nothing was changed."
            )
        if not all(self._has_visible_edges(piece) for piece in pieces):
            raise SchemeViolation(
                "A span must begin and end with a visible character. Nothing was changed."
            )
        if self.find(label, pieces) not in {None, besides}:
            raise SchemeViolation("These words are marked like this already.")
        return pieces

    def extent(self, pieces: tuple[Fragment, ...]) -> dict[str, object]:
        """The columns that hold where a span is."""
        start, end = pieces[0].start, pieces[-1].end
        return {
            "start": start,
            "end": end,
            "fragments": spans.fragments_column(pieces),
            "quote": self._body[start:end],
        }

    def resolve(
        self, label: str, quote: str, referent: ReferentId | NewReferent | None
    ) -> ReferentId:
        """The referent to store: the chosen one, a new one, or the guess."""
        if referent is None:
            return self.referent_for(label, quote)
        if isinstance(referent, NewReferent):
            return self._new_referent(label, typed.line(referent.name or "") or quote)
        found = referents.one(self._project, referent)
        if found is None or found.label != label:
            raise SchemeViolation(
                "This referent has another label or is no longer there. Nothing was changed."
            )
        return referent

    def referent_for(self, label: str, quote: str) -> ReferentId:
        """The referent of an equal mention, here or in the register, else a new one.

        A surname means who is called by the full name in this article, unless it is a shared name.

        Statements are only compared inside the article: "the proposal" means another one in
        every text.
        """
        found = spans.same_words_in_layer(self._project, self.layer.id, label, quote)
        if found is None and not self.scheme.is_statement(label):
            found = self._named(label, quote)
        return self._new_referent(label, quote) if found is None else found

    def defaults(
        self, label: str, referent: ReferentId, besides: SpanId | None = None
    ) -> dict[str, AttributeValue]:
        """The answers a span starts with: those of its referent's last mention, or the scheme's.

        `besides` is the span itself where it is there already.
        """
        span_type = self.scheme.span_type(label)
        attributes = span_type.attributes if span_type else ()
        latest = spans.latest_answers(
            self._project, self.layer.id, label, referent, besides=besides
        )
        if latest is not None:
            names = {attribute.name for attribute in attributes}
            return {name: value for name, value in latest.items() if name in names}
        return {each.name: each.default for each in attributes if each.default is not None}

    def _named(self, label: str, quote: str) -> ReferentId | None:
        known = referents.named(self._project, label, quote)
        if known is not None and known.owner is None:
            return known.id
        found = spans.full_name_in_layer(self._project, self.layer.id, label, quote)
        if found is None and known is not None:
            found = known.id
        return found or spans.same_words_elsewhere(self._project, self._author, label, quote)

    def _has_visible_edges(self, piece: Fragment) -> bool:
        if piece.end > len(self._body):
            return False
        return not (self._body[piece.start].isspace() or self._body[piece.end - 1].isspace())

    def _new_referent(self, label: str, name: str) -> ReferentId:
        return insert_referent(
            self._recorder, self._project, self._author, label=label, name=name, attributes={}
        )


def own_span(project: Project, author: AnnotatorId, article: ArticleId, span: SpanId) -> Span:
    """A span of the author's layer in an article, or SchemeViolation where it is not there."""
    found = spans.one(project, span)
    layer = layers.of(project, article, author)
    if found is None or layer is None or found.layer != layer.id:
        raise SchemeViolation("This span is no longer there. Nothing was changed.")
    return found
