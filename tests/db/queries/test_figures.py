"""The figures of the Project page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.model import Absence, LayerState
from db.operations import imports, layers
from db.operations.projects import add_annotator
from db.queries import figures
from db.queries.figures import Share
from tests.builders import Desk, make_article, make_desk


@pytest.fixture
def marked(tmp_path: Path) -> Iterator[Desk]:
    """An article with a linked proposal, marked by its annotator and done."""
    desk = make_desk(tmp_path)
    proposal = desk.mark("PROPOSAL", "send troops")
    desk.link(proposal, "proposed_by", desk.mark("ACTOR", "France"))
    desk.mark("ACTOR", "Germany")
    layers.set_state(desk.project, desk.author, article=desk.article, state=LayerState.DONE)
    yield desk
    desk.project.close()


def test_everything_is_counted(marked: Desk) -> None:
    counts = figures.counts(marked.project)
    assert (counts.articles, counts.spans, counts.links, counts.referents) == (1, 3, 1, 3)
    assert counts.spans_by_label == {"ACTOR": 2, "PROPOSAL": 1}
    assert counts.words == len(marked.body.split())
    assert (counts.of(marked.author).started, counts.of(marked.author).done) == (1, 1)


def test_an_annotator_who_has_not_begun_has_done_nothing(marked: Desk) -> None:
    add_annotator(marked.project, marked.author, name="annotator B")
    counts = figures.counts(marked.project)
    assert len(counts.shares) == 1
    assert counts.of("nobody") == Share()


def test_links_without_a_target_are_no_links_to_count(marked: Desk) -> None:
    before = figures.counts(marked.project).links
    rejection = marked.mark("REJECTION", "rejected")
    marked.leave_open(rejection, "rejected_by", Absence.UNNAMED)
    assert figures.counts(marked.project).links == before


def test_the_lists_of_the_page_are_counted(marked: Desk) -> None:
    before = figures.sizes(marked.project)
    imports.add_articles(marked.project, marked.author, articles=[make_article("More.")])
    marked.mark("ACTOR", "Poland")
    after = figures.sizes(marked.project)
    assert after.articles == before.articles + 1
    assert after.referents >= before.referents


def test_articles_with_marks_are_counted_by_import(marked: Desk) -> None:
    imports.add_articles(marked.project, marked.author, articles=[make_article("More.")])
    assert list(figures.annotated_by_batch(marked.project).values()) == [1]


def test_the_last_actions_come_newest_first_and_equal_ones_as_one(marked: Desk) -> None:
    for words in ("Poland", "threat", "border"):
        marked.mark("ACTOR", words)
    newest, second, *_ = figures.last_actions(marked.project, 5)
    assert (newest.name, newest.times, newest.annotator) == ("mark actor", 3, marked.author)
    assert (second.name, second.times) == ("mark as done", 1)


def test_no_more_actions_are_listed_than_asked_for(marked: Desk) -> None:
    assert len(figures.last_actions(marked.project, 2)) == 2


def test_an_undone_action_is_not_listed(marked: Desk) -> None:
    marked.mark("ACTOR", "Poland")
    marked.undo()
    assert figures.last_actions(marked.project, 1)[0].name == "mark as done"
