"""What comes to somebody for the second time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from db.assignment.model import Reason, Request
from db.assignment.planner import plan
from db.model import Purpose
from tests.db.assignment.builders import make_articles, make_people, requests


@st.composite
def repeating(draw):
    """Requests of all kinds, in which some articles are to come twice."""
    request = draw(requests(has_shares=True))
    people = []
    for each in request.annotators:
        ours = [one.article for one in request.articles if one.article in each.already]
        queue = tuple(one for one in ours if draw(st.booleans()))
        repeated = frozenset(one for one in ours if draw(st.integers(0, 3)) == 0)
        people.append(
            replace(
                each,
                articles=len(queue),
                queue=queue,
                last=len(queue),
                repeated=repeated,
                repeats=draw(st.integers(0, len(repeated))),
                without_package=draw(st.integers(0, 5)) == 0,
            )
        )
    return replace(
        request,
        annotators=tuple(people),
        repeats=draw(st.integers(0, 5)),
        repeats_after=draw(st.integers(0, 6)),
    )


def again(planned, person):
    """What comes to somebody for the second time."""
    return [
        each.article
        for each in planned.rows
        if each.annotator == person.annotator and each.purpose is Purpose.REPEAT
    ]


def queue(planned, person):
    """All that somebody has in the round in the end, in its order: articles, and whether again."""
    rows = [(place, article, False) for place, article in enumerate(person.queue, 1)]
    rows += [
        (each.position, each.article, each.purpose is Purpose.REPEAT)
        for each in planned.rows
        if each.annotator == person.annotator
    ]
    return [(article, is_again) for _, article, is_again in sorted(rows)]


@given(repeating())
def test_enough_other_articles_lie_between_the_two_times(request):
    planned = plan(request)
    for person in request.annotators:
        found = queue(planned, person)
        first = {article: at for at, (article, is_again) in enumerate(found) if not is_again}
        for at, (article, is_again) in enumerate(found):
            if is_again:
                since = first.get(article, -1)
                between = [each for each, second in found[since + 1 : at] if not second]
                assert len(between) >= request.repeats_after


@given(repeating())
def test_everybody_gets_as_many_again_as_wished_or_a_reason_is_given(request):
    planned = plan(request)
    told = {
        each.annotator: each
        for each in planned.shortfalls
        if each.reason in {Reason.FEWER_REPEATS, Reason.REPEATS_NEED_PACKAGE}
    }
    for person, load in zip(request.annotators, planned.loads, strict=True):
        found = again(planned, person)
        wanted = max(0, request.repeats - person.repeats)
        assert len(found) == wanted or len(found) == told[person.annotator].got < wanted
        assert (person.annotator in told) == (len(found) < wanted)
        assert load.repeats == person.repeats + len(found)
        assert not (person.without_package and found)


@given(repeating())
def test_only_own_articles_come_again_and_none_for_the_third_time(request):
    planned = plan(request)
    for person in request.annotators:
        new = {
            each.article
            for each in planned.rows
            if each.annotator == person.annotator and each.purpose is not Purpose.REPEAT
        }
        found = Counter(again(planned, person))
        assert set(found) <= new | person.already
        assert not set(found) & person.repeated
        assert set(found.values()) <= {1}


@given(repeating())
def test_what_comes_again_changes_nothing_else(request):
    with_repeats, without = plan(request), plan(replace(request, repeats=0))
    rows = [each for each in with_repeats.rows if each.purpose is not Purpose.REPEAT]
    assert [(each.annotator, each.article, each.purpose) for each in rows] == [
        (each.annotator, each.article, each.purpose) for each in without.rows
    ]
    assert with_repeats.overlaps == without.overlaps
    assert [replace(each, repeats=0) for each in with_repeats.loads] == [
        replace(each, repeats=0) for each in without.loads
    ]


@given(repeating())
def test_every_place_of_a_queue_is_taken_once(request):
    planned = plan(request)
    for person in request.annotators:
        places = [each.position for each in planned.rows if each.annotator == person.annotator]
        assert len(set(places)) == len(places)
        assert not set(places) & set(range(1, len(person.queue) + 1))


def test_other_seeds_draw_others_and_no_two_people_get_the_same_pattern():
    request = Request(
        articles=make_articles(40), annotators=make_people(2), per_article=2, repeats=4
    )
    drawn = [
        [each.article for each in plan(replace(request, seed=seed)).rows if _again(each)]
        for seed in (1, 1, 2)
    ]
    assert drawn[0] == drawn[1] != drawn[2]
    assert drawn[0][:4] != drawn[0][4:]


def _again(row):
    return row.purpose is Purpose.REPEAT


def test_an_article_of_an_earlier_round_comes_that_far_down_the_new_queue():
    articles = make_articles(6)
    former = frozenset(each.article for each in articles[:2])
    request = Request(
        articles=articles,
        annotators=make_people(1, already=former),
        repeats=6,
        repeats_after=4,
    )
    planned = plan(request)
    assert sorted(again(planned, request.annotators[0])) == sorted(former)
    assert min(each.position for each in planned.rows if _again(each)) == 5
    [shortfall] = planned.shortfalls
    assert (shortfall.reason, shortfall.wanted, shortfall.got) == (Reason.FEWER_REPEATS, 6, 2)
