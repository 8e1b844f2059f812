"""Words and referents across all articles, and what everybody marked there."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Stopped
from db.model import Absence, Fragment, ReferentId
from db.operations import review
from db.operations.review import Wish
from db.operations.spans import NewReferent
from db.queries import explore
from db.queries.explore import Asked, places, term_of
from db.review.choices import TakeNothing, TakeVersion
from db.review.model import Status
from db.review.standing import UnitState
from tests.explored import Corpus, make_corpus

FIRST = "France proposed to send troops. Germany rejected the plan, and France withdrew it."
SECOND = "Poland thanked France. FRANCE said nothing, and francophone papers wrote of it."
THIRD = "北京大学的学生拒绝了这个建议。大学没有回答。"


@pytest.fixture
def corpus(tmp_path: Path):
    made = make_corpus(tmp_path, [FIRST, SECOND, THIRD])
    with made.project:
        yield made


def read_all(corpus: Corpus, asked: Asked, limit: int) -> list:
    found, after = [], 0
    while True:
        part = explore.read(corpus.project, asked, after=after, limit=limit)
        found += part.cases
        if part.is_complete:
            return found
        assert part.last > after
        after = part.last


@pytest.mark.parametrize("indexed", [10_000, 1, 0])
def test_a_phrase_is_found_in_all_articles_indexed_or_not(tmp_path: Path, indexed: int):
    corpus = make_corpus(tmp_path, [FIRST, SECOND, THIRD], indexed=indexed)
    with corpus.project:
        found = corpus.cases("france")
        assert [each.quote for each in found] == ["France", "France", "France", "FRANCE"]
        assert [each.number for each in found] == [1, 1, 2, 2]
        assert found[0].after.startswith(" proposed to send")
        assert found[2].before == "Poland thanked "
        assert [each.quote for each in corpus.cases("大学")] == ["大学", "大学"]
        assert [each.quote for each in corpus.cases("send   Troops")] == ["send troops"]
        assert corpus.cases("troops send") == ()


def test_quotes_do_no_harm_a_star_leaves_the_end_open_and_no_words_find_nothing(corpus):
    assert len(corpus.cases('"France"')) == 4
    assert [each.quote for each in corpus.cases("franc*")][-1] == "francophone"
    assert corpus.cases("") == ()
    assert corpus.cases("…!") == ()


def test_slices_give_the_same_cases_as_one_reading(corpus):
    whole = read_all(corpus, Asked(words="france"), 1_000)
    assert len(whole) == 4
    assert read_all(corpus, Asked(words="france"), 1) == whole


def test_a_slice_says_how_far_it_is(corpus):
    part = explore.read(corpus.project, Asked(words="france"), limit=1)
    assert not part.is_complete
    assert (part.last, part.share) == (1, pytest.approx(1 / 3))
    rest = explore.read(corpus.project, Asked(words="france"), after=part.last)
    assert rest.is_complete
    assert rest.share == 1


def test_reading_can_be_stopped(corpus):
    with pytest.raises(Stopped):
        explore.read(corpus.project, Asked(words="france"), is_cancelled=lambda: True)


def test_a_case_tells_what_each_annotator_marked_and_who_read_without_marking(corpus):
    one, other = corpus.desk(0), corpus.desk(1)
    one.mark("ACTOR", "France")
    other.open()
    corpus.finish()
    first, second, *_ = corpus.cases("France")
    assert first.unit is not None
    assert [
        (each.label, variant.annotators)
        for each, variant in zip(first.said, first.unit.variants, strict=True)
    ] == [
        ("ACTOR", (one.author,)),
        ("", (other.author,)),
    ]
    assert first.unit.status is Status.SINGLE
    assert second.unit is None
    assert second.readers == corpus.people


def test_a_few_words_more_speak_of_the_same_words_a_whole_sentence_does_not(corpus):
    corpus.desk(0).mark("PROPOSAL", "to send troops")
    corpus.desk(1).mark("PROPOSAL", "France proposed to send troops. Germany rejected the plan")
    [case] = corpus.cases("send troops")
    assert case.unit is not None
    assert {each.words for each in case.said} == {
        "to send troops",
        "france proposed to send troops. germany rejected the plan",
    }
    [germany] = corpus.cases("Germany")
    assert germany.unit is None
    assert [label for label, _ in germany.inside] == ["PROPOSAL"]


def test_two_units_at_the_same_words_are_two_cases(corpus):
    desk = corpus.desk(0)
    desk.mark("ACTOR", "Germany")
    desk.mark("REJECTION", "Germany")
    assert [each.said[0].label for each in corpus.cases("Germany")] == ["ACTOR", "REJECTION"]


def test_roles_are_told_by_the_names_of_who_fills_them(corpus):
    desk = corpus.desk(0)
    rejection = desk.mark("REJECTION", "rejected")
    desk.link(rejection, "rejected_by", desk.mark("ACTOR", "Germany"))
    desk.leave_open(rejection, "rejects", Absence.IMPLIED)
    [case] = corpus.cases("rejected")
    assert dict(case.said[0].shown_fillers) == {
        "rejected_by": ("Germany",),
        "rejects": ("implied",),
    }


def test_alike_cases_are_alike_in_different_articles_and_other_ones_are_not(corpus):
    corpus.desk(0, 0).mark("ACTOR", "France")
    corpus.desk(0, 1).mark("ACTOR", "FRANCE")
    corpus.desk(1, 1).mark("ACTOR", "France")
    corpus.finish()
    first, second, third, fourth = (each.likeness for each in corpus.cases("France"))
    assert first == fourth
    assert second.status is None
    assert third == first


def test_all_mentions_of_a_referent_are_found_whoever_made_it(corpus):
    one = corpus.desk(0).mark("ACTOR", "France", referent=NewReferent(name="the Republic"))
    corpus.desk(1, 1).mark("ACTOR", "FRANCE", referent=NewReferent(name="The republic"))
    corpus.desk(1, 1).mark("ACTOR", "Poland")
    meant = corpus.desk(0).referent_of(one)
    found = read_all(corpus, Asked(referent=meant), 1)
    assert [(each.number, each.quote) for each in found] == [(1, "France"), (2, "FRANCE")]
    assert explore.read(corpus.project, Asked(referent=ReferentId("gone"))).cases == ()


def test_mentioned_referents_are_offered_once_by_their_names(corpus):
    corpus.desk(0).mark("ACTOR", "France", referent=NewReferent(name="the Republic of France"))
    corpus.desk(1, 1).mark("ACTOR", "FRANCE", referent=NewReferent(name="The republic of France"))
    corpus.desk(1, 1).mark("ACTOR", "Poland")
    offered = explore.mentioned(corpus.project)
    assert [(each.name.casefold(), each.mentions) for each in offered] == [
        ("poland", 1),
        ("the republic of france", 2),
    ]
    [found] = explore.mentioned(corpus.project, "repub fra")
    assert len(explore.read(corpus.project, Asked(referent=found.referent)).cases) == 2
    assert explore.mentioned(corpus.project, "Atlantis") == ()


def test_gold_and_what_is_settled_are_told(corpus):
    corpus.desk(0).mark("ACTOR", "France")
    corpus.desk(1).mark("ACTOR", "Germany")
    corpus.finish()
    [germany] = corpus.cases("Germany")
    france = corpus.cases("France")[0]
    assert france.gold is None
    assert not france.is_settled
    review.decide(
        corpus.project,
        corpus.lead,
        article=corpus.articles[0],
        wishes=[
            Wish(unit=france.unit.id, choice=TakeVersion()),
            Wish(unit=germany.unit.id, choice=TakeNothing()),
        ],
    )
    france = corpus.cases("France")[0]
    assert france.state is UnitState.SETTLED
    assert france.gold == france.said[0]
    [germany] = corpus.cases("Germany")
    assert germany.is_settled
    assert germany.gold is not None
    assert germany.gold.is_nothing


def test_what_only_gold_says_of_a_referent_is_found_too(corpus):
    gold = corpus.gold_desk()
    span = gold.mark("ACTOR", "Germany")
    [case] = explore.read(corpus.project, Asked(referent=gold.referent_of(span))).cases
    assert case.unit is None
    assert case.gold is not None
    assert case.is_settled


def test_some_articles_can_be_read_again(corpus):
    [(number, cases)] = explore.of_articles(
        corpus.project, Asked(words="France"), [corpus.articles[1]]
    )
    assert number == 2
    assert [each.quote for each in cases] == ["France", "FRANCE"]


@given(st.text(max_size=60), st.text(min_size=1, max_size=6))
def test_places_of_any_words_lie_in_the_text_one_after_another(body: str, words: str):
    term = term_of(words)
    found = () if term is None else places(body, term)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(place.end <= len(body) for place in found)


@given(st.lists(st.sampled_from(["plan", "Straße", "大学", "ﬁne", "a"]), min_size=1, max_size=8))
def test_every_word_of_a_text_is_found_where_it_stands(spoken: list[str]):
    body, starts = "", []
    for word in spoken:
        starts.append((word, len(body)))
        body += f"{word} "
    for word, start in starts:
        term = term_of(word)
        assert term is not None
        assert Fragment(start, start + len(word)) in places(body, term)
