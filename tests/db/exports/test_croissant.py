from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.exports.croissant import croissant
from db.exports.facts import Column, Kind, Licence, MediaType
from db.exports.record_columns import record_columns
from tests.db.exports.dataset_facts import SCHEME, make_facts, make_file


def read(**other):
    return json.loads(croissant(make_facts(**other)))


def fields_of(record_set):
    for each in record_set["field"]:
        yield each
        yield from each.get("subField", ())


def test_files_are_listed_with_what_they_are_and_their_digest():
    facts = make_facts()
    listed = read()["distribution"]
    assert [each["contentUrl"] for each in listed] == ["train.jsonl", "test.jsonl"]
    assert {each["encodingFormat"] for each in listed} == {"application/jsonlines"}
    assert [each["sha256"] for each in listed] == [each.sha256 for each in facts.files]


def test_each_file_that_is_a_table_is_a_record_set_with_all_its_fields():
    train, test, splits = read()["recordSet"]
    assert (train["@id"], test["@id"]) == ("records-train", "records-test")
    assert {each["name"] for each in splits["data"][0:0]} == set()
    assert [each["splits/name"] for each in splits["data"]] == ["train", "test"]
    names = [each["name"] for each in train["field"]]
    columns = record_columns(SCHEME, has_text=True, has_splits=True)
    assert names == [each.name for each in columns]


def test_ids_are_given_once_and_references_lead_to_files():
    data = read()
    files = {each["@id"] for each in data["distribution"]}
    ids = [each["@id"] for each in data["recordSet"]] + list(files)
    for record_set in data["recordSet"]:
        for field in fields_of(record_set):
            ids.append(field["@id"])
            assert ("source" in field) != ("subField" in field) or record_set["@id"] == "splits"
            if "source" in field:
                assert field["source"]["fileObject"]["@id"] in files
    assert len(ids) == len(set(ids))
    assert not any(" " in each for each in ids)


def test_what_is_inside_an_object_is_reached_by_a_path():
    spans = next(each for each in read()["recordSet"][0]["field"] if each["name"] == "spans")
    assert spans["repeated"] is True
    by_name = {each["name"]: each for each in spans["subField"]}
    assert by_name["start"]["dataType"] == "sc:Integer"
    assert by_name["start"]["source"]["extract"] == {"column": "spans"}
    assert by_name["attributes.status"]["source"]["transform"] == {"jsonPath": "attributes.status"}


def test_licences_are_pages_where_they_are_known_and_told_where_they_are_not():
    assert read()["license"] == [
        "https://creativecommons.org/licenses/by/4.0/",
        "unknown, not for redistribution",
    ]
    alone = read(text_licences=(Licence(name="CC BY 4.0", articles=12),))
    assert alone["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_a_dataset_without_splits_has_no_record_set_of_them():
    (only,) = read(files=(make_file("records.jsonl"),))["recordSet"]
    assert only["@id"] == "records"


def test_two_files_of_one_table_are_two_record_sets():
    files = tuple(make_file(f"part {number}.jsonl") for number in (1, 2))
    assert [each["@id"] for each in read(files=files)["recordSet"]] == ["records", "records-2"]


def test_files_that_are_no_tables_are_only_listed():
    data = read(files=(make_file("brat.zip", media_type=MediaType.ZIP, columns=()),))
    assert len(data["distribution"]) == 1
    assert data["recordSet"] == []


def test_an_object_of_which_nothing_is_known_is_left_out():
    columns = (
        Column(name="id", kind=Kind.TEXT, description="Its id"),
        Column(name="meta", kind=Kind.NESTED, description="More"),
    )
    (only,) = read(files=(make_file("a.jsonl", columns=columns),))["recordSet"]
    assert [each["name"] for each in only["field"]] == ["id"]


@given(st.text(min_size=1, max_size=20))
def test_any_name_makes_ids_that_hold_no_space(name):
    data = read(name=name, files=(make_file("a.jsonl", table=name, split=name),))
    assert all(not each["@id"].count(" ") for each in data["recordSet"])


def test_consumers_read_the_same(tmp_path):
    reader = pytest.importorskip("mlcroissant", reason="mlcroissant is not installed")
    record = {
        "id": "a1", "title": "T", "text": "Norland 😀", "spans": [
            {"id": "s1", "label": "ACTOR", "start": 0, "end": 7, "attributes": {"status": "x"}},
        ], "links": [], "referents": [], "labels": {}, "meta": {}, "split": "train",
        "schema_version": "1.0", "text_sha256": "", "offset_unit": "codepoint",
        "layer": {"kind": "gold", "annotator": None, "state": "done"},
        "scheme": {"id": "s", "version": "1", "sha256": "x"},
    }  # fmt: skip
    path = tmp_path / "train.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    files = (make_file("train.jsonl", path=path, split="train"),)
    (tmp_path / "croissant.json").write_bytes(croissant(make_facts(files=files)))
    dataset = reader.Dataset(tmp_path / "croissant.json")
    assert not dataset.metadata.issues.errors
    assert not dataset.metadata.issues.warnings
    (found,) = dataset.records("records-train")
    assert found["records-train/text"] == b"Norland \xf0\x9f\x98\x80"
