"""What goes out as tables or as Parquet comes back in as it was: who marked what, and what not."""

from __future__ import annotations

from pathlib import Path

import orjson
import pyarrow
import pytest
from pyarrow import parquet as arrow_parquet

from db import shipped
from db.exports.choices import ExportChoices
from db.exports.run import export
from db.formats import extras, tables
from db.formats.token_classification import column_of
from db.imports import recognising
from db.imports.choices import ImportChoices
from db.imports.collecting import collect
from db.imports.kinds import Kind
from db.imports.plan import apply, plan
from db.model import Absence
from db.operations import spans
from db.project import Project
from db.queries.exports import Which
from tests.builders import Desk, article_ids, author_of, make_project
from tests.db.imports.file_samples import packed
from tests.shared_data import shared

AWKWARD = (
    "🇫🇷 France 👩🏽‍🚒 offered “a truce” to Genève.\n\nהנשיא דחה את ההצעה. "
    "قال الرئيس لا. 中国提出停火。 =The truce, said 𝄞, was off."
)


@pytest.fixture
def rich(tmp_path: Path):
    """The seed, the samples, and one with emoji, other scripts, nesting, gaps and absent roles."""
    (tmp_path / "from").mkdir()
    with make_project(tmp_path / "from", articles=[AWKWARD]) as project:
        author = author_of(project)
        desk = Desk(project, author, article_ids(project)[0])
        for label, *words in (
            ("ACTOR", "🇫🇷 France 👩🏽‍🚒"),
            ("PROPOSAL", "France 👩🏽‍🚒 offered “a truce”"),
            ("PROPOSAL", "offered", "truce"),
            ("ACTOR", "הנשיא"),
            ("ACTOR", "国"),
        ):
            desk.mark(label, *words)
        rejection = desk.mark("REJECTION", "הנשיא דחה את ההצעה", "لا")
        desk.leave_open(rejection, "rejects", Absence.IMPLIED)
        spans.set_attribute(
            project, author, article=desk.article, span=rejection, name="strength", value="strong"
        )
        for path in (shared("seed", "gold.jsonl"), shipped.SAMPLES / "articles.jsonl"):
            apply(project, author, plan=plan(project, [path]))
        yield project


def said(project: Project, folder: Path) -> list[object]:
    """All that a project says, without the ids that an import gives anew."""
    out = folder / "said" / "all.jsonl"
    out.parent.mkdir()
    export(project, out, ExportChoices(layers=Which.ALL, with_names=True))
    return sorted(map(_without_ids, out.read_bytes().splitlines()))


def _without_ids(line: bytes) -> str:
    record = orjson.loads(line)
    referents = {each["id"]: each for each in record["referents"]}
    spans_by_id = {each["id"]: each for each in record["spans"]}
    for each in record["referents"]:
        each["attributes"] = {
            name: referents[value]["name"] if value in referents else value
            for name, value in each["attributes"].items()
        }
    for each in (*record["spans"], *record["links"], *record["referents"]):
        each["id"] = ""
    for each in record["spans"]:
        each.pop("source", None)
        each["referent"] = each["referent"] and dict(referents[each["referent"]])
    for each in record["links"]:
        for end in ("source", "target"):
            each[end] = each[end] and dict(spans_by_id[each[end]])
    for key in ("spans", "links", "referents"):
        record[key].sort(key=lambda each: orjson.dumps(each, option=orjson.OPT_SORT_KEYS))
    return orjson.dumps(record, option=orjson.OPT_SORT_KEYS).decode()


def fresh(folder: Path) -> Project:
    (folder / "to").mkdir()
    return make_project(folder / "to")


@pytest.mark.parametrize("form", ["folder", "layers", "zip", "parquet"])
def test_what_goes_out_comes_back_in(rich: Project, tmp_path: Path, form: str):
    name = "parquet" if form == "parquet" else "csv"
    out = tmp_path / ("out.parquet" if form == "parquet" else "out")
    choices = ExportChoices(format=name, layers=Which.ALL, with_names=True)
    export(rich, out, choices)
    if form == "layers":
        out /= "layers.csv"
    elif form == "zip":
        files = {f"tables/{path.name}": path.read_bytes() for path in out.iterdir()}
        out = tmp_path / "out.zip"
        out.write_bytes(packed(files))
    before = said(rich, tmp_path / "from")
    with fresh(tmp_path) as project:
        planned = plan(project, [out])
        assert planned.problems == ()
        assert [file.kind for file in planned.files] == [
            Kind.PARQUET if form == "parquet" else Kind.TABLES
        ]
        assert not any(Path(each.path).name in tables.NAMES for each in planned.skipped)
        apply(project, author_of(project), plan=planned)
        assert said(project, tmp_path / "to") == before


def test_tables_come_to_the_articles_that_are_there(rich: Project, tmp_path: Path):
    out = tmp_path / "out"
    export(rich, out, ExportChoices(format="csv", layers=Which.ALL, with_names=True))
    for path in out.glob("*.csv"):
        data = path.read_bytes().replace(b"Annotator", b"annotator 9")
        path.write_bytes(data)
    before = len(article_ids(rich))
    planned = plan(rich, [out])
    assert planned.articles == 0
    apply(rich, author_of(rich), plan=planned)
    assert len(article_ids(rich)) == before


def test_a_table_that_is_missing_is_named(rich: Project, tmp_path: Path):
    out = tmp_path / "out"
    export(rich, out, ExportChoices(format="csv", layers=Which.ALL))
    (out / "spans.csv").unlink()
    (problem,) = plan(rich, [out]).problems
    assert problem.reason == "spans.csv, which belongs to it, is not beside it"


def test_a_table_alone_says_which_file_it_is_read_with(rich: Project, tmp_path: Path):
    export(rich, tmp_path / "out", ExportChoices(format="csv", layers=Which.ALL))
    alone = tmp_path / "alone" / "articles.csv"
    alone.parent.mkdir()
    alone.write_bytes((tmp_path / "out" / "articles.csv").read_bytes())
    found = collect([alone])
    assert found.files == ()
    assert "together with layers.csv" in found.skipped[0].reason
    (file,) = collect([alone], kind=Kind.CSV).files
    assert file.kind is Kind.CSV


def test_a_table_of_somebody_else_is_a_table(tmp_path: Path):
    path = tmp_path / "articles.csv"
    path.write_text("Headline,Text\nTalks,They talked.\n", encoding="utf-8")
    assert [file.kind for file in collect([tmp_path]).files] == [Kind.CSV]


def test_a_label_that_the_scheme_has_not_is_told(rich: Project, tmp_path: Path):
    out = tmp_path / "out"
    export(rich, out, ExportChoices(format="csv", layers=Which.ALL))
    path = out / "spans.csv"
    path.write_bytes(path.read_bytes().replace(b",PROPOSAL,", b",PLAN,"))
    with fresh(tmp_path) as project:
        planned = plan(project, [out])
        assert any('has no label "PLAN"' in each.reason for each in planned.problems)


def tokens(path: Path, **columns: object) -> Path:
    table = pyarrow.table({"id": ["a"], "tokens": [["France", "offered", "a", "truce"]], **columns})
    features = {
        "ner_tags": {
            "feature": {"names": ["O", "B-ACTOR", "I-ACTOR", "B-PROPOSAL"], "_type": "ClassLabel"},
            "_type": "Sequence",
        }
    }
    metadata = {"huggingface": orjson.dumps({"info": {"features": features}})}
    arrow_parquet.write_table(table.replace_schema_metadata(metadata), path)
    return path


@pytest.mark.parametrize(
    "columns",
    [
        {"ner_tags": [[1, 0, 0, 3]]},
        {"ner_tags": [["B-ACTOR", "O", "O", "B-PROPOSAL"]]},
        {
            column_of("ACTOR"): [["B-ACTOR", "O", "O", "O"]],
            column_of("PROPOSAL"): [["O", "O", "O", "B-PROPOSAL"]],
        },
    ],
    ids=["numbers", "names", "columns"],
)
def test_tokens_with_tags_come_in_from_parquet(tmp_path: Path, columns):
    path = tokens(tmp_path / "train.parquet", **columns)
    with make_project(tmp_path) as project:
        planned = plan(project, [path], choices=ImportChoices(annotator="annotator 1"))
        assert planned.problems == ()
        assert [file.kind for file in planned.files] == [Kind.HF_TOKENS]
        apply(project, author_of(project), plan=planned)
        found = project.connection.execute("SELECT label, quote FROM span ORDER BY start")
        assert found.fetchall() == [("ACTOR", "France"), ("PROPOSAL", "truce")]


def test_parquet_of_another_shape_is_told_with_its_columns(tmp_path: Path):
    path = tmp_path / "a.parquet"
    arrow_parquet.write_table(pyarrow.table({"title": ["a"], "text": ["b"]}), path)
    with make_project(tmp_path) as project:
        (problem,) = plan(project, [path]).problems
    assert "it has the columns “title”, “text”" in problem.reason


def test_without_the_library_the_line_is_told_that_installs_it(tmp_path: Path, monkeypatch):
    path = tokens(tmp_path / "a.parquet", ner_tags=[[1, 0, 0, 3]])

    def missing(_: str) -> None:
        raise ImportError

    monkeypatch.setattr(extras, "import_module", missing)
    with make_project(tmp_path) as project:
        (problem,) = plan(project, [path]).problems
    assert 'pip install "demarche[parquet]"' in problem.reason
    with path.open("rb") as stream:
        assert recognising.kind_of_parquet(stream) is Kind.PARQUET
