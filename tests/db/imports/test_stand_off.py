"""Records without their text come in where the text is, or say which one is missing."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import assume, given, settings

from db.exports import run
from db.exports.choices import ExportChoices, StandOff
from db.formats import jsonl
from db.formats.record import Record
from db.imports.plan import apply, plan
from db.project import Project
from db.queries.exports import Which
from tests.builders import article_ids, author_of, make_project
from tests.db.exports.test_jsonl import corpora
from tests.db.imports.test_plan import bring_in, gold_annotation, record, write


def without_text(data):
    """The same record as a stand-off export writes it."""
    digest = hashlib.sha256(data["text"].encode()).hexdigest()
    spans = [{key: each[key] for key in each if key != "text"} for each in data["spans"]]
    kept = {key: value for key, value in data.items() if key != "text"}
    return kept | {"text_sha256": digest, "spans": spans}


def article_of(data):
    """Its article alone."""
    empty = {"spans": [], "links": [], "referents": [], "labels": {}, "layer": None}
    return data | empty


def quotes(project):
    (article,) = article_ids(project)
    annotation = gold_annotation(project, article)
    return [span.quote for span in annotation.spans]


def test_the_text_is_the_one_of_the_project(project, tmp_path):
    bring_in(project, write(tmp_path, "a.jsonl", article_of(record())))
    made = plan(project, [write(tmp_path, "marks.jsonl", without_text(record()))])
    assert (made.articles, made.layers, made.problems, made.notes) == (0, 1, (), ())
    apply(project, author_of(project), plan=made)
    assert quotes(project) == ["France", "talks", "said no"]


def test_the_text_may_come_in_with_the_same_import(project, tmp_path):
    """The name of the file with the marks sorts before that of the text."""
    folder = tmp_path / "in"
    (folder / "texts").mkdir(parents=True)
    write(folder, "marks.jsonl", without_text(record()))
    (folder / "texts" / "one.txt").write_text(record()["text"], encoding="utf-8")
    made = plan(project, [folder])
    assert (made.articles, made.layers, made.problems) == (1, 1, ())
    assert made.keeps_texts
    apply(project, author_of(project), plan=made)
    assert quotes(project) == ["France", "talks", "said no"]


def test_the_text_may_stand_in_the_same_file(project, tmp_path):
    far = [article_of(record(number)) for number in range(1, 9)]
    bring_in(project, write(tmp_path, "a.jsonl", *far, without_text(record(5))))
    assert len(article_ids(project)) == 8
    article = article_ids(project)[4]
    assert len(gold_annotation(project, article).spans) == 3


def test_a_text_that_is_nowhere_is_a_problem_in_plain_words(project, tmp_path):
    path = write(tmp_path, "marks.jsonl", without_text(record(title="A plan")), record(2))
    made = plan(project, [path])
    assert [str(each) for each in made.problems] == [
        f"{path}, line 1: the text of “A plan” is not in this project; import the articles first"
    ]
    bare = write(tmp_path, "bare.jsonl", without_text(record(title="")) | {"text_sha256": "zz"})
    (problem,) = plan(project, [bare]).problems
    assert "the text of “r0” is not in this project" in problem.reason


def test_a_record_with_neither_text_nor_digest_says_so(project, tmp_path):
    data = {key: value for key, value in record().items() if key != "text"}
    (problem, *_) = plan(project, [write(tmp_path, "a.jsonl", data)]).problems
    assert problem.reason == 'the record has no "text"'


def test_offsets_beyond_the_text_are_still_a_problem(project, tmp_path):
    bring_in(project, write(tmp_path, "a.jsonl", article_of(record())))
    data = without_text(record())
    data["spans"][0]["end"] = 9_999
    (problem, *_) = plan(project, [write(tmp_path, "marks.jsonl", data)]).problems
    assert "is no stretch of the text" in problem.reason


def exported(project: Project, path: Path, stand_off: StandOff) -> list[dict[str, object]]:
    """The records of all layers, and the file that they stand in."""
    choices = ExportChoices(layers=Which.ALL, with_names=True, stand_off=stand_off)
    run.export(project, path, choices)
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def without_scheme(records: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{key: value for key, value in each.items() if key != "scheme"} for each in records]


@given(corpora())
@settings(max_examples=25)
def test_a_stand_off_export_says_the_same_where_the_articles_are(records: list[Record]):
    """Spans, fragments, links, referents, labels, states and names, in one import or in two."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = folder / "records.jsonl"
        lines.write_bytes(b"".join(map(jsonl.write, records)))
        with make_project(folder, name="here") as project:
            bring_in(project, lines)
            given_records = exported(project, folder / "given.jsonl", StandOff.NONE)
            # Layers that say nothing are not exported.
            assume(given_records)
            (folder / "in").mkdir()
            exported(project, folder / "in" / "marks.jsonl", StandOff.ALL)
        articles = {
            each.article.external_id: jsonl.write(
                replace(each, layer=None, spans=(), links=(), referents=(), labels={}, scheme=None)
            )
            for each in records
        }
        texts = folder / "in" / "texts.jsonl"
        texts.write_bytes(b"".join(articles.values()))
        for way, steps in enumerate(
            ([texts, folder / "in" / "marks.jsonl"], [folder / "in"]), start=1
        ):
            with make_project(folder, name=f"there {way}") as project:
                for step in steps:
                    bring_in(project, step)
                came = exported(project, folder / f"came {way}.jsonl", StandOff.NONE)
            assert without_scheme(came) == without_scheme(given_records)
