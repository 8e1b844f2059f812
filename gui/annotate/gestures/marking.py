"""Gestures that mark words: new spans, further mentions, other labels, fragments, removal."""

from __future__ import annotations

from db.model import Fragment, ReferentId, Span
from db.operations import spans
from gui.annotate.gestures.desk import Desk
from gui.annotate.gestures.slots import Slots
from gui.translation import tr


class Marking:
    """Label keys, the keys for fragments, and Delete."""

    def __init__(self, desk: Desk, slots: Slots) -> None:
        self._desk = desk
        self._slots = slots

    def mark(self, label: str) -> None:
        """Mark the selected words, or the word under the caret.

        On a selected span, give it this label instead.
        """
        desk = self._desk
        extent = desk.view.selected_extent()
        span = desk.span
        if self._slots.takes_words(label):
            self._slots.fill_with_words(label=label)
        elif extent is None and span is not None and desk.is_caret_on_span:
            self._relabel(span, label)
        elif extent := extent or desk.view.word_at_caret():
            self._mark(label, extent)
        else:
            desk.said.emit(tr("Select some words first, or put the caret into a word."))

    def mark_again(self, label: str) -> None:
        """Mark a further mention of the selected span's referent, else of the one marked last.

        On a selected span without other words selected, this is what the span refers to from now
        on.
        """
        desk = self._desk
        extent = desk.view.selected_extent()
        span = desk.span
        if extent is None and span is not None and desk.is_caret_on_span:
            self._refer_again(span, label)
            return
        referent = self._latest_referent(label)
        if self._slots.takes_words(label):
            self._slots.fill_with_words(label=label, referent=referent)
        elif extent := extent or desk.view.word_at_caret():
            self._mark(label, extent, referent)
        else:
            desk.said.emit(tr("Select some words first, or put the caret into a word."))

    def add_fragment(self) -> None:
        """Add the selected words to the selected span, which then has a gap."""
        desk = self._desk
        span, extent = desk.span, desk.view.selected_extent()
        if span is None or extent is None:
            desk.said.emit(tr("Select a span, then the words to add to it."))
            return
        self._set_fragments(span, joined(desk.body, (*span.fragments, extent)))

    def remove_fragment(self) -> None:
        """Take the selected words out of the selected span."""
        desk = self._desk
        span, extent = desk.span, desk.view.selected_extent()
        if span is None or extent is None:
            desk.said.emit(tr("Select a span, then the words to take out of it."))
            return
        left = without(desk.body, span.fragments, extent)
        if left:
            self._set_fragments(span, left)
        else:
            desk.said.emit(tr("This would leave nothing. Press Delete to remove the span."))

    def remove(self) -> None:
        """Remove the selected span.

        The one after it is not selected, so that holding the key does no harm.
        """
        desk = self._desk
        span, article = desk.span, desk.article
        if span is None or article is None:
            desk.said.emit(tr("Select a span first: Tab goes to the next one."))
            return
        desk.run(spans.delete_span, article=article, span=span.id)

    def _mark(self, label: str, extent: Fragment, referent: ReferentId | None = None) -> None:
        desk = self._desk
        article = desk.article
        if article is None:
            return
        there = desk.current.span_of(label, (extent,))
        if there is not None:
            desk.selection.select_span(there.id)
            desk.view.clear_selection()
            return
        changes = desk.run(
            spans.add_span, article=article, label=label, fragments=(extent,), referent=referent
        )
        if changes is not None:
            desk.view.clear_selection()

    def _relabel(self, span: Span, label: str) -> None:
        if span.label != label and (article := self._desk.article):
            self._desk.run(spans.relabel_span, article=article, span=span.id, label=label)

    def _refer_again(self, span: Span, label: str) -> None:
        desk = self._desk
        article = desk.article
        if span.label != label:
            self._relabel(span, label)
            return
        latest = self._latest_referent(label, besides=span)
        if article is not None and latest is not None and latest != span.referent:
            desk.run(spans.set_referent, article=article, span=span.id, referent=latest)

    def _latest_referent(self, label: str, besides: Span | None = None) -> ReferentId | None:
        """The referent of the selected span if it has the label, else of the newest that has it."""
        annotation, selected = self._desk.current.annotation, self._desk.span
        if annotation is None:
            return None
        if selected is not None and selected is not besides and selected.label == label:
            return selected.referent
        same = [span for span in annotation.spans if span.label == label and span is not besides]
        # Ids ascend with time.
        return max(same, key=lambda span: span.id).referent if same else None

    def _set_fragments(self, span: Span, fragments: tuple[Fragment, ...]) -> None:
        article = self._desk.article
        if article is None:
            return
        changes = self._desk.run(
            spans.set_fragments, article=article, span=span.id, fragments=fragments
        )
        if changes is not None:
            self._desk.view.clear_selection()


def joined(body: str, fragments: tuple[Fragment, ...]) -> tuple[Fragment, ...]:
    """Fragments in text order, those that overlap or have only white space between them made one.

    Code points.
    """
    found: list[Fragment] = []
    for piece in sorted(fragments):
        if found and (
            piece.start <= found[-1].end or not body[found[-1].end : piece.start].strip()
        ):
            found[-1] = Fragment(found[-1].start, max(found[-1].end, piece.end))
        else:
            found.append(piece)
    return tuple(found)


def without(body: str, fragments: tuple[Fragment, ...], hole: Fragment) -> tuple[Fragment, ...]:
    """What is left of fragments when a stretch is taken out, without white space at the edges.

    Code points.
    """
    found: list[Fragment] = []
    for piece in fragments:
        for start, end in (
            (piece.start, min(piece.end, hole.start)),
            (max(piece.start, hole.end), piece.end),
        ):
            words = body[start:end] if start < end else ""
            if words.strip():
                first = start + len(words) - len(words.lstrip())
                found.append(Fragment(first, start + len(words.rstrip())))
    return tuple(found)
