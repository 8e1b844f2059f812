from __future__ import annotations

import io

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import dygiepp
from db.formats.foreign import ForeignRead
from db.formats.losses import LossKind
from db.formats.record import Record, RecordLink, RecordSpan
from db.model import Fragment, NewArticle
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

LINE = {
    "doc_key": "one",
    "dataset": "some",
    "sentences": [["Acme", "sold", "Bolt", "."], ["It", "paid"]],
    "ner": [[[0, 0, "ORG"], [2, 2, "ORG"]], [[4, 4, "ORG"]]],
    "relations": [[[0, 0, 2, 2, "sold"]], []],
    "clusters": [[[0, 0], [4, 4]]],
    "events": [[[[1, "Sale"], [0, 0, "seller"]]], []],
}


def read(*lines: object) -> list[ForeignRead]:
    data = b"\n".join(orjson.dumps(line) for line in lines)
    return list(dygiepp.read(io.BytesIO(data), path="file.jsonl"))


@given(records())
def test_what_is_written_reads_back_but_for_the_losses_that_were_told(record: Record):
    written = dygiepp.write(record)
    article = article_of(dygiepp.read(io.BytesIO(written.data), path="f"))
    assert article.text == record.article.body
    assert article.name == record.article.external_id
    assert said(article.layers[0]) == expected(record, written.losses)


@given(records())
def test_a_line_is_as_its_readers_ask(record: Record):
    data = orjson.loads(dygiepp.write(record).data)
    lengths = [len(sentence) for sentence in data["sentences"]]
    starts = [sum(lengths[:number]) for number in range(len(lengths))]
    # Whatever is no list of sentences is taken for one.
    assert {len(data[key]) for key in data.keys() - {"doc_key", "dataset", "clusters"}} == {
        len(lengths)
    }
    for start, length, spans, relations in zip(
        starts, lengths, data["ner"], data["relations"], strict=True
    ):
        bounds = [(first, last) for first, last, _ in spans]
        assert len(set(bounds)) == len(bounds)
        assert all(start <= first <= last < start + length for first, last in bounds)
        pairs = [tuple(relation[:4]) for relation in relations]
        assert len(set(pairs)) == len(pairs)
        assert all({pair[:2], pair[2:]} <= set(bounds) for pair in pairs)
    mentions = [tuple(each) for cluster in data["clusters"] for each in cluster]
    assert len(set(mentions)) == len(mentions)
    assert all(len(cluster) > 1 for cluster in data["clusters"])


@given(mutated(LINE))
def test_any_object_ends_in_an_account(line: object):
    check_sound(read(line))


@given(st.binary(max_size=200))
def test_any_bytes_end_in_an_account(data: bytes):
    check_sound(dygiepp.read(io.BytesIO(data), path="f"))


def test_a_line_of_others_is_put_together_with_spaces():
    (found,) = read(LINE)
    assert found.article is not None
    article, layer = found.article, found.article.layers[0]
    assert (article.name, article.text) == ("one", "Acme sold Bolt . It paid")
    assert quotes(article, layer) == [("ORG", "Acme"), ("ORG", "Bolt"), ("ORG", "It")]
    assert [(link.role, link.source, link.target) for link in layer.links] == [("sold", "s1", "s2")]
    assert [referent.mentions for referent in layer.referents] == [("s1", "s3")]
    assert "events" in found.notes[0].reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sentences": ["Acme"]}, "must be a list of lists"),
        ({"ner": [[[0, 9, "ORG"]], []], "relations": []}, "no tokens of the text"),
        ({"relations": [[[0, 0, 1, 1, "sold"]], []]}, "names no two spans"),
    ],
)
def test_a_fault_is_told_with_its_line(change: dict[str, object], reason: str):
    found = read(LINE, {**LINE, **change})
    assert reason in reasons(found)
    assert found[1].problems[0].line == 2


def test_the_seed_is_the_same_as_it_was_made_by_others():
    """Ours has keys with an underscore beside, by which it is read back."""
    theirs = orjson.loads(shared("seed", "formats", "dygiepp.jsonl").read_bytes())
    written = dygiepp.write(gold())
    ours = orjson.loads(written.data)
    assert ours["sentences"] == theirs["sentences"]
    assert ours["ner"] == theirs["ner"]
    assert [sorted(part) for part in ours["relations"]] == [
        sorted(part) for part in theirs["relations"]
    ]
    assert sorted(ours["clusters"]) == sorted(theirs["clusters"])
    assert not any(loss.kind is LossKind.CROSS_SENTENCE for loss in written.losses)
    assert sum(map(len, ours["relations"])) == 23


def test_a_link_from_one_sentence_to_another_is_lost_by_itself():
    body = "Ann spoke. She offered a truce."
    actor = RecordSpan(id="a", label="ACTOR", fragments=(Fragment(0, 3),))
    offer = RecordSpan(id="p", label="PROPOSAL", fragments=(Fragment(23, 30),))
    record = Record(
        article=NewArticle(title="one", body=body, external_id="one"),
        spans=(actor, offer),
        links=(RecordLink(id="l", role="proposed_by", source="p", target="a"),),
    )
    written = dygiepp.write(record)
    (loss,) = written.losses
    assert (loss.kind, loss.span, loss.item) == (LossKind.CROSS_SENTENCE, None, "l")
    layer = article_of(dygiepp.read(io.BytesIO(written.data), path="f")).layers[0]
    assert (len(layer.spans), layer.links) == (2, ())
