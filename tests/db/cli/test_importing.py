from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from db.imports import copy_search
from db.imports.kinds import Kind
from db.project import Project
from db.queries import annotators, articles, layers, schemes
from tests.builders import article_ids
from tests.db.formats.article_files import PARAGRAPHS
from tests.db.imports.file_samples import article_files, foreign_files, packed, write_all


@pytest.fixture
def made(demarche) -> Path:
    demarche("new", "work")
    return Path("work.demarche")


def imported(path: Path):
    """Title and metadata of all articles."""
    with Project.open(path) as project:
        found = (articles.one(project, each) for each in article_ids(project))
        return [(each.title, dict(each.metadata)) for each in found if each is not None]


def annotation_of(path: Path, name: str):
    """What an annotator says about the only article."""
    with Project.open(path) as project:
        (article,) = article_ids(project)
        (who,) = [each.id for each in annotators.every(project) if each.name == name]
        layer = layers.of(project, article, who)
        assert layer is not None
        return layers.annotation(project, layer)


@pytest.mark.parametrize("kind", article_files())
def test_articles_of_every_kind_come_in(demarche, made, kind):
    name, data, number = article_files()[kind]
    Path(name).write_bytes(data)
    assert demarche("import", "work", name, "--dry-run").status == 0
    assert imported(made) == []
    done = demarche("import", "work", name)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[-1] == f"Imported {number} article{'s' * (number > 1)}."
    assert len(imported(made)) == number


@pytest.mark.parametrize("kind", foreign_files())
def test_annotation_of_every_tool_comes_in(demarche, made, kind):
    write_all(Path("in"), foreign_files()[kind])
    done = demarche("import", "work", "in", "--annotator", "annotator 1")
    assert (done.status, done.err) == (0, "")
    assert "Imported 1 article and 1 annotation." in done.out
    found = annotation_of(made, "annotator 1")
    labels = [(span.label, span.quote) for span in found.spans]
    assert labels == [("ACTOR", "France"), ("PROPOSAL", "talks"), ("REJECTION", "said no")]
    has_links = kind not in {Kind.CONLL, Kind.HF_TOKENS}
    assert [link.role for link in found.links] == ["proposed_by"] * has_links


def test_what_an_annotator_is_called_can_stand_in_the_folder(demarche, made):
    write_all(Path("in/annotator A"), foreign_files()[Kind.BRAT])
    write_all(Path("in/annotator B"), foreign_files()[Kind.BRAT])
    done = demarche("import", "work", "in", "--file-names", "{annotator}/{}")
    assert done.status == 0
    assert "Imported 1 article and 2 annotations." in done.out
    with Project.open(made) as project:
        names = {each.name for each in annotators.every(project)}
    assert {"annotator A", "annotator B"} <= names


def test_columns_are_said_where_their_names_tell_nothing(demarche, made):
    Path("a.csv").write_text(f"Eins;Zwei;Drei\nTalks;{PARAGRAPHS[0]};5.3.2024\n")
    columns = "body=Zwei,title=Eins,date=Drei"
    assert demarche("import", "work", "a.csv", "--columns", columns).status == 0
    assert imported(made) == [("Talks", {"date": "2024-03-05"})]


def test_metadata_come_from_file_names_and_headers(demarche, made):
    Path("in").mkdir()
    Path("in/2024-03-05_Talks fail.txt").write_text("PARIS (Reuters) - There is no deal. Nobody.")
    Path("in/talks.txt").write_text("Read me.")
    done = demarche("import", "work", "in", "--file-names", "{date}_{title}", "--headers")
    assert "talks.txt: the name does not fit the pattern" in done.out
    assert imported(made) == [
        ("Talks fail", {"date": "2024-03-05", "publisher": "Reuters"}),
        ("Read me", {}),
    ]


def test_an_encoding_can_be_said(demarche, made):
    Path("a.txt").write_bytes("Привет всем".encode("koi8-r"))
    assert demarche("import", "work", "a.txt", "--encoding", "koi8-r").status == 0
    assert imported(made) == [("Привет всем", {})]


def test_a_kind_can_be_said(demarche, made):
    Path("a.data").write_text("<p>There is <b>no</b> deal, said the speaker of the assembly.</p>")
    assert demarche("import", "work", "a.data", "--as", "html").status == 0
    (found,) = imported(made)
    assert found[0].startswith("There is no deal")


def test_a_dry_run_says_how_labels_are_mapped_and_what_comes_first(demarche, made):
    write_all(Path("in"), foreign_files()[Kind.BRAT])
    done = demarche("import", "work", "in", "--dry-run")
    assert "Brat: 1 file, 1 article and 1 annotation" in done.out
    assert "Label “ACTOR” (1 span): ACTOR" in done.out
    assert "Link “proposed_by” from PROPOSAL (1 link): proposed_by" in done.out
    assert "France proposed talks." in done.out
    assert "--annotator NAME does" in done.out
    assert done.out.endswith("Would import 1 article and 1 annotation.\n")
    assert imported(made) == []


def test_a_map_that_was_written_is_changed_and_used(demarche, made):
    write_all(Path("in"), foreign_files()[Kind.BRAT])
    done = demarche("import", "work", "in", "--dry-run", "--write-map", "in.toml")
    assert done.status == 0
    rules = tomllib.loads(Path("in.toml").read_text(encoding="utf-8"))["mapping"]["labels"]
    assert {rule["label"]: rule["to"] for rule in rules} == {
        "ACTOR": "ACTOR", "PROPOSAL": "PROPOSAL", "REJECTION": "REJECTION",
    }  # fmt: skip
    text = Path("in.toml").read_text(encoding="utf-8")
    Path("in.toml").write_text(text.replace('to = "REJECTION"', 'to = "PROPOSAL"'))
    done = demarche("import", "work", "in", "--map", "in.toml", "--annotator", "annotator 1")
    assert done.status == 0
    labels = [span.label for span in annotation_of(made, "annotator 1").spans]
    assert labels == ["ACTOR", "PROPOSAL", "PROPOSAL"]


def test_options_count_more_than_the_map(demarche, made):
    Path("a.txt").write_bytes("Привет".encode("cp1251"))
    Path("map.toml").write_text('encoding = "koi8-r"\n')
    done = demarche("import", "work", "a.txt", "--map", "map.toml", "--encoding", "cp1251")
    assert done.status == 0
    assert imported(made) == [("Привет", {})]


def test_a_map_with_problems_changes_nothing_and_names_the_lines(demarche, made):
    Path("a.txt").write_text("Words.")
    Path("map.toml").write_text('as = "text"\n[[mapping.labels]]\nlabel = "x"\nto = "ACTR"\n')
    done = demarche("import", "work", "a.txt", "--map", "map.toml")
    assert done.status == 1
    assert "map.toml, line 4: There is no label “ACTR”. Did you mean “ACTOR”?" in done.err
    assert imported(made) == []


def test_a_map_is_never_written_over(demarche, made):
    Path("a.txt").write_text("Words.")
    Path("map.toml").write_text("mine")
    done = demarche("import", "work", "a.txt", "--dry-run", "--write-map", "map.toml")
    assert done.status == 2
    assert Path("map.toml").read_text() == "mine"


def test_labels_without_a_target_are_named_and_can_become_a_scheme(demarche, made):
    files = {"a.ann": b"T1\tVILLAIN 0 6\tFrance\nT2\tPLOT 16 21\ttalks\nR1\tof Arg1:T2 Arg2:T1\n"}
    write_all(Path("in"), {**files, "a.txt": b"France proposed talks."})
    done = demarche("import", "work", "in", "--dry-run")
    assert "spans “VILLAIN” (1 in all): left out" in done.out
    done = demarche("import", "work", "in", "--new-scheme", "--annotator", "annotator 1")
    assert (done.status, done.err) == (0, "")
    assert "New scheme “in”: VILLAIN, PLOT" in done.out
    found = annotation_of(made, "annotator 1")
    assert [span.label for span in found.spans] == ["VILLAIN", "PLOT"]
    assert [link.role for link in found.links] == ["of"]


def test_a_scheme_is_not_replaced_where_something_is_marked(demarche, made):
    write_all(Path("ours"), foreign_files()[Kind.BRAT])
    demarche("import", "work", "ours")
    write_all(Path("in"), {"a.ann": b"T1\tVILLAIN 0 6\tFrance\n", "a.txt": b"France rejected."})
    done = demarche("import", "work", "in", "--new-scheme")
    assert done.status == 1
    assert "the new scheme has no place for 1 span" in done.err
    with Project.open(made) as project:
        assert schemes.current(project).id == "proposals-and-rejections"


@pytest.fixture
def wires(made):
    """Two articles that are nearly the same, and another one."""
    Path("in").mkdir()
    for number, head in enumerate(("", "BREAKING. ", "Something else altogether. ")):
        body = " ".join(PARAGRAPHS[:2]) if number < 2 else PARAGRAPHS[2]
        Path(f"in/{number}.txt").write_text(f"{head}{body}")
    return made


def groups(made):
    with Project.open(made) as project:
        rows = project.connection.execute("SELECT group_name FROM article ORDER BY number")
        return [row[0] for row in rows]


def test_near_duplicates_are_told_beforehand_and_grouped(demarche, wires):
    done = demarche("import", "work", "in", "--dry-run")
    assert "1 article nearly the same as another; to be put into groups:" in done.out
    assert "nearly the same as “" in done.out
    assert groups(wires) == []
    done = demarche("import", "work", "in")
    assert done.status == 0
    assert done.out.endswith("2 articles are nearly the same as others, in 1 group.\n")
    first, second, third = groups(wires)
    assert first == second is not None
    assert third is None


def test_near_duplicates_are_left_out_when_asked(demarche, wires):
    for words in ("Would import 2 articles.", "Imported 2 articles."):
        dry = ("--dry-run",) if words.startswith("Would") else ()
        done = demarche("import", "work", "in", "--near-duplicates", "skip", *dry)
        assert "1.txt: it is nearly the same as “" in done.out
        assert words in done.out
    assert groups(wires) == [None, None]
    again = demarche("import", "work", "in", "--near-duplicates", "skip")
    assert "There is nothing new to import." in again.out


def test_nobody_looks_for_near_duplicates_where_that_is_not_wanted(demarche, wires):
    done = demarche("import", "work", "in", "--near-duplicates", "leave", "--dry-run")
    assert "nearly the same" not in done.out
    demarche("import", "work", "in", "--near-duplicates", "leave")
    assert groups(wires) == [None, None, None]


def test_in_large_projects_near_duplicates_are_looked_for_when_asked(demarche, wires, monkeypatch):
    monkeypatch.setattr(copy_search, "QUICK_ARTICLES", 2)
    done = demarche("import", "work", "in", "--dry-run")
    assert "Near-duplicates are not looked for, for there are many articles" in done.out
    done = demarche("import", "work", "in", "--dry-run", "--near-duplicates", "group")
    assert "Near-duplicates are looked for after the import" in done.out
    done = demarche("import", "work", "in")
    assert "not looked for, because there are 3 articles to compare; demarche group" in done.out
    assert groups(wires) == [None, None, None]


def test_problems_in_archives_are_named_and_nothing_comes_in(demarche, made):
    Path("in.zip").write_bytes(packed({"a.txt": b"Words.", "b/c.txt": b"", "d.pdf": b"no PDF"}))
    done = demarche("import", "work", "in.zip")
    assert done.status == 1
    assert "in.zip/b/c.txt: it is empty" in done.err
    assert "in.zip/d.pdf: " in done.err
    assert "2 problems in 2 files" in done.err
    assert imported(made) == []


def test_a_file_with_problems_can_be_left_out(demarche, made):
    Path("in.zip").write_bytes(packed({"a.txt": b"Words.", "b/c.txt": b""}))
    assert demarche("import", "work", "in.zip").status == 1
    done = demarche("import", "work", "in.zip", "--leave-out", "in.zip/b/c.txt")
    assert done.status == 0
    assert "Skipped: in.zip/b/c.txt: it was to be left out" in done.out
    assert len(imported(made)) == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--as", "word"), "word"),
        (("--encoding", "klingon"), "There is no encoding “klingon”"),
        (("--columns", "title=x"), "which column holds the text"),
        (("--file-names", "{dat}"), "Did you mean “date”?"),
    ],
)
def test_wrong_options_are_wrong_usage_and_say_what_to_write(demarche, made, options, words):
    Path("a.txt").write_text("Words.")
    done = demarche("import", "work", "a.txt", *options)
    assert done.status == 2
    assert words in done.err
    assert len(done.err.splitlines()) == 1


def test_help_shows_every_option_by_example(demarche):
    said = demarche("import", "--help").out
    for option in ("--as", "--encoding", "--map", "--columns", "--file-names", "--annotator"):
        assert said.count(option) > 1
