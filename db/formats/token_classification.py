"""Token classification as Hugging Face's libraries take it: tokens with a column of tags a label.

One column for all labels can't hold what nests, so each label has its own, "ner_tags_ACTOR", with
B-ACTOR, I-ACTOR and O. `features` describes the columns to whoever loads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from db.errors import Bug
from db.formats.faults import Object
from db.formats.foreign import ForeignLayer, ForeignRead
from db.formats.json_lines import objects
from db.formats.jsonl import line as json_line
from db.formats.losses import Ledger, LossKind, Written, name_of
from db.formats.marks import Account, Mark, refused
from db.formats.record import Record, RecordSpan
from db.formats.token_rows import TokenRow, UnusableTokens, inclusive, offsets_of, row_of, words_of
from db.formats.tokens import Tokens, tokens_of
from db.text.decoding import Unreadable

SUFFIXES = (".jsonl", ".json")
COLUMN = "ner_tags"
TOKENS = "tokens"

_OUTSIDE = "O"


def column_of(label: str) -> str:
    """The column of a label's tags."""
    return f"{COLUMN}_{label}"


def features(labels: Sequence[str]) -> dict[str, object]:
    """The columns as `datasets.Features.from_dict` takes them; tags become numbers by it."""
    text = {"dtype": "string", "_type": "Value"}
    number = {"dtype": "int64", "_type": "Value"}
    return {
        "id": text,
        "title": text,
        "text": text,
        TOKENS: {"feature": text, "_type": "List"},
        "offsets": {"feature": {"feature": number, "_type": "List"}, "_type": "List"},
        **{
            column_of(label): {
                "feature": {"names": [_OUTSIDE, f"B-{label}", f"I-{label}"], "_type": "ClassLabel"},
                "_type": "List",
            }
            for label in labels
        },
    }


def write(record: Record, *, labels: Sequence[str]) -> Written:
    """One line with a column for each of `labels`: all labels of the scheme, for all lines alike.

    Where spans of the same label overlap, the longer one is written.
    """
    ledger = Ledger(record)
    ledger.lose_gaps()
    ledger.lose_links()
    ledger.lose_attributes()
    ledger.lose_referents()
    ledger.lose_fields()
    unknown = {span.label for span in record.spans} - set(labels)
    if unknown:
        raise Bug(f"there are no columns for the labels {', '.join(sorted(unknown))}")
    body = record.article.body
    tokens = tokens_of(body)
    data: dict[str, object] = {
        "id": name_of(record),
        "title": record.article.title,
        "text": body,
        TOKENS: words_of(body, tokens),
        "offsets": offsets_of(tokens),
    }
    for label in labels:
        own = [span for span in record.spans if span.label == label]
        data[column_of(label)] = _tags(own, tokens, ledger)
    return Written(data=json_line(data), losses=ledger.losses)


def _tags(spans: list[RecordSpan], tokens: Tokens, ledger: Ledger) -> list[str]:
    tags = [_OUTSIDE] * len(tokens.items)
    for span in sorted(spans, key=lambda each: (each.start - each.end, each.start)):
        bounds = inclusive(tokens, span.start, span.end)
        if bounds is None:
            ledger.lose(LossKind.UNALIGNED, span.id)
            continue
        first, last = bounds
        if any(tag != _OUTSIDE for tag in tags[first : last + 1]):
            ledger.lose(LossKind.NESTED, span.id)
        else:
            tags[first : last + 1] = [f"B-{span.label}", *[f"I-{span.label}"] * (last - first)]
    return tags


def read(stream: BinaryIO, *, path: str, annotator: str | None = None) -> Iterator[ForeignRead]:
    """Each object of a file as an article with one layer; of one column of tags, or of several."""
    for number, data in objects(stream):
        if isinstance(data, str):
            yield refused(path, data, number)
        else:
            yield read_row(data, path=path, line=number, annotator=annotator)


def is_of_tags(column: str) -> bool:
    """Whether a column holds tags."""
    return column == COLUMN or column.startswith(f"{COLUMN}_")


def read_row(data: Object, *, path: str, line: int | None, annotator: str | None) -> ForeignRead:
    """One object, or one row of a table, as an article with one layer."""
    account = Account(path, line)
    try:
        row = row_of(data.get(TOKENS), data.get("text"), data.get("offsets"))
    except (UnusableTokens, Unreadable) as error:
        return refused(account.path, str(error), account.line)
    marks: list[Mark] = []
    for name in data:
        if is_of_tags(name):
            _take_column(name, data[name], row, marks, account)
    layer = ForeignLayer(annotator=annotator, spans=row.placed(marks, account))
    return account.read(row.article(data.get("id"), data.get("title"), layer))


def _take_column(
    name: str, column: object, row: TokenRow, marks: list[Mark], account: Account
) -> None:
    tags = column if isinstance(column, list) else []
    if len(tags) != len(row.places):
        account.problem(f'"{name}" has {len(tags):,} tags for {len(row.places):,} tokens')
        return
    if any(type(tag) is int for tag in tags):
        account.problem(f'"{name}" has numbers, which do not say what they stand for')
        return
    opened: tuple[int, str] | None = None
    for number, entry in enumerate([*tags, _OUTSIDE]):
        tag = entry if isinstance(entry, str) else "?"
        prefix, _, label = tag.partition("-")
        if tag != _OUTSIDE and (prefix not in {"B", "I"} or not label):
            account.problem(f'"{name}": “{tag}” is no tag')
            prefix, label = _OUTSIDE, ""
        if opened and (prefix != "I" or label != opened[1]):
            identifier = f"s{len(marks) + 1}"
            found = row.mark((opened[0], number - 1), opened[1], identifier, account)
            marks.extend([found] if found else [])
            opened = None
        if prefix in {"B", "I"} and opened is None:
            opened = number, label
