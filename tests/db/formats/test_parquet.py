from __future__ import annotations

import io
from collections.abc import Iterable

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet as arrow_parquet

from db.formats import extras, parquet
from db.formats.record import Record
from tests.db.formats.foreign_checks import gold
from tests.db.formats.strategies import records


def written(found: Iterable[Record]) -> bytes:
    stream = io.BytesIO()
    with parquet.ParquetWriter(stream) as writer:
        for record in found:
            assert writer.add(record) == ()
    return stream.getvalue()


def read(data: bytes) -> list[Record | None]:
    return [found.record for found in parquet.read(io.BytesIO(data), path="f")]


@given(records())
def test_nothing_is_lost(record: Record):
    assert read(written([record])) == [record]


@given(record=records())
def test_answers_keep_their_order_and_their_types(record: Record):
    (found,) = read(written([record]))
    assert found is not None
    assert list(map(repr, found.article.metadata.items())) == list(
        map(repr, record.article.metadata.items())
    )


def test_rows_are_written_in_groups(monkeypatch):
    monkeypatch.setattr(parquet, "RECORDS_A_GROUP", 2)
    data = written([gold()] * 5)
    file = arrow_parquet.ParquetFile(io.BytesIO(data))
    assert [file.metadata.row_group(group).num_rows for group in range(3)] == [2, 2, 1]
    assert read(data) == [gold()] * 5


def test_long_articles_fill_a_group_sooner(monkeypatch):
    monkeypatch.setattr(parquet, "CHARACTERS_A_GROUP", len(gold().article.body))
    file = arrow_parquet.ParquetFile(io.BytesIO(written([gold()] * 3)))
    assert file.num_row_groups == 3


def test_columns_are_those_of_our_own_record_with_types():
    table = arrow_parquet.read_table(io.BytesIO(written([gold()])))
    row = table.to_pylist()[0]
    assert table.schema.field("spans").type.value_type.field("start").type == pyarrow.int64()
    for span in row["spans"]:
        assert row["text"][span["start"] : span["end"]] == span["text"]
    assert (len(row["spans"]), len(row["links"]), len(row["referents"])) == (43, 24, 24)
    assert {each["name"]: each["value"] for each in row["meta"]}["publisher"] == "MENAFN"


def test_a_file_without_rows_is_a_file():
    assert read(written([])) == []


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_problem(data: bytes):
    (found,) = parquet.read(io.BytesIO(data), path="f")
    assert "no whole Parquet file" in found.problems[0].reason


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_file_gives_records_or_problems(data: st.DataObject):
    whole = bytearray(written([gold()]))
    start = data.draw(st.integers(0, len(whole)))
    whole[start : start + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=20))
    for found in parquet.read(io.BytesIO(bytes(whole)), path="f"):
        assert found.record is not None or found.problems


def test_other_tables_are_refused():
    stream = io.BytesIO()
    arrow_parquet.write_table(pyarrow.table({"text": ["a"], "meta": [1]}), stream)
    stream.seek(0)
    (found,) = parquet.read(stream, path="f")
    assert found.record is None
    assert found.problems


def test_without_the_library_it_says_how_to_install_it(monkeypatch):
    def missing(_: str) -> None:
        raise ImportError

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(extras.MissingLibrary, match=r'pip install "demarche\[parquet\]"'):
        parquet.ParquetWriter(io.BytesIO())
