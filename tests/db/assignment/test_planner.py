from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.assignment.model import Balance, Order, Reason, Request
from db.assignment.planner import plan
from db.model import Purpose
from tests.db.assignment.builders import (
    held_after,
    make_articles,
    make_people,
    queue_of,
    requests,
)


def reasons(planned):
    return {each.reason for each in planned.shortfalls}


def loads(planned):
    return [each.words for each in planned.loads]


@given(requests(has_shares=True))
def test_nobody_gets_an_article_twice(request):
    pairs = [(each.article, each.annotator) for each in plan(request).rows]
    assert len(set(pairs)) == len(pairs)
    already = {
        (article, person.annotator) for person in request.annotators for article in person.already
    }
    assert not already.intersection(pairs)


@given(requests(has_quotas=True, has_shares=True))
def test_quotas_are_never_exceeded(request):
    for person, load in zip(request.annotators, plan(request).loads, strict=True):
        if person.quota is not None:
            assert load.new_articles <= max(0, person.quota - person.articles)


@given(requests(has_shares=True))
def test_each_article_goes_to_exactly_as_many_as_wished_or_a_reason_is_given(request):
    planned = plan(request)
    for_all = {*planned.calibration, *planned.common}
    new = Counter(each.article for each in planned.rows)
    told = reasons(planned) & {Reason.QUOTAS, Reason.FEWER_ANNOTATORS}
    for candidate in request.articles:
        if candidate.article in for_all:
            continue
        before = candidate.elsewhere + sum(
            candidate.article in person.already for person in request.annotators
        )
        wanted = max(0, request.per_article - before)
        assert new[candidate.article] == wanted or (told and new[candidate.article] < wanted)


@given(requests())
def test_everybody_gets_what_is_for_everybody_or_a_reason_is_given(request):
    planned = plan(request)
    held = held_after(request, planned)
    lacking = {
        person.annotator
        for article in (*planned.calibration, *planned.common)
        for person in request.annotators
        if person.annotator not in held[article]
    }
    assert lacking == {
        each.annotator for each in planned.shortfalls if each.reason is Reason.QUOTA_FOR_COMMON
    }
    wanted = request.common + request.calibration
    assert len(planned.common) + len(planned.calibration) == min(wanted, len(request.articles))
    assert (wanted > len(request.articles)) == (Reason.FEWER_ARTICLES in reasons(planned))


@given(requests(has_quotas=False, has_history=False, most_articles=40))
def test_loads_differ_by_no_more_than_one_article(request):
    request = replace(request, common=0, calibration=0)
    planned = plan(request)
    longest = max((each.words for each in request.articles), default=0)
    if request.balance is Balance.WORDS:
        assert max(loads(planned)) - min(loads(planned)) <= longest
    else:
        numbers = [each.articles for each in planned.loads]
        assert max(numbers) - min(numbers) <= 1


@given(requests(has_shares=True))
def test_the_same_wishes_give_the_same_plan(request):
    assert plan(request) == plan(request)


@given(requests(has_shares=True))
def test_the_plan_says_truly_what_it_comes_to(request):
    planned = plan(request)
    words = {each.article: each.words for each in request.articles}
    held = held_after(request, planned)
    for person, load in zip(request.annotators, planned.loads, strict=True):
        new = queue_of(planned, person.annotator)
        assert load.new_articles == len(new)
        assert load.new_words == sum(words[each] for each in new)
        assert (load.articles, load.words) == (
            person.articles + len(new),
            person.words + load.new_words,
        )
    for one, other in combinations([each.annotator for each in request.annotators], 2):
        together = sum({one, other} <= people for people in held.values())
        assert planned.overlaps[one, other] == together
    assert planned.articles == len({each.article for each in planned.rows})
    assert planned.unassigned == sum(
        not each.elsewhere and not held[each.article] for each in request.articles
    )


@given(requests(has_quotas=True), st.data())
def test_quotas_that_leave_room_for_all_are_met(request, data):
    """Whatever was handed out before: the quotas are those of a way to hand all out."""
    request = replace(request, common=0, calibration=0)
    room = Counter(dict.fromkeys((each.annotator for each in request.annotators), 0))
    for candidate in request.articles:
        free = [
            each.annotator for each in request.annotators if candidate.article not in each.already
        ]
        before = candidate.elsewhere + len(request.annotators) - len(free)
        wanted = min(max(0, request.per_article - before), len(free))
        room.update(data.draw(st.permutations(free))[:wanted])
    people = tuple(
        replace(each, quota=each.articles + room[each.annotator]) for each in request.annotators
    )
    planned = plan(replace(request, annotators=people))
    assert Reason.QUOTAS not in reasons(planned)
    assert len(planned.rows) == room.total()


@given(requests(has_quotas=False))
def test_going_on_from_a_plan_changes_nothing_of_it(request):
    first = plan(request)
    assert not plan(_continued(request, first)).rows


@given(requests(has_quotas=False, has_history=False), st.integers(1, 5))
def test_new_articles_go_behind_what_everybody_has(request, more):
    first = plan(request)
    new = make_articles(more, words=400)
    new = tuple(replace(each, article=f"new {each.article}") for each in new)
    later = _continued(request, first)
    second = plan(replace(later, articles=later.articles + new))
    fresh = {each.article for each in new}
    if len(first.common) + len(first.calibration) == request.common + request.calibration:
        assert {each.article for each in second.rows} <= fresh
        for person in later.annotators:
            places = [each.position for each in second.rows if each.annotator == person.annotator]
            assert places == list(range(person.last + 1, person.last + 1 + len(places)))


def _continued(request, planned):
    """The request again, once its plan was carried out."""
    purposes = {
        **dict.fromkeys(planned.common, Purpose.COMMON),
        **dict.fromkeys(planned.calibration, Purpose.CALIBRATION),
    }
    people = []
    for person, load in zip(request.annotators, planned.loads, strict=True):
        mine = [each for each in planned.rows if each.annotator == person.annotator]
        places = [each.position for each in mine] or [person.last]
        people.append(
            replace(
                person,
                already=person.already | {each.article for each in mine},
                articles=load.articles,
                words=load.words,
                first=min(person.first, *places),
                last=max(person.last, *places),
            )
        )
    articles = tuple(replace(each, purpose=purposes.get(each.article)) for each in request.articles)
    return replace(request, articles=articles, annotators=tuple(people))


@given(requests(has_history=False, has_quotas=False))
def test_calibration_comes_first_and_the_rest_in_the_order_wished(request):
    planned = plan(request)
    place = {each.article: number for number, each in enumerate(request.articles)}
    dates = {each.article: (not each.date, each.date or "") for each in request.articles}
    for person in request.annotators:
        queue = queue_of(planned, person.annotator)
        assert queue[: len(planned.calibration)] == list(planned.calibration)
        rest = queue[len(planned.calibration) :]
        if request.order is Order.FIXED:
            assert rest == sorted(rest, key=place.__getitem__)
        elif request.order is Order.BY_DATE:
            assert rest == sorted(rest, key=lambda each: (dates[each], place[each]))


@given(requests(has_history=False, has_quotas=False))
def test_everybody_meets_shuffled_articles_in_the_same_order(request):
    planned = plan(replace(request, order=Order.RANDOM))
    queues = [queue_of(planned, person.annotator) for person in request.annotators]
    for one, other in combinations(queues, 2):
        both = set(one) & set(other)
        assert [each for each in one if each in both] == [each for each in other if each in both]


@pytest.mark.parametrize(("people", "per_article"), [(4, 2), (7, 2), (10, 3), (12, 2)])
@pytest.mark.parametrize("balance", list(Balance))
def test_pairs_overlap_about_equally_often(people, per_article, balance):
    lengths = random.Random(1)
    planned = plan(
        Request(
            articles=make_articles(600, words=lambda _: lengths.randint(150, 1500)),
            annotators=make_people(people),
            per_article=per_article,
            balance=balance,
        )
    )
    often = planned.overlaps.values()
    assert max(often) - min(often) <= 3
    assert sum(often) == 600 * per_article * (per_article - 1) // 2


def test_long_and_short_articles_are_evened_out():
    planned = plan(
        Request(
            articles=make_articles(100, words=lambda number: 100 + 37 * (number % 23)),
            annotators=make_people(4),
        )
    )
    assert max(loads(planned)) - min(loads(planned)) <= 100


def test_shares_divide_the_work():
    one, other, *rest = make_people(4)
    planned = plan(
        Request(
            articles=make_articles(400),
            annotators=(replace(one, share=0.5), replace(other, share=0.1), *rest),
        )
    )
    assert [each.articles for each in planned.loads] == pytest.approx([200, 40, 80, 80], abs=2)
    assert not planned.shortfalls


def test_a_share_that_needs_articles_twice_is_told():
    one, *rest = make_people(3)
    planned = plan(
        Request(
            articles=make_articles(30),
            annotators=(replace(one, share=0.8), *rest),
            per_article=2,
        )
    )
    (told,) = planned.shortfalls
    assert (told.reason, told.annotator) == (Reason.SHARE_TOO_LARGE, one.annotator)
    assert (told.wanted, told.got) == (80, 50)
    assert planned.loads[0].articles == 30


def test_shares_that_leave_nothing_are_told():
    one, other, third = make_people(3)
    planned = plan(
        Request(
            articles=make_articles(30),
            annotators=(replace(one, share=0.6), replace(other, share=0.4), third),
            common=2,
        )
    )
    (told,) = planned.shortfalls
    assert (told.reason, told.annotator) == (Reason.SHARES_LEAVE_NOTHING, third.annotator)
    assert [each.articles for each in planned.loads] == pytest.approx([19, 13, 2], abs=1)


def test_with_too_few_people_each_article_goes_to_all_of_them():
    planned = plan(Request(articles=make_articles(5), annotators=make_people(2), per_article=3))
    (told,) = planned.shortfalls
    assert (told.reason, told.wanted, told.got) == (Reason.FEWER_ANNOTATORS, 3, 2)
    assert len(planned.rows) == 10


def test_people_outside_the_plan_count():
    articles = make_articles(5, elsewhere=1)
    planned = plan(Request(articles=articles, annotators=make_people(1), per_article=2))
    assert len(planned.rows) == 5
    assert not planned.shortfalls


def test_quotas_that_are_too_small_leave_the_last_articles_whole():
    planned = plan(
        Request(articles=make_articles(10), annotators=make_people(3, quota=4), per_article=2)
    )
    (told,) = planned.shortfalls
    assert (told.reason, told.wanted, told.got) == (Reason.QUOTAS, 10, 6)
    assert {each.article for each in planned.rows} == {f"article {n}" for n in range(6)}
    assert planned.unassigned == 4


def test_named_calibration_articles_come_in_their_order():
    named = ("article 7", "article 2", "nowhere", "article 7")
    planned = plan(
        Request(articles=make_articles(10), annotators=make_people(2), calibration=named)
    )
    assert queue_of(planned, "annotator 1")[:2] == ["article 7", "article 2"]
    (told,) = planned.shortfalls
    assert (told.reason, told.wanted, told.got) == (Reason.UNKNOWN_CALIBRATION, 3, 2)


def test_calibration_that_is_added_later_comes_before_the_queue():
    people = make_people(
        2, already=frozenset({"article 0"}), articles=1, words=500, first=1, last=1
    )
    planned = plan(
        Request(articles=make_articles(4), annotators=people, per_article=0, calibration=2)
    )
    assert [each.position for each in planned.rows] == [-1, 0, -1, 0]


def test_what_somebody_began_by_themselves_is_handed_to_them():
    one, other = make_people(2)
    begun = frozenset({"article 1", "article 3"})
    planned = plan(
        Request(articles=make_articles(4), annotators=(one, replace(other, begun=begun)))
    )
    assert set(queue_of(planned, other.annotator)) == begun


def test_somebody_who_comes_later_gets_what_everybody_has():
    articles = make_articles(6)
    articles = (*(replace(each, purpose=Purpose.COMMON) for each in articles[:2]), *articles[2:])
    there = make_people(1, already=frozenset(each.article for each in articles), articles=6, last=6)
    late = replace(make_people(2)[1])
    planned = plan(Request(articles=articles, annotators=(*there, late), common=2))
    assert queue_of(planned, late.annotator) == ["article 0", "article 1"]
    assert {each.purpose for each in planned.rows} == {Purpose.COMMON}


def test_common_articles_are_about_many_things():
    articles = tuple(
        replace(each, group="strike" if number < 18 else f"event {number}")
        for number, each in enumerate(make_articles(20))
    )
    planned = plan(Request(articles=articles, annotators=make_people(2), common=3))
    groups = {each.article: each.group for each in articles}
    assert len({groups[article] for article in planned.common}) == 3


def test_other_seeds_draw_other_articles():
    request = Request(articles=make_articles(200), annotators=make_people(2), common=10)
    drawn = [plan(replace(request, seed=seed)).common for seed in range(5)]
    assert len(set(drawn)) == 5


@given(st.integers(0, 19))
def test_what_is_drawn_does_not_depend_on_articles_that_are_not_drawn(left_out):
    request = Request(
        articles=make_articles(20), annotators=make_people(2), common=3, order=Order.RANDOM
    )
    all_of_them = plan(request)
    gone = request.articles[left_out]
    fewer = plan(replace(request, articles=tuple(a for a in request.articles if a != gone)))
    if gone.article not in all_of_them.common:
        assert fewer.common == all_of_them.common


def test_without_people_nothing_is_planned():
    planned = plan(Request(articles=make_articles(3), annotators=()))
    assert reasons(planned) == {Reason.NO_ANNOTATORS}
    assert (planned.rows, planned.unassigned) == ((), 3)


def test_without_articles_nothing_is_planned():
    planned = plan(Request(articles=(), annotators=make_people(3), per_article=2))
    assert not planned.rows
    assert not planned.shortfalls
