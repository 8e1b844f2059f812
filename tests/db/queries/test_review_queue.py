"""The queue of the review: which articles, their figures, and what is worked out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import Stopped
from db.model import AnnotatorId, LayerState
from db.operations import layers, projects, referents, review, spans
from db.operations.review import Wish
from db.operations.spans import NewReferent
from db.project import Project
from db.queries import annotators, review_queue
from db.queries import review as queries
from db.queries.review_queue import Order, QueueCache, QueueEntry, Stage
from db.review.choices import TakeNothing, TakeVersion
from db.review.summary import Summary
from tests.builders import Desk, article_ids, author_of, make_project

BODIES = (
    "France proposed to send troops. Germany rejected the plan.",
    "Poland offered a truce.",
    "Nobody has read this.",
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with make_project(tmp_path, articles=BODIES) as made:
        for name in ("annotator 1", "annotator 2"):
            projects.add_annotator(made, author_of(made), name=name)
        for number, words in enumerate(("send troops", "to send troops")):
            desk = at(made, number)
            desk.mark("PROPOSAL", words)
            desk.mark("ACTOR", "France")
            at(made, number, 1).mark("ACTOR", "Poland")
        for person in people(made):
            for article in article_ids(made)[:2]:
                layers.set_state(made, person, article=article, state=LayerState.DONE)
        yield made


def people(project: Project) -> tuple[AnnotatorId, ...]:
    return tuple(each.id for each in annotators.every(project)[-2:])


def at(project: Project, person: int, article: int = 0) -> Desk:
    return Desk(project, people(project)[person], article_ids(project)[article])


def known(entry: QueueEntry) -> Summary:
    assert entry.summary is not None
    return entry.summary


def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles whose units are made from now on."""
    seen: list[str] = []
    units_of = review_queue.units_of

    def note(*arguments, **named):
        seen.append(arguments[0][0].layer.article)
        return units_of(*arguments, **named)

    monkeypatch.setattr(review_queue, "units_of", note)
    return seen


def settle_all(project: Project, article: int = 0) -> None:
    reviewed = queries.article(project, article_ids(project)[article])
    assert reviewed is not None
    wishes = [Wish(unit=each.id, choice=TakeVersion()) for each in reviewed.units]
    review.decide(project, author_of(project), article=reviewed.article.id, wishes=wishes)


def test_articles_that_somebody_has_begun_are_listed_with_their_figures(project: Project) -> None:
    first, second = review_queue.queue(project, QueueCache())
    assert (first.article, second.article) == article_ids(project)[:2]
    assert (known(first).units, known(first).to_decide) == (2, 1)
    assert known(first).agreement == 0.5
    assert first.stage is Stage.TO_REVIEW
    assert second.stage is Stage.UNANIMOUS


def test_the_figures_are_those_of_the_article_read_whole(project: Project) -> None:
    settle_all(project)
    for entry in review_queue.queue(project, QueueCache()):
        reviewed = queries.article(project, entry.article)
        assert reviewed is not None
        assert entry == review_queue.entry_of(reviewed)


def test_the_figures_after_a_decision_are_those_that_are_worked_out_whole(project: Project) -> None:
    article = article_ids(project)[0]
    before = queries.article(project, article)
    assert before is not None
    figures = known(review_queue.entry_of(before))
    settle_all(project)
    at(project, 1).mark("ACTOR", "Germany")
    at(project, 1).undo()
    after = queries.article(project, article)
    assert after is not None
    assert review_queue.entry_after_decision(after, figures) == review_queue.entry_of(after)


def test_an_article_moves_on_with_its_decisions_and_comes_back_with_a_change(
    project: Project,
) -> None:
    cache = QueueCache()
    settle_all(project)
    assert review_queue.queue(project, cache)[0].stage is Stage.UNANIMOUS
    review.set_done(project, author_of(project), article=article_ids(project)[0], is_done=True)
    assert review_queue.queue(project, cache)[0].stage is Stage.DONE
    at(project, 1).mark("ACTOR", "Germany")
    entry = review_queue.queue(project, cache)[0]
    assert entry.stage is Stage.TO_REVIEW
    assert entry.is_done


def test_only_what_changed_is_worked_out_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = QueueCache()
    review_queue.queue(project, cache)
    seen = worked_out(monkeypatch)
    review_queue.queue(project, cache)
    assert seen == []
    at(project, 0, 1).mark("ACTOR", "truce")
    review_queue.queue(project, cache)
    assert seen == [article_ids(project)[1]]


@pytest.mark.parametrize("choice", [TakeVersion(), TakeNothing()])
def test_a_decision_and_its_undo_are_noticed(
    project: Project, choice: TakeVersion | TakeNothing
) -> None:
    cache = QueueCache()
    article = article_ids(project)[0]
    before = review_queue.queue(project, cache)
    reviewed = queries.article(project, article)
    assert reviewed is not None
    wish = Wish(unit=reviewed.units[0].id, choice=choice)
    review.decide(project, author_of(project), article=article, wishes=[wish])
    assert known(review_queue.queue(project, cache)[0]).settled == 1
    Desk(project, author_of(project), article).undo()
    assert review_queue.queue(project, cache) == before


def test_another_name_of_a_referent_is_noticed(project: Project) -> None:
    cache = QueueCache()
    for person, name in enumerate(("a pause", "a pause")):
        at(project, person, 1).mark("PROPOSAL", "a truce", referent=NewReferent(name=name))
    assert known(review_queue.queue(project, cache)[1]).unanimous == 2
    desk = at(project, 0, 1)
    [proposal] = [each for each in desk.annotation.spans if each.label == "PROPOSAL"]
    referents.rename_referent(
        project, desk.author, referent=desk.referent_of(proposal.id), name="another thing"
    )
    assert known(review_queue.queue(project, cache)[1]).unanimous == 1


def test_what_is_known_is_there_at_once_and_the_rest_is_left_open(project: Project) -> None:
    cache = QueueCache()
    assert [each.summary for each in review_queue.known_entries(project, cache)] == [None, None]
    full = review_queue.queue(project, cache)
    assert review_queue.known_entries(project, cache) == full


def test_a_cancelled_reading_stops_and_the_next_one_is_whole(project: Project) -> None:
    cache = QueueCache()
    with pytest.raises(Stopped):
        review_queue.queue(project, cache, is_cancelled=lambda: True)
    assert len(review_queue.queue(project, cache)) == 2


def test_progress_counts_what_is_worked_out(project: Project) -> None:
    told: list[tuple[int, int | None]] = []
    review_queue.queue(project, QueueCache(), lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)


def test_orders(project: Project) -> None:
    entries = review_queue.queue(project, QueueCache())
    assert review_queue.ordered(entries, Order.LIST) == entries
    assert review_queue.ordered(entries[::-1], Order.LOWEST_AGREEMENT) == entries
    assert review_queue.ordered(entries[::-1], Order.MOST_DIFFERENCES) == entries
    unknown = QueueEntry(article=entries[0].article, title="")
    assert review_queue.ordered((unknown, *entries), Order.LOWEST_AGREEMENT)[-1] is unknown


def test_a_layer_that_moves_a_span_is_noticed(project: Project) -> None:
    cache = QueueCache()
    review_queue.queue(project, cache)
    desk = at(project, 0)
    [moved] = [each for each in desk.annotation.spans if each.quote == "France"]
    spans.set_fragments(
        project,
        desk.author,
        article=desk.article,
        span=moved.id,
        fragments=[desk.place("France proposed")],
    )
    assert known(review_queue.queue(project, cache)[0]).unanimous == 0
