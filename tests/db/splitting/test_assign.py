from __future__ import annotations

from collections import Counter
from dataclasses import replace
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UserFault
from db.splitting.assign import assign
from db.splitting.model import By, Share, SplitPlan
from db.splitting.ties import belonging_together, copies
from tests.db.splitting.making import make_article, make_articles, many_articles, pairs_among

plans = st.builds(
    SplitPlan,
    by=st.sampled_from(By),
    seed=st.integers(0, 5),
    shares=st.sampled_from(
        [
            SplitPlan().shares,
            (Share(name="train", part=1), Share(name="test", part=1)),
            (Share(name="a", part=0), Share(name="b", part=1), Share(name="c", part=0)),
        ]
    ),
)


@st.composite
def divided(draw):
    articles = draw(many_articles(least=1))
    if not any(each.date for each in articles):
        articles[0] = replace(articles[0], date="2024-03-05")
    return articles, draw(plans), draw(pairs_among(articles))


@given(divided())
def test_every_article_is_in_one_split_of_the_plan_and_nothing_leaks(given_parts):
    articles, plan, near = given_parts
    result = assign(articles, plan, near=near)
    assert result.of.keys() == {each.article for each in articles}
    assert result.counts == {
        each.name: Counter(result.of.values())[each.name] for each in plan.shares
    }
    assert result.leakage == ()
    for one, other in copies(articles, near):
        assert result.of[one] == result.of[other]
    if plan.by is not By.DATE:
        assert all(not each.part <= 0 or not result.counts[each.name] for each in plan.shares)


@given(divided())
def test_the_same_articles_are_divided_the_same_way_every_time(given_parts):
    articles, plan, near = given_parts
    assert assign(articles, plan, near=near) == assign(articles, plan, near=list(near))


@given(divided())
def test_what_belongs_together_is_in_one_split(given_parts):
    articles, plan, near = given_parts
    result = assign(articles, replace(plan, by=By.GROUP), near=near)
    for group in belonging_together(articles, copies(articles, near)):
        assert len({result.of[each.article] for each in group}) == 1


@given(st.data())
def test_articles_that_are_added_move_others_only_where_they_tie_groups_together(data):
    articles = data.draw(many_articles(least=2))
    near = data.draw(pairs_among(articles))
    plan = SplitPlan(seed=data.draw(st.integers(0, 3)))
    known = articles[: data.draw(st.integers(1, len(articles)))]
    ids = {each.article for each in known}
    near_known = [pair for pair in near if ids.issuperset(pair)]
    before = assign(known, plan, near=near_known)
    after = assign(articles, plan, near=near)

    def heads(all_of_them, pairs):
        return {
            each.article: group[0].article
            for group in belonging_together(all_of_them, copies(all_of_them, pairs))
            for each in group
        }

    was, now = heads(known, near_known), heads(articles, near)
    joined = {each for each in ids if now[each] != was[each]}
    assert {move.article for move in after.moves(before.of)} <= joined


def test_articles_that_are_alone_never_move():
    known, more = make_articles(200), make_articles(400)
    before = assign(known, SplitPlan())
    assert assign(more, SplitPlan()).moves(before.of) == ()


def test_groups_that_are_tied_together_go_where_the_older_one_is_and_it_is_told():
    articles = make_articles(40)
    before = assign(articles, SplitPlan(seed=3))
    first = articles[0]
    other = next(each for each in articles if before.of[each.article] != before.of[first.article])
    bridge = make_article(99)
    near = [(first.article, bridge.article), (bridge.article, other.article)]
    after = assign([*articles, bridge], SplitPlan(seed=3), near=near)
    assert [(each.article, each.before, each.now) for each in after.moves(before.of)] == [
        (other.article, before.of[other.article], before.of[first.article])
    ]


def test_another_seed_divides_another_way_and_another_order_of_articles_does_not():
    articles = make_articles(100)
    one = assign(articles, SplitPlan(seed=1))
    assert assign(articles, SplitPlan(seed=2)).of != one.of
    assert assign(articles[::-1], SplitPlan(seed=1)).of == one.of


def test_the_shares_are_met_on_average():
    counts = assign(make_articles(20_000), SplitPlan()).counts
    assert counts["train"] == pytest.approx(16_000, rel=0.02)
    assert counts["dev"] == pytest.approx(2_000, rel=0.06)


def test_anybody_can_work_out_the_split_from_the_file():
    articles = make_articles(50)
    result = assign(articles, SplitPlan(seed=7))
    for each in articles:
        digest = blake2b(f"7/{each.sha256}".encode(), digest_size=8).digest()
        number = (int.from_bytes(digest, "big") >> 11) / 2**53
        expected = "train" if number < 0.8 else "dev" if number < 0.9 else "test"
        assert result.of[each.article] == expected


def test_addresses_events_and_groups_tie_articles_whatever_their_spelling():
    articles = [
        make_article(1, address="https://www.Post.example/talks/#top", group="Talks in Geneva"),
        make_article(2, address="http://www.Post.example/talks"),
        make_article(3, events=frozenset({"talks in  geneva"})),
        make_article(4, address=""),
        make_article(5, address=" ", events=frozenset({""})),
    ]
    result = assign(articles, SplitPlan())
    assert result.groups == 3


def test_the_oldest_articles_are_in_the_first_split():
    articles = [make_article(at, date=f"2024-{at:02}-05") for at in range(1, 13)]
    result = assign(articles, SplitPlan(by=By.DATE, cuts=("2024-11", "2024-12")))
    assert [result.of[each.article] for each in articles] == ["train"] * 10 + ["dev", "test"]


def test_the_shares_find_the_dates_and_one_date_is_in_one_split():
    articles = [make_article(at, date=f"2024-01-{1 + at // 10:02}") for at in range(100)]
    result = assign(articles, SplitPlan(by=By.DATE))
    assert result.cuts == ("2024-01-09", "2024-01-10")
    assert result.counts == {"train": 80, "dev": 10, "test": 10}


def test_articles_without_a_date_are_in_the_first_split_and_told():
    articles = [make_article(1), *(make_article(at, date="2024-12-30") for at in (2, 3))]
    result = assign(articles, SplitPlan(by=By.DATE, cuts=("2024-11", "2024-12")))
    assert result.of["article 1"] == "train"
    assert result.undecided == ("article 1",)


def test_copies_that_a_date_tears_apart_go_to_the_earlier_split_and_are_told():
    articles = [make_article(1, date="2024-10-01"), make_article(2, date="2024-12-01")]
    near = [("article 1", "article 2")]
    plan = SplitPlan(by=By.DATE, cuts=("2024-11", "2024-12"))
    kept = assign(articles, plan, near=near)
    assert kept.of["article 2"] == "train"
    assert (kept.leakage, kept.kept_together) == ((), ("article 2",))
    torn = assign(articles, replace(plan, keeps_copies_together=False), near=near)
    assert torn.of["article 2"] == "test"
    assert (torn.leakage, torn.kept_together) == ((("article 1", "article 2"),), ())


def test_an_event_that_goes_on_for_long_does_not_stand_in_the_way_of_a_split_by_date():
    articles = [
        make_article(at, date=f"2024-{at:02}", group="The war", events=frozenset({"war"}))
        for at in range(1, 13)
    ]
    assert assign(articles, SplitPlan(by=By.DATE, cuts=("2024-11", "2024-12"))).counts == {
        "train": 10, "dev": 1, "test": 1,
    }  # fmt: skip


def test_publishers_that_are_left_out_are_only_in_the_test_split():
    articles = [make_article(at, publisher=f"Paper {at % 20}") for at in range(200)]
    plan = SplitPlan(by=By.PUBLISHER, publishers={"test": ("paper 3", "PAPER 4")})
    result = assign(articles, plan)
    for each in articles:
        is_test = each.publisher in {"Paper 3", "Paper 4"}
        assert (result.of[each.article] == "test") == is_test
    assert result.counts["dev"] > 0


def test_each_publisher_is_in_one_split():
    articles = [make_article(at, publisher=f"Paper {at % 50}") for at in range(500)]
    result = assign(articles, SplitPlan(by=By.PUBLISHER, seed=2))
    for number in range(50):
        assert len({result.of[each.article] for each in articles[number::50]}) == 1
    assert result.empty == ()


@pytest.mark.parametrize(
    "plan",
    [
        SplitPlan(by=By.DATE, cuts=("2024-12",)),
        SplitPlan(by=By.DATE, cuts=("2024-12", "2024-11")),
        SplitPlan(by=By.DATE),
        SplitPlan(by=By.PUBLISHER, publishers={"validation": ("A",)}),
        SplitPlan(by=By.PUBLISHER, publishers=dict.fromkeys(("train", "dev", "test"), ("A",))),
        SplitPlan(shares=(Share(name="train", part=0), Share(name="test", part=0))),
        SplitPlan(shares=(Share(name="train", part=1), Share(name="train", part=1))),
        SplitPlan(shares=(Share(name="../train", part=1), Share(name="test", part=1))),
    ],
)
def test_a_plan_that_can_not_be_followed_is_refused_in_words(plan):
    with pytest.raises(UserFault, match=r"Nothing was divided|Give at least"):
        assign(make_articles(3), plan)


def test_it_is_told_in_how_many_articles_of_each_split_a_label_is():
    articles = [make_article(at, labels=frozenset({"ACTOR"})) for at in range(300)]
    articles.append(make_article(300, labels=frozenset({"ACTOR", "REJECTION"})))
    result = assign(articles, SplitPlan())
    actor, rejection = result.strata
    assert sum(actor.articles.values()) == 301
    assert min(actor.articles.values()) > 0
    assert sorted(rejection.articles.values()) == [0, 0, 1]
