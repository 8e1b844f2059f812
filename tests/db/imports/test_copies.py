"""Copies among what comes in: found, told, and left out where that is wished."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import Stopped
from db.grouping.near_duplicates import Found, NearPair
from db.imports import copy_search
from db.imports.choices import Copies, ImportChoices
from db.imports.copies import Coming, copies_among
from db.imports.copy_search import look_for_copies
from db.imports.import_plan import ImportPlan
from db.imports.plan import apply, plan
from db.model import ArticleId
from db.queries import articles
from db.schema import TABLES
from tests.builders import all_rows, article_ids, author_of
from tests.db.imports.test_plan import record, write

SKIPPING = ImportChoices(copies=Copies.SKIP)


def report(of: str) -> str:
    """A text of its own, long enough to have copies."""
    return " ".join(f"{of}{number}" for number in range(120))


def texts(folder: Path, **bodies: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, body in bodies.items():
        (folder / f"{name}.txt").write_text(f"{name} speaks\n\n{body}", encoding="utf-8")
    return folder


def found(made: ImportPlan) -> list[tuple[str, str]]:
    return [(each.coming.title, each.original) for each in made.copies or ()]


def titles(project) -> list[str]:
    return [articles.one(project, each).title for each in article_ids(project)]


def test_copies_of_each_other_and_of_what_is_here_are_found(project, tmp_path):
    texts(tmp_path / "first", here=report("spain"))
    apply(project, author_of(project), plan=plan(project, [tmp_path / "first"]))
    before = all_rows(project, *TABLES)
    folder = texts(
        tmp_path / "in", a=report("paris"), b=report("paris"), c=report("rome"), d=report("spain")
    )
    made = plan(project, [folder])
    assert made.copies is None
    copies = look_for_copies(project, made)
    assert found(made.with_copies(copies)) == [
        ("b speaks", "a speaks"),
        ("d speaks", "here speaks"),
    ]
    assert [each.is_of_project for each in copies] == [False, True]
    assert all_rows(project, *TABLES) == before


def test_copies_are_left_out_where_that_is_wished(project, tmp_path):
    folder = texts(tmp_path / "in", a=report("paris"), b=report("paris"), c=report("rome"))
    made = plan(project, [folder], choices=SKIPPING)
    assert made.articles == 2
    (reason,) = (each.reason for each in made.skipped)
    assert reason == "it is nearly the same as “a speaks”"
    apply(project, author_of(project), plan=made)
    assert titles(project) == ["a speaks", "c speaks"]
    again = plan(project, [texts(tmp_path / "more", e=report("rome"))], choices=SKIPPING)
    assert not again.has_anything


def test_what_somebody_marked_in_a_copy_comes_in_all_the_same(project, tmp_path):
    body = record()["text"]
    alone = {"spans": [], "links": [], "referents": [], "labels": {}, "layer": None}
    one = record(1, text=f"{body} {report('x')}", **alone)
    two = record(2, text=f"{body} {report('x')} more")
    made = plan(project, [write(tmp_path, "a.jsonl", one, two)], choices=SKIPPING)
    assert (made.articles, made.layers) == (2, 1)
    assert [each.may_be_left_out for each in made.copies or ()] == [False]


def test_without_any_copies_everything_comes_in(project, tmp_path):
    folder = texts(tmp_path / "in", a=report("paris"), c=report("rome"))
    made = plan(project, [folder], choices=SKIPPING)
    assert (made.articles, made.copies) == (2, ())


def test_looking_for_copies_can_be_stopped(project, tmp_path):
    made = plan(project, [texts(tmp_path / "in", a=report("paris"), b=report("paris"))])
    with pytest.raises(Stopped):
        look_for_copies(project, made, is_cancelled=lambda: True)
    with pytest.raises(Stopped):
        plan(project, [tmp_path / "in"], choices=SKIPPING, is_cancelled=lambda: True)


def test_whether_it_is_quick_hangs_on_all_articles(project, tmp_path, monkeypatch):
    made = plan(project, [texts(tmp_path / "in", a=report("paris"), b=report("rome"))])
    for bound, is_quick in ((1, False), (2, True)):
        monkeypatch.setattr(copy_search, "QUICK_ARTICLES", bound)
        assert copy_search.is_quick(project, made) is is_quick


def of(*pairs: tuple[str, str, float]) -> Found:
    return Found(
        articles=9,
        pairs=tuple(
            NearPair(first=ArticleId(one), second=ArticleId(other), similarity=similarity)
            for one, other, similarity in pairs
        ),
        clusters=(),
    )


def coming(*names: str, marked: str = "") -> dict[ArticleId, Coming]:
    return {
        ArticleId(name): Coming(
            path="f", line=None, title=name, digest=name.encode(), has_layer=name in marked
        )
        for name in names
    }


def told(pairs: Found, articles_: dict[ArticleId, Coming]) -> list[tuple[str, str]]:
    return [
        (each.coming.title, each.original)
        for each in copies_among(pairs, articles_, lambda article: f"here {article}")
    ]


def test_what_is_like_a_copy_alone_is_none():
    chain = of(("a", "b", 0.8), ("b", "c", 0.8))
    assert told(chain, coming("a", "b", "c")) == [("b", "a")]


def test_what_equals_a_copy_is_one_too():
    same = of(("a", "b", 0.8), ("b", "c", 1.0))
    assert told(same, coming("a", "b", "c")) == [("b", "a"), ("c", "a")]


def test_a_copy_that_is_marked_stays_and_has_copies_of_its_own():
    chain = of(("a", "b", 0.8), ("b", "c", 0.8))
    assert told(chain, coming("a", "b", "c", marked="b")) == [("b", "a"), ("c", "b")]


def test_articles_that_are_here_are_no_copies():
    pairs = of(("x", "y", 1.0), ("y", "a", 0.9))
    assert told(pairs, coming("a")) == [("a", "here y")]


def test_a_copy_with_the_same_title_is_called_by_its_file():
    (copy,) = copies_among(of(("x", "a", 1.0)), coming("a"), lambda _article: "a")
    assert copy.name == "f"
    (copy,) = copies_among(of(("x", "a", 1.0)), coming("a"), lambda _article: "b")
    assert copy.name == "a"
