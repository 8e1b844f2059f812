from __future__ import annotations

import gzip
import io
import zlib

import pytest

from db.formats import warc
from tests.db.formats import article_files
from tests.db.formats.article_files import PARAGRAPHS, articles, notes, page, problems

HTML = "text/html; charset=utf-8"
PAGE = ("https://example.org/a", HTML, page().encode())
NOTE = ("https://example.org/b.txt", "text/plain; charset=cp1252", "Déjà vu".encode("cp1252"))
PICTURE = ("https://example.org/c.png", "image/png", b"\x89PNG")


def read(data: bytes):
    return list(warc.read(io.BytesIO(data), path="a.warc.gz"))


@pytest.mark.parametrize("is_packed", [True, False])
def test_each_page_is_an_article_with_its_address(is_packed):
    reads = read(article_files.warc(PAGE, PICTURE, NOTE, is_packed=is_packed))
    first, second = articles(reads)
    assert first.title == "Assembly rejects corridor"
    assert first.body.endswith("\n\n".join(PARAGRAPHS))
    assert first.metadata["address"] == "https://example.org/a"
    assert (second.body, second.title) == ("Déjà vu", "Déjà vu")
    assert second.metadata == {"address": "https://example.org/b.txt", "date": "2024-03-07"}
    first_note, second_note, *left_out = notes(reads)
    where = "a.warc.gz: record 2 (https://example.org/a): "
    assert first_note == f"{where}it states no date; 2024-03-07 is when it was fetched"
    assert "its date (2024-03-07) is when it was fetched" in second_note
    assert left_out == [
        "a.warc.gz: left out: files that are no pages (1)",
        "a.warc.gz: left out: records that hold no content (1)",
    ]


def test_the_date_of_the_page_counts_more_than_that_of_the_fetch():
    head = '<meta property="article:published_time" content="2024-03-05">'
    (article,) = articles(read(article_files.warc((PAGE[0], HTML, page(head=head).encode()))))
    assert article.metadata["date"] == "2024-03-05"


def _chunks(data: bytes) -> bytes:
    pieces = [data[at : at + 1_000] for at in range(0, len(data), 1_000)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("fields", "how"),
    [
        ([("Transfer-Encoding", "chunked")], _chunks),
        ([("Transfer-Encoding", "chunked")], bytes),
        ([("Content-Encoding", "gzip")], gzip.compress),
        ([("Content-Encoding", "gzip")], bytes),
        ([("Content-Encoding", "deflate")], zlib.compress),
        ([("Content-Encoding", "deflate")], lambda data: zlib.compress(data)[2:-4]),
        (
            [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")],
            lambda data: _chunks(gzip.compress(data)),
        ),
    ],
)
def test_pages_are_unpacked_however_they_were_sent(fields, how):
    data = article_files.warc((PAGE[0], HTML, how(PAGE[2])), fields=fields)
    (article,) = articles(read(data))
    assert PARAGRAPHS[2] in article.body


def test_what_can_not_be_unpacked_is_counted():
    data = article_files.warc(PAGE, fields=[("Content-Encoding", "br")])
    assert "pages packed in a way that can't be read (1)" in notes(read(data))[0]


def test_errors_of_servers_are_no_articles():
    told = notes(read(article_files.warc(PAGE, status="404 Not Found")))
    assert "a.warc.gz: left out: responses without content, such as errors (1)" in told


def test_texts_that_crawlers_made_are_articles():
    record = (
        b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://example.org/x\r\n"
        b"WARC-Date: 2024-03-07T00:00:00Z\r\nWARC-Identified-Content-Language: eng\r\n"
        b"Content-Type: text/plain\r\nContent-Length: 6\r\n\r\nWords.\r\n\r\n"
    )
    first, second = articles(read(record * 2))
    assert first == second
    assert first.metadata["language"] == "eng"


def test_a_file_that_breaks_off_gives_what_stands_before():
    for is_packed in (True, False):
        whole = article_files.warc(PAGE, PAGE, PAGE, is_packed=is_packed)
        reads = read(whole[:-600])
        assert sum(read.record is not None for read in reads) == 2
        (found,) = problems(reads)
        assert "record 4" in found
        assert "end is missing" in found


def test_a_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(warc, "_RATIO_MATTERS_FROM_BYTES", 1_000_000)
    zeros = (PAGE[0], "image/png", bytes(60_000_000))
    (found,) = problems(read(article_files.warc(zeros, PAGE)))
    assert "more than 200 times its size" in found
    packed = gzip.compress(bytes(60_000_000))
    (found,) = problems(
        read(article_files.warc((PAGE[0], HTML, packed), fields=[("Content-Encoding", "gzip")]))
    )
    assert found


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no page with a text"),
        (b"words", "does not begin like a record"),
        (b"\x1f\x8b", "end is missing"),
        (gzip.compress(b"words"), "does not begin like a record"),
        (b"WARC/1.0\r\n\r\n", "doesn't say how long it is"),
        (b"WARC/1.0\r\nContent-Length: x\r\n\r\n", "doesn't say how long it is"),
        (b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", "doesn't say how long it is"),
        (b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\nx", "end is missing"),
        (b"WARC/1.0\r\n" + b"a" * 200_000, "headers have no end"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 200_000, "headers have no end"),
        (article_files.warc(PICTURE), "no page with a text"),
    ],
)
def test_what_is_no_web_archive_is_told(data, reason):
    (found,) = problems(read(data))
    assert reason in found


def test_a_page_that_is_too_long_is_a_problem(monkeypatch):
    monkeypatch.setattr(warc, "MAX_BODY_BYTES", 1_000)
    monkeypatch.setattr(warc, "_MAX_HEADER_BYTES", 1_000)
    big = (PAGE[0], "text/plain", b"words " * 1_000)
    reads = read(article_files.warc(big, NOTE))
    assert sum(read.record is not None for read in reads) == 1
    (found,) = problems(reads)
    assert "record 2 (https://example.org/a): it has more than" in found
