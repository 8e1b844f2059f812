"""The rules that decisions rest on, and where the guidelines need an update."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.operations import review
from db.operations.review import Wish
from db.project import Project
from db.queries import review as queries
from db.queries import review_rules
from db.review.choices import TakeNothing, TakeVersion
from db.review.decisions import Reason
from tests.builders import article_ids, author_of
from tests.gui.review.lead import annotated


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made, _people = annotated(tmp_path)
    with made:
        yield made


def settle(project: Project, words: str, **said: object) -> None:
    article = article_ids(project)[0]
    found = queries.article(project, article)
    assert found is not None
    unit = next(u for u in found.units if any(v.quote == words for v in u.marked))
    wish = Wish(unit=unit.id, **{"choice": TakeVersion(), **said})  # type: ignore[arg-type]
    review.decide(project, author_of(project), article=article, wishes=[wish])


def test_rules_are_counted_the_most_used_first(project: Project) -> None:
    settle(project, "France", rule="2 Actors")
    settle(project, "send troops", rule="4.1 Extent", is_guideline_gap=True)
    settle(project, "Germany", rule="4.1 Extent")
    settle(project, "rejected the plan")
    found = [(each.rule, each.decisions, each.gaps) for each in review_rules.rule_uses(project)]
    assert found == [("4.1 Extent", 2, 1), ("2 Actors", 1, 0)]


def test_a_gap_points_to_its_rule_and_its_words_also_where_gold_has_none(project: Project) -> None:
    settle(
        project,
        "rejected the plan",
        choice=TakeNothing(),
        is_guideline_gap=True,
        reason=Reason.GUIDELINE_GAP,
    )
    settle(project, "send troops", rule="4.1 Extent", is_guideline_gap=True, note="Say it.")
    settle(project, "Germany", rule="2 Actors")
    found = review_rules.gaps(project)
    assert [(each.rule, each.note, each.reason) for each in found] == [
        ("4.1 Extent", "Say it.", None),
        ("", "", Reason.GUIDELINE_GAP),
    ]
    assert "send troops" in found[0].quote
    assert (found[1].quote, found[1].title) == ("rejected the plan", "Troops")


def test_the_spans_of_all_annotators_know_the_rule_that_decided_about_them(
    project: Project,
) -> None:
    assert review_rules.rules_of_spans(project) == {}
    settle(project, "send troops", rule="4.1 Extent")
    settle(project, "Germany")
    found = review_rules.rules_of_spans(project)
    assert len(found) == 3
    assert set(found.values()) == {"4.1 Extent"}
