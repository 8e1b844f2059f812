from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import shipped
from db.exports import catalogue
from db.exports.choices import ExportChoices
from db.exports.export_format import ExportFormat
from db.exports.read_back import Expected, difference, digest_of, expected, found
from db.exports.run import export
from db.exports.sinks import Setting
from db.formats.record import Record
from db.imports.plan import apply, plan
from db.model import AnnotatorKind
from db.queries.exports import Which
from db.splitting.model import SplitPlan
from tests.builders import Desk, article_ids, author_of, make_project
from tests.db.formats.foreign_checks import gold
from tests.db.formats.strategies import bodies, records, scheme
from tests.shared_data import shared

OF_OTHERS = [each for each in catalogue.FORMATS if not each.is_ours]
BY_NAME = {"argvalues": OF_OTHERS, "ids": [each.name for each in OF_OTHERS]}
AWKWARD = (
    "🇫🇷 France 👩🏽‍🚒 offered “a truce” to Genève.\n\nהנשיא דחה את ההצעה. "
    "قال الرئيس لا. 中国提出停火。 The truce, said 𝄞, was off."
)


def setting() -> Setting:
    labels = tuple(each.label for each in scheme().span_types)
    return Setting(scheme=scheme(), title="A project", labels=labels)


@st.composite
def articles(draw: st.DrawFn) -> list[list[Record]]:
    """Layers of two people about each of a few articles."""
    everything = []
    for number, body in enumerate(draw(st.lists(bodies, min_size=1, max_size=3, unique=True))):
        first = draw(records(body=body, external_id=f"article {number}"))
        second = draw(records(body=body, external_id=f"article {number}"))
        layers = [
            replace(
                each,
                article=first.article,
                layer=replace(each.layer, kind=AnnotatorKind.HUMAN, annotator=f"annotator {place}"),
            )
            for place, each in enumerate((first, second), start=1)
        ]
        everything.append(layers)
    return everything


@pytest.mark.parametrize("kind", **BY_NAME)
@given(given_articles=articles())
@settings(max_examples=15, deadline=None)
def test_what_is_written_reads_back_but_for_the_losses_that_were_told(
    kind: ExportFormat, given_articles: list[list[Record]]
):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"all{kind.suffix}" if kind.is_one_file else Path(folder)
        sink = kind.sink(path, setting())
        meant: list[Expected] = []
        for layers in given_articles:
            for group in [layers] if sink.gathers else [[each] for each in layers]:
                losses = sink.add(group)
                assert {loss.kind for told in losses for loss in told} <= kind.loses
                meant.append(expected(group, losses, sink.claims))
        sink.close()
        reads = list(sink.read_back())
        assert len(reads) == len(meant)
        for read, expectation in zip(reads, meant, strict=True):
            assert read.problems == ()
            assert read.article is not None
            said = found(read.article, expectation, sink.claims)
            text = None if expectation.text is None else read.article.text
            assert digest_of(text, said) == digest_of(expectation.text, expectation.layers), (
                difference(expectation, read.article, sink.claims)
            )


@pytest.mark.parametrize("kind", **BY_NAME)
def test_a_file_without_records_reads_back_as_nothing(kind: ExportFormat, tmp_path: Path):
    sink = kind.sink(tmp_path / "none" if kind.is_one_file else tmp_path, setting())
    sink.close()
    assert list(sink.read_back()) == []


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory):
    """The seed, the sample articles, and one with emoji, other scripts, nesting and gaps."""
    folder = tmp_path_factory.mktemp("rich")
    with make_project(folder, articles=[AWKWARD]) as project:
        desk = Desk(project, author_of(project), article_ids(project)[0])
        for label, *words in (
            ("ACTOR", "🇫🇷 France 👩🏽‍🚒"),
            ("PROPOSAL", "France 👩🏽‍🚒 offered “a truce”"),
            ("PROPOSAL", "offered", "truce"),
            ("ACTOR", "הנשיא"),
            ("REJECTION", "הנשיא דחה את ההצעה", "لا"),
            ("ACTOR", "国"),
            ("REJECTION", "𝄞, was off"),
        ):
            desk.mark(label, *words)
        for path in (shared("seed", "gold.jsonl"), shipped.SAMPLES / "articles.jsonl"):
            planned = plan(project, [path])
            assert planned.problems == ()
            apply(project, author_of(project), plan=planned)
        yield project


@pytest.mark.parametrize("kind", catalogue.FORMATS, ids=list(catalogue.BY_NAME))
@pytest.mark.parametrize("split", [None, SplitPlan(seed=3)], ids=["whole", "split"])
def test_a_project_goes_out_in_every_format(
    rich, kind: ExportFormat, split: SplitPlan | None, tmp_path: Path
):
    out = tmp_path / (f"all{kind.suffix}" if kind.is_one_file and split is None else "all")
    choices = ExportChoices(format=kind.name, layers=Which.ALL, split=split)
    done = export(rich, out, choices)
    assert done.records == 11
    assert done.spans > 150
    assert sum(done.splits.values()) == (0 if split is None else 11)
    assert all(path.is_file() for path in (*done.files, done.manifest, done.card, done.croissant))
    assert {each.kind for each in done.losses} <= kind.loses
    first = {path: path.read_bytes() for path in done.files}
    again = export(rich, out, choices)
    assert {path: path.read_bytes() for path in again.files} == first
    assert again.sha256 == done.sha256


def test_the_seed_loses_in_conll_what_is_known_of_it(tmp_path: Path):
    with make_project(tmp_path) as project:
        planned = plan(project, [shared("seed", "gold.jsonl")])
        apply(project, author_of(project), plan=planned)
        done = export(
            project, tmp_path / "seed.conll", ExportChoices(format="conll", layers=Which.GOLD)
        )
    lost = {(each.kind, each.what): each.number for each in done.losses}
    record = gold()
    nested = sum(number for (kind, _), number in lost.items() if kind == "nested")
    assert nested == 6
    assert sum(number for (kind, _), number in lost.items() if kind == "links") == len(record.links)


def test_every_format_says_what_it_is():
    for each in catalogue.FORMATS:
        assert each.help.endswith(".")
        assert each.title
        assert (each.extra is None) == (each.library is None)
    assert catalogue.one("JSONL").is_ours
