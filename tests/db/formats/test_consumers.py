"""What the programs read that our files are made for, as far as they are small enough to be here.

`build/interop.py` asks the large ones, each in an environment of its own.
"""

from __future__ import annotations

import io
import json
from collections import Counter

import cassis
import jsonschema
import pytest
from hypothesis import given, settings

from db import shipped
from db.formats import cas_writer, jsonl
from db.formats.losses import Loss, LossKind, kept
from db.formats.record import Record
from tests.db.formats.foreign_checks import gold
from tests.db.formats.strategies import records

SPAN, LINK = "webanno.custom.Span", "webanno.custom.Link"
VALIDATOR = jsonschema.Draft202012Validator(json.loads(shipped.RECORD_SCHEMA.read_bytes()))


def meant(record: Record, losses: tuple[Loss, ...]) -> tuple[Counter[object], int]:
    rest = kept(record, losses)
    return Counter((span.label, span.start, span.end) for span in rest.spans), len(rest.links)


def read_by_cassis(cas: cassis.Cas) -> tuple[Counter[object], int]:
    found = Counter((span.label, span.begin, span.end) for span in cas.select(SPAN))
    return found, len(cas.select(LINK))


def xmi(record: Record) -> tuple[cassis.Cas, tuple[Loss, ...]]:
    written = cas_writer.write_xmi(record)
    types = cassis.load_typesystem(io.BytesIO(cas_writer.type_system(
        cas_writer.attributes_of([record])
    )))  # fmt: skip
    return cassis.load_cas_from_xmi(io.BytesIO(written.data), typesystem=types), written.losses


@settings(max_examples=60, deadline=None)
@given(records())
def test_cassis_finds_in_xmi_what_was_not_told_as_lost(record: Record):
    cas, losses = xmi(record)
    assert read_by_cassis(cas) == meant(record, losses)


@settings(max_examples=60, deadline=None)
@given(records())
def test_cassis_finds_in_json_what_was_not_told_as_lost(record: Record):
    written = cas_writer.write_json(record)
    cas = cassis.load_cas_from_json(io.BytesIO(written.data))
    assert read_by_cassis(cas) == meant(record, written.losses)
    if not any(loss.kind is LossKind.TEXT for loss in written.losses):
        assert cas.sofa_string == record.article.body


@pytest.mark.parametrize("form", ["xmi", "json"])
def test_cassis_covers_the_words_of_the_seed(form: str):
    record = gold()
    cas = (
        xmi(record)[0]
        if form == "xmi"
        else cassis.load_cas_from_json(io.BytesIO(cas_writer.write_json(record).data))
    )
    body = record.article.body
    assert Counter(span.get_covered_text() for span in cas.select(SPAN)) == Counter(
        body[span.start : span.end] for span in record.spans
    )


@given(records())
def test_our_own_records_fit_their_schema(record: Record):
    VALIDATOR.validate(json.loads(jsonl.write(record)))
