from __future__ import annotations

import io

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import prodigy
from db.formats.foreign import ForeignRead
from db.formats.losses import LossKind
from db.formats.record import Record
from db.model import AnnotatorKind
from tests.db.formats.foreign_checks import article_of, expected, gold, quotes, reasons, said
from tests.db.formats.fuzz import mutated
from tests.db.formats.strategies import records
from tests.shared_data import shared

TOKENS = [
    {"text": "Acme", "start": 0, "end": 4, "id": 0, "ws": True},
    {"text": "sold", "start": 5, "end": 9, "id": 1, "ws": True},
    {"text": "Bolt", "start": 10, "end": 14, "id": 2, "ws": True},
    {"text": "Ltd", "start": 15, "end": 18, "id": 3, "ws": False},
]
LINE = {
    "text": "Acme sold Bolt Ltd",
    "tokens": TOKENS,
    "spans": [
        {"start": 0, "end": 4, "token_start": 0, "token_end": 0, "label": "ORG"},
        {"start": 10, "end": 18, "token_start": 2, "token_end": 3, "label": "ORG"},
    ],
    "relations": [
        {
            "head": 0,
            "child": 3,
            "label": "sold",
            "head_span": {"start": 0, "end": 4, "token_start": 0, "token_end": 0, "label": "ORG"},
            "child_span": {
                "start": 10,
                "end": 18,
                "token_start": 2,
                "token_end": 3,
                "label": "ORG",
            },
        }
    ],
    "meta": {"id": "one", "source": "A paper"},
    "answer": "accept",
    "_annotator_id": "annotator-1",
}


def read(*lines: object) -> list[ForeignRead]:
    data = b"\n".join(orjson.dumps(line) for line in lines)
    return list(prodigy.read(io.BytesIO(data), path="file.jsonl"))


@given(records())
def test_what_is_written_reads_back_but_for_the_losses_that_were_told(record: Record):
    written = prodigy.write(record)
    article = article_of(prodigy.read(io.BytesIO(written.data), path="f"))
    assert article.text == record.article.body
    # Offsets stay where tokens end elsewhere.
    losses = [loss for loss in written.losses if loss.kind is not LossKind.UNALIGNED]
    assert said(article.layers[0]) == expected(record, losses)
    layer = record.layer
    if layer is not None and layer.kind is not AnnotatorKind.GOLD:
        assert article.layers[0].annotator == layer.annotator


@given(records())
def test_tokens_are_what_prodigy_asks_of_them(record: Record):
    data = orjson.loads(prodigy.write(record).data)
    for number, token in enumerate(data["tokens"]):
        assert token["id"] == number
        assert token["text"] == data["text"][token["start"] : token["end"]]
    for span in data["spans"]:
        first, last = (data["tokens"][span[key]] for key in ("token_start", "token_end"))
        assert first["start"] <= span["start"] < span["end"] <= last["end"]


@given(mutated(LINE))
def test_any_object_ends_in_an_account(line: object):
    (found,) = read(line)
    assert found.article is not None or found.problems


@given(st.binary(max_size=200))
def test_any_bytes_end_in_an_account(data: bytes):
    for found in prodigy.read(io.BytesIO(data), path="f"):
        assert found.article is not None or found.problems


def test_a_line_is_an_article_with_the_layer_of_its_annotator():
    article = article_of(read(LINE))
    layer = article.layers[0]
    assert (article.name, article.metadata) == ("one", {"source": "A paper"})
    assert layer.annotator == "annotator-1"
    assert quotes(article, layer) == [("ORG", "Acme"), ("ORG", "Bolt Ltd")]
    assert [(each.role, each.source, each.target) for each in layer.links] == [("sold", "s1", "s2")]


def test_a_relation_of_token_numbers_alone_means_the_spans_that_end_there():
    line = {**LINE, "relations": [{"head": 0, "child": 3, "label": "sold"}]}
    (link,) = article_of(read(line)).layers[0].links
    assert (link.source, link.target) == ("s1", "s2")


def test_a_relation_with_a_bare_token_makes_it_a_span():
    line = {**LINE, "relations": [{"head": 1, "child": 0, "label": "who"}]}
    article = article_of(read(line))
    assert ("TOKEN", "sold") in quotes(article, article.layers[0])


@pytest.mark.parametrize("answer", ["reject", "ignore"])
def test_what_was_not_accepted_has_no_layer(answer: str):
    (found,) = read({**LINE, "answer": answer})
    assert found.article is not None
    assert found.article.layers == ()
    assert answer in found.notes[0].reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": 3}, 'there is no "text"'),
        ({"spans": [{"label": "ORG"}]}, "has no start and end"),
        ({"spans": [{"start": 0, "end": 99, "label": "ORG"}]}, "no stretch of the text"),
        ({"relations": [{"head": 77, "child": 1}]}, "names no span or token"),
    ],
)
def test_a_fault_is_told_with_its_line(change: dict[str, object], reason: str):
    found = read(LINE, {**LINE, **change})
    assert reason in reasons(found)
    assert found[1].problems[0].line == 2


def test_the_seed_in_prodigys_shape_is_read_whole():
    with shared("seed", "formats", "spacy_prodigy_spans.jsonl").open("rb") as file:
        article = article_of(prodigy.read(file, path="f"))
    record = gold()
    layer = article.layers[0]
    assert {(span.label, span.fragments) for span in layer.spans} == {
        (span.label, span.fragments) for span in record.spans
    }
    assert len(layer.links) == sum(link.target is not None for link in record.links)


def test_the_seed_is_written_with_all_its_spans_between_tokens():
    losses = prodigy.write(gold()).losses
    assert not any(loss.kind is LossKind.UNALIGNED for loss in losses)
