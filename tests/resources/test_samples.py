from __future__ import annotations

import importlib.util
import json
import re

import pytest

from db import shipped
from db.cli.samples import make_sample
from db.model import Absence, LayerState
from db.queries import annotators, layers, schemes
from db.scheme.model import Level
from db.scheme.rules import problems
from tests.builders import article_ids


@pytest.fixture(scope="module")
def records():
    lines = (shipped.SAMPLES / "articles.jsonl").read_bytes().splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture
def sample(tmp_path):
    with make_sample(tmp_path / "sample.demarche") as project:
        yield project


@pytest.fixture
def author_layers(sample):
    author = annotators.default_author(sample)
    found = (layers.of(sample, article, author) for article in article_ids(sample))
    return [layers.annotation(sample, layer) for layer in found]


def test_the_shipped_records_are_what_their_sources_say(repository):
    script = repository / "build" / "samples.py"
    spec = importlib.util.spec_from_file_location("samples", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (shipped.SAMPLES / "articles.jsonl").read_bytes() == module.records_of_all()


def test_the_samples_become_a_project(sample):
    assert len(article_ids(sample)) == 12


def test_the_samples_show_every_state_a_flag_and_an_article_with_nothing_in_it(author_layers):
    assert {each.layer.state for each in author_layers} == set(LayerState)
    assert any(each.layer.flag for each in author_layers)
    assert any(each.layer.nothing_here for each in author_layers)


def test_what_is_done_in_the_samples_breaks_no_rule(sample, author_layers):
    scheme = schemes.current(sample)
    for each in author_layers:
        if each.layer.state is LayerState.DONE:
            found = problems(scheme, each)
            assert not [problem for problem in found if problem.level is Level.ERROR]


def test_four_samples_are_annotated_in_full(author_layers):
    done = [each for each in author_layers if each.layer.state is LayerState.DONE and each.spans]
    assert len(done) == 4


def test_one_sample_shows_every_shape_of_span_and_every_role_and_absence(sample, author_layers):
    scheme = schemes.current(sample)
    fullest = author_layers[0].spans
    pairs = [(one, other) for one in fullest for other in fullest if one is not other]
    assert any(len(span.fragments) > 1 for span in fullest)
    assert any(one.start < other.start < one.end < other.end for one, other in pairs)
    assert any(one.start <= other.start and other.end < one.end for one, other in pairs)
    links = [link for each in author_layers for link in each.links]
    assert {link.role for link in links} == {role.name for role in scheme.roles}
    assert {link.absence for link in links} == {None, *Absence}


def test_the_samples_are_in_several_scripts(records):
    text = "".join(record["text"] for record in records)
    for letters in ("[\u0600-\u06ff]{3}", "[\u3040-\u30ff]{3}", "[\U0001f300-\U0001faff]", "“"):
        assert re.search(letters, text)


def test_one_sample_is_settled_as_gold(records):
    assert [record["layer"]["kind"] for record in records].count("gold") == 1
