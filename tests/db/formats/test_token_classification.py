from __future__ import annotations

import io

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Bug
from db.formats import token_classification
from db.formats.foreign import ForeignArticle, ForeignRead
from db.formats.losses import LossKind
from db.formats.record import Record
from tests.db.formats.foreign_checks import (
    article_of,
    check_sound,
    expected,
    gold,
    quotes,
    reasons,
    said,
)
from tests.db.formats.fuzz import mutated
from tests.db.formats.strategies import records
from tests.shared_data import shared

LABELS = ("ACTOR", "PROPOSAL", "REJECTION")
LINE = {
    "id": "one",
    "tokens": ["New", "York", "Paris"],
    "ner_tags_LOC": ["B-LOC", "I-LOC", "B-LOC"],
    "ner_tags_ORG": ["B-ORG", "O", "O"],
}


def read(*lines: object) -> list[ForeignRead]:
    data = b"\n".join(orjson.dumps(line) for line in lines)
    return list(token_classification.read(io.BytesIO(data), path="file.jsonl"))


def words_in(article: ForeignArticle) -> set[tuple[str, str]]:
    """Labels with the marked words, without white space."""
    found = quotes(article, article.layers[0])
    return {(label, "".join(words.split())) for label, words in found}


@given(records())
def test_what_is_written_reads_back_but_for_the_losses_that_were_told(record: Record):
    written = token_classification.write(record, labels=LABELS)
    article = article_of(token_classification.read(io.BytesIO(written.data), path="f"))
    assert article.text == record.article.body
    assert article.name == record.article.external_id
    assert said(article.layers[0]) == expected(record, written.losses)


@given(records())
def test_every_line_has_the_columns_that_are_described(record: Record):
    data = orjson.loads(token_classification.write(record, labels=LABELS).data)
    described = token_classification.features(LABELS)
    assert list(data) == list(described)
    for label in LABELS:
        column = token_classification.column_of(label)
        assert len(data[column]) == len(data["tokens"])
        assert set(data[column]) <= set(described[column]["feature"]["names"])


@given(mutated(LINE))
def test_any_object_ends_in_an_account(line: object):
    check_sound(read(line))


@given(st.binary(max_size=200))
def test_any_bytes_end_in_an_account(data: bytes):
    check_sound(token_classification.read(io.BytesIO(data), path="f"))


def test_each_column_has_spans_of_its_own():
    article = article_of(read(LINE))
    assert quotes(article, article.layers[0]) == [
        ("LOC", "New York"),
        ("ORG", "New"),
        ("LOC", "Paris"),
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"tokens": None}, "must be a list of texts"),
        ({"ner_tags_LOC": ["O"]}, "1 tags for 3 tokens"),
        ({"ner_tags_LOC": [0, 1, 0]}, "has numbers"),
        ({"ner_tags_LOC": ["X-LOC", "O", "O"]}, "“X-LOC” is no tag"),
    ],
)
def test_a_fault_is_told_with_its_line(change: dict[str, object], reason: str):
    found = read(LINE, {**LINE, **change})
    assert reason in reasons(found)
    assert found[1].problems[0].line == 2


def test_a_label_without_a_column_is_no_loss_but_a_bug():
    with pytest.raises(Bug, match="PROPOSAL"):
        token_classification.write(gold(), labels=["ACTOR"])


def test_the_seed_keeps_in_columns_what_one_column_loses():
    """The file that others made has one column, in which six spans have no room."""
    theirs = orjson.loads(shared("seed", "formats", "hf_token_classification.jsonl").read_bytes())
    record = gold()
    written = token_classification.write(record, labels=LABELS)
    ours = orjson.loads(written.data)
    assert ours["tokens"] == theirs["tokens"]
    begun = {
        label: ours[token_classification.column_of(label)].count(f"B-{label}") for label in LABELS
    }
    assert sum(begun.values()) == len(record.spans) == 43
    assert sum(tag.startswith("B-") for tag in theirs["ner_tags"]) == 37
    assert not any(loss.kind is LossKind.NESTED for loss in written.losses)
    (read_back,) = read(theirs)
    assert read_back.article is not None
    # Whatever theirs has is in ours, too; but its text is one of tokens with spaces between them.
    assert words_in(read_back.article) <= words_in(article_of(read(ours)))
