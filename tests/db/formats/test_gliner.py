from __future__ import annotations

import io

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import gliner
from db.formats.foreign import ForeignRead
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

LINE = {
    "tokenized_text": ["Acme", "sold", "Bolt", "Ltd"],
    "ner": [[0, 0, "org"], [2, 3, "org"]],
    "relations": [[0, 1, "sold to"]],
    "text": "Acme  sold Bolt Ltd",
    "offsets": [[0, 4], [6, 10], [11, 15], [16, 19]],
    "labels": {"org": "ORG"},
}


def read(*lines: object) -> list[ForeignRead]:
    data = b"\n".join(orjson.dumps(line) for line in lines)
    return list(gliner.read(io.BytesIO(data), path="file.jsonl"))


def limited(record: Record, **limits: int | None) -> list[str | None]:
    losses = gliner.write(record, **limits).losses
    return [loss.span for loss in losses if loss.kind is LossKind.LIMIT]


@given(records())
def test_what_is_written_reads_back_but_for_the_losses_that_were_told(record: Record):
    written = gliner.write(record)
    article = article_of(gliner.read(io.BytesIO(written.data), path="f"))
    assert article.text == record.article.body
    assert article.name == record.article.external_id
    assert said(article.layers[0]) == expected(record, written.losses)


@given(st.lists(st.text("AB_ab ", min_size=1, max_size=4), unique=True, max_size=6))
def test_every_label_has_words_of_its_own(labels: list[str]):
    words = gliner.as_words(labels)
    assert list(words) == labels
    assert len(set(words.values())) == len(labels)
    assert all(words.values())


@given(mutated(LINE))
def test_any_object_ends_in_an_account(line: object):
    check_sound(read(line))


@given(st.binary(max_size=200))
def test_any_bytes_end_in_an_account(data: bytes):
    check_sound(gliner.read(io.BytesIO(data), path="f"))


def test_a_line_without_the_text_is_put_together_with_spaces():
    line = {key: LINE[key] for key in ("tokenized_text", "ner", "relations")}
    article = article_of(read(line))
    assert article.text == "Acme sold Bolt Ltd"
    assert quotes(article, article.layers[0]) == [("org", "Acme"), ("org", "Bolt Ltd")]
    (link,) = article.layers[0].links
    assert (link.role, link.source, link.target) == ("sold to", "s1", "s2")


def test_a_line_of_ours_has_its_own_text_and_labels():
    article = article_of(read(LINE))
    assert article.text == LINE["text"]
    assert quotes(article, article.layers[0]) == [("ORG", "Acme"), ("ORG", "Bolt Ltd")]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"tokenized_text": "Acme"}, "must be a list of texts"),
        ({"offsets": [[0, 4]]}, "4 tokens have 1 offsets"),
        ({"offsets": [[0, 4], [5, 9], [11, 15], [16, 19]]}, "“sold”, but “ sol” stands there"),
        ({"ner": [[0, 9, "org"]], "relations": []}, "no tokens of the text"),
        ({"ner": [[0, "org"]], "relations": []}, "no first token"),
        ({"relations": [[0, 5, "sold to"]]}, "names no two spans"),
    ],
)
def test_a_fault_is_told_with_its_line(change: dict[str, object], reason: str):
    found = read(LINE, {**LINE, **change})
    assert reason in reasons(found)
    assert found[1].problems[0].line == 2


def test_the_seed_is_the_same_as_it_was_made_by_others():
    """Ours has more keys, by which it is read back, and relations beside."""
    theirs = orjson.loads(shared("seed", "formats", "gliner.jsonl").read_bytes())
    ours = orjson.loads(gliner.write(gold()).data)
    assert {key: ours[key] for key in theirs} == theirs
    assert len(ours["relations"]) == 23


def test_what_gliner_passes_over_is_told_but_written():
    record = gold()
    wide = limited(record, longest=None)
    # Counted in the file that others made: spans of more than twelve tokens.
    theirs = orjson.loads(shared("seed", "formats", "gliner.jsonl").read_bytes())
    assert len(wide) == sum(last - first + 1 > 12 for first, last, _ in theirs["ner"]) == 4
    assert limited(record, widest=None, longest=None) == []
    assert len(limited(record, widest=None, longest=300)) == sum(
        last >= 300 for _, last, _ in theirs["ner"]
    )
    assert len(orjson.loads(gliner.write(record).data)["ner"]) == len(record.spans)


def test_lines_can_be_put_into_one_list():
    parts = [orjson.dumps(LINE), orjson.dumps(LINE)]
    data = gliner.OPENING + gliner.BETWEEN.join(parts) + gliner.CLOSING
    assert check_sound(gliner.read(io.BytesIO(data), path="f")) == 2
