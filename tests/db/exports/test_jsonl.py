from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import DamagedQuote, Stopped, StorageFault
from db.exports.lines import LineWriter
from db.formats import jsonl
from db.formats.record import Record
from db.imports.plan import apply, plan
from db.model import Absence, AnnotatorKind, Fragment, LayerState
from db.operations import articles, layers, projects, referents, spans
from db.project import Project
from db.queries import annotators, exports
from db.queries.exports import Which
from tests.builders import Desk, article_ids, author_of, make_project
from tests.db.formats.strategies import bodies, records
from tests.exported import export
from tests.shared_data import shared


def lines_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def exported(project: Project, which: Which = Which.ALL) -> list[dict[str, object]]:
    path = project.path.with_name("out.jsonl")
    export(project, path, layers=which)
    return lines_of(path)


def bring_in(project: Project, path: Path) -> None:
    planned = plan(project, [path])
    assert planned.problems == ()
    apply(project, author_of(project), plan=planned)


def key_of(record: dict[str, object]) -> tuple[object, ...]:
    layer = record["layer"]
    return record["id"], layer["kind"], layer["annotator"]


def assert_equal_but_for(said: list[dict[str, object]], given: list[dict[str, object]]) -> None:
    """Every key that was given says the same; what says nothing at all is left out."""
    found = {key_of(each): each for each in said}
    for record in given:
        layer = record["layer"]
        if (
            not record["spans"]
            and layer["state"] in {"todo", "open"}
            and not (layer.get("nothing_here") or "flag" in layer or record["labels"])
        ):
            assert key_of(record) not in found
            continue
        came = found.pop(key_of(record))
        assert set(came) >= set(record)
        for key, value in record.items():
            if key == "scheme":
                assert came[key].items() >= value.items()
            else:
                assert came[key] == value, key
    assert not found


def through_a_project(given: list[Record]) -> None:
    with tempfile.TemporaryDirectory() as folder, make_project(Path(folder)) as project:
        path = Path(folder) / "in.jsonl"
        path.write_bytes(b"".join(jsonl.write(each) for each in given))
        bring_in(project, path)
        out = Path(folder) / "out.jsonl"
        first = export(project, out, layers=Which.ALL)
        data = out.read_bytes()
        assert_equal_but_for(lines_of(out), lines_of(path))
        assert export(project, out, layers=Which.ALL).sha256 == first.sha256
        assert out.read_bytes() == data
        with exports.snapshot(project):
            writer = LineWriter(project)
            rows = list(exports.rows(project, Which.ALL))
            assert b"".join(map(writer.line_by_rows, rows)) == data
            assert b"".join(map(writer.line, rows)) == data


@given(records())
@settings(max_examples=60)
def test_a_record_goes_through_a_project_unchanged(record: Record):
    through_a_project([record])


@st.composite
def corpora(draw: st.DrawFn) -> list[Record]:
    """Several articles, each with layers of several annotators."""
    found = []
    for number, body in enumerate(draw(st.lists(bodies, min_size=1, max_size=3, unique=True))):
        alike = draw(records(body=body, external_id=f"article {number}"))
        each = [draw(records(body=body, external_id=f"article {number}")) for _ in range(2)]
        layers_seen = {(alike.layer.kind, alike.layer.annotator)}
        found.append(alike)
        for record in each:
            if (record.layer.kind, record.layer.annotator) not in layers_seen:
                layers_seen.add((record.layer.kind, record.layer.annotator))
                found.append(replace(record, article=alike.article))
    return found


@given(corpora())
@settings(max_examples=30)
def test_many_layers_go_through_a_project_unchanged(given: list[Record]):
    through_a_project(given)


def test_the_seed_comes_out_as_it_came_in(project):
    path = shared("seed", "gold.jsonl")
    bring_in(project, path)
    (given,) = lines_of(path)
    (came,) = exported(project, Which.GOLD)
    assert came["scheme"].pop("sha256")
    assert came == given
    assert list(came) == list(given)


def test_two_exports_are_the_same_bytes(project, tmp_path):
    bring_in(project, shared("seed", "gold.jsonl"))
    for name in ("a.jsonl", "b.jsonl"):
        export(project, tmp_path / name)
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_what_was_made_in_the_window_is_a_sound_record(desk: Desk):
    france = desk.mark("ACTOR", "France")
    plan_span = desk.mark("PROPOSAL", "send troops")
    rejection = desk.mark("REJECTION", "rejected")
    desk.link(plan_span, "proposed_by", france)
    desk.link(rejection, "rejects", plan_span)
    desk.leave_open(rejection, "rejected_by", Absence.IMPLIED)
    (record,) = exported(desk.project)
    assert [span["text"] for span in record["spans"]] == ["France", "send troops", "rejected"]
    assert [link["role"] for link in record["links"]] == ["proposed_by", "rejects", "rejected_by"]
    assert record["links"][2] == record["links"][2] | {"target": None, "absent": "implied"}
    assert record["layer"] == {"kind": "human", "annotator": "annotator 1", "state": "open"}
    with make_project(desk.project.path.parent, name="other") as other:
        bring_in(other, desk.project.path.with_name("out.jsonl"))
        (again,) = exported(other)
        assert again == record


def test_a_referent_that_only_an_affiliation_names_is_in_the_record(desk: Desk):
    minister = desk.referent_of(desk.mark("ACTOR", "France"))
    state = referents_named(desk.project, "Poland")
    referents.set_referent_attribute(
        desk.project, desk.author, referent=minister, name="affiliation", value=state
    )
    (record,) = exported(desk.project)
    names = {each["id"]: each["name"] for each in record["referents"]}
    assert names[record["referents"][0]["attributes"]["affiliation"]] == "Poland"


def referents_named(project: Project, name: str) -> str:
    row = project.connection.execute("SELECT id FROM referent WHERE name = ?", (name,)).fetchone()
    return row[0]


def test_an_imported_layer_that_was_worked_on_is_exported_as_it_is_now(project):
    path = shared("seed", "gold.jsonl")
    bring_in(project, path)
    gold = annotators.gold(project)
    (row,) = rows_of(project, Which.GOLD)
    one_more = {"start": 1, "end": 5}
    spans.add_span(
        project, gold, article=row.article, label="ACTOR", fragments=[fragment(**one_more)]
    )
    (record,) = exported(project, Which.GOLD)
    assert len(record["spans"]) == 44
    assert len(record["referents"]) == 25
    assert record["spans"][0]["text"] == "date"
    ids = [each["id"] for part in ("spans", "links", "referents") for each in record[part]]
    assert len(set(ids)) == len(ids)


def fragment(start: int, end: int):
    return Fragment(start, end)


def rows_of(project: Project, which: Which):
    with exports.snapshot(project):
        return list(exports.rows(project, which))


@pytest.fixture
def busy(tmp_path):
    """Four articles: done, open with a span, opened only, untouched."""
    with make_project(tmp_path, articles=["One here.", "Two here.", "Three.", "Four."]) as project:
        author = author_of(project)
        ids = [
            row[0] for row in project.connection.execute("SELECT id FROM article ORDER BY number")
        ]
        layers.set_nothing_here(project, author, article=ids[0], value=True)
        layers.set_state(project, author, article=ids[0], state=LayerState.DONE)
        spans.add_span(project, author, article=ids[1], label="ACTOR", fragments=[fragment(0, 3)])
        layers.open_layer(project, author, article=ids[2])
        spans.add_span(
            project,
            annotators.gold(project),
            article=ids[1],
            label="ACTOR",
            fragments=[fragment(0, 3)],
        )
        yield project


@pytest.mark.parametrize(
    ("which", "texts"),
    [
        (Which.GOLD, ["Two here."]),
        (Which.FINISHED, ["One here."]),
        (Which.ALL, ["One here.", "Two here.", "Two here."]),
    ],
)
def test_layers_are_chosen_by_what_they_are(busy, which, texts):
    assert [record["text"] for record in exported(busy, which)] == texts


def test_the_manifest_says_what_is_left_out_and_why(busy, tmp_path):
    for which in Which:
        export(busy, tmp_path / f"{which}.jsonl", layers=which)
    files = json.loads((tmp_path / "manifest.json").read_text())["datasets"]
    said = {
        name: {each["reason"]: each["number"] for each in entry["left_out"]}
        for name, entry in files.items()
    }
    assert said["all.jsonl"] == {
        "articles of which no layer was chosen": 2,
        "layers that say nothing yet": 1,
    }
    assert said["finished.jsonl"]["layers that are not done"] == 2
    assert said["gold.jsonl"]["layers that are not gold"] == 2
    assert files["all.jsonl"]["records"] == 3
    assert files["all.jsonl"]["annotators"] == "pseudonyms"


def test_the_manifest_of_another_program_is_left_alone(busy, tmp_path):
    (tmp_path / "manifest.json").write_text('{"version": 3}')
    done = export(busy, tmp_path / "out.jsonl")
    assert (tmp_path / "manifest.json").read_text() == '{"version": 3}'
    assert done.manifest.name == "out.manifest.json"
    assert json.loads(done.manifest.read_text())["datasets"]["out.jsonl"]["records"] == 1


def test_the_manifest_forgets_files_that_are_gone(busy, tmp_path):
    export(busy, tmp_path / "a.jsonl")
    (tmp_path / "a.jsonl").unlink()
    export(busy, tmp_path / "b.jsonl")
    assert list(json.loads((tmp_path / "manifest.json").read_text())["datasets"]) == ["b.jsonl"]


def test_names_go_out_only_when_asked_for(busy, tmp_path):
    export(busy, tmp_path / "a.jsonl", layers=Which.FINISHED, with_names=True)
    assert lines_of(tmp_path / "a.jsonl")[0]["layer"]["annotator"] == "annotator A"
    assert "annotator A" not in json.dumps(exported(busy, Which.FINISHED))


def test_a_stopped_export_leaves_the_older_file_and_no_other(busy, tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("older")
    files = set(tmp_path.iterdir())
    with pytest.raises(Stopped):
        export(busy, out, is_cancelled=lambda: True)
    assert out.read_text() == "older"
    assert set(tmp_path.iterdir()) == files


def test_a_folder_that_is_not_there_is_said(busy, tmp_path):
    with pytest.raises(StorageFault, match=r"out\.jsonl can't be written"):
        export(busy, tmp_path / "nowhere" / "out.jsonl")


def test_an_export_tells_how_far_it_is(busy, tmp_path):
    said = []
    export(busy, tmp_path / "a.jsonl", layers=Which.ALL, progress=lambda *each: said.append(each))
    assert said[-1] == (3, 3)


def test_an_export_reads_the_project_of_one_moment(busy, tmp_path):
    author = author_of(busy)
    with busy.beside() as reader, exports.snapshot(reader):
        rows = exports.rows(reader, Which.ALL)
        first = next(rows)
        articles.set_title(busy, author, article=first.article, title="Changed meanwhile")
        assert "Changed meanwhile" not in {each.title for each in rows}


def test_an_export_works_on_a_project_that_is_open_for_reading(busy, tmp_path):
    path = busy.path
    busy.close()
    with Project.open(path, is_read_only=True) as reader:
        assert export(reader, tmp_path / "out.jsonl", layers=Which.ALL).records == 3


def test_separators_are_escaped_whoever_writes_the_json(tmp_path):
    body = "One\u2028two\u2029three\x85four 🇫🇷"
    with make_project(tmp_path, articles=[body]) as project:
        author = author_of(project)
        (row,) = project.connection.execute("SELECT id FROM article").fetchall()
        spans.add_span(
            project, author, article=row[0], label="ACTOR", fragments=[fragment(0, len(body))]
        )
        export(project, tmp_path / "out.jsonl", layers=Which.ALL)
    written = (tmp_path / "out.jsonl").read_bytes().decode()
    assert len(written.splitlines()) == 1
    assert json.loads(written)["spans"][0]["text"] == body


def test_a_second_person_is_called_by_the_next_number(busy):
    projects.add_annotator(busy, author_of(busy), name="annotator B")
    bea = annotators.every(busy)[-1].id
    article = rows_of(busy, Which.FINISHED)[0].article
    layers.set_state(busy, bea, article=article, state=LayerState.DONE)
    assert [each["layer"]["annotator"] for each in exported(busy, Which.FINISHED)] == [
        "annotator 1", "annotator 2",
    ]  # fmt: skip


def test_a_model_goes_out_under_its_name(busy):
    projects.add_annotator(busy, author_of(busy), name="tagger 2", kind=AnnotatorKind.MODEL)
    model = annotators.every(busy)[-1].id
    article = rows_of(busy, Which.FINISHED)[0].article
    layers.set_state(busy, model, article=article, state=LayerState.DONE)
    assert exported(busy, Which.FINISHED)[-1]["layer"]["annotator"] == "tagger 2"


@pytest.mark.parametrize("way", ["short", "long"])
def test_words_that_no_longer_stand_where_they_were_marked_stop_the_export(
    tmp_path: Path, way: str
):
    with make_project(tmp_path, articles=["France said no."]) as project:
        desk = Desk(project, author_of(project), article_ids(project)[0])
        desk.mark("ACTOR", "France")
        project.connection.execute("UPDATE span SET quote = 'Frankreich'")
        if way == "long":
            record = '{"batch": "1", "split": "train"}'
            project.connection.execute("UPDATE layer SET record = ?", (record,))
        out = tmp_path / "out.jsonl"
        with pytest.raises(DamagedQuote, match="Frankreich"):
            export(project, out, layers=Which.ALL)
        assert not out.exists()
