"""Exported gold says of each span how it came about."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from db.exports.choices import ExportChoices
from db.exports.run import export
from db.formats import parquet
from db.operations import review
from db.operations.review import Wish
from db.queries import review as reviewing
from db.queries.exports import Which
from db.review.choices import TakeVersion
from tests import exported
from tests.explored import Corpus, make_corpus

_BODY = "France proposed a truce on Monday, and Germany rejected the plan."


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Gold of which one span was agreed on, one was chosen from two, and one put in by hand."""
    corpus = make_corpus(tmp_path, [_BODY], people=2)
    for person in range(2):
        corpus.desk(person).mark("ACTOR", "France")
    corpus.desk(0).mark("PROPOSAL", "a truce")
    corpus.desk(1).mark("PROPOSAL", "a truce on Monday")
    corpus.finish()
    reviewed = reviewing.article(corpus.project, corpus.articles[0])
    assert reviewed is not None
    spans = [unit for unit in reviewed.units if unit.marked]
    wishes = [Wish(unit=unit.id, choice=TakeVersion()) for unit in spans]
    review.decide(corpus.project, corpus.lead, article=corpus.articles[0], wishes=wishes)
    corpus.gold_desk().mark("ACTOR", "Germany")
    return corpus


def test_each_span_of_gold_says_how_it_came_about(corpus: Corpus, tmp_path: Path):
    out = tmp_path / "gold.jsonl"
    exported.export(corpus.project, out, layers=Which.GOLD)
    record = orjson.loads(out.read_bytes())
    found = [(span["text"].split()[0], span["source"]) for span in record["spans"]]
    assert found == [("France", "unanimous"), ("a", "adjudicated"), ("Germany", "edited")]


def test_the_long_way_says_the_same(corpus: Corpus, tmp_path: Path):
    out = tmp_path / "gold.parquet"
    choices = ExportChoices(format="parquet", layers=Which.GOLD)
    export(corpus.project, out, choices)
    with out.open("rb") as stream:
        (read,) = parquet.read(stream, path=out.name)
    assert read.record is not None
    body = read.record.article.body
    found = {body[span.start : span.end]: span.source for span in read.record.spans}
    assert found["France"] == "unanimous"
    assert found["Germany"] == "edited"


def test_what_annotators_marked_says_nothing_of_it(corpus: Corpus, tmp_path: Path):
    out = tmp_path / "all.jsonl"
    exported.export(corpus.project, out, layers=Which.FINISHED)
    for line in out.read_bytes().splitlines():
        assert all("source" not in span for span in orjson.loads(line)["spans"])
