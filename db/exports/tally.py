"""Summing what a format could not express: how often, of what, and where for example."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from db.formats.losses import Loss, LossKind, name_of
from db.formats.record import Record, RecordReferent
from db.model import Fragment

PLACES_SHOWN = 5
_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class LossCount:
    """How often one kind of thing was lost.

    `what` is the label, role, answer or field that it was about, "" for the text itself. `where`
    are the first places in words.
    """

    kind: LossKind
    what: str
    number: int
    articles: int
    where: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sum:
    number: int = 0
    articles: int = 0
    last_article: str | None = None
    where: list[str] = field(default_factory=list)


class Tally:
    """Adds up losses by kind and by what they are about."""

    def __init__(self) -> None:
        self._sums: dict[tuple[LossKind, str], _Sum] = {}

    def add(self, record: Record, losses: Iterable[Loss]) -> None:
        """Note the losses of one layer; those of an article come together."""
        found: Lookup | None = None
        article = name_of(record)
        for loss in losses:
            found = found or Lookup(record)
            entry = self._sums.setdefault((loss.kind, found.what(loss)), _Sum())
            entry.number += 1
            if entry.last_article != article:
                entry.last_article = article
                entry.articles += 1
            if len(entry.where) < PLACES_SHOWN and (where := found.where(loss)) not in entry.where:
                entry.where.append(where)

    @property
    def counts(self) -> tuple[LossCount, ...]:
        """By kind, then the most frequent first."""
        kinds = list(LossKind)
        return tuple(
            _count(kind, what, entry)
            for (kind, what), entry in sorted(
                self._sums.items(),
                key=lambda each: (kinds.index(each[0][0]), -each[1].number, each[0][1]),
            )
        )


def _count(kind: LossKind, what: str, entry: _Sum) -> LossCount:
    return LossCount(
        kind=kind,
        what=what,
        number=entry.number,
        articles=entry.articles,
        where=tuple(entry.where),
    )


class Lookup:
    """What the ids in the losses of a layer mean."""

    def __init__(self, record: Record) -> None:
        self._article = record.article
        self._spans = {span.id: span for span in record.spans}
        self._links = {link.id: link for link in record.links}
        self._referents = {each.id: each for each in record.referents}

    def what(self, loss: Loss) -> str:
        """The label, role, answer or field that a loss is about."""
        item = loss.item or ""
        span = self._spans.get(loss.span or "")
        label = span.label if span else ""
        link = self._links.get(item)
        if loss.kind in {LossKind.LINKS, LossKind.CROSS_SENTENCE} and link is not None:
            return link.role
        if loss.kind is LossKind.REFERENTS:
            return self._referents[item].label if item in self._referents else label
        owner = self._owner(loss)
        if owner is not None:
            return f"{owner.label} {item.removeprefix(f'{owner.id}.')}"
        return " ".join(part for part in (label, item) if part)

    def where(self, loss: Loss) -> str:
        """The article's title, and the words that are meant."""
        shown = self.words(loss)[:_SHOWN_CHARACTERS]
        return f"{self._article.title}: “{shown}”" if shown else self._article.title

    def words(self, loss: Loss) -> str:
        """The words that are meant on one line, or the referent's name; "" where there are none."""
        span = self._spans.get(loss.span or "")
        words = self._article.body[span.start : span.end] if span else ""
        if not words:
            referent = self._referents.get(loss.item or "") or self._owner(loss)
            words = referent.name if referent else ""
        return " ".join(words.split())

    def place(self, loss: Loss) -> Fragment | None:
        """From where to where what is meant stands in the text, in code points, or None.

        Of a referent that is its first mention.
        """
        span = self._spans.get(loss.span or "")
        if span is None:
            owner = self._referents.get(loss.item or "") or self._owner(loss)
            mentions = (
                each for each in self._spans.values() if owner and each.referent == owner.id
            )
            span = next(mentions, None)
        return None if span is None else Fragment(span.start, span.end)

    def _owner(self, loss: Loss) -> RecordReferent | None:
        """The referent of an answer, which is called by the referent's id, a dot and its name."""
        if loss.kind is not LossKind.ATTRIBUTES or loss.span is not None:
            return None
        item = loss.item or ""
        return next(
            (each for each in self._referents.values() if item.startswith(f"{each.id}.")), None
        )
