from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest

from db.formats import workbook
from db.formats.fields import FieldMapping
from tests.db.formats.article_files import articles, notes, packed, problems, xlsx

ROWS = [
    ["ID", "Headline", "Text", "Date", "Pages"],
    [7, "Talks", "They met.\nThey parted.", date(2024, 3, 5), 3],
    [],
    [8, None, "They met again.", datetime(2024, 3, 6, 10, 30), 4.5],
    [None, None, None, "6 March 2024"],
]


def read(data: bytes, **said: object):
    return list(workbook.read(io.BytesIO(data), path="a.xlsx", **said))


def test_each_row_is_an_article_with_its_number():
    reads = read(xlsx(Articles=ROWS))
    first, second = articles(reads)
    assert (first.title, first.body, first.external_id) == (
        "Talks",
        "They met.\nThey parted.",
        "7",
    )
    assert first.metadata == {"date": "2024-03-05"}
    assert second.metadata == {"date": "2024-03-06"}
    assert [read.line for read in reads if read.record] == [2, 4]
    assert notes(reads)[1:] == [
        "a.xlsx: left out, for no article field was given for them: “Pages”",
        "a.xlsx, line 5: it was left out: there is no text in it",
    ]


def test_sheets_that_hold_articles_are_read_and_others_named():
    reads = read(xlsx(One=[["text"], ["a"]], Legend=[["key", "x"]], Two=[["text"], ["b"]]))
    assert [article.body for article in articles(reads)] == ["a", "b"]
    assert any(note.startswith("a.xlsx: sheet “Legend”: it was left out") for note in notes(reads))


def test_somebody_may_say_sheet_and_columns():
    data = xlsx(One=[["text"], ["a"]], Two=[["a", "b"], ["c", "d"]])
    mapping = FieldMapping(body="b", fields={"section": "a"})
    (article,) = articles(read(data, sheet="Two", mapping=mapping))
    assert (article.body, article.metadata) == ("d", {"section": "c"})
    assert problems(read(data, sheet="Three")) == ["a.xlsx: there is no sheet “Three”"]
    (found,) = problems(read(data, sheet="One", mapping=mapping))
    assert "there is no column “a”, “b”" in found


def test_cells_beyond_the_columns_are_noted():
    reads = read(xlsx(A=[["text"], ["words", None, "more"]]))
    assert [article.body for article in articles(reads)] == ["words"]
    assert notes(reads)[1] == "a.xlsx, line 2: cells in columns without a name were left out"


def test_a_preview_shows_names_sheets_and_first_rows():
    found = workbook.columns(io.BytesIO(xlsx(Empty=[], Articles=ROWS)))
    assert found.names == ("ID", "Headline", "Text", "Date", "Pages")
    assert found.rows[0] == ("7", "Talks", "They met.\nThey parted.", "2024-03-05", "3")
    assert found.sheets == ("Empty", "Articles")
    assert "no sheet" in (workbook.columns(io.BytesIO(xlsx(A=ROWS)), sheet="B").problem or "")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no ZIP archive"),
        (b"\xd0\xcf\x11\xe0", "old workbook (.xls) or locked"),
        (packed({"a.txt": "words"}), "not what its name says"),
        (packed({"../a": "words"}), "leads out"),
        (packed({"[Content_Types].xml": "<a>"}), "not what its name says"),
        (packed({"xl/sharedStrings.xml": b"0" * 30_000_000}), "times its size"),
        (xlsx(A=[]), "say which one does"),
        (xlsx(A=[["text"]]), "no row with a text"),
    ],
)
def test_what_is_no_workbook_is_told(data, reason):
    (found,) = problems(read(data))
    assert reason in found


def _changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:

    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        files = {each: whole.read(each) for each in whole.namelist()}
    assert old in files[name]
    return packed({**files, name: files[name].replace(old, new)})


def test_entities_in_a_sheet_are_a_problem():
    head = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><worksheet'
    data = _changed(xlsx(A=ROWS), "xl/worksheets/sheet1.xml", b"<worksheet", head)
    assert problems(read(data))


def test_a_row_beyond_all_sheets_is_a_problem(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_ROWS", 100)
    data = _changed(xlsx(A=ROWS), "xl/worksheets/sheet1.xml", b'<row r="4"', b'<row r="999999999"')
    (found,) = problems(read(data))
    assert "more than 100 rows" in found


def test_a_sheet_that_breaks_off_gives_what_was_read_and_a_problem():
    data = _changed(xlsx(A=ROWS), "xl/worksheets/sheet1.xml", b"</sheetData>", b"<broken")
    reads = read(data)
    assert len(problems(reads)) == 1


def test_texts_that_fill_the_memory_are_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_BYTES", 100)
    (found,) = problems(read(xlsx(A=ROWS)))
    assert "save it as CSV" in found
