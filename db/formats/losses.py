"""What a format could not express of a record: told by the writer, one by one, never in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from db.formats.record import Record, RecordSpan
from db.model import AttributeValue, Fragment

_ANSWERS = "labels."


class LossKind(StrEnum):
    """Why something is not in the file as it is in the project."""

    NESTED = "nested"
    DISCONTINUOUS = "discontinuous"
    CROSS_SENTENCE = "cross_sentence"
    UNALIGNED = "unaligned"
    LINKS = "links"
    REFERENTS = "referents"
    ATTRIBUTES = "attributes"
    FIELDS = "fields"
    TEXT = "text"
    LIMIT = "limit"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One thing that is not in the file, or not as it was.

    A nested, cross-sentence or unaligned span is left out with its links; a discontinuous one is
    written as one piece from its start to its end. A cross-sentence link is left out by itself.
    `TEXT` is white space or a character that the format can't hold. `LIMIT` is in the file, but
    its readers pass over it with their usual settings. `PLACE` is there by its words, which do not
    say where in the text they stand. `item` is the id of the link or the referent, or
    the name of the attribute or field (`labels.` before an answer about the article); None where
    the span itself is meant.
    """

    kind: LossKind
    article: str
    span: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a writer made of one record, and what it had to leave out."""

    data: bytes
    losses: tuple[Loss, ...] = ()


class Ledger:
    """Collects the losses of one record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._article = name_of(record)
        self._losses: list[Loss] = []

    def lose(self, kind: LossKind, span: str | None = None, item: str | None = None) -> None:
        """Tell of one loss."""
        self._losses.append(Loss(kind=kind, article=self._article, span=span, item=item))

    def lose_gaps(self) -> None:
        """Tell of all discontinuous spans."""
        for span in self._record.spans:
            if len(span.fragments) > 1:
                self.lose(LossKind.DISCONTINUOUS, span.id)

    def lose_links(self, *, only_absent: bool = False) -> None:
        """Tell of all links, or of those that point at nothing."""
        for link in self._record.links:
            if link.target is None or not only_absent:
                self.lose(LossKind.LINKS, link.source, link.id)

    def lose_attributes(self) -> None:
        """Tell of all answers about spans."""
        for span in self._record.spans:
            for name in span.attributes:
                self.lose(LossKind.ATTRIBUTES, span.id, name)

    def lose_referents(self, *, names_are_kept: bool = False) -> None:
        """Tell of all referents; or only of their answers, and of those without a mention."""
        mentioned = {span.referent for span in self._record.spans}
        for referent in self._record.referents:
            if not names_are_kept or referent.id not in mentioned:
                self.lose(LossKind.REFERENTS, item=referent.id)
            else:
                for name in referent.attributes:
                    self.lose(LossKind.ATTRIBUTES, item=f"{referent.id}.{name}")
        if not names_are_kept:
            known = {referent.id for referent in self._record.referents}
            for span in self._record.spans:
                if span.referent is not None and span.referent not in known:
                    self.lose(LossKind.REFERENTS, span.id, span.referent)

    def lose_fields(self, kept: Iterable[str] = ()) -> None:
        """Tell of the article's fields but for `kept`, and of its annotator's answers about it."""
        for name in sorted(self._record.article.metadata.keys() - set(kept)):
            self.lose(LossKind.FIELDS, item=name)
        for name in self._record.labels:
            self.lose(LossKind.FIELDS, item=f"{_ANSWERS}{name}")

    @property
    def losses(self) -> tuple[Loss, ...]:
        """All that was told, in order."""
        return tuple(self._losses)


def name_of(record: Record) -> str:
    """How losses and files name an article."""
    return record.article.external_id or record.article.title


def kept(record: Record, losses: Iterable[Loss]) -> Record:
    """The record as a reader should find it again after these losses."""
    told = list(losses)
    gone = {
        loss.span
        for loss in told
        if loss.kind in {LossKind.NESTED, LossKind.CROSS_SENTENCE, LossKind.UNALIGNED}
    }
    joined = {loss.span for loss in told if loss.kind is LossKind.DISCONTINUOUS}
    attributes = {(loss.span, loss.item) for loss in told if loss.kind is LossKind.ATTRIBUTES}
    links = {loss.item for loss in told if loss.kind in {LossKind.LINKS, LossKind.CROSS_SENTENCE}}
    referents = {loss.item for loss in told if loss.kind is LossKind.REFERENTS}
    fields = {loss.item for loss in told if loss.kind is LossKind.FIELDS}
    spans = tuple(_kept_spans(record, gone, joined, attributes, referents))
    here = {span.id for span in spans}
    return replace(
        record,
        article=replace(
            record.article,
            metadata={
                name: value for name, value in record.article.metadata.items() if name not in fields
            },
        ),
        spans=spans,
        links=tuple(
            link
            for link in record.links
            if link.id not in links and link.source in here and (link.target or "") in here
        ),
        referents=tuple(each for each in record.referents if each.id not in referents),
        labels={
            name: value
            for name, value in record.labels.items()
            if f"{_ANSWERS}{name}" not in fields
        },
    )


def _kept_spans(
    record: Record,
    gone: set[str | None],
    joined: set[str | None],
    attributes: set[tuple[str | None, str | None]],
    referents: set[str | None],
) -> Iterator[RecordSpan]:
    for span in record.spans:
        if span.id in gone:
            continue
        pieces = (Fragment(span.start, span.end),) if span.id in joined else span.fragments
        yield replace(
            span,
            fragments=pieces,
            referent=None if span.referent in referents else span.referent,
            attributes={
                name: value
                for name, value in span.attributes.items()
                if (span.id, name) not in attributes
            },
        )


def as_text(value: AttributeValue) -> str:
    """An answer in formats that know only texts."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
