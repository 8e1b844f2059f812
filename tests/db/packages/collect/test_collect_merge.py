"""Two projects become one, whichever of them takes in the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import doctor
from db.merge.plan import Authority, Verdict
from db.operations import comments, imports, search_index, taking_back
from db.operations import projects as project_operations
from db.packages.collect_plan import FilePlan
from db.project import Project
from db.queries import annotators, collects, forks, search
from tests.builders import Desk, article_ids, author_of, make_article
from tests.db.packages.collect.acts import everything, verdicts
from tests.db.team.team import BODIES, Team, said, take


@pytest.fixture
def copy(team: Team) -> Iterator[Project]:
    """A second copy of the lead's project, in which annotator number 1 has marked France."""
    Desk(team.project, team.people[0], team.articles[0]).mark("ACTOR", "France")
    path = team.folder / "copy.demarche"
    team.project.connection.execute("VACUUM INTO ?", (str(path),))
    with Project.open(path) as project:
        yield project


def merge(into: Project, other: Project) -> FilePlan:
    (plan,) = take(into, author_of(into), _closed_copy(other), authority=Authority.MERGE)
    assert doctor.examine(into) == ()
    return plan


def _closed_copy(project: Project) -> Path:
    count = len(list(project.path.parent.glob("*.closed")))
    path = project.path.with_name(f"{project.path.stem} {count}.closed")
    project.connection.execute("VACUUM INTO ?", (str(path),))
    return path


def test_a_copy_that_differs_in_nothing_changes_nothing(team: Team, copy: Project):
    before = said(team.project)
    plan = merge(team.project, copy)
    assert verdicts(plan) == [Verdict.UNCHANGED]
    assert not plan.contents.changes_something
    assert said(team.project) == before


def test_everybody_s_newer_work_comes_in_from_either_side(team: Team, copy: Project):
    first, second = team.people
    Desk(copy, first, team.articles[0]).mark("ACTOR", "Germany")
    Desk(copy, team.lead, team.articles[1]).mark("ACTOR", "Spain")
    Desk(team.project, second, team.articles[0]).mark("ACTOR", "Poland")
    other = _closed_copy(team.project)
    plan = merge(team.project, copy)
    assert sorted(verdicts(plan)) == [Verdict.NEW, Verdict.NEWER]
    take(copy, author_of(copy), other, authority=Authority.MERGE)
    assert said(copy) == said(team.project)


def test_layers_that_were_edited_in_both_are_forked_alike(team: Team, copy: Project):
    first = team.people[0]
    Desk(copy, first, team.articles[0]).mark("ACTOR", "Germany")
    Desk(team.project, first, team.articles[0]).mark("ACTOR", "Poland")
    other = _closed_copy(team.project)
    plan = merge(team.project, copy)
    assert verdicts(plan) == [Verdict.FORKED]
    take(copy, author_of(copy), other, authority=Authority.MERGE)
    assert said(copy) == said(team.project)
    assert len(forks.every(copy)) == len(forks.every(team.project)) == 1


def test_gold_stays_gold(team: Team, copy: Project):
    gold = annotators.gold(copy)
    Desk(copy, gold, team.articles[0]).mark("ACTOR", "Germany")
    merge(team.project, copy)
    assert Desk(team.project, annotators.gold(team.project), team.articles[0]).quotes == [
        ("ACTOR", "Germany")
    ]


def test_articles_that_are_missing_are_added_and_found(team: Team, copy: Project):
    imports.add_articles(copy, author_of(copy), articles=[make_article("Cyprus said no.")])
    plan = merge(team.project, copy)
    assert plan.contents.rest.articles == 1
    assert article_ids(team.project) == article_ids(copy)
    assert search_index.index_some(team.project).is_complete
    assert [each.title for each in search.search(team.project, "Cyprus")] == ["Cyprus said no."]
    taking_back.take_back(
        team.project, team.lead, operation=collects.every(team.project)[0].operation
    )
    assert article_ids(team.project) == team.articles
    assert search.search(team.project, "Cyprus") == ()
    assert doctor.examine(team.project) == ()


class TestOfAnotherLead:
    @pytest.fixture
    def other(self, tmp_path: Path) -> Iterator[Project]:
        """A project that began apart, with one article of the same text and one of its own."""
        path = tmp_path / "apart.demarche"
        with project_operations.create(
            path, title="Another project", annotator_name="annotator Z"
        ) as project:
            imports.add_articles(
                project,
                author_of(project),
                articles=[make_article(BODIES[0]), make_article("Malta offered to help.")],
            )
            for number, words in enumerate(("France", "Malta")):
                desk = Desk(project, author_of(project), article_ids(project)[number])
                desk.mark("ACTOR", words)
                comments.add_comment(
                    project, desk.author, article=desk.article, text=f"About {words}"
                )
            Desk(project, annotators.gold(project), article_ids(project)[0]).mark(
                "ACTOR", "Germany"
            )
            yield project

    def test_the_same_text_is_the_same_article(self, team: Team, other: Project):
        plan = merge(team.project, other)
        assert plan.contents.rest.articles == 1
        assert verdicts(plan) == [Verdict.NEW] * 3
        assert len(article_ids(team.project)) == 3
        somebody = author_of(other)
        assert Desk(team.project, somebody, team.articles[0]).quotes == [("ACTOR", "France")]
        assert "annotator Z" in {each.name for each in annotators.every(team.project)}

    def test_there_is_one_gold(self, team: Team, other: Project):
        merge(team.project, other)
        kinds = [each.kind.value for each in annotators.every(team.project)]
        assert kinds.count("gold") == 1
        gold = Desk(team.project, annotators.gold(team.project), team.articles[0])
        assert gold.quotes == [("ACTOR", "Germany")]

    def test_the_shared_register_is_not_doubled(self, team: Team, other: Project):
        count = "SELECT count(*) FROM referent WHERE owner IS NULL"
        before = team.project.connection.execute(count).fetchone()
        merge(team.project, other)
        assert team.project.connection.execute(count).fetchone() == before

    def test_both_ways_give_the_same_words(self, team: Team, other: Project):
        Desk(team.project, team.people[0], team.articles[0]).mark("ACTOR", "Poland")
        before = _closed_copy(team.project)
        merge(team.project, other)
        take(other, author_of(other), before, authority=Authority.MERGE)
        assert _words(other) == _words(team.project)

    def test_again_changes_nothing(self, team: Team, other: Project):
        merge(team.project, other)
        before = everything(team.project)
        plan = merge(team.project, other)
        assert set(verdicts(plan)) == {Verdict.UNCHANGED}
        assert everything(team.project) == before

    def test_it_can_be_taken_back(self, team: Team, other: Project):
        before = everything(team.project)
        merge(team.project, other)
        taking_back.take_back(
            team.project, team.lead, operation=collects.every(team.project)[0].operation
        )
        assert everything(team.project) == before


def _words(project: Project) -> set[tuple[object, ...]]:
    """Who marked what in which text; ids of articles and gold differ."""
    rows = project.connection.execute(
        """SELECT article.body, CASE annotator.kind WHEN 'gold' THEN 'gold' ELSE annotator.id END,
                  span.label, span."start", span."end", referent.name
           FROM span JOIN layer ON layer.id = span.layer
           JOIN article ON article.id = layer.article
           JOIN annotator ON annotator.id = layer.annotator
           JOIN referent ON referent.id = span.referent
           UNION ALL
           SELECT article.body, annotator, "text", 0, 0, '' FROM comment
           JOIN article ON article.id = comment.article"""
    )
    return set(rows.fetchall())
