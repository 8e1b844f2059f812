from __future__ import annotations

import io
import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import label_studio, label_studio_writer
from db.formats.foreign import ForeignRead
from db.formats.losses import LossKind
from db.formats.record import Record, RecordLayer
from db.model import AnnotatorKind
from tests.db.formats.foreign_checks import article_of, expected, gold, quotes, reasons, said
from tests.db.formats.fuzz import mutated
from tests.db.formats.strategies import records, scheme
from tests.shared_data import shared


def region(name: str, start: int, end: int, text: str, *labels: str) -> dict[str, object]:
    value = {"start": start, "end": end, "text": text, "labels": list(labels)}
    return {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def answer(name: str, field: str, kind: str, value: object) -> dict[str, object]:
    key = "text" if kind == "textarea" else kind
    return {"id": name, "from_name": field, "to_name": "text", "type": kind, "value": {key: value}}


TASK = {
    "id": 5,
    "data": {"text": "A 🦊 sold Acme to Bolt", "publisher": "A paper"},
    "annotations": [
        {
            "completed_by": {"id": 1, "email": "annotator1@example.org"},
            "result": [
                region("a", 9, 13, "Acme", "ORG"),
                region("b", 17, 21, "Bolt", "ORG", "BUYER"),
                answer("a", "size", "choices", ["small"]),
                answer("a", "staff", "number", 3),
                answer("b", "why", "textarea", ["because"]),
                answer("zz", "tone", "choices", ["calm"]),
                {
                    "type": "relation",
                    "from_id": "b",
                    "to_id": "a",
                    "direction": "left",
                    "labels": ["sold_to"],
                },
            ],
        },
        {"completed_by": 2, "result": [], "was_cancelled": True},
        {"completed_by": 3, "ground_truth": True, "result": [region("c", 2, 3, "🦊", "FOX")]},
    ],
    "predictions": [{"model_version": "m1", "result": [region("d", 9, 13, "Acme", "ORG")]}],
}


def read(*tasks: object) -> list[ForeignRead]:
    return list(label_studio.read(io.BytesIO(orjson.dumps(list(tasks))), path="file.json"))


def written_and_read(*layers: Record):
    written = label_studio_writer.write(layers, scheme())
    data = label_studio_writer.OPENING + written.data + label_studio_writer.CLOSING
    return written, article_of(label_studio.read(io.BytesIO(data), path="f"))


@given(records())
def test_what_is_written_reads_back_but_for_the_losses_that_were_told(record: Record):
    written, article = written_and_read(record)
    assert article.text == record.article.body
    assert said(article.layers[0]) == expected(record, written.losses)
    assert article.layers[0].kind is record.layer.kind
    assert article.layers[0].annotator == record.layer.annotator


@given(records())
def test_fields_that_were_not_told_as_lost_are_kept(record: Record):
    written, article = written_and_read(record)
    lost = {loss.item for loss in written.losses if loss.kind is LossKind.FIELDS}
    kept = {name: value for name, value in record.article.metadata.items() if name not in lost}
    assert article.metadata == {name: value for name, value in kept.items() if value != ""}
    assert (article.title, article.name) == (record.article.title, record.article.external_id)


def test_all_annotators_of_an_article_are_in_one_task():
    one = gold()
    layers = [
        replace(one, layer=RecordLayer(kind=AnnotatorKind.HUMAN, annotator=f"annotator {number}"))
        for number in (1, 2)
    ]
    _, article = written_and_read(*layers, one)
    assert [(layer.annotator, layer.kind) for layer in article.layers] == [
        ("annotator 1", AnnotatorKind.HUMAN),
        ("annotator 2", AnnotatorKind.HUMAN),
        (None, AnnotatorKind.GOLD),
    ]


@given(mutated(TASK))
def test_any_task_ends_in_an_account(task: object):
    (found,) = read(task)
    assert found.article is not None or found.problems


@given(st.binary(max_size=200))
def test_any_bytes_end_in_an_account(data: bytes):
    for found in label_studio.read(io.BytesIO(data), path="f"):
        assert found.article is not None or found.problems


def test_a_task_has_a_layer_for_each_annotation_and_prediction():
    (found,) = read(TASK)
    assert found.problems == ()
    assert found.article is not None
    assert [(layer.annotator, layer.kind) for layer in found.article.layers] == [
        ("annotator1@example.org", AnnotatorKind.HUMAN),
        ("3", AnnotatorKind.GOLD),
        ("m1", AnnotatorKind.MODEL),
    ]
    assert "skipped" in found.notes[0].reason
    assert (found.article.name, found.article.metadata) == ("5", {"publisher": "A paper"})


def test_answers_are_about_the_region_of_their_id_or_about_the_article():
    article = article_of(read({**TASK, "annotations": TASK["annotations"][:1]}))
    layer = article.layers[0]
    assert [(span.label, span.attributes) for span in layer.spans] == [
        ("ORG", {"size": "small", "staff": 3}),
        ("ORG", {"why": "because"}),
        ("BUYER", {"why": "because"}),
    ]
    assert layer.answers == {"tone": "calm"}
    assert [(link.source, link.target, link.role) for link in layer.links] == [
        ("a", "b", "sold_to")
    ]


def test_offsets_of_older_versions_are_told_by_their_quotes():
    task = {**TASK, "annotations": [{"result": [region("a", 10, 14, "Acme", "ORG")]}]}
    (found,) = read({**task, "predictions": []})
    assert found.article is not None
    assert quotes(found.article, found.article.layers[0]) == [("ORG", "Acme")]
    assert "UTF-16" in found.notes[0].reason


@pytest.mark.parametrize("start", [8, 10])
def test_line_ends_of_two_signs_may_count_as_one(start: int):
    text = "one\r\ntwo\r\nthree"
    task = {
        "data": {"text": text},
        "annotations": [{"result": [region("a", start, start + 5, "three", "N")]}],
    }
    article = article_of(read(task))
    assert quotes(article, article.layers[0]) == [("N", "three")]


def test_the_short_form_is_read():
    article = article_of(
        read(
            {
                "id": 4,
                "text": "Acme sold Bolt",
                "publisher": "A paper",
                "annotator": 2,
                "lead_time": 3.5,
                "label": [{"start": 0, "end": 4, "text": "Acme", "labels": ["ORG"]}],
                "tone": {"choices": ["calm", "short"]},
            }
        )
    )
    layer = article.layers[0]
    assert (article.name, article.metadata) == ("4", {"publisher": "A paper"})
    assert (layer.annotator, layer.answers) == ("2", {"tone": "calm, short"})
    assert quotes(article, layer) == [("ORG", "Acme")]


def test_regions_of_pages_count_by_their_place_in_the_text():
    value = {
        "start": "/p[1]/text()[1]",
        "end": "/p[1]/text()[1]",
        "globalOffsets": {"start": 0, "end": 4},
        "text": "Acme",
        "hypertextlabels": ["ORG"],
    }
    result = {"id": "x", "type": "hypertextlabels", "value": value}
    article = article_of(
        read({"data": {"text": "Acme sold"}, "annotations": [{"result": [result]}]})
    )
    assert quotes(article, article.layers[0]) == [("ORG", "Acme")]


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (region("a", 0, 4, "Bolt", "ORG"), "should hold “Bolt”"),
        (region("a", 0, 400, "Acme", "ORG"), "no stretch of the text"),
        (region("a", 0, 4, "Acme"), "has no label"),
        ({"type": "labels"}, "has no value"),
        ({"type": "relation"}, "has no from_id"),
        ({"type": "relation", "from_id": "x", "to_id": "y"}, "left out"),
    ],
)
def test_a_fault_is_told(result: object, reason: str):
    assert reason in reasons(
        read({"data": {"text": "Acme sold Bolt"}, "annotations": [{"result": [result]}]})
    )


def test_a_task_without_text_is_a_problem():
    assert "holds no text" in reasons(read({"data": {"image": 3}, "annotations": []}))


def test_what_can_not_be_kept_is_told():
    result = {"id": "q", "type": "brush", "value": {"rle": [1]}}
    (found,) = read({"data": {"text": "Acme"}, "annotations": [{"result": [result]}]})
    assert "brush" in found.notes[0].reason


def test_the_seed_in_label_studio_is_read_whole():
    with shared("seed", "formats", "label_studio_task.json").open("rb") as file:
        article = article_of(label_studio.read(file, path="f"))
    record = gold()
    layer = article.layers[0]
    assert {(span.id, span.label, span.fragments) for span in layer.spans} == {
        (span.id, span.label, span.fragments) for span in record.spans
    }
    assert len(layer.links) == sum(link.target is not None for link in record.links)


def test_the_configuration_holds_a_control_for_each_result():
    root = ET.fromstring(label_studio_writer.configuration(scheme()))
    names = {each.get("name") for each in root.iter()}
    data = json.loads(label_studio_writer.write([gold()], scheme()).data)
    results = data["annotations"][0]["result"]
    known = {"label", "referent", "referent_name"} | {
        attribute.name for each in scheme().span_types for attribute in each.attributes
    }
    used = {each["from_name"] for each in results if "from_name" in each}
    assert used & known <= names
    assert {each.get("value") for each in root.iter("Label")} == {"ACTOR", "PROPOSAL", "REJECTION"}
