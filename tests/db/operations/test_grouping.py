from __future__ import annotations

import pytest

from db.errors import SchemeViolation, Stopped
from db.grouping.likeness import Likeness
from db.operations import history, imports
from db.operations.grouping import clear_groups, group_articles, set_group
from db.queries import article_facts
from db.queries import grouping as queries
from tests.builders import all_rows, article_ids, author_of, make_article, make_project
from tests.db.grouping.planting import HEADER, originals

FIRST, SECOND, THIRD = originals(3).values()
BODIES = [FIRST, SECOND, HEADER + FIRST, THIRD, SECOND.upper(), "Nothing like the others."]


@pytest.fixture
def project(tmp_path):
    articles = [make_article(body, title=f"Article {at}") for at, body in enumerate(BODIES)]
    with make_project(tmp_path, articles=articles) as made:
        yield made


def groups_of(project):
    return [article_facts.of(project, each).group_name for each in article_ids(project)]


def test_near_duplicates_get_one_group_and_all_else_none(project):
    changes = group_articles(project, author_of(project))
    first, second, third, *rest = groups_of(project)
    assert first == third != second
    assert rest == [None, second, None]
    assert changes.touches(article_ids(project)[0], "article")


def test_grouping_is_one_step_of_undo(project):
    before = all_rows(project, "article")
    group_articles(project, author_of(project))
    after = all_rows(project, "article")
    history.undo(project, author_of(project))
    assert all_rows(project, "article") == before
    history.redo(project, author_of(project))
    assert all_rows(project, "article") == after


def test_grouping_again_leaves_no_trace(project):
    group_articles(project, author_of(project))
    assert not group_articles(project, author_of(project)).tables


def test_copies_that_come_later_join_the_group_under_its_name(project):
    group_articles(project, author_of(project))
    name = groups_of(project)[0]
    imports.add_articles(project, author_of(project), articles=[make_article(FIRST[:-40])])
    group_articles(project, author_of(project))
    assert groups_of(project)[-1] == name == groups_of(project)[0]


def test_a_group_that_a_person_made_stays_and_its_copies_join_it(project):
    ids = article_ids(project)
    set_group(project, author_of(project), articles=[ids[0], ids[3]], name="  Talks in  Geneva ")
    group_articles(project, author_of(project))
    groups = groups_of(project)
    assert [groups[0], groups[2], groups[3]] == ["Talks in Geneva"] * 3


def test_clearing_takes_apart_what_was_found_and_leaves_what_a_person_said(project):
    ids = article_ids(project)
    set_group(project, author_of(project), articles=[ids[3], ids[5]], name="Talks")
    group_articles(project, author_of(project))
    clear_groups(project, author_of(project))
    assert groups_of(project) == [None, None, None, "Talks", None, "Talks"]
    clear_groups(project, author_of(project), names_of=["Talks"])
    assert groups_of(project) == [None] * 6


def test_what_is_found_can_be_looked_at_before_it_is_written(project):
    before = all_rows(project, "article", "operation")
    found = queries.find(project, likeness=Likeness(threshold=0.9))
    assert all_rows(project, "article", "operation") == before
    group_articles(project, author_of(project), found=found)
    assert sum(each is not None for each in groups_of(project)) == sum(map(len, found.clusters))


def test_stopping_changes_nothing(project):
    before = all_rows(project, "article", "operation")
    with pytest.raises(Stopped):
        group_articles(project, author_of(project), is_cancelled=lambda: True)
    assert all_rows(project, "article", "operation") == before
    assert not project.connection.in_transaction


def test_an_article_that_is_gone_can_not_be_grouped(project):
    with pytest.raises(SchemeViolation, match="Nothing was changed"):
        set_group(project, author_of(project), articles=["gone"], name="Talks")


def test_groups_are_listed_with_their_members_and_how_alike_these_are(project):
    set_group(project, author_of(project), articles=article_ids(project)[3:4], name="Talks")
    group_articles(project, author_of(project))
    listed = queries.groups(project)
    assert [(each.articles, each.is_found) for each in listed] == [(2, True), (2, True), (1, False)]
    members = queries.members(project, groups_of(project)[0])
    assert [each.title for each in members] == ["Article 0", "Article 2"]
    assert members[0].similarity == 1.0
    assert 0.8 < members[1].similarity < 1.0
