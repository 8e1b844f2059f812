from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import cache

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.formats import (
    docx,
    epub,
    feed,
    json_articles,
    pdf,
    table,
    warc,
    web_page,
    workbook,
)
from db.formats.record import Read
from tests.db.formats import article_files, fuzz
from tests.db.formats.article_files import PARAGRAPHS, check_sound, page, paragraph, xlsx
from tests.db.formats.test_feed import ITEM, rss

READERS: dict[str, Callable[..., Iterator[Read]]] = {
    "web page": web_page.read,
    "docx": docx.read,
    "pdf": pdf.read,
    "table": table.read,
    "workbook": workbook.read,
    "json": json_articles.read,
    "feed": feed.read,
    "epub": epub.read,
    "warc": warc.read,
}


MAKERS: dict[str, Callable[[], bytes]] = {
    "web page": lambda: page().encode(),
    "docx": lambda: article_files.docx("".join(map(paragraph, PARAGRAPHS))),
    "pdf": lambda: article_files.pdf([[each[:80] for each in PARAGRAPHS]] * 2),
    "table": lambda: "\n".join(["id;text", *(f'1;"{each}"' for each in PARAGRAPHS)]).encode(),
    "workbook": lambda: xlsx(A=[["id", "text"], *enumerate(PARAGRAPHS)]),
    "json": lambda: orjson.dumps([{"text": each, "a": {"b": "c"}} for each in PARAGRAPHS]),
    "feed": lambda: rss(ITEM * 3).encode(),
    "epub": lambda: article_files.epub({"a.xhtml": page(), "b.xhtml": page()}),
    "warc": lambda: article_files.warc(
        *[("https://example.org/a", "text/html", page().encode())] * 2, is_packed=False
    ),
}


@cache
def file_of(name: str) -> bytes:
    return MAKERS[name]()


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with some replaced, cut out or said twice, and perhaps cut off."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 40))
        match draw(st.sampled_from(["replace", "cut", "twice"])):
            case "replace":
                data[start : start + length] = draw(st.binary(max_size=8))
            case "cut":
                del data[start : start + length]
            case _:
                data[start:start] = data[start : start + length]
    return bytes(data[: draw(st.one_of(st.none(), st.integers(0, len(data))))])


@pytest.mark.parametrize("name", READERS)
def test_the_whole_file_is_sound(name: str):
    reads = list(READERS[name](io.BytesIO(file_of(name)), path="f"))
    check_sound(reads)
    assert article_files.articles(reads)


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_file_gives_sound_articles_or_problems(name: str, data: st.DataObject):
    changed = data.draw(damaged(file_of(name)))
    check_sound(READERS[name](io.BytesIO(changed), path="f"))


@pytest.mark.parametrize("name", ["docx", "workbook", "epub"])
@settings(max_examples=60)
@given(data=st.data())
def test_a_file_damaged_inside_gives_sound_articles_or_problems(name: str, data: st.DataObject):
    with zipfile.ZipFile(io.BytesIO(file_of(name))) as whole:
        files: dict[str, str | bytes] = {each: whole.read(each) for each in whole.namelist()}
    inner = data.draw(st.sampled_from(sorted(files)))
    files[inner] = data.draw(damaged(bytes(files[inner])))
    check_sound(READERS[name](io.BytesIO(article_files.packed(files)), path="f"))


@pytest.mark.parametrize("name", READERS)
@given(data=st.binary(max_size=120))
def test_any_bytes_give_sound_articles_or_problems(name: str, data: bytes):
    check_sound(READERS[name](io.BytesIO(data), path="f"))


@given(data=st.data())
def test_any_objects_give_sound_articles_or_problems(data: st.DataObject):
    whole = [{"text": each, "source": {"name": "a"}, "tags": [1]} for each in PARAGRAPHS]
    changed = data.draw(fuzz.mutated(whole))
    raw = orjson.dumps(changed, option=orjson.OPT_NON_STR_KEYS)
    check_sound(json_articles.read(io.BytesIO(raw), path="f"))
