from __future__ import annotations

from pathlib import Path

import pytest

from db.queries import schemes
from db.review.alike import NOTHING, Marking
from db.review.choices import TakeUnion, TakeVersion
from db.review.decisions import Reason
from gui.explore.kinds import GOLD, Pile, in_pile, kinds_of, label_counts, pile_of
from gui.explore.offers import Why, offers, ranked, settlement
from tests.explored import make_corpus

BODY = "France proposed a plan. Germany rejected the plan, and France withdrew it."


@pytest.fixture
def corpus(tmp_path: Path):
    made = make_corpus(tmp_path, [BODY, BODY])
    with made.project:
        for article in (0, 1):
            made.desk(0, article).mark("ACTOR", "France")
            made.desk(0, article).mark("PROPOSAL", "the plan")
            made.desk(1, article).mark("PROPOSAL", "plan", nth=1)
        made.finish()
        yield made


def offered(corpus, chosen, everything):
    scheme = schemes.current(corpus.project)
    return {each.key: each for each in offers(chosen, ranked(everything), scheme)}


def test_own_versions_come_first_with_how_many_have_them_and_where_they_fit(corpus):
    cases = corpus.cases("France")
    found = offered(corpus, cases, cases)
    assert found["1"].said.label == "ACTOR"
    assert (found["1"].count, found["1"].fits) == (2, 4)
    assert (found["0"].count, found["0"].fits) == (2, 2)


def test_bare_words_are_offered_what_others_are_and_then_the_labels_of_the_scheme(corpus):
    cases = corpus.cases("France")
    bare = [case for case in cases if case.unit is None]
    found = offered(corpus, bare, cases)
    assert [each.said.label for each in found.values()] == ["ACTOR", "PROPOSAL", "REJECTION"]
    assert found["1"].said.shown_referent is not None
    assert found["2"].said.shown_referent is None
    assert "0" not in found


def test_extents_are_offered_where_they_differ_only(corpus):
    plans = [case for case in corpus.cases("plan") if case.unit is not None]
    assert {"U", "I"} <= offered(corpus, plans, plans).keys()
    france = [case for case in corpus.cases("France") if case.unit is not None]
    assert not {"U", "I"} & offered(corpus, france, france).keys()


def test_nothing_chosen_offers_nothing(corpus):
    assert offered(corpus, [], corpus.cases("France")) == {}


def test_a_settlement_gathers_wishes_and_markings_by_article(corpus):
    cases = corpus.cases("France")
    offer = offered(corpus, cases, cases)["1"]
    what = settlement(cases, offer, Why(reason=Reason.SLIP, rule="4.1 Extent"))
    assert (what.count, what.articles, what.left) == (4, 2, 0)
    [wish] = what.wishes[corpus.articles[0]]
    assert (wish.choice, wish.reason, wish.rule) == (
        TakeVersion(number=1),
        Reason.SLIP,
        "4.1 Extent",
    )
    [marking] = what.markings[corpus.articles[0]]
    assert isinstance(marking, Marking)
    assert marking.place == cases[1].place


def test_a_unit_of_which_two_cases_speak_is_settled_once(corpus):
    desk = corpus.desk(0)
    desk.mark("ACTOR", "plan, and France")
    cases = [case for case in corpus.cases("plan") if case.unit is not None]
    twice = settlement([*cases, *cases], offered(corpus, cases, cases)["U"])
    assert twice.count == len({case.unit.id for case in cases})
    assert {wish.choice for each in twice.wishes.values() for wish in each} == {TakeUnion()}


def test_what_an_answer_does_not_fit_is_counted_and_left(corpus):
    cases = corpus.cases("France")
    what = settlement(cases, offered(corpus, cases, cases)["0"])
    assert (what.count, what.left) == (2, 2)


def test_each_case_lies_in_one_pile_and_one_kind(corpus):
    cases = corpus.cases("plan")
    piles = [pile for pile in Pile if pile is not Pile.ALL]
    assert sum(len(in_pile(cases, pile)) for pile in piles) == len(cases)
    assert sum(kind.count for kind in kinds_of(cases)) == len(cases)
    assert {pile_of(case) for case in cases} == {Pile.BARE, Pile.DIFFER}


def test_gold_is_counted_like_an_annotator(corpus):
    gold = corpus.gold_desk()
    gold.mark("ACTOR", "Germany")
    counts = label_counts(corpus.cases("Germany"))
    assert counts[GOLD] == {"ACTOR": 1}
    assert counts[corpus.people[0]] == {"": 2}


def test_ranked_are_the_most_frequent_first_without_nothing(corpus):
    said = ranked(corpus.cases("France"))
    assert [each.label for each in said] == ["ACTOR"]
    assert NOTHING not in said
