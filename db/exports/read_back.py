"""Comparing what a file says with what it was meant to say, for formats of other tools.

What a layer says is taken without the ids that a format gives anew: spans by their label, place,
answers and the name of their referent, links by the spans at their ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from db.errors import UserFault
from db.formats.foreign import (
    ForeignArticle,
    ForeignLayer,
    ForeignLink,
    ForeignReferent,
    ForeignSpan,
)
from db.formats.losses import Loss, LossKind, as_text, kept, name_of
from db.formats.record import Record
from db.model import Attributes, Fragment

_SHOWN_CHARACTERS = 60


class NotReadBack(UserFault):
    """What was written does not say what the project says; nothing has changed."""

    def __init__(self, title: str, reason: str) -> None:
        where = f"In “{title}”" if title else "In the file"
        super().__init__(
            f"What was written does not say what the project says. {where}: {reason}. Nothing was "
            "exported, and files that were there are as they were. Please try again, and tell the "
            "developers if it happens again."
        )
        self.title = title
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a format promises to give back, besides what `db.formats.losses.kept` says.

    `spelled` is how labels and roles are written. A format that `rebuilds_text` may give other
    white space, which it tells as a loss of the text. One that `keeps_places` writes spans that it
    tells as unaligned. `once` names the labels of which a format that speaks in words, not in
    places, says the same words once; None for formats with places.
    """

    spelled: Callable[[str], str] = str
    rebuilds_text: bool = False
    keeps_places: bool = False
    once: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one layer says."""

    spans: Counter[tuple[object, ...]]
    links: Counter[tuple[object, ...]]

    def __bool__(self) -> bool:
        return bool(self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What an article of a file must say: its text, or None where that is told as changed.

    `kept` are the records as they should be found.
    """

    text: str | None
    body: str
    layers: tuple[Said, ...] = ()
    kept: tuple[Record, ...] = ()


def expected(
    records: Sequence[Record], losses: Sequence[Sequence[Loss]], claims: Claims
) -> Expected:
    """What must be found of the layers of one article, with what each of them loses."""
    body = records[0].article.body
    is_changed = any(
        loss.kind is LossKind.TEXT and loss.span is None and loss.item is None
        for told in losses
        for loss in told
    )
    place = _place_by(body, claims, is_changed=is_changed)
    rest = tuple(
        kept(record, _counting(told, claims)) for record, told in zip(records, losses, strict=True)
    )
    return Expected(
        text=None if is_changed else body,
        body=body,
        layers=tuple(_said_by(each, place, claims) for each in rest),
        kept=rest,
    )


def _counting(losses: Iterable[Loss], claims: Claims) -> tuple[Loss, ...]:
    return tuple(
        loss for loss in losses if not (claims.keeps_places and loss.kind is LossKind.UNALIGNED)
    )


def found(article: ForeignArticle, expectation: Expected, claims: Claims) -> tuple[Said, ...]:
    """What the layers of an article say."""
    place = _place_by(article.text, claims, is_changed=expectation.text is None)
    return tuple(_found(layer, place, claims) for layer in article.layers)


def digest_of(text: str | None, layers: Iterable[Said]) -> int:
    """A number for what an article says; layers that say nothing do not count."""
    sums = sorted(
        repr((sorted(map(repr, each.spans.items())), sorted(map(repr, each.links.items()))))
        for each in layers
        if each
    )
    return int.from_bytes(blake2b(repr((text, sums)).encode(), digest_size=8).digest(), "big")


def difference(expectation: Expected, article: ForeignArticle, claims: Claims) -> str:
    """The first thing in words that is not as it should be."""
    if expectation.text is not None and article.text != expectation.text:
        return "the text is another one"
    meant = [each for each in expectation.layers if each]
    there = [each for each in found(article, expectation, claims) if each]
    missing, added = _apart((each.spans for each in meant), (each.spans for each in there))
    if missing:
        return f"the span {_span_words(missing, expectation.body)} is not there as it was marked"
    if added:
        return f"there is a span {_span_words(added, article.text)} that nobody marked so"
    lost, more = _apart((each.links for each in meant), (each.links for each in there))
    link = lost or more
    if link:
        words = "is not there" if lost else "is there, but nobody made it"
        return f"the link “{link[0]}” of {_span_words(_ends(link)[0], expectation.body)} {words}"
    return "what one annotator said is mixed with what another did"


def _ends(link: tuple[object, ...]) -> tuple[tuple[object, ...], ...]:
    return tuple(each for each in link[1:] if isinstance(each, tuple))


def _apart(
    meant: Iterable[Counter[tuple[object, ...]]], there: Iterable[Counter[tuple[object, ...]]]
) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """One thing that is missing and one that is too much; empty where there is none."""
    first: Counter[tuple[object, ...]] = sum(meant, Counter())
    second: Counter[tuple[object, ...]] = sum(there, Counter())
    return next(iter(first - second), ()), next(iter(second - first), ())


def _span_words(key: tuple[object, ...], text: str) -> str:
    label, place = key[0], key[1]
    words = place if isinstance(place, str) else ""
    if isinstance(place, tuple) and all(isinstance(each, Fragment) for each in place):
        words = text[place[0].start : place[-1].end]
    elif isinstance(place, tuple):
        words = "".join(text.split())[place[0][0] : place[-1][1]]
    shown = words[:_SHOWN_CHARACTERS]
    return f"“{shown}” ({label})" if shown else f"({label})"


_Place = Callable[[tuple[Fragment, ...]], object]


def _place_by(text: str, claims: Claims, *, is_changed: bool) -> _Place:
    """How a format says where a span is: by fragments, visible characters, or only words."""
    if claims.once is not None:
        return lambda pieces: text[pieces[0].start : pieces[-1].end]
    if is_changed and claims.rebuilds_text:

        def visible(position: int) -> int:
            return len("".join(text[:position].split()))

        return lambda pieces: tuple((visible(each.start), visible(each.end)) for each in pieces)
    return lambda pieces: pieces


def _said_by(record: Record, place: _Place, claims: Claims) -> Said:
    names = {referent.id: referent.name for referent in record.referents}
    keys = {
        span.id: (
            claims.spelled(span.label),
            place(span.fragments),
            _texts(span.attributes),
            None
            if span.referent is None or claims.once is not None
            else _name(names.get(span.referent, "")),
        )
        for span in record.spans
    }
    links = [
        (claims.spelled(link.role), keys[link.source], keys[link.target or ""])
        for link in record.links
    ]
    return _counted(keys, links, claims)


def _found(layer: ForeignLayer, place: _Place, claims: Claims) -> Said:
    names = {
        each: _name(referent.name) for referent in layer.referents for each in referent.mentions
    }
    keys = {
        span.id: (
            span.label,
            place(span.fragments),
            _texts(span.attributes),
            None if claims.once is not None else names.get(span.id),
        )
        for span in layer.spans
    }
    links = [(link.role, keys[link.source], keys[link.target]) for link in layer.links]
    return _counted(keys, links, claims)


def as_foreign(record: Record) -> ForeignArticle:
    """A record of ours as if another tool had written it; links to nothing are left out."""
    names = {referent.id: referent.name for referent in record.referents}
    mentions: dict[str, list[str]] = {}
    for span in record.spans:
        if span.referent is not None:
            mentions.setdefault(span.referent, []).append(span.id)
    layer = ForeignLayer(
        spans=tuple(
            ForeignSpan(
                id=span.id, label=span.label, fragments=span.fragments, attributes=span.attributes
            )
            for span in record.spans
        ),
        links=tuple(
            ForeignLink(id=link.id, role=link.role, source=link.source, target=link.target)
            for link in record.links
            if link.target is not None
        ),
        referents=tuple(
            ForeignReferent(id=each, mentions=tuple(spans), name=names.get(each, ""))
            for each, spans in mentions.items()
        ),
    )
    return ForeignArticle(
        name=name_of(record), text=record.article.body, title=record.article.title, layers=(layer,)
    )


def _counted(
    keys: Mapping[str, tuple[object, ...]], links: Sequence[tuple[object, ...]], claims: Claims
) -> Said:
    spans = Counter(keys.values())
    if claims.once is not None:
        spans = Counter({key: 1 if key[0] in claims.once else spans[key] for key in spans})
    return Said(spans=spans, links=Counter(links))


def _texts(attributes: Attributes) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, as_text(value)) for name, value in attributes.items()))


def _name(name: str) -> str:
    """A referent's name; some formats keep no white space in it, and tell of that."""
    return " ".join(name.split())
