"""Which layers the measures of agreement get, and what of them."""

from __future__ import annotations

from pathlib import Path

from db.agreement.comparison import Comparison
from db.agreement.figure import Measure
from db.model import LayerState
from db.operations import layers, projects
from db.queries import agreement, annotators
from tests.builders import Desk, article_ids, author_of, make_project

BODY = "France proposed talks. Poland rejected them."


def test_only_who_is_through_counts_and_marking_nothing_is_a_reading(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=[BODY, BODY]) as project:
        for number in (1, 2, 3):
            projects.add_annotator(project, author_of(project), name=f"annotator {number}")
        first, second, third = (each.id for each in annotators.every(project)[-3:])
        one, other = article_ids(project)
        desk = Desk(project, first, one)
        proposal = desk.mark("PROPOSAL", "talks")
        desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
        layers.set_state(project, first, article=one, state=LayerState.DONE)
        layers.set_nothing_here(project, second, article=one, value=True)
        Desk(project, third, one).mark("ACTOR", "Poland")
        Desk(project, first, other).mark("ACTOR", "Poland")
        [found] = agreement.layers(project)
    assert found.article == one
    assert found.length == len(BODY)
    assert set(found.layers) == {first, second}
    assert found.layers[second].items == ()
    said = found.layers[first]
    assert sorted((item.label, item.start, item.end) for item in said.items) == [
        ("ACTOR", 0, 6),
        ("PROPOSAL", 16, 21),
    ]
    [link] = said.links
    assert (link.role, link.source) == ("proposed_by", proposal)
    assert {item.referent for item in said.items} == {"ACTOR france", "PROPOSAL talks"}


def test_what_the_scheme_gives_roles_is_a_statement_where_nobody_filled_a_slot(
    tmp_path: Path,
) -> None:
    with make_project(tmp_path, articles=[BODY]) as project:
        projects.add_annotator(project, author_of(project), name="annotator 1")
        [article] = article_ids(project)
        for each in (author_of(project), annotators.every(project)[-1].id):
            Desk(project, each, article).mark("PROPOSAL", "talks")
            layers.set_state(project, each, article=article, state=LayerState.DONE)
        comparison = Comparison(agreement.layers(project), agreement.options(project))
    assert comparison.statement_labels == {"PROPOSAL"}
    assert comparison.figure(Measure.STATEMENTS_EXACT).value == 1.0


def test_words_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=["Tea, 茶."]) as project:
        author = author_of(project)
        [article] = article_ids(project)
        layers.set_nothing_here(project, author, article=article, value=True)
        [found] = agreement.layers(project, articles=[article])
        assert found.words is not None
        words = found.words()
    assert words.starts == (0, 3, 5, 6)


def test_gold_is_there_only_when_it_is_asked_for_and_versions_follow_every_edit(
    tmp_path: Path,
) -> None:
    with make_project(tmp_path, articles=[BODY]) as project:
        gold = annotators.gold(project)
        [article] = article_ids(project)
        layers.set_nothing_here(project, author_of(project), article=article, value=True)
        layers.set_nothing_here(project, gold, article=article, value=True)
        assert gold not in agreement.layers(project)[0].layers
        assert gold in agreement.layers(project, with_gold=True)[0].layers
        before = agreement.versions(project)
        layers.set_nothing_here(project, gold, article=article, value=False)
        layers.set_nothing_here(project, gold, article=article, value=True)
        assert agreement.versions(project)[article] != before[article]
