from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from db import shipped
from db.cli import import_wording
from db.project import Project
from db.queries import annotators, projects, schemes
from db.version import VERSION
from tests.db.formats.test_jsonl import RECORD
from tests.shared_data import shared


def write(name, *records):
    path = Path(name)
    path.write_text("".join(f"{json.dumps(each)}\n" for each in records), encoding="utf-8")
    return path


@pytest.fixture
def made(demarche):
    assert demarche("new", "work").status == 0
    return Path("work.demarche")


def test_new_makes_a_project(demarche):
    done = demarche("new", "strait", "--title", "The strait", "--annotator", "annotator A")
    assert (done.status, done.err) == (0, "")
    with Project.open(Path("strait.demarche")) as project:
        assert projects.info(project).title == "The strait"
        assert annotators.every(project)[0].name == "annotator A"


def test_new_takes_a_scheme_from_a_file(demarche):
    toml = shipped.DEFAULT_SCHEME.read_text(encoding="utf-8")
    Path("mine.toml").write_text(toml.replace('version = "1.0"', 'version = "7"', 1), "utf-8")
    assert demarche("new", "work", "--scheme", "mine.toml").status == 0
    with Project.open(Path("work.demarche")) as project:
        assert schemes.current(project).version == "7"


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"id = 5", "mine.toml"), (b"\xff\xfe", "not UTF-8"), (None, "can't be read")],
)
def test_new_says_what_is_wrong_with_a_scheme_and_makes_nothing(demarche, data, reason):
    if data is not None:
        Path("mine.toml").write_bytes(data)
    done = demarche("new", "work", "--scheme", "mine.toml")
    assert done.status == 1
    assert reason in done.err
    assert "mine.toml" in done.err
    assert not Path("work.demarche").exists()


def test_new_never_writes_over_a_project(demarche, made):
    before = made.read_bytes()
    done = demarche("new", made)
    assert done.status == 1
    assert "exists already" in done.err
    assert made.read_bytes() == before


def test_import_and_export_go_through_the_project(demarche, made):
    write("in.jsonl", RECORD)
    done = demarche("import", "work", "in.jsonl")
    assert (done.status, done.out) == (0, "Imported 1 article and 1 annotation.\n")
    done = demarche("export", "work", "out.jsonl")
    assert done.status == 0
    assert "Wrote 1 record to out.jsonl" in done.out
    (line,) = Path("out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["spans"][0]["text"] == "France"
    assert Path("manifest.json").exists()


def test_import_lists_every_problem_and_imports_nothing(demarche, made):
    write("good.jsonl", RECORD)
    write("bad.jsonl", RECORD | {"id": "two", "spans": []}, RECORD | {"offset_unit": "byte"})
    Path("empty.txt").touch()
    done = demarche("import", "work", "good.jsonl", "bad.jsonl", "empty.txt", "gone.txt")
    assert done.status == 1
    for place in ("bad.jsonl, line 1:", "bad.jsonl, line 2:", "empty.txt: it is empty", "gone.txt"):
        assert place in done.err
    assert done.err.splitlines()[-1].startswith("Nothing was imported, for there are ")
    assert demarche("info", "work").out.count("Articles: 0") == 1


def test_a_dry_run_says_what_would_come_in_and_changes_nothing(demarche, made):
    write(
        "in.jsonl", RECORD, RECORD | {"layer": {"kind": "model", "annotator": "m", "state": "done"}}
    )
    before = made.read_bytes()
    done = demarche("import", "work", "in.jsonl", "--dry-run")
    assert done.status == 0
    assert "Would import 1 article and 2 annotations." in done.out
    assert "New annotator: m" in done.out
    assert made.read_bytes() == before


def test_a_dry_run_of_bad_files_fails_too(demarche, made):
    Path("bad.jsonl").write_text("nonsense\n")
    assert demarche("import", "work", "bad.jsonl", "--dry-run").status == 1


def test_what_is_there_already_is_skipped_and_said(demarche, made):
    Path("a.txt").write_text("Some words.")
    demarche("import", "work", "a.txt")
    done = demarche("import", "work", "a.txt")
    assert done.status == 0
    assert "Skipped: a.txt" in done.out
    assert "nothing new" in done.out


def test_long_lists_of_remarks_are_cut(demarche, made, monkeypatch):
    monkeypatch.setattr(import_wording, "_REMARKS_SHOWN", 2)
    Path("folder").mkdir()
    for number in range(5):
        Path("folder", f"{number}.png").touch()
    done = demarche("import", "work", "folder")
    assert done.out.count("Skipped: ") == 3
    assert "3 more like these" in done.out


def test_folders_and_encodings_are_read(demarche, made):
    Path("texts").mkdir()
    Path("texts", "1.txt").write_bytes("Déjà vu – encore.".encode("cp1252"))
    Path("texts", "2.txt").write_bytes("Déjà vu".encode("utf-16"))
    done = demarche("import", "work", "texts")
    assert (done.status, done.out) == (0, "Imported 2 articles.\n")


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (("--layer", "gold"), "No layer fits --layer gold"),
        (("--layer", "finished"), "No layer fits --layer finished"),
        (("--layer", "all"), "Nobody has marked anything yet"),
        (("--layer", "all", "--state", "skipped"), "No layer fits --annotator and --state"),
    ],
)
def test_an_export_without_records_says_why(demarche, made, choices, said):
    done = demarche("export", "work", "out.jsonl", *choices)
    assert done.status == 0
    assert said in done.err
    assert Path("out.jsonl").read_bytes() == b""


def test_an_export_may_go_into_a_folder_or_leave_out_the_suffix(demarche, made):
    Path("sets").mkdir()
    demarche("export", "work", "sets")
    demarche("export", "work", "sets/mine")
    assert sorted(each.name for each in Path("sets").iterdir()) == [
        "README.md", "croissant.json", "manifest.json", "mine.README.md", "mine.croissant.json",
        "mine.jsonl", "work-finished.jsonl",
    ]  # fmt: skip


def test_info_counts_for_people_and_for_programs(demarche):
    demarche("sample", "work")
    said = demarche("info", "work")
    assert "Articles: 12 with" in said.out
    assert "Annotator (human): 4 todo, 2 open, 5 done, 1 skipped" in said.out
    data = json.loads(demarche("info", "work", "--json").out)
    assert data["articles"] == 12
    assert data["annotators"][0]["states"]["done"] == 5
    assert data["scheme"]["id"] == "proposals-and-rejections"
    assert data["bytes"] == Path("work.demarche").stat().st_size


def test_the_sample_project_is_sound(demarche):
    assert demarche("sample", "work").out == "Made work.demarche with 12 articles.\n"
    assert demarche("check", "work").out == "work is sound.\n"


def test_check_finds_damage_and_repairs_what_is_safe(demarche):
    demarche("sample", "work")
    connection = sqlite3.connect("work.demarche")
    connection.execute("UPDATE referent SET name_key = 'wrong' WHERE external_id = 'kelland'")
    connection.commit()
    connection.close()
    done = demarche("check", "work")
    assert done.status == 1
    assert "Kelland" in done.err
    assert "demarche check work --repair" in done.err.splitlines()[-1]
    done = demarche("check", "work", "--repair")
    assert done.status == 0
    assert done.out.endswith("work is sound now.\n")
    assert demarche("check", "work").status == 0


def test_a_rescue_copies_what_can_be_read_and_leaves_the_damaged_file(demarche):
    demarche("sample", "work")
    damaged = Path("work.demarche")
    before = damaged.read_bytes()
    done = demarche("check", "work.demarche", "--rescue", "new")
    assert done.status == 0
    assert "Made new.demarche with 12 articles" in done.out
    assert damaged.read_bytes() == before
    assert demarche("check", "new").status == 0


def test_check_fails_where_something_is_left(demarche):
    demarche("sample", "work")
    connection = sqlite3.connect("work.demarche")
    connection.execute("UPDATE span SET quote = 'never written' WHERE external_id = 'a01'")
    connection.commit()
    connection.close()
    done = demarche("check", "work", "--repair")
    assert done.status == 1
    assert "could not be repaired" in done.err


def test_the_seed_goes_through_the_command_line(demarche, made):
    seed = shared("seed", "gold.jsonl")
    assert demarche("import", "work", seed).status == 0
    assert demarche("export", "work", "out").status == 0
    given = json.loads(seed.read_bytes())
    came = json.loads(Path("out.jsonl").read_bytes())
    came["scheme"].pop("sha256")
    assert came == given


def test_the_version_is_said(demarche):
    assert demarche("--version").out == f"Demarche {VERSION}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("new",),
        ("import", "work"),
        ("export", "work", "out", "--layer", "silver"),
        ("info", "work", "--xml"),
    ],
)
def test_wrong_usage_is_said_in_one_sentence_with_the_way_to_help(demarche, arguments):
    done = demarche(*arguments)
    assert done.status == 2
    assert "--help" in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("command", ["info", "check", "import", "export"])
def test_what_is_no_project_is_refused_with_the_reason(demarche, command):
    Path("work.demarche").write_text("not a database at all, but long enough to look like one" * 9)
    rest = ("x.txt",) if command in {"import", "export"} else ()
    done = demarche(command, "work", *rest)
    assert done.status == 1
    assert "work.demarche can't be opened as a Demarche project" in done.err
    assert len(done.err.splitlines()) == 1


def test_a_project_that_is_open_elsewhere_is_left_alone(demarche, made):
    Path("a.txt").write_text("Some words.")
    with Project.open(made):
        done = demarche("import", "work", "a.txt")
        assert done.status == 1
        assert "is open elsewhere" in done.err
        assert demarche("info", "work").status == 0
