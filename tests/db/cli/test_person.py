from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from db import backup
from db.project import Project
from db.queries import annotators
from tests.builders import make_desk


@pytest.fixture
def path(tmp_path) -> Path:
    desk = make_desk(tmp_path)
    desk.mark("ACTOR", "France")
    desk.project.close()
    return desk.project.path


def names(path):
    with Project.open(path, is_read_only=True) as project:
        return [each.name for each in annotators.every(project)]


def test_it_says_what_is_kept_and_changes_nothing(demarche, path):
    before = path.read_bytes()
    done = demarche("person", path, "annotator A")
    assert done.status == 0
    assert done.out.startswith("annotator A: 1 layer (0 done, 0 minutes), 1 span, 0 links")
    assert path.read_bytes() == before


def test_it_writes_what_is_kept_into_a_file(demarche, path, tmp_path):
    target = tmp_path / "me.json"
    assert demarche("person", path, "annotator A", "--export", target).status == 0
    data = json.loads(target.read_text(encoding="utf-8"))
    assert data["layers"]["entries"][0]["spans"][0]["quote"] == "France"


def test_it_forgets_after_a_question_only(demarche, path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    done = demarche("person", path, "annotator A", "--forget")
    assert done.status == 1
    assert done.err.endswith("Stopped; nothing was changed.\n")
    assert "annotator A" in names(path)
    done = demarche("person", path, "annotator A", "--forget", "--yes")
    assert done.status == 0
    assert "What left the project stays where it is" in done.out
    assert "Somebody 1" in names(path)
    assert len(backup.every(path)) == 1


def test_it_deletes_work_and_thins_on_request(demarche, path):
    asked = ("--forget", "--work", "--thin-journal", "--thin-backups", "--yes")
    done = demarche("person", path, "annotator A", *asked)
    assert done.status == 0
    assert "Deleted 1 backup, and made one of the present state." in done.out
    with Project.open(path, is_read_only=True) as project:
        assert project.connection.execute("SELECT count(*) FROM span").fetchone() == (0,)
    assert [each.reason for each in backup.every(path)] == ["automatic"]


@pytest.mark.parametrize("options", [["--work"], ["--thin-backups"], ["--thin-journal"]])
def test_half_a_wish_is_refused(demarche, path, options):
    assert demarche("person", path, "annotator A", *options).status == 2


def test_nobody_of_that_name_is_said(demarche, path):
    assert "no annotator" in demarche("person", path, "annotator Z").err
