from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.exports import catalogue, export_format, profiles
from db.operations.export_profiles import remember_export
from db.project import Project
from db.splitting.model import By
from tests.builders import author_of


@pytest.fixture
def sample(demarche) -> Path:
    demarche("sample", "work")
    return Path("work.demarche")


def lines_of(path: str) -> list[dict]:
    return [json.loads(line) for line in Path(path).read_bytes().splitlines()]


def test_all_formats_are_listed_with_what_they_need(demarche, sample, monkeypatch):
    monkeypatch.setattr(export_format, "find_spec", lambda _name: None)
    done = demarche("export", "--format", "list")
    assert done.status == 0
    lines = done.out.splitlines()
    assert [line.split()[0] for line in lines] == list(catalogue.BY_NAME)
    assert [line.split()[0] for line in lines if "pip install" in line] == ["parquet", "spacy"]


def test_what_was_written_lost_and_where_the_card_is_are_told(demarche, sample):
    done = demarche("export", "work", "out", "--format", "conll", "--layer", "all")
    assert done.status == 0
    assert "Wrote 9 records to out.conll, and manifest.json." in done.out
    assert "read back and compared" in done.out
    assert "CoNLL-2003 can't hold everything:" in done.out
    assert "9 inside or across other spans, left out (PROPOSAL 7, ACTOR 2)" in done.out
    assert "The data card is README.md." in done.out
    assert "8 texts went out whose licence is unknown" in done.err
    assert "--stand-off closed" in done.err


def test_a_split_makes_a_folder_and_a_name_of_a_file_one_file(demarche, sample):
    done = demarche("export", "work", "set", "--layer", "all", "--split", "50/50", "--seed", "3")
    assert done.status == 0
    assert "no copies of a text are in different parts" in done.out
    names = {each.name for each in Path("set").iterdir()}
    assert {"train.jsonl", "test.jsonl", "README.md"} <= names
    demarche("export", "work", "one.jsonl", "--layer", "all", "--split", "50/50", "--seed", "3")
    apart = {
        line["id"]: name for name in ("train", "test") for line in lines_of(f"set/{name}.jsonl")
    }
    assert {line["id"]: line["split"] for line in lines_of("one.jsonl")} == apart
    again = demarche("export", "work", "set", "--layer", "all", "--split", "50/50", "--seed", "3")
    assert again.status == 0


def test_an_export_of_several_files_goes_beneath_a_folder_of_other_things(demarche, sample):
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("mine")
    demarche("export", "work", "mine", "--format", "brat")
    demarche("export", "work", "mine", "--format", "csv")
    assert Path("mine/work-finished-brat/annotation.conf").exists()
    assert Path("mine/work-finished-csv/spans.csv").exists()
    demarche("export", "work", "new.ann", "--format", "brat")
    assert Path("new/annotation.conf").exists()


def test_a_dry_run_says_it_all_and_writes_nothing(demarche, sample):
    before = sorted(Path().iterdir())
    done = demarche(
        "export", "work", "--dry-run", "--format", "doccano", "--layer", "all", "--split", "80/20"
    )
    assert done.status == 0
    assert "Nothing was written. 9 layers would go out as doccano." in done.out
    assert "train " in done.out
    assert "doccano can't hold everything:" in done.out
    assert "Not in it: 4 articles of which no layer was chosen" in done.out
    assert "8 texts would go out" in done.out
    assert sorted(Path().iterdir()) == before
    assert "holds everything" in demarche("export", "work", "--dry-run").out


def test_a_profile_is_written_and_used_and_what_is_typed_comes_first(demarche, sample):
    typed = ("--layer", "all", "--fields", "date, publisher", "--names", "--split-by", "date")
    done = demarche(
        "export", "work", "a.jsonl", *typed, "--licence", "CC BY 4.0", "--write-profile", "p.toml"
    )
    assert done.status == 0
    choices = profiles.read_file(Path("p.toml"))
    assert choices.fields == ("date", "publisher")
    assert choices.with_names
    assert choices.split is not None
    assert choices.split.by is By.DATE
    demarche("export", "work", "b.jsonl", "--profile", "p.toml")
    assert Path("b.jsonl").read_bytes() == Path("a.jsonl").read_bytes()
    demarche("export", "work", "c.jsonl", "--profile", "p.toml", "--fields", "none")
    assert {json.dumps(line["meta"]) for line in lines_of("c.jsonl")} == {"{}"}


def test_a_profile_that_the_project_remembers_is_used_by_name(demarche, sample):
    with Project.open(sample) as project:
        text = 'format = "conll"\nlayers = "all"'
        remember_export(project, author_of(project), name="for tagging", profile=text)
    assert demarche("export", "work", "x", "--profile", "for tagging").status == 0
    assert Path("x.conll").exists()
    done = demarche("export", "work", "x", "--profile", "for cooking")
    assert done.status == 1
    assert "no file “for cooking”" in done.err
    assert "it has “for tagging”" in done.err


def test_the_problems_of_a_profile_are_told(demarche, sample):
    Path("bad.toml").write_text('format = "docx"')
    done = demarche("export", "work", "x", "--profile", "bad.toml")
    assert done.status == 1
    assert "bad.toml: there is no format “docx”" in done.err


def test_texts_stay_here_with_stand_off(demarche, sample):
    demarche("export", "work", "a.jsonl", "--stand-off")
    assert all("text" not in line for line in lines_of("a.jsonl"))
    demarche("export", "work", "b.jsonl", "--stand-off", "closed", "--layer", "all")
    assert {"text" in line for line in lines_of("b.jsonl")} <= {True, False}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("export", "work"), 2, "Missing argument 'OUT'"),
        (("export", "work", "x", "--seed", "3"), 2, "--seed needs --split"),
        (("export", "work", "x", "--state", "asleep"), 2, "asleep"),
        (("export", "work", "x", "--format", "docx"), 1, "There is no format “docx”"),
        (("export", "work", "x", "--split", "all"), 1, "“all” are no shares of splits"),
        (("export", "work", "x", "--annotator", "nobody"), 1, "There is no annotator “nobody”"),
    ],
)
def test_what_can_not_be_done_is_said_in_one_sentence(demarche, sample, arguments, status, said):
    done = demarche(*arguments)
    assert done.status == status
    assert said in done.err
    assert len(done.err.splitlines()) == 1
