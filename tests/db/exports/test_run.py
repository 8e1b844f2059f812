from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.errors import DamagedQuote, Stopped, StorageFault, UserFault
from db.exports import catalogue, export_format, line_check, referent_lines, run
from db.exports.choices import ExportChoices, StandOff
from db.exports.files import Stage
from db.exports.lines_file import LinesFile
from db.exports.read_back import NotReadBack
from db.exports.run import export
from db.exports.sinks import PiecesFile
from db.formats import jsonl_reader
from db.formats.extras import MissingLibrary
from db.formats.record import Record
from db.model import AnnotatorKind, Fragment, LayerState
from db.operations import layers, projects, spans
from db.project import Project
from db.queries import annotators, export_ranges
from db.queries.exports import Which
from db.splitting.model import Share, SplitPlan
from tests.builders import Desk, article_ids, author_of, make_article, make_project

BODIES = (
    "France offered a truce. Poland said no to it.",
    "Norway asked for talks 🇳🇴 and Sweden agreed.",
    "Nothing happened in the house today.",
    "A plan was made by the council of the city.",
)
HALF = SplitPlan(shares=(Share(name="train", part=50), Share(name="test", part=50)), seed=1)


@pytest.fixture
def project(tmp_path: Path):
    """Four articles, of which the first two say something; their licences differ."""
    licences = ("CC BY 4.0", "all rights reserved")
    articles = [
        make_article(
            body,
            external_id=f"article-{number}",
            metadata={
                "date": f"2024-05-0{number}",
                "publisher": "A paper",
                **({"licence": licences[number - 1]} if number <= 2 else {}),
            },
        )
        for number, body in enumerate(BODIES, start=1)
    ]
    with make_project(tmp_path, articles=articles) as made:
        author = author_of(made)
        ids = article_ids(made)
        first = Desk(made, author, ids[0])
        truce = first.mark("PROPOSAL", "a truce")
        first.link(truce, "proposed_by", first.mark("ACTOR", "France"))
        first.mark("REJECTION", "said", "no")
        second = Desk(made, author, ids[1])
        second.mark("ACTOR", "Norway")
        second.mark("PROPOSAL", "talks 🇳🇴")
        layers.set_state(made, author, article=ids[0], state=LayerState.DONE)
        yield made


def choices(name: str = "jsonl", **more) -> ExportChoices:
    return ExportChoices(**{"format": name, "layers": Which.ALL, **more})


def lines_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("project.demarche")
    }


def test_what_was_written_is_told(project: Project, tmp_path: Path):
    done = export(project, tmp_path / "all.jsonl", choices())
    assert (done.records, done.articles, done.spans, done.links) == (2, 2, 5, 1)
    assert done.files == (tmp_path / "all.jsonl",)
    entry = json.loads(done.manifest.read_text())["datasets"]["all.jsonl"]
    assert entry["labels"] == {"ACTOR": 2, "PROPOSAL": 2, "REJECTION": 1}
    assert entry["roles"] == {"proposed_by": 1}
    assert entry["referents"] == 5
    assert entry["files"]["all.jsonl"]["sha256"] == done.sha256
    assert entry["files"]["all.jsonl"]["bytes"] == done.path.stat().st_size
    assert done.card.name == "README.md"
    assert "2 news articles" in done.card.read_text()
    assert json.loads(done.croissant.read_text())["distribution"][0]["sha256"] == done.sha256


def test_an_article_with_actors_and_no_statement_goes_out_as_nothing_here(tmp_path: Path):
    with make_project(tmp_path, articles=["France waited."]) as made:
        desk = Desk(project=made, author=author_of(made), article=article_ids(made)[0])
        desk.mark("ACTOR", "France")
        layers.set_nothing_here(made, desk.author, article=desk.article, value=True)
        run.export(made, tmp_path / "out.jsonl", choices())
    (line,) = lines_of(tmp_path / "out.jsonl")
    assert line["layer"]["nothing_here"]
    assert [each["text"] for each in line["spans"]] == ["France"]


def test_fields_that_were_not_chosen_stay_here(project: Project, tmp_path: Path):
    for name in ("jsonl", "doccano"):
        export(project, tmp_path / "x", choices(name, fields=("date",)))
        said = (tmp_path / "x").read_text()
        assert "2024-05-01" in said
        assert "A paper" not in said
    export(project, tmp_path / "x", choices(fields=()))
    assert [line["meta"] for line in lines_of(tmp_path / "x")] == [{}, {}]


def test_layers_are_chosen_by_annotator_and_state(project: Project, tmp_path: Path):
    projects.add_annotator(project, author_of(project), name="annotator B")
    other = annotators.every(project)[-1].id
    article = article_ids(project)[2]
    spans.add_span(project, other, article=article, label="ACTOR", fragments=[Fragment(0, 7)])

    def texts(**more) -> list[str]:
        export(project, tmp_path / "x.jsonl", choices(**more))
        return [line["text"] for line in lines_of(tmp_path / "x.jsonl")]

    assert texts(annotators=("annotator B",)) == [BODIES[2]]
    assert texts(annotators=(other, "Annotator a")) == list(BODIES[:3])
    assert texts(states=(LayerState.DONE,)) == [BODIES[0]]
    assert texts(states=(LayerState.OPEN,), annotators=("annotator A",)) == [BODIES[1]]
    done = export(
        project, tmp_path / "x.jsonl", choices(annotators=("annotator B",), layers=Which.ALL)
    )
    assert (done.left_out.other_annotators, done.left_out.other_states) == (2, 0)
    done = export(project, tmp_path / "x.jsonl", choices(states=(LayerState.DONE,)))
    assert (done.left_out.other_annotators, done.left_out.other_states) == (0, 2)
    with pytest.raises(UserFault, match="There is no annotator “annotator C”; there are"):
        texts(annotators=("annotator C",))


def test_no_word_of_a_text_is_in_a_stand_off_export(project: Project, tmp_path: Path):
    done = export(project, tmp_path / "x.jsonl", choices(stand_off=StandOff.ALL, fields=()))
    first, second = lines_of(tmp_path / "x.jsonl")
    assert "text" not in first
    assert all("text" not in span for span in first["spans"])
    assert [(span["start"], span["end"]) for span in second["spans"]] == [(0, 6), (17, 25)]
    assert first["text_sha256"] != second["text_sha256"]
    assert done.closed_texts == 0
    with done.path.open("rb") as file:
        read, _ = jsonl_reader.read(file, path="x")
    assert read.problems[0].reason == 'the record has no "text"'


def test_only_texts_that_may_not_be_passed_on_stay_here(project: Project, tmp_path: Path):
    done = export(project, tmp_path / "x.jsonl", choices())
    assert done.closed_texts == 1
    done = export(project, tmp_path / "x.jsonl", choices(stand_off=StandOff.CLOSED))
    assert ["text" in line for line in lines_of(done.path)] == [True, False]
    assert done.closed_texts == 0
    licences = json.loads(done.manifest.read_text())["datasets"]["x.jsonl"]["licences"]["texts"]
    assert licences == [
        {"licence": "CC BY 4.0", "articles": 1, "without_text": 0},
        {"licence": "all rights reserved", "articles": 1, "without_text": 1},
    ]


def test_a_format_that_needs_the_text_says_so(project: Project, tmp_path: Path):
    with pytest.raises(UserFault, match="doccano can't leave the texts out"):
        export(project, tmp_path / "x.jsonl", choices("doccano", stand_off=StandOff.ALL))


def test_each_split_has_a_file_and_no_article_is_in_two(project: Project, tmp_path: Path):
    done = export(project, tmp_path / "set", choices(split=HALF))
    assert {path.name for path in done.files} == {"train.jsonl", "test.jsonl"}
    found = {path.stem: lines_of(path) for path in done.files}
    assert sum(map(len, found.values())) == 2
    assert all(line["split"] == name for name, lines in found.items() for line in lines)
    assert dict(done.splits) == {name: len(found[name]) for name in ("train", "test")}
    assert done.leaks == 0
    entry = json.loads(done.manifest.read_text())["datasets"]["."]
    assert entry["split"]["seed"] == 1
    assert entry["split"]["shares"] == "train=50,test=50"


def test_one_file_may_say_the_split_of_each_record(project: Project, tmp_path: Path):
    apart = export(project, tmp_path / "set", choices(split=HALF))
    done = export(project, tmp_path / "x.jsonl", choices(split=HALF, split_in_field=True))
    lines = lines_of(done.path)
    assert {name: number for name, number in apart.splits.items() if number} == {
        name: sum(line["split"] == name for line in lines) for name in {e["split"] for e in lines}
    }
    with pytest.raises(UserFault, match="no place for the split"):
        export(project, tmp_path / "x.conll", choices("conll", split=HALF, split_in_field=True))


def test_layers_of_annotators_stand_in_folders_of_theirs(project: Project, tmp_path: Path):
    gold = annotators.gold(project)
    article = article_ids(project)[0]
    spans.add_span(project, gold, article=article, label="ACTOR", fragments=[Fragment(0, 6)])
    export(project, tmp_path / "set", choices("brat"))
    names = {name for name in contents(tmp_path / "set") if name.endswith(".ann")}
    assert names == {
        "article-1.ann",
        "annotator-1/article-1.ann",
        "annotator-1/article-2.ann",
    }
    assert (tmp_path / "set" / "annotation.conf").exists()


@pytest.mark.parametrize("name", ["jsonl", "conll", "brat", "label-studio", "csv", "parquet"])
def test_what_is_damaged_on_the_disk_leaves_the_older_files(
    project: Project, tmp_path: Path, monkeypatch, name: str
):
    kind = catalogue.one(name)
    out = tmp_path / (f"x{kind.suffix}" if kind.is_one_file else "set")
    export(project, out, choices(name))
    before = contents(tmp_path)
    desk = Desk(project, author_of(project), article_ids(project)[0])
    desk.mark("ACTOR", "Poland")
    real = run.LinesWriting.close if kind.is_ours else run.RecordsWriting.close

    def damaged(self) -> None:
        real(self)
        folder = next(tmp_path.rglob(".*.partial"))
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix in {".jsonl", ".conll", ".ann", ".json", ".csv"}:
                path.write_bytes(path.read_bytes().replace(b"France", b"Frankreich"))
            elif path.suffix == ".parquet":
                path.write_bytes(path.read_bytes()[:-9])

    if kind.is_ours:
        real_write = LinesFile._write_and_check

        def worse(self) -> None:
            writer = self._writer
            self._writer = _Damaging(writer)
            try:
                real_write(self)
            finally:
                self._writer = writer

        monkeypatch.setattr(LinesFile, "_write_and_check", worse)
    else:
        monkeypatch.setattr(run.RecordsWriting, "close", damaged)
    with pytest.raises(NotReadBack, match="does not say what the project says"):
        export(project, out, choices(name))
    assert contents(tmp_path) == before


class _Damaging:
    """A file that writes something else."""

    def __init__(self, file) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        return self._file.write(bytes(data).replace(b"France", b"Frence"))


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("doccano", b'"label":"ACTOR"', b'"label":"ACTEUR"', "the span “France” (ACTOR)"),
        ("doccano", b'"type":"proposed_by"', b'"type":"addressed_to"', "the link “proposed_by”"),
        ("doccano", b"house", b"mouse", "the text is another one"),
        (
            "prodigy",
            b'"start":0,"end":6,"token_start"',
            b'"start":1,"end":6,"token_start"',
            "France",
        ),
        ("conll", b"France B-ACTOR", b"France O", "the span “France” (ACTOR)"),
        ("conll", b"Norway B-ACTOR", b"Norway B-ACTOR\nasked I-ACTOR", "In “Norway asked"),
        ("label-studio", b'"labels":["PROPOSAL"]', b'"labels":["ACTOR"]', "“a truce” (PROPOSAL)"),
        ("span-jsonl", b'"label":"REJECTION"', b'"label":"ACTOR"', "(REJECTION)"),
    ],
)
def test_the_article_and_the_span_are_named(
    project: Project, tmp_path: Path, monkeypatch, name: str, before: bytes, after: bytes, said: str
):
    desk = Desk(project, author_of(project), article_ids(project)[2])
    desk.mark("ACTOR", "house")
    real = PiecesFile.add

    def other(self, data: bytes) -> None:
        real(self, data.replace(before, after))

    monkeypatch.setattr(PiecesFile, "add", other)
    with pytest.raises(NotReadBack) as fault:
        export(project, tmp_path / "x", choices(name))
    assert said in str(fault.value)
    assert "In “" in str(fault.value)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("drop", [0, -1])
def test_a_record_that_is_missing_or_too_much_is_noticed(
    project: Project, tmp_path: Path, monkeypatch, drop: int
):
    real = PiecesFile.add
    seen: list[bytes] = []

    def other(self, data: bytes) -> None:
        seen.append(data)
        if len(seen) != 2:
            real(self, data)
        elif drop == 0:
            real(self, data)
            real(self, data)

    monkeypatch.setattr(PiecesFile, "add", other)
    with pytest.raises(NotReadBack):
        export(project, tmp_path / "x", choices("doccano"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"end":6', b'"end":7'),
        (b'"target":', b'"target":"nobody","was":'),
        (b'"label":"ACTOR"', b'"label":"ACTOR"}, {'),
        (b'"text_sha256":"', b'"text_sha256":"0'),
        (b'"kind":"human"', b'"kind":"model"'),
    ],
)
def test_a_line_that_does_not_hold_together_is_noticed(
    project: Project, tmp_path: Path, monkeypatch, before: bytes, after: bytes
):
    real = run.LineWriter.line
    monkeypatch.setattr(run.LineWriter, "line", lambda *each: real(*each).replace(before, after))
    with pytest.raises((NotReadBack, DamagedQuote)):
        export(project, tmp_path / "x.jsonl", choices())
    assert not (tmp_path / "x.jsonl").exists()


def test_spans_that_never_reached_the_file_are_noticed(
    project: Project, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr(run.exports, "amounts", lambda *_: run.exports.Amounts(
        articles=2, layers=2, spans=6, links=1
    ))  # fmt: skip
    with pytest.raises(NotReadBack, match="the number of spans is 5 instead of 6"):
        export(project, tmp_path / "x.jsonl", choices())


def test_what_is_in_the_way_is_not_replaced(project: Project, tmp_path: Path):
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "train.jsonl").write_text("mine")
    (folder / "README.md").write_text("mine, too")
    with pytest.raises(StorageFault, match=r"train\.jsonl is in the way"):
        export(project, folder, choices(split=HALF))
    (folder / "train.jsonl").rename(folder / "other.jsonl")
    done = export(project, folder, choices(split=HALF))
    assert (folder / "README.md").read_text() == "mine, too"
    assert done.card.name == "set.README.md"
    again = export(project, folder, choices(split=HALF))
    assert again.card == done.card


def test_files_that_an_export_no_longer_has_go_unless_somebody_changed_them(
    project: Project, tmp_path: Path
):
    folder = tmp_path / "set"
    export(project, folder, choices("brat"))
    changed = folder / "annotator-1" / "article-2.ann"
    changed.write_text("T1\tACTOR 0 6\tNorway\n")
    export(project, folder, choices("brat", layers=Which.FINISHED))
    names = set(contents(folder))
    assert "annotator-1/article-2.ann" in names
    assert "annotator-1/article-2.txt" not in names
    assert "annotator-1/article-1.ann" in names


def test_settings_of_two_exports_in_one_folder_stand_apart(project: Project, tmp_path: Path):
    for name in ("one", "two"):
        export(project, tmp_path / f"{name}.json", choices("label-studio"))
    assert {"one.label-studio.xml", "two.label-studio.xml"} <= set(contents(tmp_path))


def test_a_missing_library_is_told_with_the_line_that_installs_it(
    project: Project, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr(export_format, "find_spec", lambda _name: None)
    with pytest.raises(MissingLibrary, match=r'pip install "demarche\[spacy\]"'):
        export(project, tmp_path / "x.spacy", choices("spacy"))
    export(project, tmp_path / "x.jsonl", choices())


def test_an_unknown_format_is_told_with_those_that_there_are(project: Project, tmp_path: Path):
    with pytest.raises(UserFault, match=r"There is no format “docx”\. Choose one of these: jsonl"):
        export(project, tmp_path / "x", choices("docx"))


@pytest.mark.parametrize("name", ["jsonl", "brat", "spacy", "refi-qda", "csv"])
def test_a_stopped_export_leaves_nothing(project: Project, tmp_path: Path, name: str):
    asked = iter([False, False, True])
    before = contents(tmp_path)
    with pytest.raises(Stopped):
        export(project, tmp_path / "x", choices(name), is_cancelled=lambda: next(asked, True))
    assert contents(tmp_path) == before


def test_progress_goes_over_writing_and_reading(project: Project, tmp_path: Path):
    told: list[tuple[int, int | None]] = []
    export(project, tmp_path / "x", choices("conll"), progress=lambda *each: told.append(each))
    assert told[0] == (0, 4)
    assert told[-1] == (4, 4)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_names_go_out_only_when_asked_for(project: Project, tmp_path: Path):
    for name in ("jsonl", "label-studio", "prodigy", "brat"):
        export(
            project, tmp_path / "with" / name if False else tmp_path / f"a-{name}", choices(name)
        )
        export(project, tmp_path / f"b-{name}", choices(name, with_names=True))
    without = b"".join(data for path, data in contents(tmp_path).items() if path.startswith("a-"))
    assert b"annotator A" not in without
    assert b"annotator A" in (tmp_path / "b-prodigy").read_bytes()
    assert (tmp_path / "b-brat" / "annotator-A").is_dir()


def test_a_model_counts_as_a_program_on_the_card(project: Project, tmp_path: Path):
    projects.add_annotator(project, author_of(project), name="tagger 2", kind=AnnotatorKind.MODEL)
    model = annotators.every(project)[-1].id
    article = article_ids(project)[3]
    spans.add_span(project, model, article=article, label="PROPOSAL", fragments=[Fragment(0, 6)])
    done = export(project, tmp_path / "x.jsonl", choices())
    assert "1 program" in done.card.read_text()


def test_what_was_chosen_for_the_card_is_on_it(project: Project, tmp_path: Path):
    wishes = choices(licence="CC BY 4.0", creator="A group", description="About truces.")
    done = export(project, tmp_path / "x.jsonl", wishes)
    card = done.card.read_text()
    assert "About truces." in card
    assert "CC BY 4.0" in card
    entry = json.loads(done.manifest.read_text())["datasets"]["x.jsonl"]
    assert entry["licences"]["annotation"] == "CC BY 4.0"


def test_how_far_annotators_agree_is_told_where_that_is_asked_for(project: Project, tmp_path: Path):
    projects.add_annotator(project, author_of(project), name="annotator B")
    other = annotators.every(project)[-1].id
    article = article_ids(project)[0]
    spans.add_span(project, other, article=article, label="ACTOR", fragments=[Fragment(0, 6)])
    layers.set_state(project, other, article=article, state=LayerState.DONE)
    assert "is not told" in export(project, tmp_path / "x.jsonl", choices()).card.read_text()
    done = export(project, tmp_path / "x.jsonl", choices(with_agreement=True))
    assert "| Agreement | Value |" in done.card.read_text()
    entry = json.loads(done.manifest.read_text())["datasets"]["x.jsonl"]
    assert entry["agreement"]


def test_a_span_that_is_no_longer_what_was_marked_stops_every_format(
    project: Project, tmp_path: Path
):
    project.connection.execute("UPDATE span SET quote = 'Frankreich' WHERE quote = 'France'")
    for name in ("jsonl", "conll", "brat"):
        with pytest.raises(DamagedQuote, match="Frankreich"):
            export(project, tmp_path / "x", choices(name))


def test_lines_far_apart_are_read_in_full_as_well(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("db.exports.writing._FULLY_COMPARED", 1)
    monkeypatch.setattr("db.exports.writing._THEN_EVERY", 2)
    monkeypatch.setattr(line_check, "_TAKEN_APART", 0)
    monkeypatch.setattr(line_check, "_THEN_EVERY", 3)
    in_full: list[str] = []
    apart: list[str] = []
    real_full, real_apart = line_check._read_in_full, line_check._take_apart

    def read_in_full(line: bytes, record: Record) -> None:
        in_full.append(record.article.external_id or "")
        real_full(line, record)

    def take_apart(line: bytes) -> None:
        apart.append(json.loads(line)["id"])
        real_apart(line)

    monkeypatch.setattr(line_check, "_read_in_full", read_in_full)
    monkeypatch.setattr(line_check, "_take_apart", take_apart)
    articles = [make_article(f"Article {number}.", external_id=str(number)) for number in range(5)]
    with make_project(tmp_path, articles=articles) as project:
        for each in article_ids(project):
            layers.set_nothing_here(project, author_of(project), article=each, value=True)
        export(project, tmp_path / "x.jsonl", choices())
    assert in_full == ["0", "2", "4"]
    assert apart == ["0", "3"]


def test_json_that_was_stored_over_several_lines_goes_out_on_one(project: Project, tmp_path: Path):
    export(project, tmp_path / "x.jsonl", choices())
    project.connection.execute("UPDATE article SET metadata = json(metadata)")
    project.connection.execute(
        "UPDATE article SET metadata = replace(metadata, ',', ',' || char(10))"
    )
    export(project, tmp_path / "y.jsonl", choices())
    assert (tmp_path / "y.jsonl").read_bytes() == (tmp_path / "x.jsonl").read_bytes()


def test_a_large_register_gives_the_same_lines(project: Project, tmp_path: Path, monkeypatch):
    project.connection.execute("UPDATE referent SET external_id = 'F' WHERE name = 'France'")
    export(project, tmp_path / "x.jsonl", choices())
    assert '"referent":"F"' in (tmp_path / "x.jsonl").read_text()
    monkeypatch.setattr(referent_lines, "_AT_HAND", 1)
    monkeypatch.setattr(referent_lines, "_KEPT", 1)
    done = export(project, tmp_path / "y.jsonl", choices())
    assert (tmp_path / "y.jsonl").read_bytes() == (tmp_path / "x.jsonl").read_bytes()
    entry = json.loads(done.manifest.read_text())["datasets"]["y.jsonl"]
    assert entry["referents"] == 5


def test_layers_read_row_by_row_stand_among_the_others_in_order(project: Project, tmp_path: Path):
    for each in article_ids(project)[2:]:
        layers.set_nothing_here(project, author_of(project), article=each, value=True)
    export(project, tmp_path / "x", choices())
    first, _, third, _ = article_ids(project)
    project.connection.execute(
        "UPDATE layer SET record = ? WHERE article IN (?, ?)", ('{"split": "dev"}', first, third)
    )
    done = export(project, tmp_path / "y", choices())
    plain, mixed = lines_of(tmp_path / "x"), lines_of(tmp_path / "y")
    assert [line.pop("split", None) for line in mixed] == ["dev", None, "dev", None]
    assert mixed == plain
    assert (done.spans, done.links) == (5, 1)


def test_a_referent_that_is_nowhere_is_told_with_the_article(project: Project, tmp_path: Path):
    export(project, tmp_path / "x.jsonl", choices())
    before = contents(tmp_path)
    project.connection.execute("PRAGMA foreign_keys = OFF")
    project.connection.execute("DELETE FROM referent WHERE name = 'Norway'")
    with pytest.raises(NotReadBack, match="a span's referent is not in the register"):
        export(project, tmp_path / "x.jsonl", choices())
    assert contents(tmp_path) == before


@pytest.mark.parametrize("asked", range(1, 6))
def test_an_export_that_is_stopped_while_lines_are_made_leaves_nothing(
    project: Project, tmp_path: Path, monkeypatch, asked: int
):
    monkeypatch.setattr(export_ranges, "_FIRST_ARTICLES", 1)
    monkeypatch.setattr(export_ranges, "_MOST_ARTICLES", 1)
    for each in article_ids(project)[2:]:
        layers.set_nothing_here(project, author_of(project), article=each, value=True)
    answers = iter([False] * asked)
    before = contents(tmp_path)
    with pytest.raises(Stopped):
        export(project, tmp_path / "x", choices(), is_cancelled=lambda: not next(answers, False))
    assert contents(tmp_path) == before


def test_a_stage_puts_back_what_was_there_when_a_file_can_not_be_placed(
    tmp_path: Path, monkeypatch
):
    home = tmp_path / "home"
    home.mkdir()
    (home / "a").write_text("old a")
    (home / "b").write_text("old b")
    real = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.name == "b" and ".older" not in str(self):
            raise OSError(28, "No space left on device")
        return real(self, target)

    def settle() -> None:
        with Stage(home, home) as stage:
            for name in ("a", "b", "c"):
                (stage.folder / name).write_text(f"new {name}")
            monkeypatch.setattr(Path, "replace", failing)
            stage.settle()

    with pytest.raises(StorageFault, match="home can't be written"):
        settle()
    monkeypatch.undo()
    assert contents(home) == {"a": b"old a", "b": b"old b"}
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
