from __future__ import annotations

from pathlib import Path

import pytest

from db.operations.grouping import set_group
from db.project import Project
from db.queries import grouping
from tests.builders import article_ids

WORDS = " ".join(f"word{number}" for number in range(200))


@pytest.fixture
def copies(demarche) -> Path:
    """Two near-duplicates and another article."""
    demarche("new", "work")
    Path("in").mkdir()
    for name, text in {"a": f"Spain. {WORDS}", "b": f"Spain! {WORDS}", "c": "Other words."}.items():
        Path("in", f"{name}.txt").write_text(text, encoding="utf-8")
    demarche("import", "work", "in", "--near-duplicates", "leave")
    return Path("work.demarche")


def groups(path: Path) -> list[int]:
    with Project.open(path) as project:
        return [each.articles for each in grouping.groups(project)]


def test_wire_copies_are_put_into_groups_and_apart_again(demarche, copies):
    done = demarche("group", "work")
    assert (done.status, done.out) == (
        0,
        "2 articles are nearly the same as others, in 1 group.\n",
    )
    assert groups(copies) == [2]
    assert demarche("group", "work", "--clear").out == "Took apart 1 group with 2 articles.\n"
    assert groups(copies) == []
    assert demarche("group", "work", "--clear").out == "There is no group that the program found.\n"


def test_a_dry_run_says_which_groups_there_would_be(demarche, copies):
    said = demarche("group", "work", "--dry-run").out.splitlines()
    assert said[0].startswith("copies: ")
    assert said[0].endswith(": 2 articles")
    assert said[-1] == "Would group 2 articles in 1 group."
    assert groups(copies) == []
    demarche("group", "work")
    said = demarche("group", "work", "--clear", "--dry-run").out
    assert said == "Would take apart 1 group with 2 articles.\n"
    assert groups(copies) == [2]


def test_groups_that_were_made_by_hand_stay(demarche, copies):
    with Project.open(copies) as project:
        set_group(project, None, articles=article_ids(project)[2:], name="summit")
    demarche("group", "work")
    demarche("group", "work", "--clear")
    assert groups(copies) == [1]


def test_where_nothing_is_alike_that_is_said(demarche):
    demarche("new", "work")
    assert demarche("group", "work").out == "No articles are nearly the same.\n"
    assert demarche("group", "work", "--dry-run").out == "No articles are nearly the same.\n"
