"""SpaCy's DocBin: documents with overlapping spans in the group "sc", which spancat trains on.

The words of a document are our tokens, with tokens of white space where more than one space stands
between them, so that its text is the body again. What a span has no place for travels in the
document's user data, under "demarche".
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, Protocol

from db.errors import UserFault
from db.formats.extras import library
from db.formats.faults import Object
from db.formats.foreign import (
    ForeignArticle,
    ForeignLayer,
    ForeignLink,
    ForeignRead,
)
from db.formats.json_lines import plain_values
from db.formats.losses import Ledger, Loss, LossKind, name_of
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
from db.formats.offsets import Counting, OffsetUnit, RawText
from db.formats.record import Record
from db.formats.token_rows import inclusive
from db.formats.tokens import Tokens, tokens_of
from db.formats.whole import MAX_BYTES, TooLarge, whole
from db.model import AnnotatorKind, AttributeValue
from db.text.decoding import Unreadable
from db.text.titles import title_of

SUFFIXES = (".spacy",)
EXTRA = "spacy"
SPAN_GROUP = "sc"
USER_DATA = "demarche"

_TITLE = "The format of spaCy"
_PIECE_BYTES = 2**20
# What spaCy says of bytes that are no DocBin, or not a whole one.
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


class _Span(Protocol):
    label_: str
    id_: str
    kb_id_: str
    start_char: int
    end_char: int


class _Doc(Protocol):
    text: str
    spans: dict[str, Iterable[_Span]]
    ents: tuple[_Span, ...]
    user_data: dict[str, object]


class _DocBin(Protocol):
    def __len__(self) -> int: ...
    def add(self, doc: _Doc) -> None: ...
    def to_bytes(self) -> bytes: ...
    def get_docs(self, vocab: object) -> Iterator[_Doc]: ...


class DocBinWriter:
    """Collects documents; spaCy holds all of a file in memory, so large exports take several.

    Raises MissingLibrary where spaCy is not installed.
    """

    def __init__(self) -> None:
        self._tokens = library("spacy.tokens", title=_TITLE, extra=EXTRA)
        self._vocab = library("spacy", title=_TITLE, extra=EXTRA).Vocab()
        self._bin = self._new_bin()

    def __len__(self) -> int:
        return len(self._bin)

    def add(self, record: Record) -> tuple[Loss, ...]:
        """Add a record as one document, and tell what it can't hold."""
        ledger = Ledger(record)
        ledger.lose_gaps()
        ledger.lose_links(only_absent=True)
        ledger.lose_referents(names_are_kept=True)
        body = record.article.body
        tokens = tokens_of(body)
        words, spaces, places = _words(body, tokens)
        doc = self._tokens.Doc(self._vocab, words=words, spaces=spaces)
        spans = []
        for span in record.spans:
            bounds = inclusive(tokens, span.start, span.end)
            if bounds is None:
                ledger.lose(LossKind.UNALIGNED, span.id)
                continue
            spans.append(
                self._tokens.Span(
                    doc,
                    places[bounds[0]],
                    places[bounds[1]] + 1,
                    label=span.label,
                    span_id=span.id,
                    kb_id=span.referent or "",
                )
            )
        doc.spans[SPAN_GROUP] = spans
        doc.user_data[USER_DATA] = _user_data(record, {span.id_ for span in spans})
        self._bin.add(doc)
        return ledger.losses

    def take(self) -> bytes:
        """The bytes of a file with all that was added since the last one."""
        data = self._bin.to_bytes()
        self._bin = self._new_bin()
        return data

    def _new_bin(self) -> _DocBin:
        found: _DocBin = self._tokens.DocBin(attrs=[], store_user_data=True)
        return found


def _words(body: str, tokens: Tokens) -> tuple[list[str], list[bool], list[int]]:
    """Words and whether a space follows each, which together are the body; our tokens' places."""
    words: list[str] = []
    spaces: list[bool] = []
    places: list[int] = []
    end = 0
    for token in tokens.items:
        _add_space(body[end : token.start], words, spaces)
        places.append(len(words))
        words.append(body[token.start : token.end])
        spaces.append(False)
        end = token.end
    _add_space(body[end:], words, spaces)
    return words, spaces, places


def _add_space(between: str, words: list[str], spaces: list[bool]) -> None:
    if between.startswith(" ") and words:
        spaces[-1] = True
        between = between[1:]
    if between:
        words.append(between)
        spaces.append(False)


def _user_data(record: Record, kept: set[str]) -> dict[str, object]:
    mentioned = {span.referent for span in record.spans}
    data: dict[str, object] = {
        "id": name_of(record),
        "title": record.article.title,
        "meta": dict(record.article.metadata),
        "answers": dict(record.labels),
        "attributes": {span.id: dict(span.attributes) for span in record.spans if span.attributes},
        "referents": {each.id: each.name for each in record.referents if each.id in mentioned},
        "links": [
            [link.role, link.source, link.target]
            for link in record.links
            if link.source in kept and link.target in kept
        ],
    }
    layer = record.layer
    if layer is not None:
        data["kind"] = layer.kind.value
        data["annotator"] = layer.annotator
    return data


def read(stream: BinaryIO, *, path: str, annotator: str | None = None) -> Iterator[ForeignRead]:
    """Each document of a file as an article with one layer, from all its groups of spans.

    A document without groups has its entities as spans. Raises MissingLibrary where spaCy is not
    installed.
    """
    tokens = library("spacy.tokens", title=_TITLE, extra=EXTRA)
    vocab = library("spacy", title=_TITLE, extra=EXTRA).Vocab()
    try:
        data = whole(stream)
        _check_size(data)
        # A damaged file may end between two documents.
        for doc in tokens.DocBin().from_bytes(data).get_docs(vocab):
            yield _read(doc, Account(path), annotator)
    except UserFault as error:
        yield refused(path, str(error))
    except (zlib.error, *_FAULTS) as error:
        yield refused(path, f"it is no whole file of spaCy: {error}")


def _check_size(data: bytes) -> None:
    """Raise TooLarge before spaCy takes apart what would not fit into memory."""
    unpacking = zlib.decompressobj()
    size = 0
    rest = data
    while rest and not unpacking.eof:
        size += len(unpacking.decompress(rest, _PIECE_BYTES))
        rest = unpacking.unconsumed_tail
        if size > MAX_BYTES:
            raise TooLarge(
                f"it has more than {MAX_BYTES / 1e6:,.0f} MB, which can't be read at once"
            )


def _read(doc: _Doc, account: Account, annotator: str | None) -> ForeignRead:
    try:
        text = RawText(doc.text)
    except Unreadable as error:
        return refused(account.path, str(error))
    said = doc.user_data.get(USER_DATA)
    ours = said if isinstance(said, dict) else {}
    counting = Counting(text, OffsetUnit.CODE_POINT, is_raw=True)
    spans = placed(text, list(_marks(doc, ours)), account, counting=counting)
    links = tied(_links(ours), spans, account)
    plain_spans, referents = with_referents(spans)
    name, title = ours.get("id"), ours.get("title")
    who = ours.get("annotator")
    layer = ForeignLayer(
        annotator=who if isinstance(who, str) else annotator,
        kind=next(
            (each for each in AnnotatorKind if each == ours.get("kind")), AnnotatorKind.HUMAN
        ),
        spans=plain_spans,
        links=links,
        referents=referents,
        answers=plain_values(_object(ours.get("answers"))),
    )
    return account.read(
        ForeignArticle(
            name=name if isinstance(name, str) else "",
            text=text.body,
            title=title if isinstance(title, str) and title else title_of(text.body, fallback=""),
            metadata=plain_values(_object(ours.get("meta"))),
            layers=(layer,),
        )
    )


def _marks(doc: _Doc, ours: Object) -> Iterator[Mark]:
    attributes, names = _object(ours.get("attributes")), _object(ours.get("referents"))
    groups: Mapping[str, Iterable[_Span]] = doc.spans or {"": doc.ents}
    taken: set[str] = set()
    for group, spans in groups.items():
        for span in spans:
            identifier = span.id_ if span.id_ and span.id_ not in taken else f"s{len(taken) + 1}"
            while identifier in taken:
                identifier += "'"
            taken.add(identifier)
            referent: dict[str, AttributeValue] = {}
            if span.kb_id_:
                name = str(names.get(span.kb_id_, ""))
                referent = {REFERENT: span.kb_id_, REFERENT_NAME: name}
            yield Mark(
                id=identifier,
                label=span.label_ or "SPAN",
                pieces=((span.start_char, span.end_char),),
                words=f'span "{identifier}"',
                attributes=dict(_answers(attributes.get(identifier))) | referent,
                kind="" if group == SPAN_GROUP else group,
            )


def _answers(value: object) -> Mapping[str, AttributeValue]:
    pairs = _object(value).items()
    return {name: each for name, each in pairs if isinstance(each, str | bool | int | float)}


def _links(ours: Object) -> Iterator[ForeignLink]:
    links = ours.get("links")
    for number, link in enumerate(links if isinstance(links, list | tuple) else (), start=1):
        match link:
            case [str(role), str(source), str(target)]:
                yield ForeignLink(id=f"r{number}", role=role, source=source, target=target)
            case _:
                pass


def _object(value: object) -> Object:
    return value if isinstance(value, dict) else {}
