from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import table, table_dialect
from db.formats.fields import FieldMapping
from tests.db.formats.article_files import articles, notes, problems


def read(data: str | bytes, **said: object):
    raw = data.encode() if isinstance(data, str) else data
    return list(table.read(io.BytesIO(raw), path="a.csv", **said))


def bodies(data: str | bytes, **said: object) -> list[str]:
    return [article.body for article in articles(read(data, **said))]


def test_each_row_is_an_article_with_its_line():
    reads = read('id,title,text,date\n7,"A, b","One\ntwo",5 March 2024\n8,,"He said ""no""",\n')
    first, second = articles(reads)
    assert (first.title, first.body, first.external_id) == ("A, b", "One\ntwo", "7")
    assert first.metadata == {"date": "2024-03-05"}
    assert second.body == 'He said "no"'
    assert [read.line for read in reads if read.record] == [2, 4]
    assert notes(reads) == [
        "a.csv: taken by name: “text” (text), “title” (title), “id” (id), “date” (date)"
    ]


@pytest.mark.parametrize("delimiter", table_dialect.DELIMITERS)
def test_the_delimiter_is_told(delimiter):
    row = delimiter.join(["1", "words, and; more", "x"])
    quoted = delimiter.join(["2", f'"with {delimiter} inside"', "y"])
    data = delimiter.join(["id", "text", "note"]) + f"\n{row}\n{quoted}\n"
    if delimiter in ",;":
        data = data.replace(row, delimiter.join(["1", "words and more", "x"]))
    assert bodies(data)[1] == f"with {delimiter} inside"
    assert table.columns(io.BytesIO(data.encode())).delimiter == delimiter


def test_a_single_column_needs_no_delimiter():
    assert bodies("text\none, two; three\nfour\n") == ["one, two; three", "four"]


def test_quotes_between_tabs_are_part_of_the_text():
    reads = read('id\ttext\n1\t"Never" he said\n2\tso\n')
    assert [article.body for article in articles(reads)] == ['"Never" he said', "so"]
    assert "quotes are part of the texts" in notes(reads)[0]
    assert bodies('id\ttext\n1\t"with\ttab"\n') == ["with\ttab"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le"])
def test_the_encoding_is_told(encoding):
    words = "Der Gesandte schlägt eine Öffnung vor, doch das Gremium lehnt ab – über Nacht."
    data = "Kennung;Text\n" + "".join(f"{n};{n} {words}\n" for n in range(20))
    found = articles(read(data.encode(encoding)))
    assert [article.body for article in found] == [f"{n} {words}" for n in range(20)]
    assert found[3].external_id == "3"


def test_letters_far_down_count_too():
    data = b"id;text\n" + b"1;plain words\n" * 40_000 + "2;schlägt ab\n".encode("cp1252")
    assert bodies(data)[-1] == "schlägt ab"


def test_somebody_may_say_encoding_delimiter_and_columns():
    mapping = FieldMapping(body="b", title="a", fields={"section": "c"})
    data = "a;b;c\nČíslo;Odpověď;x,y\n".encode("cp1250")
    (article,) = articles(read(data, mapping=mapping, encoding="cp1250", delimiter=";"))
    assert (article.title, article.body) == ("Číslo", "Odpověď")
    assert article.metadata == {"section": "x,y"}


def test_a_wrong_byte_refuses_its_row_alone():
    lines = "".join(f"{n},schlägt über Öl {n}\n" for n in range(100))
    data = f"id,text\n{lines}".encode().replace("Öl 50".encode(), b"\xd6l\xff\xff\xff 50")
    reads = read(data)
    assert problems(reads) == ["a.csv, line 52: it has characters that are not utf-8"]
    assert sum(read.record is not None for read in reads) == 99


def test_ragged_rows_are_named():
    reads = read("id,text,x\n1,one\n2,two,b,c\n3,three,c,\n")
    (found,) = problems(reads)
    assert found.startswith("a.csv, line 3: it has 4 cells, but there are 3 columns; is a quote")
    assert "a.csv, line 2: it has 2 of 3 cells; the rest is empty" in notes(reads)
    assert [read.record.article.body for read in reads if read.record] == ["one", "three"]


def test_quotes_that_are_wrong_are_named_and_other_rows_read():
    reads = read('id,text\n1,"He "said" no"\n2,fine\n3,"never closed\n4,swallowed\n')
    assert [problem.partition(": ")[0] for problem in problems(reads)] == [
        "a.csv, line 2",
        "a.csv, line 4",
    ]
    assert [read.record.article.body for read in reads if read.record] == ["fine"]


def test_rows_without_a_text_are_left_out_with_a_note():
    reads = read("id,text\n1,\n\n,\n2,words\n")
    assert [article.body for article in articles(reads)] == ["words"]
    assert notes(reads)[1:] == ["a.csv, line 2: it was left out: there is no text in it"]


def test_columns_that_are_not_used_are_named():
    assert notes(read("text,a,b\nx,y,z\n"))[1] == (
        "a.csv: left out, for no article field was given for them: “a”, “b”"
    )


def test_a_table_without_a_known_text_says_what_it_has():
    (found,) = problems(read("a,b\n1,2\n"))
    assert "say which one does (“a”, “b”)" in found
    (found,) = problems(read("a,b\n1,2\n", mapping=FieldMapping(body="c")))
    assert "there is no column “c”; the columns are “a”, “b”" in found


def test_a_preview_shows_names_and_first_rows():
    found = table.columns(io.BytesIO("id;;id\n1;2;3\n4\n".encode("cp1252")))
    assert found.names == ("id", "column 2", "id (2)")
    assert found.rows == (("1", "2", "3"), ("4", "", ""))
    assert (found.delimiter, found.problem) == (";", None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"\n\n", "it is empty"),
        (b"\x89PNG\r\n", "a picture"),
        (b"PK\x03\x04", "ZIP archive"),
        (bytes(range(256)) * 40, "binary"),
        (b"text,id\n", "no row with a text"),
    ],
)
def test_what_is_no_table_is_told(data, reason):
    (found,) = problems(read(data))
    assert reason in found


def test_cells_have_a_limit(monkeypatch):
    monkeypatch.setattr(table, "MAX_BODY_BYTES", 300_000)
    monkeypatch.setattr(table_dialect, "MAX_BODY_BYTES", 300_000)
    quoted = 'text,id\n"' + "words\n" * 100_000
    assert any("is a quote in this row never closed" in each for each in problems(read(quoted)))
    assert any("a cell has more than" in each for each in problems(read("text\n" + "x" * 400_000)))


cells = st.text(alphabet='ab",;\n\té’😀 ', max_size=12)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=8))
def test_every_table_that_python_writes_is_read_as_it_was(rows):
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(["text", "id"])
    writer.writerows((f"x{text}y", f"i{number}") for text, number in rows)
    found = articles(read(stream.getvalue(), delimiter=","))
    assert [article.body for article in found] == [f"x{text}y" for text, _ in rows]
