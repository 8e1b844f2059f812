from __future__ import annotations

import pytest

from db.errors import UserFault
from db.operations import history
from db.operations.export_profiles import forget_export, remember_export
from db.queries import export_profiles
from tests.builders import author_of, make_project


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path) as made:
        yield made


def test_profiles_are_remembered_by_name_and_replaced(project):
    author = author_of(project)
    remember_export(project, author, name="  for  spaCy ", profile='format = "spacy"')
    remember_export(project, author, name="brat", profile='format = "brat"')
    remember_export(project, author, name="for spaCy", profile='format = "conll"')
    assert export_profiles.every(project) == {
        "brat": 'format = "brat"',
        "for spaCy": 'format = "conll"',
    }


def test_a_profile_can_be_forgotten_and_that_undone(project):
    author = author_of(project)
    remember_export(project, author, name="brat", profile="")
    forget_export(project, author, name="brat")
    assert export_profiles.every(project) == {}
    history.undo(project, author)
    assert export_profiles.every(project) == {"brat": ""}
    forget_export(project, author, name="nothing")


def test_a_profile_needs_a_name(project):
    with pytest.raises(UserFault, match="A profile needs a name"):
        remember_export(project, author_of(project), name=" ", profile="")
