from __future__ import annotations

import io
import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import doccano
from db.formats.foreign import ForeignRead
from db.formats.losses import LossKind
from db.formats.record import Record
from tests.db.formats.foreign_checks import article_of, expected, gold, quotes, reasons, said
from tests.db.formats.fuzz import mutated
from tests.db.formats.strategies import records
from tests.shared_data import shared

LINE = {
    "id": 7,
    "text": "A 🦊 in Paris sold Acme to Bolt",
    "entities": [
        {"id": 1, "label": "ORG", "start_offset": 18, "end_offset": 22},
        {"id": 2, "label": "ORG", "start_offset": 26, "end_offset": 30},
    ],
    "relations": [{"id": 9, "from_id": 1, "to_id": 2, "type": "sold_to"}],
    "Comments": ["look again"],
    "publisher": "A paper",
}


def read(*lines: object) -> list[ForeignRead]:
    data = b"\n".join(orjson.dumps(line) for line in lines)
    return list(doccano.read(io.BytesIO(data), path="file.jsonl"))


def spans_of(line: object) -> list[tuple[str, str]]:
    article = article_of(read(line))
    return quotes(article, article.layers[0])


@given(records())
def test_what_is_written_reads_back_but_for_the_losses_that_were_told(record: Record):
    written = doccano.write(record)
    article = article_of(doccano.read(io.BytesIO(written.data), path="f"))
    assert article.text == record.article.body
    found = said(article.layers[0]) if article.layers else ({}, {})
    assert found == expected(record, written.losses)


@given(records())
def test_fields_that_were_not_told_as_lost_are_kept(record: Record):
    written = doccano.write(record)
    article = article_of(doccano.read(io.BytesIO(written.data), path="f"))
    lost = {loss.item for loss in written.losses if loss.kind is LossKind.FIELDS}
    kept = {name: value for name, value in record.article.metadata.items() if name not in lost}
    assert article.metadata == {name: value for name, value in kept.items() if value != ""}
    assert (article.title, article.name) == (record.article.title, record.article.external_id)


@given(mutated(LINE))
def test_any_object_ends_in_an_account(line: object):
    (found,) = read(line)
    assert found.article is not None or found.problems


@given(st.binary(max_size=200))
def test_any_bytes_end_in_an_account(data: bytes):
    for found in doccano.read(io.BytesIO(data), path="f"):
        assert found.article is not None or found.problems


def test_a_line_is_an_article_with_a_layer():
    article = article_of(read(LINE))
    layer = article.layers[0]
    assert (article.name, article.metadata) == ("7", {"publisher": "A paper"})
    assert quotes(article, layer) == [("ORG", "Acme"), ("ORG", "Bolt")]
    assert [(each.role, each.source, each.target) for each in layer.links] == [
        ("sold_to", "1", "2")
    ]
    assert [note.text for note in layer.notes] == ["look again"]


@pytest.mark.parametrize("key", ["label", "labels", "entities"])
def test_pairs_of_offsets_of_older_files_are_read(key: str):
    assert spans_of({"text": "Acme sold Bolt", key: [[0, 4, "ORG"], [10, 14, "ORG"]]}) == [
        ("ORG", "Acme"),
        ("ORG", "Bolt"),
    ]


def test_offsets_that_leaked_from_utf_16_are_told_by_where_words_end():
    shifted = json.loads(json.dumps(LINE))
    for entity in shifted["entities"]:
        entity["start_offset"] += 1
        entity["end_offset"] += 1
    (found,) = read(shifted)
    assert found.article is not None
    assert quotes(found.article, found.article.layers[0]) == [("ORG", "Acme"), ("ORG", "Bolt")]
    assert "UTF-16" in found.notes[0].reason


def test_users_of_older_files_get_a_layer_each():
    article = article_of(
        read(
            {
                "text": "Acme sold Bolt",
                "annotations": [
                    {"label": 3, "start_offset": 0, "end_offset": 4, "user": 1},
                    {"label": 4, "start_offset": 10, "end_offset": 14, "user": 2},
                ],
            }
        )
    )
    assert [(layer.annotator, quotes(article, layer)) for layer in article.layers] == [
        ("1", [("3", "Acme")]),
        ("2", [("4", "Bolt")]),
    ]


def test_labels_of_the_whole_text_are_answers():
    assert article_of(read({"text": "Acme", "label": ["a", "b"]})).layers[0].answers == {
        "label": "a, b"
    }


def test_a_text_without_annotation_has_no_layer():
    assert article_of(read({"text": "Acme", "label": []})).layers == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": None}, 'there is no "text"'),
        ({"text": " "}, "white space"),
        ({"entities": [{"label": "ORG"}]}, "has no label, start and end"),
        ({"entities": [[0, 99, "ORG"]]}, "no stretch of the text"),
        ({"relations": [{"from_id": 1}]}, "has no type"),
        ({"relations": [{"from_id": 1, "to_id": 5, "type": "x"}]}, "left out"),
        ({"entities": [*LINE["entities"], LINE["entities"][0]]}, 'another one with the id "1"'),
    ],
)
def test_a_fault_is_told_with_its_line(change: dict[str, object], reason: str):
    found = read(LINE, {**LINE, **change})
    assert found[0].problems == ()
    assert reason in reasons(found)
    assert found[1].problems[0].line == 2


def test_a_list_of_objects_is_read_as_lines_are():
    data = json.dumps([LINE, 3], indent=1).encode()
    found = list(doccano.read(io.BytesIO(data), path="f"))
    assert found[0].article is not None
    assert "entry 2" in reasons(found)


def test_the_seed_in_doccano_is_read_whole():
    with shared("seed", "formats", "doccano_relation.jsonl").open("rb") as file:
        article = article_of(doccano.read(file, path="f"))
    record = gold()
    assert len(article.layers[0].spans) == 43
    assert {(span.label, span.fragments) for span in article.layers[0].spans} == {
        (span.label, span.fragments) for span in record.spans
    }
    assert len(article.layers[0].links) == sum(link.target is not None for link in record.links)
