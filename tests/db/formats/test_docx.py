from __future__ import annotations

import io

import pytest

from db.formats import docx
from tests.db.formats import article_files
from tests.db.formats.article_files import articles, notes, packed, paragraph, problems


def read(data: bytes):
    return list(docx.read(io.BytesIO(data), path="a/plan.docx"))


def of(body: str, **more: str):
    return read(article_files.docx(body, **more))


def test_paragraphs_breaks_and_tables_are_kept_apart():
    cells = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("a", "b"))
    reads = of(
        paragraph("The plan")
        + "<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>"
        + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
        + paragraph("a < b & c 😀")
    )
    (article,) = articles(reads)
    assert article.body == "The plan\n\none\ntwo\n\na\n\nb\n\na < b & c 😀"
    assert (article.title, article.source) == ("The plan", "plan.docx")
    assert notes(reads) == []


def test_what_was_deleted_is_gone_and_what_was_added_is_there():
    body = (
        "<w:p><w:r><w:t>They </w:t></w:r><w:del><w:r><w:delText>met</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>parted</w:t></w:r></w:ins></w:p>"
    )
    (article,) = articles(of(body))
    assert article.body == "They parted"


def test_properties_give_title_author_and_date():
    reads = of(
        paragraph("Words"),
        properties="<dc:title>The plan</dc:title><dc:creator>A writer</dc:creator>"
        "<dcterms:created>2024-03-05T09:00:00Z</dcterms:created>",
    )
    (article,) = articles(reads)
    assert article.title == "The plan"
    assert article.metadata == {"author": "A writer", "date": "2024-03-05"}
    assert "the day on which the document was made" in notes(reads)[0]


def test_a_document_without_words_is_a_problem():
    assert problems(of("<w:p/>")) == ["a/plan.docx: there is no text in it"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no ZIP archive"),
        (b"PK\x03\x04", "no ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old document (.doc) or locked by a password"),
        (packed({"a.txt": "words"}), "not what its name says"),
        (packed({"../a.xml": "<a/>"}), "leads out"),
        (packed({"word/document.xml": "<a>" * 300 + "</a>" * 300}), "nests them too deep"),
        (packed({"word/document.xml": "<a>"}), "is damaged"),
        (packed({"word/document.xml": "<a/>"}), "not what its name says"),
        (packed({"big.bin": b"0" * 30_000_000}), "times its size"),
    ],
)
def test_what_is_no_document_is_told(data, reason):
    (found,) = problems(read(data))
    assert reason in found


def test_entities_are_refused():
    head = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    (found,) = problems(of(paragraph("x"), document_head=head))
    assert "by which files do harm" in found


def test_tables_nested_too_deep_for_the_library_are_a_problem():
    deep = 60
    body = "<w:tbl><w:tr><w:tc>" * deep + paragraph("x") + "</w:tc></w:tr></w:tbl>" * deep
    (found,) = problems(of(body))
    assert "nested too deep" in found


def test_texts_that_fill_the_memory_are_refused(monkeypatch):
    monkeypatch.setattr(docx, "MAX_XML_BYTES", 100)
    (found,) = problems(of(paragraph("words " * 100)))
    assert "can't be read at once" in found
