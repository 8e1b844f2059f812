from __future__ import annotations

import orjson

from db.exports.loss_table import Kept, probing_record, rows
from db.formats import jsonl
from db.formats.losses import LossKind
from db.formats.record_reader import read_record
from tests.db.formats.strategies import scheme

# What the probing record can't bring about in the default scheme.
NEEDS_ODD_NAMES = {("chat", LossKind.LINKS), ("refi-qda", LossKind.TEXT)}


def test_the_table_of_formats_says_just_what_they_lose():
    for row in rows(scheme()):
        seen = {loss.kind for loss in row.losses}
        assert seen <= row.format.loses, row.format.name
        unseen = {(row.format.name, kind) for kind in row.format.loses - seen}
        assert unseen <= NEEDS_ODD_NAMES, row.format.name


def test_the_probing_record_is_a_sound_one():
    record, reasons, _ = read_record(orjson.loads(jsonl.write(probing_record(scheme()))), None)
    assert reasons == ()
    assert record == probing_record(scheme())


def test_ours_keep_everything_and_the_others_say_what_they_do_not():
    found = {row.format.name: row.keeps for row in rows(scheme())}
    for name in ("jsonl", "parquet", "csv"):
        assert set(found[name].values()) == {Kept.YES}, name
    assert found["conll"]["Links"] is Kept.NO
    assert found["conll"]["Spans inside others"] is Kept.IN_PART
    assert found["dygiepp"]["Links"] is Kept.IN_PART
    assert found["chat"]["Where spans stand"] is Kept.IN_PART
    assert found["brat"]["Spans of several pieces"] is Kept.YES
    assert found["spacy"]["Spans inside words"] is Kept.NO
