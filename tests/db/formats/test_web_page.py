from __future__ import annotations

import io

import pytest

from db.formats import web_page
from db.formats.articles import Place
from db.formats.web_page import Page
from tests.db.formats.article_files import PARAGRAPHS, articles, notes, page, problems

HEAD = """
<meta charset="utf-8">
<meta property="og:site_name" content="The River Post">
<meta name="author" content="First Writer">
<meta property="article:published_time" content="2024-03-05T10:00:00+01:00">
<link rel="canonical" href="https://example.org/corridor">
<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">"""


def read(html: str | bytes, **said: str):
    data = html.encode() if isinstance(html, str) else html
    return list(web_page.read(io.BytesIO(data), path="a/corridor.html", **said))


def test_the_main_text_is_the_body_and_the_head_gives_the_fields():
    (article,) = articles(read(page(head=HEAD)))
    assert article.title == "Assembly rejects corridor"
    assert article.body == "\n\n".join(("Assembly rejects corridor", *PARAGRAPHS))
    assert article.metadata == {
        "date": "2024-03-05",
        "publisher": "The River Post",
        "author": "First Writer",
        "language": "en",
        "address": "https://example.org/corridor",
        "licence": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert article.source == "corridor.html"


@pytest.mark.parametrize(
    "link",
    [
        "<a href='https://example.org/l' class=x rel='nofollow license'>CC</a>",
        '<LINK REL=licence HREF="https://example.org/l">',
    ],
)
def test_the_licence_is_where_a_link_leads_that_says_so(link):
    (article,) = articles(read(page().replace("</footer>", f"<a href=/x>x</a>{link}</footer>")))
    assert article.metadata["licence"] == "https://example.org/l"


def test_no_date_is_guessed_from_the_words():
    (article,) = articles(read(page(paragraphs=(*PARAGRAPHS, "Since 3 May 2019 it is closed."))))
    assert "date" not in article.metadata


def test_lists_lines_and_tables_keep_their_shape():
    more = "<ul><li>One point</li><li>Another point</li></ul><p>a line<br>and one more</p>"
    (article,) = articles(read(page().replace("</article>", f"{more}</article>")))
    assert "One point\nAnother point\n\na line\nand one more" in article.body


def test_without_a_main_text_all_words_are_taken_with_a_note():
    reads = read("<html><title>Note</title><p>Two words")
    (article,) = articles(reads)
    assert "Two words" in article.body
    reads = read("<title>Form</title>" + "<div>" * 3_000 + "Two words")
    (article,) = articles(reads)
    assert (article.body, article.title) == ("Two words", "Form")
    assert "all words of the page were taken" in notes(reads)[0]


def test_a_page_of_very_many_elements_is_read_without_a_search(monkeypatch):
    monkeypatch.setattr(web_page, "MAX_TAGS", 10)
    reads = read(page())
    (article,) = articles(reads)
    assert all(each in article.body for each in PARAGRAPHS)
    assert "too large" in notes(reads)[0]


def test_a_page_without_words_is_a_problem():
    assert problems(read("<html><body><img src='a.png'></body></html>")) == [
        "a/corridor.html: there is no text in it"
    ]
    assert problems(read("")) == ["a/corridor.html: it is empty"]
    assert problems(read(b"\x89PNG\r\n\x1a\n")) == [
        "a/corridor.html: it is a picture, not plain text"
    ]


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("utf-16", "utf-8"),
    ],
)
def test_the_encoding_is_the_one_that_the_page_means(said, encoding):
    words = tuple(f"“Déjà” – {each}" for each in PARAGRAPHS)
    html = page(head=f"<meta http-equiv=Content-Type content='text/html; charset={said}'>")
    html = html.replace(PARAGRAPHS[0], words[0])
    (article,) = articles(read(html.encode(encoding)))
    assert words[0] in article.body


def test_chinese_is_read_by_its_name_or_by_a_mark():
    words = "大使星期二建议双方在冬天之前开放粮食走廊,由边境小镇的联合办公室管理账目。" * 5
    html = page(head="<meta charset=gb2312>", paragraphs=(words, words + "完"))
    (article,) = articles(read(html.encode("gb18030")))
    assert words in article.body
    (article,) = articles(read(html.encode("utf-16")))
    assert words in article.body


def test_somebody_may_say_the_encoding():
    html = page(paragraphs=("Čekají na odpověď. " * 20, *PARAGRAPHS))
    (article,) = articles(read(html.encode("cp1250"), encoding="cp1250"))
    assert "Čekají na odpověď." in article.body


def test_a_few_wrong_bytes_do_not_change_all_others():
    html = page(head=HEAD, paragraphs=("Déjà vu, " * 40, *PARAGRAPHS)).encode()
    reads = read(html.replace(b"office", b"off\xe9ce"))
    (article,) = articles(reads)
    assert "Déjà vu" in article.body
    assert "off\ufffdce" in article.body
    assert "1 byte that is no UTF-8 became U+FFFD" in notes(reads)[0]


def test_a_saved_page_says_where_it_was():
    saved = "<!-- saved from url=(0030)https://example.org/saved/page -->\n"
    (article,) = articles(read(saved + page()))
    assert article.metadata["address"] == "https://example.org/saved/page"


def test_what_is_known_from_elsewhere_counts():
    known = Page(data=page().encode(), address="https://example.org/a")
    found = web_page.article_of(known, Place(path="a.warc", entry="record 2"), date="2024-03-07")
    assert found.record.article.metadata["address"] == "https://example.org/a"
    assert found.record.article.metadata["date"] == "2024-03-07"
    assert notes([found]) == [
        "a.warc: record 2: it states no date; 2024-03-07 is when it was fetched"
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + "deep words here",
        "<table><tr><td>" * 500 + "deep words here",
        "<ul><li>" * 2_000 + "deep words here",
        "<script type='application/ld+json'>" + '{"a":' * 5_000 + "</script><p>deep words here",
        "<!DOCTYPE html [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><p>deep words here &c;",
        "<p>deep words here\x00" + "<" * 5_000,
    ],
)
def test_pages_made_to_do_harm_are_read_or_refused(html):
    (article,) = articles(read(html))
    assert "deep words here" in article.body
