from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from db.formats import archive
from db.imports.choices import ImportChoices
from db.imports.collecting import collect
from db.imports.kinds import Kind
from db.imports.plan import apply, plan
from db.queries import articles
from tests.builders import article_ids, author_of
from tests.db.imports.file_samples import article_files, foreign_files, packed


def write(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    return path


def names_of(collected, path):
    return [file.name.removeprefix(f"{path}/") for file in collected.files]


def test_the_files_of_an_archive_are_read_as_files_with_its_name_before_theirs(project, tmp_path):
    data = {"b/2.txt": b"Two.", "b/10.txt": b"Ten.", "a.html": article_files()[Kind.HTML][1]}
    path = write(tmp_path, "in.zip", packed(data))
    found = collect([path])
    assert names_of(found, path) == ["a.html", "b/2.txt", "b/10.txt"]
    planned = plan(project, [path])
    assert (planned.articles, planned.problems) == (3, ())
    apply(project, author_of(project), plan=planned)
    assert [articles.body(project, each) for each in article_ids(project)][1:] == ["Two.", "Ten."]


def test_every_kind_can_lie_in_an_archive(project, tmp_path):
    data = {name: data for name, data, _ in article_files().values()}
    for kind, files in foreign_files().items():
        data.update({f"{kind}/{name}": each for name, each in files.items()})
    path = write(tmp_path, "in.zip", packed(data))
    choices = ImportChoices(annotator="annotator 1")
    planned = plan(project, [path], choices=choices)
    assert planned.problems == ()
    assert set(planned.of_kinds()) == {*article_files(), *foreign_files()}
    assert planned.new_annotators == ("annotator 1",)


def test_an_archive_in_an_archive_is_opened_but_no_deeper_one(tmp_path):
    inner = packed({"x.txt": b"Words."})
    path = write(
        tmp_path, "in.zip", packed({"inner.zip": inner, "deep.zip": packed({"i.zip": inner})})
    )
    found = collect([path])
    assert names_of(found, path) == ["inner.zip/x.txt"]
    (problem,) = found.problems
    assert problem.path == f"{path}/deep.zip/i.zip"
    assert "unpack one of them" in problem.reason


def test_what_systems_put_into_archives_is_passed_over(tmp_path):
    data = {"__MACOSX/._a.txt": b"x", ".hidden/a.txt": b"x", "a.txt": b"Words.", "a.png": b"x"}
    path = write(tmp_path, "in.zip", packed(data))
    found = collect([path])
    assert names_of(found, path) == ["a.txt"]
    assert [each.path for each in found.skipped] == [f"{path}/a.png"]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "C:\\a.txt", "x/../../a.txt"])
def test_names_that_lead_out_of_an_archive_refuse_it(project, tmp_path, name):
    (problem,) = plan(project, [write(tmp_path, "in.zip", packed({name: b"Words."}))]).problems
    assert "leads out of it" in problem.reason


def test_an_archive_that_is_damaged_or_no_archive_is_a_problem(project, tmp_path):
    sound = packed({"a.txt": b"Words. " * 999})
    cut = write(tmp_path, "cut.zip", sound[: len(sound) // 2])
    none = write(tmp_path, "none.zip", b"no archive")
    harmed = bytearray(packed({"a.txt": bytes(range(97, 123)) * 99}))
    harmed[60:70] = b"\x00" * 10
    found = plan(project, [cut, none, write(tmp_path, "harmed.zip", bytes(harmed))]).problems
    assert {each.path for each in found} == {
        str(cut), str(none), str(tmp_path / "harmed.zip" / "a.txt"),
    }  # fmt: skip


def test_a_bomb_is_refused_before_it_is_unpacked(project, tmp_path):
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
        made.open("a.txt", "w") as file,
    ):
        for _ in range(30):
            file.write(b"\x20" * 1_000_000)
    (problem,) = plan(project, [write(tmp_path, "in.zip", stream.getvalue())]).problems
    assert "times its size" in problem.reason


def test_many_archives_in_one_may_not_unpack_to_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 2_500)
    inner = {f"{n}.zip": packed({"a.txt": b"%d" % n * 1_000}) for n in range(3)}
    found = collect([write(tmp_path, "in.zip", packed(inner))])
    assert any("unpacks to more than" in each.reason for each in found.problems)


def test_a_person_can_say_what_the_files_of_an_archive_are(tmp_path):
    path = write(tmp_path, "in.zip", packed({"a.story": b"Words.", "b.txt": b"More."}))
    assert names_of(collect([path]), path) == ["b.txt"]
    assert names_of(collect([path], kind=Kind.PLAIN_TEXT), path) == ["a.story", "b.txt"]
    one = path / "a.story"
    found = collect([path], kinds={one: Kind.PLAIN_TEXT})
    assert [file.path for file in found.files] == [one, path / "b.txt"]


def test_other_archives_come_with_advice(tmp_path):
    (problem,) = collect([write(tmp_path, "a.txt.gz", gzip.compress(b"Words."))]).problems
    assert "unpack it" in problem.reason


def test_a_large_file_in_an_archive_is_not_held_in_memory(project, tmp_path, monkeypatch):
    monkeypatch.setattr("db.imports.places._IN_MEMORY_BYTES", 10)
    data = packed({"a.txt": b"Some words.", "inner.zip": packed({"b.txt": b"Other words."})})
    planned = plan(project, [write(tmp_path, "in.zip", data)])
    assert (planned.articles, planned.problems) == (2, ())
