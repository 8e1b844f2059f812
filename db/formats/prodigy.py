"""Prodigy's JSONL: spans and relations over tokens, one line for each annotator's answer.

Offsets count code points. `token_end` is the last token of a span, not the one after it, and a
relation names the last token of each of its ends. Prodigy keeps keys that it does not know, so
attributes and referents travel in the spans.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from db.formats.faults import Object
from db.formats.foreign import (
    ForeignArticle,
    ForeignLayer,
    ForeignLink,
    ForeignRead,
)
from db.formats.json_lines import dicts, objects, plain, plain_values, whole_number
from db.formats.jsonl import line as json_line
from db.formats.losses import Ledger, LossKind, Written, name_of
from db.formats.marks import (
    REFERENT,
    REFERENT_NAME,
    Account,
    Mark,
    placed,
    refused,
    tied,
    with_referents,
)
from db.formats.offsets import RawText
from db.formats.record import Record, RecordSpan
from db.formats.tokens import Tokens, tokens_of
from db.model import AnnotatorKind, Fragment
from db.text.decoding import Unreadable
from db.text.titles import title_of

SUFFIXES = (".jsonl", ".json")

_SPAN_KEYS = frozenset({
    "start", "end", "label", "id", "token_start", "token_end", "text", "attributes", "type",
})  # fmt: skip
_ANNOTATOR_KEYS = ("_annotator_id", "_session_id")
_UNLABELLED = "TOKEN"


def read(stream: BinaryIO, *, path: str, annotator: str | None = None) -> Iterator[ForeignRead]:
    """Each answer of a file as an article with one layer; rejected and ignored ones without it.

    `annotator` is whose work it is where the lines do not say.
    """
    for number, data in objects(stream):
        if isinstance(data, str):
            yield refused(path, data, number)
        else:
            yield _read(data, Account(path, number), annotator)


def _read(data: Object, account: Account, annotator: str | None) -> ForeignRead:
    raw = data.get("text")
    if not isinstance(raw, str):
        return refused(account.path, 'there is no "text"', account.line)
    try:
        text = RawText(raw)
    except Unreadable as error:
        return refused(account.path, f'"text" can\'t be used: {error}', account.line)
    meta = data.get("meta")
    metadata = plain_values(meta) if isinstance(meta, dict) else {}
    name = data.get("id", metadata.pop("id", None))
    title = data.get("title", metadata.pop("title", None))
    answer = data.get("answer", "accept")
    layers: tuple[ForeignLayer, ...] = ()
    if answer == "accept":
        said = next((data[key] for key in _ANNOTATOR_KEYS if isinstance(data.get(key), str)), None)
        layers = (_layer(text, data, account, str(said) if said else annotator),)
    else:
        account.note(f'its answer is "{answer}", so its annotation was left out')
    article = ForeignArticle(
        name="" if name is None else str(name),
        text=text.body,
        title=title if isinstance(title, str) and title else title_of(text.body, fallback=""),
        metadata=metadata,
        layers=layers,
    )
    return account.read(article)


def _layer(text: RawText, data: Object, account: Account, annotator: str | None) -> ForeignLayer:
    marks = list(_marks(data, account))
    ends = _Ends(data, marks)
    links = list(_links(data, ends, account))
    spans = placed(text, [*marks, *ends.added], account)
    plain_spans, referents = with_referents(spans)
    answers = {} if "accept" not in data else {"accept": plain(data["accept"]) or ""}
    return ForeignLayer(
        annotator=annotator,
        spans=plain_spans,
        links=tied(links, spans, account),
        referents=referents,
        answers=answers,
    )


def _marks(data: Object, account: Account) -> Iterator[Mark]:
    taken: set[str] = set()
    for counter, span in enumerate(dicts(data.get("spans")), start=1):
        words = f"span {counter}"
        start, end = whole_number(span.get("start")), whole_number(span.get("end"))
        if start is None or end is None:
            account.problem(f"{words} has no start and end")
            continue
        identifier = span.get("id")
        name = str(identifier) if isinstance(identifier, str | int) else f"s{counter}"
        if name in taken:
            name = f"{name}#{counter}"
        taken.add(name)
        attributes = span.get("attributes")
        quote = span.get("text")
        yield Mark(
            id=name,
            label=str(span.get("label") or _UNLABELLED),
            pieces=((start, end),),
            words=words,
            quote=quote if isinstance(quote, str) else None,
            attributes=plain_values(span, but=_SPAN_KEYS)
            | (plain_values(attributes) if isinstance(attributes, dict) else {}),
        )


class _Ends:
    """Finds the span at the end of a relation; a bare token becomes a span of its own."""

    def __init__(self, data: Object, marks: list[Mark]) -> None:
        self.added: list[Mark] = []
        self._by_place = {(mark.pieces[0], mark.label): mark.id for mark in marks}
        self._ids = {mark.id for mark in marks}
        self._by_token: dict[int, str] = {}
        for span, mark in zip(dicts(data.get("spans")), marks, strict=False):
            token = whole_number(span.get("token_end"))
            if token is not None:
                self._by_token.setdefault(token, mark.id)
        self._tokens = dicts(data.get("tokens"))

    def find(self, relation: Object, key: str) -> str | None:
        """The id of the span at one end, `head` or `child`."""
        span = relation.get(f"{key}_span")
        token = whole_number(relation.get(key))
        if isinstance(span, dict):
            if isinstance(span.get("id"), str) and span["id"] in self._ids:
                return str(span["id"])
            start, end = whole_number(span.get("start")), whole_number(span.get("end"))
            if start is not None and end is not None:
                return self._at((start, end), str(span.get("label") or _UNLABELLED))
        if token is not None and token in self._by_token:
            return self._by_token[token]
        if token is not None and 0 <= token < len(self._tokens):
            bare = self._tokens[token]
            start, end = whole_number(bare.get("start")), whole_number(bare.get("end"))
            if start is not None and end is not None:
                return self._at((start, end), _UNLABELLED)
        return None

    def _at(self, place: tuple[int, int], label: str) -> str:
        known = self._by_place.get((place, label))
        if known is None:
            known = f"t{place[0]}-{place[1]}-{label}"
            self._by_place[place, label] = known
            self.added.append(
                Mark(
                    id=known, label=label, pieces=(place,), words=f"the end of a relation, {label}"
                )
            )
        return known


def _links(data: Object, ends: _Ends, account: Account) -> Iterator[ForeignLink]:
    for counter, relation in enumerate(dicts(data.get("relations")), start=1):
        source, target = ends.find(relation, "head"), ends.find(relation, "child")
        if source is None or target is None:
            account.problem(f"relation {counter} names no span or token at one of its ends")
            continue
        yield ForeignLink(
            id=f"r{counter}", role=str(relation.get("label") or ""), source=source, target=target
        )


def write(record: Record) -> Written:
    """One line. Spans that do not end between tokens are told of, but keep their offsets."""
    ledger = Ledger(record)
    ledger.lose_gaps()
    ledger.lose_links(only_absent=True)
    ledger.lose_referents(names_are_kept=True)
    ledger.lose_fields(record.article.metadata.keys() - {"id", "title"})
    tokens = tokens_of(record.article.body)
    spans = {span.id: _span(record, span, tokens, ledger) for span in record.spans}
    data: dict[str, object] = {
        "text": record.article.body,
        "meta": {**record.article.metadata, "id": name_of(record), "title": record.article.title},
        "tokens": [
            {
                "text": record.article.body[token.start : token.end],
                "start": token.start,
                "end": token.end,
                "id": number,
                "ws": record.article.body[token.end : token.end + 1].isspace(),
            }
            for number, token in enumerate(tokens.items)
        ],
        "spans": list(spans.values()),
        "relations": [
            {
                "head": spans[link.source]["token_end"],
                "child": spans[link.target]["token_end"],
                "label": link.role,
                "head_span": _end(spans[link.source]),
                "child_span": _end(spans[link.target]),
            }
            for link in record.links
            if link.target is not None
        ],
        "answer": "accept",
    }
    layer = record.layer
    if layer is not None and layer.annotator and layer.kind is not AnnotatorKind.GOLD:
        data["_annotator_id"] = layer.annotator
    return Written(data=json_line(data), losses=ledger.losses)


def _span(record: Record, span: RecordSpan, tokens: Tokens, ledger: Ledger) -> dict[str, object]:
    whole = Fragment(span.start, span.end)
    if not tokens.is_aligned(whole):
        ledger.lose(LossKind.UNALIGNED, span.id)
    first, last = tokens.covering(whole)
    data: dict[str, object] = {
        "start": span.start,
        "end": span.end,
        "token_start": first,
        "token_end": last - 1,
        "label": span.label,
        "id": span.id,
        # Without it, nobody could tell for certain what the offsets count.
        "text": record.article.body[span.start : span.end],
    }
    if span.attributes:
        data["attributes"] = span.attributes
    if span.referent is not None:
        names = {referent.id: referent.name for referent in record.referents}
        data[REFERENT] = span.referent
        data[REFERENT_NAME] = names.get(span.referent, "")
    return data


def _end(span: dict[str, object]) -> dict[str, object]:
    keys = ("start", "end", "token_start", "token_end", "label", "id")
    return {key: span[key] for key in keys}
