"""DyGIE++ and SciERC: sentences of tokens, with spans, relations and chains by token numbers.

Numbers count through the whole article, both ends included. A span has one label, two spans have
one relation, and neither may leave its sentence. Keys that begin with "_" are passed over, if they
have an entry for each sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from db.formats.faults import Object
from db.formats.foreign import (
    ForeignLayer,
    ForeignLink,
    ForeignRead,
    ForeignReferent,
)
from db.formats.json_lines import objects
from db.formats.jsonl import line as json_line
from db.formats.losses import Ledger, LossKind, Written, name_of
from db.formats.marks import Account, Mark, refused, tied
from db.formats.record import Record, RecordSpan
from db.formats.token_rows import TokenRow, UnusableTokens, inclusive, row_of, words_of
from db.formats.tokens import Tokens, tokens_of
from db.text.decoding import Unreadable

SUFFIXES = (".jsonl", ".json")
DATASET = "demarche"

_Bounds = tuple[int, int]
_CHAIN = "cluster"


def write(record: Record, *, dataset: str = DATASET) -> Written:
    """One line. Links become relations, and referents with several mentions become clusters."""
    ledger = Ledger(record)
    ledger.lose_gaps()
    ledger.lose_attributes()
    ledger.lose_fields()
    body = record.article.body
    tokens = tokens_of(body)
    spans = _fitting(record.spans, tokens, ledger)
    clusters = _clusters(record, spans, ledger)
    names = {referent.id: referent.name for referent in record.referents}
    kept = {span.id: span for span in record.spans if span.id in spans}
    by_sentence: list[list[RecordSpan]] = [[] for _ in tokens.sentences]
    for span in kept.values():
        by_sentence[tokens.sentence_of(spans[span.id][0])].append(span)
    words = words_of(body, tokens)
    data = {
        "doc_key": name_of(record),
        "dataset": dataset,
        "sentences": [words[first:last] for first, last in tokens.sentences],
        "ner": [[[*spans[span.id], span.label] for span in part] for part in by_sentence],
        "relations": _relations(record, spans, tokens, ledger),
        "clusters": [[list(spans[each]) for each in mentions] for mentions in clusters.values()],
        "_text": _pieces(body, tokens),
        "_offsets": [
            [[token.start, token.end] for token in tokens.items[first:last]]
            for first, last in tokens.sentences
        ],
        "_ids": [[span.id for span in part] for part in by_sentence],
        "_referents": [
            [
                names.get(span.referent or "", "") if span.referent in clusters else None
                for span in part
            ]
            for part in by_sentence
        ],
    }
    return Written(data=json_line(data), losses=ledger.losses)


def _fitting(spans: tuple[RecordSpan, ...], tokens: Tokens, ledger: Ledger) -> dict[str, _Bounds]:
    """First and last token of each span that can be written; of the same words, the first one."""
    found: dict[str, _Bounds] = {}
    taken: set[_Bounds] = set()
    for span in spans:
        bounds = inclusive(tokens, span.start, span.end)
        if bounds is None:
            ledger.lose(LossKind.UNALIGNED, span.id)
        elif tokens.sentence_of(bounds[0]) != tokens.sentence_of(bounds[1]):
            ledger.lose(LossKind.CROSS_SENTENCE, span.id)
        elif bounds in taken:
            ledger.lose(LossKind.NESTED, span.id)
        else:
            taken.add(bounds)
            found[span.id] = bounds
    return found


def _clusters(
    record: Record, spans: dict[str, _Bounds], ledger: Ledger
) -> dict[str | None, list[str]]:
    mentions: dict[str | None, list[str]] = {}
    for span in record.spans:
        if span.referent is not None and span.id in spans:
            mentions.setdefault(span.referent, []).append(span.id)
    several = {each: ids for each, ids in mentions.items() if len(ids) > 1}
    known = {referent.id for referent in record.referents}
    for span in record.spans:
        if span.referent is not None and span.referent not in {*known, *several}:
            ledger.lose(LossKind.REFERENTS, span.id, span.referent)
    for referent in record.referents:
        if referent.id in several:
            for name in referent.attributes:
                ledger.lose(LossKind.ATTRIBUTES, item=f"{referent.id}.{name}")
        else:
            ledger.lose(LossKind.REFERENTS, item=referent.id)
    return several


def _relations(
    record: Record, spans: dict[str, _Bounds], tokens: Tokens, ledger: Ledger
) -> list[list[list[object]]]:
    found: list[list[list[object]]] = [[] for _ in tokens.sentences]
    pairs: set[tuple[str, str]] = set()
    for link in record.links:
        if link.target is None:
            ledger.lose(LossKind.LINKS, link.source, link.id)
            continue
        if link.source not in spans or link.target not in spans:
            continue
        source, target = spans[link.source], spans[link.target]
        sentence = tokens.sentence_of(source[0])
        if tokens.sentence_of(target[0]) != sentence:
            ledger.lose(LossKind.CROSS_SENTENCE, item=link.id)
        elif (link.source, link.target) in pairs:
            ledger.lose(LossKind.LINKS, link.source, link.id)
        else:
            pairs.add((link.source, link.target))
            found[sentence].append([*source, *target, link.role])
    return found


def _pieces(body: str, tokens: Tokens) -> list[str]:
    """The body in as many pieces as there are sentences, white space and all."""
    starts = [tokens.items[first].start for first, _ in tokens.sentences]
    edges = [0, *starts[1:], len(body)]
    return [body[start:end] for start, end in pairwise(edges)]


def read(stream: BinaryIO, *, path: str, annotator: str | None = None) -> Iterator[ForeignRead]:
    """Each object of a file as an article with one layer; events are left out with a note."""
    for number, data in objects(stream):
        if isinstance(data, str):
            yield refused(path, data, number)
        else:
            yield _read(data, Account(path, number), annotator)


def _read(data: Object, account: Account, annotator: str | None) -> ForeignRead:
    try:
        row = _row(data)
    except (UnusableTokens, Unreadable) as error:
        return refused(account.path, str(error), account.line)
    if any(_flat(data.get("events"))):
        account.note("its events were left out")
    marks, names = _marks(data, row, account)
    at = {mark.pieces[0]: mark.id for mark in marks}
    links = list(_links(data, row, at, account))
    spans = row.placed(marks, account)
    taken = {span.id for span in spans}
    layer = ForeignLayer(
        annotator=annotator,
        spans=spans,
        links=tied(links, spans, account),
        referents=tuple(
            _chains(data, row, {key: at[key] for key in at if at[key] in taken}, names)
        ),
    )
    return account.read(row.article(data.get("doc_key"), None, layer))


def _row(data: Object) -> TokenRow:
    sentences = data.get("sentences")
    if not isinstance(sentences, list) or not all(isinstance(each, list) for each in sentences):
        raise UnusableTokens('"sentences" must be a list of lists of tokens')
    pieces = data.get("_text")
    words = [word for sentence in sentences for word in sentence]
    if not isinstance(pieces, list) or not all(isinstance(each, str) for each in pieces):
        return row_of(words, None, None)
    return row_of(words, "".join(pieces), _flat(data.get("_offsets")))


def _flat(value: object) -> list[object]:
    """The entries of all sentences one after the other."""
    parts = value if isinstance(value, list) else []
    return [entry for part in parts if isinstance(part, list) for entry in part]


def _marks(data: Object, row: TokenRow, account: Account) -> tuple[list[Mark], dict[str, str]]:
    """The spans, and what those of them are called whose referents have names."""
    ids, referents = _flat(data.get("_ids")), _flat(data.get("_referents"))
    found: dict[str, Mark] = {}
    names: dict[str, str] = {}
    for number, entry in enumerate(_flat(data.get("ner"))):
        given = ids[number] if number < len(ids) else None
        identifier = given if isinstance(given, str) and given not in found else f"s{number + 1}"
        match entry:
            case [int(first), int(last), str(label)] if label and identifier not in found:
                mark = row.mark((first, last), label, identifier, account)
                if mark is not None:
                    found[identifier] = mark
                name = referents[number] if number < len(referents) else None
                if isinstance(name, str):
                    names[identifier] = name
            case _:
                account.problem(f"span {number + 1} has no first token, last token and label")
    return list(found.values()), names


def _place(row: TokenRow, first: object, last: object) -> tuple[int, int] | None:
    if type(first) is not int or type(last) is not int:
        return None
    if not 0 <= first <= last < len(row.places):
        return None
    return row.places[first][0], row.places[last][1]


def _links(
    data: Object, row: TokenRow, at: dict[tuple[int, int], str], account: Account
) -> Iterator[ForeignLink]:
    for number, entry in enumerate(_flat(data.get("relations")), start=1):
        match entry:
            case [first, last, other_first, other_last, str(role)]:
                source = at.get(_place(row, first, last) or (0, 0))
                target = at.get(_place(row, other_first, other_last) or (0, 0))
                if source is not None and target is not None:
                    yield ForeignLink(id=f"r{number}", role=role, source=source, target=target)
                    continue
            case _:
                pass
        account.problem(f"relation {number} names no two spans and a label")


def _chains(
    data: Object, row: TokenRow, at: dict[tuple[int, int], str], names: dict[str, str]
) -> Iterator[ForeignReferent]:
    clusters = data.get("clusters")
    for number, cluster in enumerate(clusters if isinstance(clusters, list) else [], start=1):
        mentions = []
        for entry in cluster if isinstance(cluster, list) else []:
            match entry:
                case [first, last]:
                    found = at.get(_place(row, first, last) or (0, 0))
                    mentions += [found] if found is not None and found not in mentions else []
                case _:
                    pass
        if mentions:
            name = names.get(mentions[0], "")
            yield ForeignReferent(id=f"c{number}", mentions=tuple(mentions), name=name, kind=_CHAIN)
