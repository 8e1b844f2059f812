from __future__ import annotations

import json
import tracemalloc

import pytest

from db.errors import InvalidInput, Stopped
from db.imports.choices import ImportChoices
from db.imports.judging import Contents
from db.imports.kinds import Kind
from db.imports.mapping.account import Matter
from db.imports.mapping.model import LabelRule, Mapping
from db.imports.plan import apply, plan
from db.model import AnnotatorKind, LayerState
from db.queries import annotators, articles, imports, layers
from db.schema import TABLES
from tests.builders import all_rows, article_ids, author_of
from tests.db.formats.test_jsonl import RECORD
from tests.db.imports.file_samples import foreign_files, packed, write_all
from tests.shared_data import shared


def record(number=0, **values):
    return RECORD | {"id": f"r{number}", "text": f"{RECORD['text']} {number}"} | values


def write(folder, name, *records):
    path = folder / name
    path.write_text("".join(f"{json.dumps(each)}\n" for each in records), encoding="utf-8")
    return path


def bring_in(project, *paths):
    apply(project, author_of(project), plan=plan(project, paths))


def gold_annotation(project, article):
    layer = layers.of(project, article, annotators.gold(project))
    return layers.annotation(project, layer)


def test_plain_texts_become_articles_at_the_end_of_the_list(project, tmp_path):
    (tmp_path / "texts").mkdir()
    for number in (1, 2, 10):
        (tmp_path / "texts" / f"{number}.txt").write_text(f"Article {number}.\nWords.")
    bring_in(project, tmp_path / "texts")
    assert [articles.one(project, each).title for each in article_ids(project)] == [
        "Article 1.", "Article 2.", "Article 10.",
    ]  # fmt: skip


def test_a_plan_changes_nothing(project, tmp_path):
    before = all_rows(project, *TABLES)
    found = plan(project, [write(tmp_path, "a.jsonl", record())])
    assert (found.articles, found.layers, found.problems) == (1, 1, ())
    assert all_rows(project, *TABLES) == before


def test_annotation_comes_in_with_its_article(project, tmp_path):
    bring_in(project, write(tmp_path, "a.jsonl", record()))
    (article,) = article_ids(project)
    annotation = gold_annotation(project, article)
    assert [span.quote for span in annotation.spans] == ["France", "talks", "said no"]
    assert [link.role for link in annotation.links] == ["proposed_by", "rejects"]
    assert annotation.layer.labels == {"relevance": "relevant"}
    assert annotation.layer.state is LayerState.DONE


def test_nothing_is_imported_where_anything_is_wrong(project, tmp_path):
    before = all_rows(project, *TABLES)
    good = write(tmp_path, "a.jsonl", record(1), record(2))
    bad = write(tmp_path, "b.jsonl", record(3), record(4, spans=[{"id": "x"}]))
    found = plan(project, [good, bad, tmp_path / "gone.txt"])
    with pytest.raises(InvalidInput) as raised:
        apply(project, author_of(project), plan=found)
    assert {problem.path for problem in raised.value.problems} == {
        str(bad),
        str(tmp_path / "gone.txt"),
    }
    assert all_rows(project, *TABLES) == before


def test_a_file_that_changed_after_the_plan_is_judged_again(project, tmp_path):
    path = write(tmp_path, "a.jsonl", record(1), record(2))
    found = plan(project, [path])
    before = all_rows(project, *TABLES)
    path.write_text(path.read_text(encoding="utf-8") + "nonsense\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="line 3"):
        apply(project, author_of(project), plan=found)
    assert all_rows(project, *TABLES) == before


def test_a_stopped_import_leaves_nothing(project, tmp_path):
    found = plan(project, [write(tmp_path, "a.jsonl", *(record(each) for each in range(5)))])
    before = all_rows(project, *TABLES)
    with pytest.raises(Stopped):
        apply(project, author_of(project), plan=found, is_cancelled=lambda: True)
    assert all_rows(project, *TABLES) == before


def test_progress_ends_at_the_total(project, tmp_path):
    path = write(tmp_path, "a.jsonl", *(record(each) for each in range(5)))
    said = []
    found = plan(project, [path], progress=lambda *each: said.append(each))
    apply(project, author_of(project), plan=found, progress=lambda *each: said.append(each))
    assert (path.stat().st_size, path.stat().st_size) in said
    assert said[-1] == (5, 5)


def test_the_same_text_is_not_imported_twice(project, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The same words.\r\n")
    found = plan(project, [tmp_path / "a.txt", tmp_path / "b.txt"])
    assert found.articles == 1
    assert str(found.skipped[0]).endswith("b.txt: " + f"{tmp_path / 'a.txt'} has the same text")
    bring_in(project, tmp_path / "a.txt")
    again = plan(project, [tmp_path / "a.txt"])
    assert not again.has_anything
    assert "an article of the project has the same text" in again.skipped[0].reason


def test_annotation_finds_the_article_that_is_there(project, tmp_path):
    (tmp_path / "a.txt").write_text(record()["text"])
    bring_in(project, tmp_path / "a.txt")
    path = write(tmp_path, "a.jsonl", record())
    found = plan(project, [path])
    assert (found.articles, found.layers) == (0, 1)
    assert "keeps its title" in found.notes[0].reason
    bring_in(project, path)
    (article,) = article_ids(project)
    assert len(gold_annotation(project, article).spans) == 3


def test_a_layer_that_says_anything_is_kept(project, tmp_path):
    path = write(tmp_path, "a.jsonl", record())
    bring_in(project, path)
    before = all_rows(project, *TABLES)
    found = plan(project, [path])
    assert not found.has_anything
    assert "(gold), which is kept" in found.skipped[0].reason
    bring_in(project, path)
    assert all_rows(project, *TABLES) == before


def test_people_are_found_by_name_and_made_where_they_are_new(project, tmp_path):
    names = [each.name for each in annotators.every(project)]
    people = ["annotator 1", "annotator 2", names[0]]
    path = write(
        tmp_path,
        "a.jsonl",
        *(record(layer={"kind": "human", "annotator": each, "state": "open"}) for each in people),
    )
    found = plan(project, [path])
    assert (found.articles, found.layers) == (1, 3)
    assert found.new_annotators == ("annotator 1", "annotator 2")
    bring_in(project, path)
    everyone = annotators.every(project)
    assert [each.name for each in everyone] == [*names, "annotator 1", "annotator 2"]
    (article,) = article_ids(project)
    assert all(
        layers.of(project, article, each.id)
        for each in everyone
        if each.kind is AnnotatorKind.HUMAN
    )


def test_a_name_that_is_an_annotators_uuid_is_that_annotator(project, tmp_path):
    author = author_of(project)
    layer = {"kind": "human", "annotator": author, "state": "done"}
    bring_in(project, write(tmp_path, "a.jsonl", record(layer=layer)))
    (article,) = article_ids(project)
    assert layers.of(project, article, author) is not None


def test_an_id_that_another_article_has_is_replaced_and_said(project, tmp_path):
    bring_in(project, write(tmp_path, "a.jsonl", record(1, id="same")))
    path = write(tmp_path, "b.jsonl", record(2, id="same"))
    assert 'the id "same" belongs to another article' in plan(project, [path]).notes[0].reason
    bring_in(project, path)
    rows = project.connection.execute("SELECT external_id FROM article ORDER BY number")
    assert [row[0] for row in rows] == ["same", None]


def test_actors_of_the_same_name_are_one_referent_in_all_articles(project, tmp_path):
    bring_in(project, write(tmp_path, "a.jsonl", record(1), record(2)))
    bring_in(project, write(tmp_path, "b.jsonl", record(3)))
    mentioned = {gold_annotation(project, each).spans[0].referent for each in article_ids(project)}
    assert len(mentioned) == 1
    # The scheme's own France, and no second one.
    count = "SELECT count(*) FROM referent WHERE label = 'ACTOR' AND name = 'France'"
    assert project.connection.execute(count).fetchone()[0] == 1


def test_statements_of_the_same_name_are_one_only_if_their_ids_are(project, tmp_path):
    def proposal(number, identifier):
        spans = [{"id": "p", "label": "PROPOSAL", "start": 16, "end": 21, "referent": identifier}]
        referents = [{"id": identifier, "label": "PROPOSAL", "name": "The talks"}]
        return record(number, spans=spans, referents=referents, links=[])

    path = write(tmp_path, "a.jsonl", proposal(1, "x"), proposal(2, "y"), proposal(3, "x"))
    bring_in(project, path)
    first, second, third = (
        gold_annotation(project, each).spans[0].referent for each in article_ids(project)
    )
    assert first == third
    assert first != second


def test_referents_that_name_each_other_keep_doing_so(project, tmp_path):
    def actor(identifier, name, affiliation):
        attributes = {"type": "person", "affiliation": affiliation}
        return {"id": identifier, "label": "ACTOR", "name": name, "attributes": attributes}

    referents = [
        actor("f", "Norland", "g"),
        actor("g", "Sudland", "f"),
        actor("h", "Vestland", "h"),
    ]
    bring_in(project, write(tmp_path, "a.jsonl", record(referents=referents)))
    rows = dict(
        project.connection.execute(
            """SELECT name, id || ' ' || (attributes ->> 'affiliation') FROM referent
               WHERE external_id IN ('f', 'g', 'h')"""
        )
    )
    ids = {name: pair.split()[0] for name, pair in rows.items()}
    assert {name: pair.split()[1] for name, pair in rows.items()} == {
        "Norland": ids["Sudland"], "Sudland": ids["Norland"], "Vestland": ids["Vestland"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "it is empty"),
        ("empty.jsonl", b"", "it is empty"),
        ("blank.jsonl", b"\n \n", "it is empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("binary.jsonl", bytes(range(256)) * 20, "no JSON"),
        ("cut.txt", "naïve é".encode()[:-1], "its end is missing"),
        ("cut.jsonl", json.dumps(RECORD).encode()[:-40], "breaks off"),
    ],
)
def test_bad_files_are_problems_with_their_name(project, tmp_path, name, data, reason):
    (tmp_path / name).write_bytes(data)
    problems = plan(project, [tmp_path / name]).problems
    assert any(reason in problem.reason for problem in problems)
    assert all(problem.path == str(tmp_path / name) for problem in problems)


def test_memory_stays_flat_however_long_the_file_is(project, tmp_path):
    path = tmp_path / "long.jsonl"
    filler = "word " * 4_000
    with path.open("w", encoding="utf-8") as stream:
        for number in range(300):
            text = f"{number} {filler}"
            stream.write(
                json.dumps({"schema_version": "1.0", "id": str(number), "text": text}) + "\n"
            )
    tracemalloc.start()
    try:
        found = plan(project, [path])
        apply(project, author_of(project), plan=found)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found.articles == 300
    assert peak < path.stat().st_size / 3


def test_files_with_problems_are_known_by_those_inside_them_too(project, tmp_path):
    inside = packed({"annotation/a.txt/annotator 1.tsv": b"no TSV"})
    (tmp_path / "a.zip").write_bytes(inside)
    (tmp_path / "b.txt").write_text("Words.")
    found = plan(project, [tmp_path])
    assert [file.path.name for file in found.with_problems] == ["a.zip"]


def test_a_plan_says_what_comes_of_each_file_and_of_each_kind(project, tmp_path):
    write(tmp_path, "a.jsonl", record(1), record(2))
    (tmp_path / "b.txt").write_text("Words.")
    found = plan(project, [tmp_path])
    assert found.contents == (Contents(2, 2), Contents(1, 0))
    assert found.of_kinds() == {
        Kind.RECORDS: (1, Contents(2, 2)),
        Kind.PLAIN_TEXT: (1, Contents(1, 0)),
    }


def test_a_plan_shows_the_first_articles(project, tmp_path):
    found = plan(project, [write(tmp_path, "a.jsonl", *(record(each) for each in range(40)))])
    first = found.preview[0]
    assert (len(found.preview), first.title, first.annotator) == (20, "A title", "")
    assert (first.line, first.spans, first.links, first.referents) == (1, 3, 2, 1)
    assert first.words.startswith("France proposed talks")
    assert first.metadata == {"date": "2024-03-05"}


def test_a_stopped_look_at_files_of_other_tools_ends_at_once(project, tmp_path):
    paths = [write_all(tmp_path / kind, files) for kind, files in foreign_files().items()]
    asked = iter([False] * 4)
    with pytest.raises(Stopped):
        plan(project, paths, is_cancelled=lambda: next(asked, True))


def test_a_mapping_can_be_given(project, tmp_path):
    path = write_all(tmp_path, foreign_files()[Kind.BRAT])
    mapping = Mapping(labels=(LabelRule(label="PROPOSAL", to="REJECTION"),))
    choices = ImportChoices(mapping=mapping, annotator="annotator 1")
    planned = plan(project, [path], choices=choices)
    assert [each.label for each in planned.unmapped.labels] == ["ACTOR", "REJECTION"]
    assert sum(each.count for each in planned.left_out if each.matter is Matter.SPAN) == 2
    apply(project, author_of(project), plan=planned)
    rows = project.connection.execute("SELECT label, quote FROM span").fetchall()
    assert [tuple(row) for row in rows] == [("REJECTION", "talks")]


def test_an_import_is_one_batch_with_the_number_of_its_articles(project, tmp_path):
    bring_in(project, write(tmp_path, "a.jsonl", record(1), record(2)))
    (batch,) = imports.batches(project)
    assert (batch.name, batch.articles) == ("import 2 articles", 2)


def test_the_seed_is_imported_whole(project):
    bring_in(project, shared("seed", "gold.jsonl"))
    (article,) = article_ids(project)
    annotation = gold_annotation(project, article)
    counts = (len(annotation.spans), len(annotation.links), len(annotation.referents))
    assert counts == (43, 24, 24)
    assert articles.body(project, article).startswith(" date 2024-03-05 (MENAFN)")
