"""GLiNER's training data: tokens, with spans by the numbers of their first and last tokens.

Its labels are words that its model reads, so ours are written as such, and each line says which
label is meant; a relation names its two spans by their places in the list. GLiNER passes over what
else a line holds. Its script for training takes a list, its data loader any objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from db.formats.faults import Object
from db.formats.foreign import ForeignLayer, ForeignLink, ForeignRead
from db.formats.json_lines import objects
from db.formats.jsonl import line as json_line
from db.formats.losses import Ledger, LossKind, Written, name_of
from db.formats.marks import Account, Mark, refused, tied
from db.formats.record import Record, RecordSpan
from db.formats.token_rows import TokenRow, UnusableTokens, inclusive, offsets_of, row_of, words_of
from db.formats.tokens import Tokens, tokens_of
from db.text.decoding import Unreadable

SUFFIXES = (".jsonl", ".json")
OPENING, BETWEEN, CLOSING = b"[\n", b",\n", b"\n]\n"
"""What stands before, between and behind the lines of a file that is one list."""

WIDEST_SPAN = 12
LONGEST_TEXT = 384
"""How many tokens of a span, and of a text, GLiNER looks at unless told otherwise."""


def write(
    record: Record, *, widest: int | None = WIDEST_SPAN, longest: int | None = LONGEST_TEXT
) -> Written:
    """One line with its line end. What GLiNER would pass over is told as a LIMIT, but written.

    That is a span of more than `widest` tokens, one that ends behind the first `longest` ones, and
    one with the same words as a later one.
    """
    ledger = Ledger(record)
    ledger.lose_gaps()
    ledger.lose_links(only_absent=True)
    ledger.lose_attributes()
    ledger.lose_referents()
    ledger.lose_fields()
    body = record.article.body
    tokens = tokens_of(body)
    spans = _aligned(record.spans, tokens, ledger)
    _tell_limits(spans, ledger, widest=widest, longest=longest)
    places = {span.id: number for number, (span, _) in enumerate(spans)}
    links = [
        link for link in record.links if link.source in places and (link.target or "") in places
    ]
    labels = as_words(span.label for span, _ in spans)
    roles = as_words(link.role for link in links)
    data = {
        "tokenized_text": words_of(body, tokens),
        "ner": [[*bounds, labels[span.label]] for span, bounds in spans],
        "relations": [
            [places[link.source], places[link.target or ""], roles[link.role]] for link in links
        ],
        "id": name_of(record),
        "title": record.article.title,
        "text": body,
        "offsets": offsets_of(tokens),
        "span_ids": [span.id for span, _ in spans],
        "labels": {words: label for label, words in labels.items()},
        "roles": {words: role for role, words in roles.items()},
    }
    return Written(data=json_line(data), losses=ledger.losses)


def as_words(names: Iterable[str]) -> dict[str, str]:
    """Labels or roles as words that a model can read, no two alike."""
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        words = " ".join(name.replace("_", " ").split()).lower() or name
        taken = found.values()
        found[name] = words if words not in taken else name
        while list(taken).count(found[name]) > 1:
            found[name] += "_"
    return found


def _aligned(
    spans: tuple[RecordSpan, ...], tokens: Tokens, ledger: Ledger
) -> list[tuple[RecordSpan, tuple[int, int]]]:
    found = []
    for span in spans:
        bounds = inclusive(tokens, span.start, span.end)
        if bounds is None:
            ledger.lose(LossKind.UNALIGNED, span.id)
        else:
            found.append((span, bounds))
    return found


def _tell_limits(
    spans: list[tuple[RecordSpan, tuple[int, int]]],
    ledger: Ledger,
    *,
    widest: int | None,
    longest: int | None,
) -> None:
    last_at = {bounds: span.id for span, bounds in spans}
    for span, (first, last) in spans:
        is_wide = widest is not None and last - first >= widest
        is_beyond = longest is not None and last >= longest
        if is_wide or is_beyond or last_at[first, last] != span.id:
            ledger.lose(LossKind.LIMIT, span.id)


def read(stream: BinaryIO, *, path: str, annotator: str | None = None) -> Iterator[ForeignRead]:
    """Each object of a file as an article with one layer."""
    for number, data in objects(stream):
        if isinstance(data, str):
            yield refused(path, data, number)
        else:
            yield _read(data, Account(path, number), annotator)


def _read(data: Object, account: Account, annotator: str | None) -> ForeignRead:
    try:
        row = row_of(data.get("tokenized_text"), data.get("text"), data.get("offsets"))
    except (UnusableTokens, Unreadable) as error:
        return refused(account.path, str(error), account.line)
    marks = _marks(data, row, account)
    links = list(_links(data, marks, account))
    spans = row.placed([mark for mark in marks if mark is not None], account)
    layer = ForeignLayer(annotator=annotator, spans=spans, links=tied(links, spans, account))
    return account.read(row.article(data.get("id"), data.get("title"), layer))


def _marks(data: Object, row: TokenRow, account: Account) -> list[Mark | None]:
    """The marks in the order of the list, by which relations name them."""
    labels = _names(data.get("labels"))
    ids = data.get("span_ids")
    names = ids if isinstance(ids, list) else []
    found: list[Mark | None] = []
    taken: set[str] = set()
    for number, entry in enumerate(_list(data.get("ner"))):
        name = names[number] if number < len(names) else None
        identifier = name if isinstance(name, str) and name not in taken else f"s{number + 1}"
        match entry:
            case [int(first), int(last), str(label)] if label and identifier not in taken:
                taken.add(identifier)
                found.append(row.mark((first, last), labels.get(label, label), identifier, account))
            case _:
                account.problem(f"span {number + 1} has no first token, last token and label")
                found.append(None)
    return found


def _links(data: Object, marks: list[Mark | None], account: Account) -> Iterator[ForeignLink]:
    roles = _names(data.get("roles"))
    for number, entry in enumerate(_list(data.get("relations")), start=1):
        match entry:
            case [int(head), int(tail), str(role)] if 0 <= head < len(marks) and 0 <= tail < len(
                marks
            ):
                source, target = marks[head], marks[tail]
                if source is not None and target is not None:
                    yield ForeignLink(
                        id=f"r{number}",
                        role=roles.get(role, role),
                        source=source.id,
                        target=target.id,
                    )
                    continue
            case _:
                pass
        account.problem(f"relation {number} names no two spans and a label")


def _names(value: object) -> Mapping[str, str]:
    pairs = value.items() if isinstance(value, dict) else ()
    return {words: name for words, name in pairs if isinstance(name, str) and name}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
