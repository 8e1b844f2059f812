from __future__ import annotations

import io

import pypdf

from db.formats import pdf
from tests.db.formats import article_files
from tests.db.formats.article_files import articles, notes, problems


def read(data: bytes, **limits: float):
    return list(pdf.read(io.BytesIO(data), path="a/talks.pdf", **limits))


def test_pages_are_joined_and_lines_stay():
    pages = (
        ["Envoys meet in the hall", "They agreed on nothing, and went"],
        ["on with it."],
        ["The end."],
    )
    reads = read(article_files.pdf(pages))
    (article,) = articles(reads)
    assert article.body == (
        "Envoys meet in the hall\nThey agreed on nothing, and went\non with it.\n\nThe end."
    )
    assert (article.title, article.source) == ("Envoys meet in the hall", "talks.pdf")
    assert notes(reads) == []


def test_words_parted_at_line_ends_stay_so_with_a_note():
    reads = read(article_files.pdf([["the govern-", "ment said “no”"]]))
    (article,) = articles(reads)
    assert article.body == "the govern-\nment said “no”"
    assert "1 word is parted by a hyphen" in notes(reads)[0]


def test_properties_give_title_author_and_date():
    known = {"/Title": "The talks", "/Author": "A writer", "/CreationDate": "D:20240305101500Z"}
    reads = read(article_files.pdf([["Words"]], metadata=known))
    (article,) = articles(reads)
    assert article.title == "The talks"
    assert article.metadata == {"author": "A writer", "date": "2024-03-05"}
    assert "the day on which the file was made" in notes(reads)[0]


def test_a_title_that_is_the_name_of_a_file_counts_for_nothing():
    for title in ("Microsoft Word - talks.doc", "talks_v2.docx", "untitled", "20240305"):
        (article,) = articles(read(article_files.pdf([["Words"]], metadata={"/Title": title})))
        assert article.title == "Words"


def test_pages_without_text_are_named():
    reads = read(article_files.pdf([["Words"], [], [""]]))
    assert len(articles(reads)) == 1
    assert notes(reads) == ["a/talks.pdf: 2 pages (2, 3) have no text"]


def test_a_scan_needs_ocr_first():
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(100, 100)
    picture = pypdf.generic.DecodedStreamObject()
    picture.set_data(b"\x00")
    for key, value in (("/Type", "/XObject"), ("/Subtype", "/Image")):
        picture[pypdf.generic.NameObject(key)] = pypdf.generic.NameObject(value)
    held = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/I"): picture})
    page[pypdf.generic.NameObject("/Resources")] = pypdf.generic.DictionaryObject(
        {pypdf.generic.NameObject("/XObject"): held}
    )
    stream = io.BytesIO()
    writer.write(stream)
    (found,) = problems(read(stream.getvalue()))
    assert "it is a scan" in found
    assert "OCR" in found


def test_a_pdf_without_anything_is_a_problem():
    assert problems(read(article_files.pdf([[]]))) == ["a/talks.pdf: there is no text in it"]


def test_a_locked_pdf_is_a_problem_but_not_one_that_anybody_may_read():
    (found,) = problems(read(article_files.pdf([["Words"]], password="a secret")))
    assert "locked by a password" in found
    (article,) = articles(read(article_files.pdf([["Words"]], password="")))
    assert article.body == "Words"


def test_limits_of_time_and_pages_hold(monkeypatch):
    data = article_files.pdf([["Words"], ["More"]])
    (found,) = problems(read(data, seconds=0))
    assert "takes more than 0 seconds" in found
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    (found,) = problems(read(data))
    assert "it has 2 pages, more than the 1" in found


def test_what_is_no_pdf_is_a_problem():
    for data in (b"", b"%PDF-1.7", b"words", article_files.pdf([["Words"]])[:200]):
        (found,) = problems(read(data))
        assert "damaged" in found


def test_pages_that_lead_in_a_circle_are_a_problem():
    data = article_files.pdf([["Words"]])
    circle = data.replace(b"/Kids [ 4 0 R ]", b"/Kids [ 1 0 R ]")
    for changed in (circle, data.replace(b"/Count 1", b"/Count 99999999")):
        reads = read(changed)
        assert problems(reads) or articles(reads)
