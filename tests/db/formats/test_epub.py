from __future__ import annotations

import io
import zipfile

import pytest

from db.formats import epub
from tests.db.formats import article_files
from tests.db.formats.article_files import articles, notes, packed, problems

METADATA = (
    "<dc:title>The Book</dc:title><dc:creator>First</dc:creator><dc:creator>Second</dc:creator>"
    "<dc:date>2024-03-05</dc:date><dc:publisher>A house</dc:publisher><dc:language>en</dc:language>"
    "<dc:identifier>urn:x</dc:identifier><dc:rights>CC BY 4.0</dc:rights>"
    "<dc:source>https://example.org/book</dc:source>"
)


def chapter(body: str, title: str = "The Book") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" '
        '"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd"><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{title}</title></head><body>{body}</body></html>"
    )


def read(data: bytes):
    return list(epub.read(io.BytesIO(data), path="a.epub"))


def test_each_chapter_is_an_article():
    reads = read(
        article_files.epub(
            {
                "one.xhtml": chapter("<h1>First talks</h1><p>They met.</p><p>They parted.</p>"),
                "cover.xhtml": chapter("<img src='a.png' alt=''/>"),
                "t/two.xhtml": chapter("<p>They met&nbsp;again.</p>", "Second talks"),
            },
            metadata=METADATA,
        )
    )
    first, second = articles(reads)
    assert (first.title, first.body) == ("First talks", "First talks\n\nThey met.\n\nThey parted.")
    assert first.external_id == "urn:x#OPS/one.xhtml"
    assert first.metadata == {
        "date": "2024-03-05",
        "publisher": "A house",
        "author": "First; Second",
        "language": "en",
        "address": "https://example.org/book",
        "licence": "CC BY 4.0",
    }
    assert (second.title, second.body) == ("Second talks", "They met\u00a0again.")
    assert notes(reads) == [
        "a.epub: chapter 2 (“OPS/cover.xhtml”): it was left out: there is no text in it"
    ]


def test_a_chapter_that_is_missing_or_damaged_is_named():
    data = article_files.epub(
        {"one.xhtml": chapter("<p>Words</p>"), "two.xhtml": "\x00\x01\x02" * 9}
    )
    reads = read(data.replace(b"OPS/one.xhtml", b"OPS/eno.xhtml"))
    assert [each.split(": ")[1] for each in problems(reads)] == [
        "chapter 1 (“OPS/one.xhtml”)",
        "chapter 2 (“OPS/two.xhtml”)",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no ZIP archive"),
        (packed({"a": "b"}), "no EPUB"),
        (packed({"META-INF/container.xml": "<a/>"}), "description of the book in it is missing"),
        (packed({"META-INF/container.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "do harm"),
        (packed({"../a": "b"}), "leads out"),
        (article_files.epub({}), "no chapter in it has a text"),
    ],
)
def test_what_is_no_book_is_told(data, reason):
    (found,) = problems(read(data))
    assert reason in found


def test_chapters_that_are_locked_are_told():
    whole = article_files.epub({"one.xhtml": "\x00\x01\x02\x03" * 50})
    stream = io.BytesIO(whole)

    with zipfile.ZipFile(stream, "a") as book:
        book.writestr("META-INF/encryption.xml", "<encryption/>")
    (found,) = problems(read(stream.getvalue()))
    assert "locked (DRM)" in found
