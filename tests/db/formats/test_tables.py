from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import tables, tables_reader
from db.formats.record import Read, Record
from db.scheme.model import ArticleField, Attribute, AttributeKind, Scheme
from tests.db.formats.foreign_checks import gold, reasons
from tests.db.formats.strategies import records, scheme

LAYOUT = tables.layout_of(scheme())
LAYOUT_OF_LAYERS = tables.COLUMNS[tables.LAYERS]


def written(
    found: Iterable[Record], layout: tables.Layout = LAYOUT, **options: object
) -> tuple[dict[str, bytes], dict[str, int]]:
    streams = {table: io.BytesIO() for table in tables.TABLES}
    writer = tables.TableWriter(streams, layout, **options)
    for record in found:
        assert writer.add(record) == ()
    return {table: stream.getvalue() for table, stream in streams.items()}, writer.rows


def read(data: dict[str, bytes], **options: object) -> list[Read]:
    streams = {table: io.BytesIO(each) for table, each in data.items()}
    return list(tables_reader.read(streams, path="f", **options))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@given(st.lists(records(), max_size=3), st.booleans(), st.sampled_from(",;\t"))
def test_nothing_is_lost_but_the_types_of_answers(
    found: list[Record], has_mark: bool, separator: str
):
    data, _ = written(found, has_mark=has_mark, separator=separator)
    again = read(data, separator=separator)
    assert [back.problems for back in again] == [()] * len(found)
    assert [back.record for back in again] == [tables_reader.as_texts(each) for each in found]


@given(records(), st.booleans(), st.integers(-(10**15) + 1, 10**15 - 1), st.booleans())
def test_with_the_scheme_answers_have_their_types_again(
    record: Record, is_sure: bool, count: int, is_kept: bool
):
    asking, answered = (
        typed(scheme()),
        replace(
            record,
            article=replace(record.article, metadata={"count": count}),
            labels={"kept": is_kept},
            spans=tuple(
                replace(span, attributes=dict(span.attributes) | {"sure": is_sure})
                for span in record.spans
            ),
        ),
    )
    data, _ = written([answered], layout=tables.layout_of(asking))
    (back,) = read(data, scheme=asking)
    assert back.problems == ()
    assert back.record is not None
    assert back.record.article.metadata == {"count": count}
    assert back.record.labels == {"kept": is_kept}
    assert back.record.labels["kept"] is is_kept
    assert [span.attributes["sure"] for span in back.record.spans] == [is_sure] * len(record.spans)


def typed(plain: Scheme) -> Scheme:
    """The scheme with a number and questions to be answered with yes or no."""
    sure = Attribute(name="sure", title="Sure", kind=AttributeKind.YES_NO)
    fields = (
        ArticleField(name="count", title="Count", kind=AttributeKind.NUMBER),
        ArticleField(name="kept", title="Kept", kind=AttributeKind.YES_NO, per_annotator=True),
    )
    return replace(
        plain,
        fields=(*plain.fields, *fields),
        span_types=tuple(
            replace(each, attributes=(*each.attributes, sure)) for each in plain.span_types
        ),
    )


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("layers.csv", ",".join(LAYOUT_OF_LAYERS).encode() + b",others\r\n1,a", ("layers", ",")),
        ("Articles.CSV", b"\xef\xbb\xbfarticle;title;text;date;others\n", ("articles", ";")),
        ("articles.csv", b"title,text\n", None),
        ("other.csv", b"article,title,text,others\n", None),
        ("articles.csv", b"", None),
        ("layers.csv", b'lay\rer,arti"cle', None),
    ],
)
def test_our_own_tables_are_told_by_name_and_heading(name, head, expected):
    assert tables_reader.table_of(name, head) == expected


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
        ("layers", lambda data: data + b"2,nobody\r\n", "line 3 of layers.csv has 2 cells"),
        ("layers", lambda data: data.replace(b"1,menafn", b"1,other"), "is missing"),
        ("spans", lambda data: data.replace(b",84,", b",x,"), "must be a whole number"),
        ("spans", lambda data: data.replace(b",84,", b",83,"), '"text" is not what stands at'),
        ("spans", lambda data: b"layer\r\n1\r\n", "spans.csv has no column “article”"),
        ("spans", lambda data: b"\xff", "not whole"),
        ("spans", lambda data: data.replace(b"\n1,", b"\n2,", 1), "behind layer 2"),
        ("spans", lambda data: data.replace(b"\n1,", b"\n2,"), "layers.csv does not have"),
        ("links", lambda data: data.replace(b"\n1,", b"\nx,", 1), "“x” is no number of a layer"),
        ("links", lambda data: b"", "has no column"),
    ],
)
def test_a_damaged_table_ends_in_a_problem(table, change, reason):
    data, _ = written([gold()])
    data[table] = change(data[table])
    found = read(data)
    assert reason in reasons(found)
    assert all(each.problems for each in found if each.record is None)


@given(st.sampled_from(tables.TABLES), st.data())
def test_any_damage_gives_sound_articles_or_problems(table: str, data: st.DataObject):
    found, _ = written([gold()])
    whole = bytearray(found[table])
    start = data.draw(st.integers(0, len(whole)))
    whole[start : start + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=8))
    found[table] = bytes(whole)
    assert all(each.problems for each in read(found) if each.record is None)
