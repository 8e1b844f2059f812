"""Real files of real tools come in whole: as another reader counts them, or with a word why not."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from db.doctor import examine
from db.imports.choices import ImportChoices
from db.imports.mapping.account import Matter
from db.imports.mapping.model import AnnotatorRule
from db.imports.plan import ImportPlan, apply, plan
from db.model import AnnotatorKind
from db.operations.projects import create
from db.project import Project
from db.scheme.toml import write
from tests.builders import author_of
from tests.db.imports.independent import (
    bio_spans,
    brat_file,
    gum_links,
    gum_spans,
    json_lines,
    json_places,
    squeezed,
    xmi_places,
)
from tests.shared_data import shared

CORPORA = ("corpora",)
GUM = ("gum_wikinews", "coref", "gum", "tsv")


def bring_in(project: Project, *paths: Path, **chosen) -> ImportPlan:
    """Import whole files with a scheme made of their labels unless another way is chosen."""
    choices = ImportChoices(**({"makes_scheme": True} | chosen))
    planned = plan(project, paths, choices=choices)
    assert planned.problems == ()
    apply(project, author_of(project), plan=planned)
    assert examine(project) == ()
    return planned


def rows(project: Project, query: str) -> list[tuple[object, ...]]:
    return project.connection.execute(query).fetchall()


def spans(project: Project) -> Counter[tuple[str, str]]:
    """Label and words of all spans."""
    query = "SELECT label, quote FROM span"
    return Counter((str(label), squeezed(str(quote))) for label, quote in rows(project, query))


def left_out(planned: ImportPlan, matter: Matter) -> int:
    return sum(each.count for each in planned.left_out if each.matter is matter)


def test_webanno_files_of_news_come_in_with_all_their_nested_mentions(project):
    folder = shared(*CORPORA, *GUM)
    files = sorted(folder.glob("*.tsv"))
    planned = bring_in(project, folder)
    assert (planned.articles, planned.layers) == (len(files), len(files)) == (43, 43)
    assert spans(project) == sum(map(gum_spans, files), Counter())
    roles = Counter(str(role) for (role,) in rows(project, "SELECT role FROM link"))
    titles = {role.name: role.title for role in planned.new_scheme.roles}
    assert Counter({titles[name]: count for name, count in roles.items()}) == sum(
        map(gum_links, files), Counter()
    )
    assert planned.left_out == ()
    assert planned.unmapped.is_empty


def test_mentions_of_one_person_in_the_news_become_one_actor_of_the_default_scheme(project):
    files = sorted(shared(*CORPORA, *GUM).glob("GUM_news_w*.tsv"))
    planned = bring_in(project, *files, makes_scheme=False)
    labels = sum(map(gum_spans, files), Counter())
    actors = sum(
        count for (label, _), count in labels.items() if label in {"person", "organization"}
    )
    assert spans(project).total() == actors
    assert left_out(planned, Matter.SPAN) == labels.total() - actors
    types = dict(rows(project, "SELECT attributes ->> 'type', count(*) FROM referent GROUP BY 1"))
    assert types["person"] > 50
    said = rows(
        project,
        """SELECT DISTINCT referent.name FROM span JOIN referent ON referent.id = span.referent
           WHERE span.quote = 'Zeus'""",
    )
    assert said == [("Zeus",)]


BRAT = {
    "BioNLP": ("brat_examples", "corpora", "BioNLP-ST_2011", "BioNLP-ST_2011_GE"),
    "TDT": ("brat_examples", "corpora", "TDT"),
    "news": ("brat_examples", "tutorials", "news"),
    "NCBI": ("inception_testfiles", "inception-io-brat", "src", "test", "resources", "corpora",
             "NCBI-disease"),
    "Bosque": ("inception_testfiles", "inception-io-brat", "src", "test", "resources", "corpora",
               "CoNLL-ST_2006"),
}  # fmt: skip


@pytest.mark.parametrize("name", BRAT)
def test_brat_files_come_in_with_entities_events_and_relations(project, name):
    folder = shared(*CORPORA, *BRAT[name])
    files = sorted(each for each in folder.glob("*.ann") if each.with_suffix(".txt").exists())
    planned = bring_in(project, folder)
    assert planned.articles == len(files) > 0
    assert planned.new_scheme is not None
    words = {each.label: each.title for each in planned.new_scheme.span_types}
    words |= {each.name: each.title for each in planned.new_scheme.roles}
    marked, arrows = _marked_and_linked(project, words)
    for file in files:
        places, links = brat_file(file)
        assert marked[file.stem] == places
        assert arrows[file.stem] == links


def _marked_and_linked(project, words):
    """By article, every span with its label and pieces, and every link between two."""
    places = {}
    marked, arrows = {}, {}
    query = """SELECT span.id, article.external_id, span.label, span."start", span."end", fragments
               FROM article LEFT JOIN layer ON layer.article = article.id
               LEFT JOIN span ON span.layer = layer.id"""
    for span, article, label, start, end, fragments in rows(project, query):
        marked.setdefault(article, set())
        arrows.setdefault(article, set())
        if span is not None:
            pieces = json.loads(fragments) if fragments else [(start, end)]
            places[span] = (article, (words[label], tuple(map(tuple, pieces))))
            marked[article].add(places[span][1])
    for source, role, target in rows(project, "SELECT source, role, target FROM link"):
        article, place = places[source]
        arrows[article].add((place, words[role], places[target][1]))
    return marked, arrows


def places(project: Project) -> dict[str, set[tuple[str, str]]]:
    """By annotator, where each span starts and what it says."""
    found: dict[str, set[tuple[str, str]]] = {}
    query = """SELECT annotator.name, span."start", span.quote
               FROM span JOIN layer ON layer.id = span.layer
               JOIN annotator ON annotator.id = layer.annotator
               WHERE span.label NOT IN ('Token', 'Sentence')"""
    for name, start, quote in rows(project, query):
        found.setdefault(str(name), set()).add((str(start), str(quote)))
    return found


def without_spaces(found: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(start, squeezed(words)) for start, words in found}


SUITE = ("inception_testfiles", "inception-io-webanno-tsv", "src", "test", "resources",
         "tsv3-suite")  # fmt: skip


def test_xmi_files_of_inception_come_in_with_every_visible_annotation(project):
    files = sorted(shared(*CORPORA, *SUITE).glob("*/reference.xmi"))
    bring_in(project, *files, file_name_pattern="{annotator}/reference")
    got = places(project)
    expected = {each.parent.name: xmi_places(each) for each in files}
    assert got == {name: found for name, found in expected.items() if found}


def test_the_same_annotation_as_webanno_tsv_stands_at_the_same_places(project):
    # White space between sentences is not in such files.
    files = sorted(shared(*CORPORA, *SUITE).glob("*/reference.tsv"))
    bring_in(project, *files, file_name_pattern="{annotator}/reference")
    got = places(project)
    different = {
        file.parent.name
        for file in files
        if file.with_suffix(".xmi").exists()
        and without_spaces(got.get(file.parent.name, set()))
        != without_spaces(xmi_places(file.with_suffix(".xmi")))
    }
    assert different == set()


def test_files_of_cassis_come_in_whatever_the_script(project):
    folder = shared(*CORPORA, "uima_cas_cassis")
    with_text = [each for each in sorted(folder.rglob("data.json")) if json_places(each)]
    bring_in(project, *with_text, file_name_pattern="{annotator}/data")
    assert places(project) == {each.parent.name: json_places(each) for each in with_text}


def test_xmi_files_of_cassis_come_in_or_say_that_they_hold_no_text(project):
    files = sorted(shared(*CORPORA, "uima_cas_cassis", "xmi").glob("*.xmi"))
    found = plan(project, files, choices=ImportChoices(makes_scheme=True))
    without_text = {Path(each.path) for each in found.problems}
    assert without_text
    assert all("sofaString" not in each.read_text(encoding="utf-8") for each in without_text)
    bring_in(
        project,
        *(each for each in files if each not in without_text),
        file_name_pattern="{annotator}",
    )
    got = places(project)
    for file in set(files) - without_text:
        assert got.get(file.stem.replace("_", " "), set()) == xmi_places(file), file.name


CURATION = ("inception_testfiles", "inception-curation", "src", "test", "resources", "testsuite")


def test_annotators_and_curator_of_an_article_have_a_layer_each(tmp_path, project):
    folder = shared(*CORPORA, *CURATION, "simpleSpanDiffWithLabelTest")
    seen = plan(project, [folder], choices=ImportChoices(makes_scheme=True))
    assert seen.choices.mapping is not None
    assert seen.new_scheme is not None
    curator = AnnotatorRule(name="curator", who="", kind=AnnotatorKind.GOLD)
    path = tmp_path / "curated.demarche"
    with create(path, title="Curated", scheme_toml=write(seen.new_scheme)) as curated:
        planned = bring_in(
            curated,
            folder,
            makes_scheme=False,
            mapping=replace(seen.choices.mapping, annotators=(curator,)),
            file_name_pattern="{annotator}",
        )
        query = "SELECT kind FROM layer JOIN annotator ON annotator.id = layer.annotator"
        kinds = Counter(rows(curated, query))
    assert (planned.articles, planned.layers) == (1, 3)
    assert planned.new_annotators == ("user1", "user2")
    assert kinds == {("human",): 2, ("gold",): 1}


def test_tweets_come_in_with_every_tagged_stretch(project):
    file = shared(*CORPORA, "unicode", "emerging.test.conll")
    planned = bring_in(project, file)
    titles = {each.label: each.title for each in planned.new_scheme.span_types}
    assert Counter(
        {(titles[label], words): count for (label, words), count in spans(project).items()}
    ) == bio_spans(file)
    assert planned.left_out == ()


def test_tweets_come_in_under_the_default_scheme_with_a_word_on_the_rest(project):
    file = shared(*CORPORA, "unicode", "emerging.test.conll")
    planned = bring_in(project, file, makes_scheme=False)
    assert left_out(planned, Matter.SPAN) == bio_spans(file).total() - spans(project).total()
    told = {each.what for each in planned.left_out if "does not take" in each.why}
    assert told == {"spans “location”", "spans “creative-work”", "spans “product”"}
    kinds = rows(
        project,
        """SELECT DISTINCT attributes ->> 'type' FROM referent WHERE external_id IS NOT NULL
           ORDER BY 1""",
    )
    assert kinds == [("group",), ("organisation",), ("person",)]


@pytest.mark.parametrize(
    "name",
    ["seed.ann", "doccano_relation.jsonl", "label_studio_task.json", "spacy_prodigy_spans.jsonl"],
)
def test_the_seed_says_the_same_in_the_shapes_of_other_tools(project, name):
    bring_in(project, shared("seed", "formats", name), makes_scheme=False)
    (gold,) = json_lines(shared("seed", "gold.jsonl"))
    places = {each["id"]: (each["label"], each["start"], each["end"]) for each in gold["spans"]}
    links = {
        (each["role"], places[each["source"]], places[each["target"]])
        for each in gold["links"]
        if each["target"] is not None
    }
    query = 'SELECT id, label, "start", "end" FROM span'
    got = {identifier: tuple(place) for identifier, *place in rows(project, query)}
    assert sorted(got.values()) == sorted(places.values())
    query = "SELECT role, source, target FROM link"
    assert {(role, got[one], got[two]) for role, one, two in rows(project, query)} == links


def test_event_records_come_in_as_articles_and_say_which_keys_are_left_out(project):
    # Actors and targets are words without a place in the text, so no reader can mark them.
    file = shared(*CORPORA, "plover_gsr", "plover_gsr.jsonl")
    planned = bring_in(project, file, makes_scheme=False)
    texts = {str(each["text"]).strip() for each in json_lines(file)}
    assert (planned.articles, planned.layers) == (len(texts), 0)
    assert any("“eventText”" in note.reason for note in planned.notes)


def test_mentions_of_conllu_files_are_those_of_the_webanno_files_of_the_same_news(project):
    folder = shared(*CORPORA, "gum_wikinews", "dep")
    files = sorted(shared(*CORPORA, *GUM).glob("*.tsv"))
    planned = bring_in(project, folder, annotator="annotator 1")
    assert planned.articles == len(files) == 43
    titles = {each.label: each.title for each in planned.new_scheme.span_types}
    got = Counter(
        {(titles[label], words): count for (label, words), count in spans(project).items()}
    )
    assert got == sum(map(gum_spans, files), Counter())
    assert got.total() > 10_000


def test_bioc_files_come_in_with_annotations_and_relations_as_their_xml_has_them(project):
    folder = shared(*CORPORA, "inception_testfiles", "inception-io-bioc")
    files = [each for each in folder.rglob("*.xml") if b"<collection>" in each.read_bytes()[:200]]
    planned = bring_in(project, *files, annotator="annotator 1", file_name_pattern="{annotator}")
    assert planned.problems == ()
    texts = [each.read_text(encoding="utf-8") for each in files]
    assert planned.seen.spans == sum(each.count("<annotation ") for each in texts) > 0
    assert planned.seen.links == sum(each.count("<relation ") for each in texts) > 0


def test_files_that_no_reader_knows_are_skipped_with_a_word(project):
    found = plan(project, [shared(*CORPORA, "inception_testfiles", "inception-io-rdf")])
    assert {Path(each.path).suffix for each in found.skipped} >= {".ttl", ".xml"}
    assert all(each.reason for each in found.skipped)
