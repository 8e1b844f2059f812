from __future__ import annotations

import io

import orjson
import pytest

from db.formats import json_articles
from db.formats.fields import FieldMapping
from tests.db.formats.article_files import articles, notes, problems
from tests.shared_data import shared


def read(data: object, mapping: FieldMapping | None = None):
    raw = data if isinstance(data, bytes) else orjson.dumps(data)
    return list(json_articles.read(io.BytesIO(raw), path="a.json", mapping=mapping))


ONE = {
    "id": 7,
    "headline": "Talks",
    "content": "They met.",
    "source": {"id": "x", "name": "The River Post"},
    "authors": ["First", "Second"],
    "published": "2024-03-05T10:00:00Z",
    "score": 0.5,
}


@pytest.mark.parametrize(
    "data",
    [
        orjson.dumps(ONE) + b"\n\n" + orjson.dumps(ONE) + b"\n",
        orjson.dumps([ONE, ONE]),
        orjson.dumps({"status": "ok", "articles": [ONE, ONE]}, option=orjson.OPT_INDENT_2),
    ],
)
def test_objects_are_articles_wherever_they_stand(data):
    reads = read(data)
    first, second = articles(reads)
    assert first == second
    assert (first.title, first.body, first.external_id) == ("Talks", "They met.", "7")
    assert first.metadata == {
        "date": "2024-03-05",
        "publisher": "The River Post",
        "author": "First, Second",
    }
    assert notes(reads)[-1] == "a.json: left out, for no article field was given for them: “score”"


def test_problems_name_line_or_entry():
    lines = b'{"text": "a"}\n{broken\n[1]\n{"text": "b"}\n{"text": " "}\n'
    reads = read(lines)
    assert [problem.partition(":")[0] for problem in problems(reads)] == [
        "a.json, line 2",
        "a.json, line 3",
    ]
    assert "a.json, line 5: it was left out: there is no text in it" in notes(reads)
    assert problems(read([{"text": "a"}, 7])) == ["a.json: entry 2 must be an object"]


def test_fields_inside_others_are_reached_by_their_names():
    data = {
        "a": {"b": {"text": "deep"}},
        "c.d": "flat",
        "e": [{"n": "x"}, {"n": "y"}],
        "f.g": {"h": 1},
    }
    mapping = FieldMapping(
        body="a.b.text",
        title="c.d",
        external_id="f.g.h",
        fields={"author": "e.n", "date": "no.where"},
    )
    reads = read(data, mapping)
    (article,) = articles(reads)
    assert (article.body, article.title, article.external_id) == ("deep", "flat", "1")
    assert article.metadata == {"author": "x, y"}
    assert "a.json: no “no.where” is in the first objects" in notes(reads)


def test_paragraphs_in_a_list_are_joined():
    (article,) = articles(read({"text": ["One.", "Two."], "title": "T"}))
    assert article.body == "One.\n\nTwo."


def test_a_preview_shows_names_and_first_values():
    found = json_articles.columns(io.BytesIO(orjson.dumps([ONE, {"extra": True}])))
    assert found.names == (
        "id", "headline", "content", "source.id", "source.name", "authors", "published", "score",
        "extra",
    )  # fmt: skip
    assert found.rows[0][:5] == ("7", "Talks", "They met.", "x", "The River Post")
    assert found.rows[1][-1] == "true"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"[1, 2", "it is no JSON"),
        (b'{"a": 1}', "say which one does"),
        (b"[]", "no fields"),
        (b"{}", "no fields"),
        (b"[" * 100_000, "it is no JSON"),
        (b'{"a":' * 100_000, "no JSON"),
        (b'{"text": null}', "no object in it has a text"),
        (b"\xff\xfe{\x00", "no JSON"),
    ],
)
def test_what_holds_no_articles_is_told(data, reason):
    assert reason in " ".join(problems(read(data)))


def test_objects_nested_as_deep_as_the_parser_takes_them_are_read():
    deep = b'{"a":' * 900 + b"1" + b"}" * 900
    (article,) = articles(read(b'{"text": "x", "deep": ' + deep + b"}"))
    assert article.body == "x"


def test_real_articles_come_in_whole():
    file = shared("corpora", "wikinews_ja", "wikinews_ja.jsonl")
    with file.open("rb") as stream:
        found = articles(json_articles.read(stream, path=file.name))
    lines = [orjson.loads(line) for line in file.read_bytes().splitlines()]
    assert [article.external_id for article in found] == [line["id"] for line in lines]
    assert [article.body for article in found] == [
        line["text"].replace("\r\n", "\n").replace("\r", "\n") for line in lines
    ]
