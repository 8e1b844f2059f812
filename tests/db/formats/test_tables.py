from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import tables, tables_reader
from db.formats.foreign import ForeignRead
from db.formats.losses import as_text
from db.formats.record import Record
from tests.db.formats.foreign_checks import check_sound, expected, gold, reasons, said
from tests.db.formats.strategies import records, scheme

LAYOUT = tables.layout_of(scheme())


def written(found: Iterable[Record], **options: object) -> tuple[dict[str, bytes], dict[str, int]]:
    streams = {table: io.BytesIO() for table in tables.TABLES}
    writer = tables.TableWriter(streams, LAYOUT, **options)
    for record in found:
        assert writer.add(record) == ()
    return {table: stream.getvalue() for table, stream in streams.items()}, writer.rows


def read(data: dict[str, bytes], **options: str) -> list[ForeignRead]:
    streams = {table: io.BytesIO(each) for table, each in data.items()}
    return list(tables_reader.read(streams, path="f", **options))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def as_texts(values) -> dict[str, str]:
    return {name: as_text(value) for name, value in values.items()}


@given(st.lists(records(), max_size=3), st.booleans(), st.sampled_from(",;\t"))
def test_nothing_is_lost_but_the_types_of_answers(
    found: list[Record], has_mark: bool, separator: str
):
    data, _ = written(found, has_mark=has_mark, separator=separator)
    again = read(data, separator=separator)
    assert len(again) == len(found)
    for record, back in zip(found, again, strict=True):
        assert back.problems == ()
        article = back.article
        assert article is not None
        assert (article.text, article.title) == (record.article.body, record.article.title)
        assert article.metadata == as_texts(record.article.metadata)
        (layer,) = article.layers
        assert said(layer) == expected(record, ())
        assert layer.answers == as_texts(record.labels)
        assert (layer.kind, layer.annotator) == (record.layer.kind, record.layer.annotator)


@given(st.text("'=+-@\t\r\nab1.,%", max_size=6))
def test_a_cell_is_no_formula_and_gives_its_text_back(text: str):
    cell = tables.guarded(text)
    assert tables.unguarded(cell) == text
    assert not cell.startswith(("=", "@", "\t", "\r"))
    assert not cell.startswith(("+", "-")) or tables._NUMBER.fullmatch(cell)


@given(st.sampled_from(tables.TABLES[:-1]), st.text("texid_", max_size=6))
def test_a_column_tells_its_answer(table: str, name: str):
    column = tables.column_of(table, name)
    assert column not in tables.COLUMNS[table]
    assert tables.answer_in(table, column) == name


def test_every_row_of_the_seed_is_in_its_table():
    data, counts = written([gold()])
    assert counts == {
        "articles": 1,
        "layers": 1,
        "spans": 43,
        "links": 24,
        "referents": 24,
        "statements": 15,
    }
    assert {table: len(rows(each)) for table, each in data.items()} == counts


def test_a_statement_says_who_what_when_and_where():
    found = rows(written([gold()])[0]["statements"])
    first = found[0]
    plan = (
        "Deploy NATO troops to Ukraine to aid Ukrainian forces in critical capacities "
        "(air defence, training, cyber, demining)"
    )
    assert (first["stance"], first["who"], first["what"]) == ("PROPOSAL", "France", plan)
    assert (first["when"], first["publisher"]) == ("2024-03-05", "MENAFN")
    assert first["reported_by"] == "Ivo Daalder; Politico"
    assert gold().article.body[int(first["start"]) : int(first["end"])] == first["quote"]
    by_id = {row["statement"]: row for row in found}
    assert (by_id["r01"]["who"], by_id["r01"]["what"]) == ("NATO allies (every ally)", plan)
    # "The rejection" does not repeat who rejected what, but another mention of it says so.
    assert (by_id["r06"]["who"], by_id["r06"]["same_as"]) == ("NATO allies (every ally)", "r01")
    assert by_id["r04"]["who"] == "United States; United Kingdom; Spain; Italy; Germany"
    assert by_id["r05"]["absent"] == "rejects: implied"


def test_an_article_with_several_layers_is_one_row():
    second = replace(gold(), layer=replace(gold().layer, flag=""))
    data, counts = written([gold(), second])
    assert (counts["articles"], counts["layers"], counts["spans"]) == (1, 2, 86)
    assert [row["layer"] for row in rows(data["layers"])] == ["1", "2"]
    assert len(read(data)) == 2


def test_a_formula_is_told_and_disarmed():
    record = replace(gold(), article=replace(gold().article, title='=HYPERLINK("x")'))
    streams = {table: io.BytesIO() for table in tables.TABLES}
    writer = tables.TableWriter(streams, LAYOUT)
    writer.add(record)
    assert writer.guarded_cells == 1
    (row,) = rows(streams["articles"].getvalue())
    assert row["title"] == '\'=HYPERLINK("x")'


@pytest.mark.parametrize(
    ("table", "change", "reason"),
    [
        ("articles", lambda data: data[:200], "not whole"),
        ("layers", lambda data: data + b"2,nobody\r\n", "has 2 cells"),
        ("layers", lambda data: data.replace(b"1,menafn", b"1,other"), "is missing"),
        ("spans", lambda data: data.replace(b",84,", b",x,"), "not whole"),
        ("spans", lambda data: b"layer\r\n1\r\n", "not whole"),
        ("spans", lambda data: b"\xff", "not whole"),
        ("links", lambda data: b"", "no"),
    ],
)
def test_a_damaged_table_ends_in_a_problem(table, change, reason):
    data, _ = written([gold()])
    data[table] = change(data[table])
    found = read(data)
    assert table == "links" or reason in reasons(found)
    check_sound(found)


@given(st.sampled_from(tables.TABLES), st.data())
def test_any_damage_gives_sound_articles_or_problems(table: str, data: st.DataObject):
    found, _ = written([gold()])
    whole = bytearray(found[table])
    start = data.draw(st.integers(0, len(whole)))
    whole[start : start + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=8))
    found[table] = bytes(whole)
    check_sound(read(found))
