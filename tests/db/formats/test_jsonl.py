from __future__ import annotations

import io
import json
from dataclasses import replace

import jsonschema
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import shipped
from db.formats import jsonl, jsonl_reader
from db.formats.record import Read, Record
from tests.db.formats.strategies import records, scheme
from tests.shared_data import shared

RECORD = {
    "schema_version": "1.0",
    "id": "one",
    "title": "A title",
    "text": "France proposed talks. Germany said no.",
    "offset_unit": "codepoint",
    "meta": {"date": "2024-03-05"},
    "spans": [
        {"id": "a1", "label": "ACTOR", "start": 0, "end": 6, "text": "France", "referent": "f"},
        {"id": "p1", "label": "PROPOSAL", "start": 16, "end": 21, "text": "talks"},
        {"id": "r1", "label": "REJECTION", "start": 31, "end": 38, "text": "said no"},
    ],
    "links": [
        {"id": "l1", "role": "proposed_by", "source": "p1", "target": "a1"},
        {"id": "l2", "role": "rejects", "source": "r1", "target": None, "absent": "implied"},
    ],
    "referents": [
        {"id": "f", "label": "ACTOR", "name": "France", "attributes": {"type": "state"}}
    ],
    "labels": {"relevance": "relevant"},
    "layer": {"kind": "gold", "annotator": None, "state": "done"},
    "scheme": {"id": "proposals-and-rejections", "version": "1.0"},
}  # fmt: skip


def read(data: bytes) -> list[Read]:
    return list(jsonl_reader.read(io.BytesIO(data), path="file.jsonl", scheme=scheme()))


def read_one(record: object) -> Read:
    (found,) = read(json.dumps(record).encode())
    return found


def reasons(record: object) -> str:
    return "; ".join(problem.reason for problem in read_one(record).problems)


def changed(part: str, number: int, **values: object) -> dict[str, object]:
    copy = json.loads(json.dumps(RECORD))
    copy[part][number].update(values)
    return copy


def without(part: str, number: int, key: str) -> dict[str, object]:
    copy = json.loads(json.dumps(RECORD))
    del copy[part][number][key]
    return copy


@given(records())
def test_what_is_written_reads_back_as_it_was(record: Record):
    (found,) = read(jsonl.write(record))
    assert found.problems == ()
    assert found.record == record


@given(records())
def test_a_line_is_one_line_for_every_reader(record: Record):
    written = jsonl.write(record)
    assert len(written.decode().splitlines()) == 1
    assert written.endswith(b"\n")
    assert jsonl.write(record) == written


@given(records())
def test_what_is_written_fits_the_json_schema(record: Record):
    VALIDATOR.validate(json.loads(jsonl.write(record)))


@given(records(), st.data())
def test_any_damage_to_a_line_is_a_problem_or_a_record_and_never_a_crash(record: Record, data):
    written = bytearray(jsonl.write(record))
    place = data.draw(st.integers(0, len(written) - 1))
    written[place] = data.draw(st.integers(0, 255))
    for found in read(bytes(written)):
        assert (found.record is None) == bool(found.problems)


@given(records(), st.data())
def test_a_line_that_breaks_off_is_a_problem(record: Record, data):
    written = jsonl.write(record)
    cut = data.draw(st.integers(1, len(written) - 2))
    (found,) = read(written[:cut])
    assert found.record is None
    assert found.problems


VALIDATOR = jsonschema.Draft202012Validator(json.loads(shipped.RECORD_SCHEMA.read_bytes()))


def test_the_json_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(VALIDATOR.schema)


def test_the_seed_reads_and_writes_as_it_is():
    data = shared("seed", "gold.jsonl").read_bytes()
    (found,) = read(data)
    assert found.problems == ()
    assert json.loads(jsonl.write(found.record)) == json.loads(data)
    VALIDATOR.validate(json.loads(data))


def test_the_example_of_these_tests_is_sound():
    assert reasons(RECORD) == ""
    VALIDATOR.validate(RECORD)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (changed("spans", 0, start=1), '"text" is not what stands at 1–6, "rance"'),
        (changed("spans", 0, end=99), "0–99 is no stretch of the text, which has 39 characters"),
        (changed("spans", 0, end=0), "0–0 is no stretch"),
        (changed("spans", 0, start=-1), '"start" must be a whole number, not -1'),
        (changed("spans", 0, start="0"), '"start" must be a whole number, not "0"'),
        (changed("spans", 0, start=True), '"start" must be a whole number, not true'),
        (without("spans", 0, "end"), '"end" must be a whole number, not null'),
        (changed("spans", 0, end=7, text="France "), "begins or ends with white space"),
        (changed("spans", 0, label="THREAT"), 'span "a1": the scheme has no label "THREAT"'),
        (changed("spans", 0, referent="x"), 'its referent "x" is not in this record'),
        (changed("spans", 1, referent="f"), 'its referent "f" is a ACTOR'),
        (changed("spans", 1, attributes={"status": "odd"}), "“odd” is none of the options"),
        (changed("spans", 1, attributes={"mood": "odd"}), "the scheme has no such question"),
        (changed("spans", 1, attributes={"status": ["odd"]}), "must be text, a number, true"),
        (changed("spans", 1, attributes=[]), '"attributes" must be an object'),
        (changed("spans", 1, id="a1"), "there is another one of this id before it"),
        (changed("spans", 1, id=""), '"id" is empty'),
        (without("spans", 1, "id"), 'span 2 has no "id"'),
        (changed("spans", 1, colour="red"), 'unknown key "colour"'),
        (changed("spans", 0, fragments=[[0, 3], [2, 6]]), '"fragments" must be pairs'),
        (changed("spans", 0, fragments=[[0, 3], [3, 6]]), '"fragments" must be pairs'),
        (changed("spans", 0, fragments=[[0, 3], [4, 5]]), '"fragments" must be pairs'),
        (changed("spans", 0, fragments="0-6"), '"fragments" must be pairs'),
        (changed("spans", 0, fragments=[[0, "6"]]), '"fragments" must be pairs'),
        (
            changed("spans", 1, label="ACTOR", start=0, end=6, text="France"),
            'marks the same words as span "a1"',
        ),
        (changed("links", 0, target="x"), 'its target "x" is no span of this record'),
        (changed("links", 0, source="x"), 'its source "x" is no span of this record'),
        (changed("links", 0, target="p1"), "points from a span to itself"),
        (changed("links", 0, target="r1"), '"proposed_by" can\'t point at REJECTION'),
        (changed("links", 0, role="likes"), 'the scheme has no role "likes" for PROPOSAL'),
        (changed("links", 0, absent="implied"), 'has both a "target" and "absent"'),
        (changed("links", 1, absent="lost"), "must be one of unnamed, implied, other_article"),
        (changed("links", 1, absent=None), '"absent" must be one of'),
        (changed("links", 1, id="l1"), "there is another one of this id before it"),
        (
            changed("links", 1, role="proposed_by", source="p1", target="a1", absent=None),
            'says the same as link "l1"',
        ),
        (changed("referents", 0, name=" "), '"name" is empty'),
        (changed("referents", 0, label="ACTORS"), 'the scheme has no label "ACTORS"'),
        (changed("referents", 0, attributes={"type": "x"}), "“x” is none of the options"),
        (changed("referents", 0, attributes={"affiliation": "x"}), '"x" is no referent'),
        (RECORD | {"schema_version": "2.0"}, '"schema_version" must be "1.0"'),
        (RECORD | {"offset_unit": "utf-16"}, '"offset_unit" must be "codepoint"'),
        (RECORD | {"text_sha256": "0" * 64}, '"text_sha256" does not fit the text'),
        (RECORD | {"text": 5}, '"text" must be text'),
        (RECORD | {"text": "\n "}, "nothing but white space"),
        (RECORD | {"id": None}, '"id" must be text'),
        (RECORD | {"spans": {}}, '"spans" must be a list'),
        (RECORD | {"spans": [5]}, "span 1 must be an object"),
        (RECORD | {"meta": {"tags": ["a"]}}, '"meta.tags" must be text, a number'),
        (RECORD | {"labels": {"relevance": "very"}}, "“very” is none of the options"),
        (RECORD | {"labels": {"mood": "good"}}, "the scheme has no such question"),
        (RECORD | {"layer": None}, "annotation but no"),
        (RECORD | {"layer": {"kind": "human", "state": "done"}}, 'must name its "annotator"'),
        (RECORD | {"layer": {"kind": "boss", "state": "done"}}, "human, gold, model"),
        (RECORD | {"layer": {"kind": "gold", "state": "fine"}}, "todo, open, done, skipped"),
        (RECORD | {"layer": {"kind": "gold", "state": "done", "nothing_here": True}}, "links"),
        (RECORD | {"scheme": "x"}, '"scheme" must be an object'),
        (RECORD | {"txet": "x"}, 'unknown key "txet"'),
        ({"text": "no record"}, '"schema_version" is missing'),
        ([RECORD], "one JSON object"),
    ],
)
def test_what_is_wrong_with_a_record_is_said(record, reason):
    assert reason in reasons(record)


def test_all_problems_of_a_record_are_listed_with_file_and_line():
    broken = changed("spans", 0, start=3) | {"offset_unit": "byte", "x": 1}
    (found,) = read(b"\n" + json.dumps(broken).encode())
    assert len(found.problems) == 3
    assert {str(problem).split(":")[0] for problem in found.problems} == {"file.jsonl, line 2"}


def test_records_without_annotation_need_only_a_text_and_an_id():
    found = read_one({"schema_version": "1.0", "id": "x", "text": "Some words. And more."})
    assert found.record is not None
    assert found.record.layer is None
    assert found.record.article.title == "Some words. And more"


def test_offsets_follow_a_text_whose_line_ends_are_changed():
    text = "\ufeffone\r\ntwo\r\n\r\nthree"
    start = text.index("three")
    record = RECORD | {
        "text": text,
        "spans": [{"id": "a", "label": "ACTOR", "start": start, "end": start + 5, "text": "three"}],
        "links": [],
    }
    found = read_one(record)
    assert found.record.article.body == "one\ntwo\n\nthree"
    assert found.record.spans[0].start == found.record.article.body.index("three")


def test_nul_is_replaced_everywhere_and_said():
    record = json.loads(json.dumps(RECORD).replace("France", "Fran\\u0000e"))
    found = read_one(record | {"title": "backslash \\u0000"})
    assert found.record.article.body.startswith("Fran\ufffde proposed")
    assert found.record.referents[0].name == "Fran\ufffde"
    assert found.record.article.title == "backslash \\u0000"
    assert "NUL" in found.notes[0].reason


def test_half_a_surrogate_pair_is_refused():
    data = json.dumps(RECORD | {"title": "\ud83d"}).encode()
    (found,) = read(data)
    assert "no JSON" in found.problems[0].reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{oops}\n", "no JSON"),
        (b"\xff\xfe{\x00}\x00\n\x00", "UTF-16"),
        (b'{"id": "caf\xe9"}\n', "not UTF-8 (byte 12)"),
        (b"[\n{}\n]\n", "JSON list"),
        (b'{"id": "x", "text": "brea', "breaks off"),
        (b"\x00\x01\x02\x03\n", "no JSON"),
        (b"%PDF-1.4\n", "no JSON"),
        (b"[" * 100_000, "JSON list"),
        (b'{"a":' * 100_000, "no JSON"),
    ],
)
def test_what_is_no_json_lines_is_said(data, reason):
    assert any(reason in problem.reason for found in read(data) for problem in found.problems)


def test_a_byte_order_mark_and_blank_lines_do_no_harm():
    line = json.dumps(RECORD).encode()
    (found,) = read(b"\xef\xbb\xbf\n  \n" + line + b"\r\n\n")
    assert found.record is not None
    assert found.line == 3


def test_one_broken_line_does_not_hide_the_others():
    line = json.dumps(RECORD).encode() + b"\n"
    found = read(b"{\n" + line + b"nonsense\n")
    assert [bool(each.problems) for each in found] == [True, False, True]
    assert [each.line for each in found] == [1, 2, 3]


def test_an_id_stands_for_one_text():
    other = RECORD | {"text": "Other words.", "spans": [], "links": []}
    found = read(b"\n".join(json.dumps(each).encode() for each in (RECORD, other)))
    assert 'the id "one" stands for another text in line 1' in found[1].problems[0].reason


def test_an_id_has_each_layer_once():
    human = RECORD | {"layer": {"kind": "human", "annotator": "annotator 1", "state": "done"}}
    lines = [json.dumps(each).encode() for each in (RECORD, human, RECORD)]
    found = read(b"\n".join(lines))
    assert [bool(each.problems) for each in found] == [False, False, True]
    assert "stands in line 1 already" in found[2].problems[0].reason


def test_a_line_longer_than_any_record_is_refused_without_being_held(monkeypatch):
    monkeypatch.setattr(jsonl_reader, "MAX_LINE_BYTES", 100)
    good = json.dumps({"schema_version": "1.0", "id": "x", "text": "Short."}).encode()
    found = read(b"x" * 350 + b"\n" + good + b"\n")
    assert "longer than 100 bytes" in found[0].problems[0].reason
    assert found[1].record is not None


def test_a_file_full_of_nonsense_is_not_listed_to_the_end(monkeypatch):
    monkeypatch.setattr(jsonl_reader, "MAX_PROBLEMS_LISTED", 10)
    found = read(b"nonsense\n" * 1000)
    assert len(found) == 11
    assert "the rest of the file was not read" in found[-1].problems[0].reason


@given(records())
def test_fragments_are_written_only_where_there_are_several(record: Record):
    data = orjson.loads(jsonl.write(record))
    for span, written in zip(record.spans, data["spans"], strict=True):
        assert ("fragments" in written) == (len(span.fragments) > 1)


@given(records())
def test_without_a_scheme_every_label_is_fine(record: Record):
    data = orjson.loads(jsonl.write(replace(record, links=())))
    for part in ("spans", "referents"):
        for each in data[part]:
            each["label"] = f"X_{each['label']}"
    (found,) = jsonl_reader.read(io.BytesIO(orjson.dumps(data)), path="x")
    assert found.problems == ()
