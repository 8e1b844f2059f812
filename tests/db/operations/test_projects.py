from __future__ import annotations

import pytest

from db.errors import Bug, InvalidInput, SchemeViolation, StorageFault
from db.model import AnnotatorKind
from db.operations import history, projects
from db.project import Project
from db.queries import annotators, schemes
from db.queries import projects as project_queries
from tests.builders import author_of

SCHEME = """
id = "tiny"
version = "3"
title = "Tiny"
[[labels]]
label = "THING"
title = "Thing"
key = "A"
light = "#0072B2"
dark = "#56B4E9"
[[known]]
label = "THING"
names = ["A tree", "A stone"]
"""


def test_a_new_project_has_a_title_a_scheme_an_annotator_and_gold(tmp_path):
    path = tmp_path / "new.demarche"
    with projects.create(path, title=" My  project ", annotator_name="annotator A") as project:
        assert project_queries.info(project).title == "My project"
        assert schemes.current(project).id == "proposals-and-rejections"
        everyone = annotators.every(project)
        assert [(each.name, each.kind) for each in everyone] == [
            ("annotator A", AnnotatorKind.HUMAN),
            ("Gold", AnnotatorKind.GOLD),
        ]
        assert annotators.default_author(project) == everyone[0].id
        assert annotators.gold(project) == everyone[1].id


def test_what_a_new_project_is_not_told_it_makes_up(tmp_path):
    with projects.create(tmp_path / "strait.demarche", title="") as project:
        assert project_queries.info(project).title == "strait"
        assert annotators.every(project)[0].name == "Annotator"


def test_the_register_starts_with_what_the_scheme_knows(tmp_path):
    path = tmp_path / "new.demarche"
    with projects.create(path, title="x", scheme_toml=SCHEME) as project:
        rows = project.connection.execute("SELECT name, owner FROM referent ORDER BY id").fetchall()
    assert rows == [("A tree", None), ("A stone", None)]


def test_nothing_before_the_start_can_be_undone(tmp_path):
    with projects.create(tmp_path / "new.demarche", title="x") as project:
        assert history.next_undo(project) is None


def test_a_new_project_opens_again(tmp_path):
    path = tmp_path / "new.demarche"
    projects.create(path, title="x").close()
    with Project.open(path) as project:
        assert project_queries.info(project).title == "x"


def test_a_scheme_with_problems_makes_no_file(tmp_path):
    with pytest.raises(InvalidInput):
        projects.create(tmp_path / "new.demarche", title="x", scheme_toml="id = 5")
    assert list(tmp_path.iterdir()) == []


def test_a_project_is_never_written_over(tmp_path):
    path = tmp_path / "new.demarche"
    projects.create(path, title="old").close()
    with pytest.raises(StorageFault, match="exists already"):
        projects.create(path, title="new")
    with Project.open(path) as project:
        assert project_queries.info(project).title == "old"


def test_a_project_that_can_not_be_finished_leaves_no_file(tmp_path, monkeypatch):
    def fail(*_):
        raise Bug("on purpose")

    monkeypatch.setattr(projects.schemes, "add_known", fail)
    with pytest.raises(Bug, match="on purpose"):
        projects.create(tmp_path / "new.demarche", title="x")
    assert list(tmp_path.iterdir()) == []


def test_the_title_can_be_changed_and_changed_back(project):
    author = author_of(project)
    projects.set_title(project, author, title="Another  title")
    assert project_queries.info(project).title == "Another title"
    history.undo(project, author)
    assert project_queries.info(project).title == "A project"


def test_annotators_are_added_and_renamed(project):
    author = author_of(project)
    projects.add_annotator(project, author, name=" annotator B ")
    added = annotators.every(project)[-1]
    assert (added.name, added.kind) == ("annotator B", AnnotatorKind.HUMAN)
    projects.rename_annotator(project, author, annotator=added.id, name="Beatrix")
    assert annotators.one(project, added.id).name == "Beatrix"
    history.undo(project, author)
    history.undo(project, author)
    assert annotators.one(project, added.id) is None


@pytest.mark.parametrize("name", ["", "  \n"])
def test_nobody_and_nothing_goes_without_a_name(project, name):
    author = author_of(project)
    for action in (
        lambda: projects.set_title(project, author, title=name),
        lambda: projects.add_annotator(project, author, name=name),
        lambda: projects.rename_annotator(project, author, annotator=author, name=name),
    ):
        with pytest.raises(SchemeViolation):
            action()
