"""Choices that are proposed without looking."""

from __future__ import annotations

import pytest

from db.model import AnnotatorId
from db.review.choices import Combine, Edit, TakeNothing, TakeUnion, TakeVersion
from db.review.decisions import Source
from db.review.model import Unit
from db.review.strategies import majority, source_of, trusted, unanimous
from tests.db.review.layers import Reader, units


def proposals(*words: str | None) -> Unit:
    """One proposal as several annotators marked it; None for who marked nothing."""
    readers = [Reader(str(number)) for number, _ in enumerate(words, 1)]
    for reader, marked in zip(readers, words, strict=True):
        if marked:
            reader.mark("PROPOSAL", marked)
    return units(*readers)[0]


def test_what_all_say_is_proposed():
    assert unanimous(proposals("the plan", "the plan")) == TakeVersion()


@pytest.mark.parametrize("words", [("the plan", "plan"), ("the plan", None), ("the plan",)])
def test_what_not_all_say_is_left_to_the_lead(words):
    assert unanimous(proposals(*words)) is None


@pytest.mark.parametrize(
    ("words", "threshold", "choice"),
    [
        (("the plan", "the plan", "plan"), 0.5, TakeVersion()),
        (("the plan", "the plan", "plan"), 2 / 3, TakeVersion()),
        (("the plan", "the plan", "plan"), 0.7, None),
        (("the plan", "the plan", "plan", "plan"), 0.5, None),
        (("the plan", "the plan", None), 0.5, TakeVersion()),
        (("the plan", None, None), 0.5, TakeNothing()),
        (("the plan", "plan", None), 0.5, None),
        (("the plan",), 0.5, None),
    ],
)
def test_a_majority_is_more_than_half_and_at_least_the_threshold(words, threshold, choice):
    assert majority(threshold)(proposals(*words)) == choice


def test_a_trusted_annotator_is_followed_into_nothing_too():
    unit = proposals("the plan", "plan", None)

    assert trusted(AnnotatorId("annotator 2"))(unit) == TakeVersion(number=2)
    assert trusted(AnnotatorId("annotator 3"))(unit) == TakeNothing()
    assert trusted(AnnotatorId("annotator 9"))(unit) is None


def test_an_article_in_which_most_found_nothing_is_taken_as_they_say():
    readers = [Reader("1", relevance="marginal"), Reader("2", relevance="marginal"), Reader("3")]
    article = units(*readers)[-1]

    assert majority()(article) == TakeVersion()
    assert trusted(AnnotatorId("annotator 1"))(article) == TakeVersion()
    assert source_of(article, TakeVersion(), is_proposed=True) is Source.MAJORITY


@pytest.mark.parametrize(
    ("words", "choice", "is_proposed", "source"),
    [
        (("the plan", "the plan"), TakeVersion(), False, Source.UNANIMOUS),
        (("the plan", "the plan", "plan"), TakeVersion(), True, Source.MAJORITY),
        (("the plan", "the plan", "plan"), TakeVersion(), False, Source.ADJUDICATED),
        (("the plan", "the plan", "plan"), TakeVersion(number=2), True, Source.ADJUDICATED),
        (("the plan", "plan"), TakeUnion(), False, Source.ADJUDICATED),
        (("the plan", "plan"), Combine(extent=1, roles=2), False, Source.ADJUDICATED),
        (("the plan", None), TakeVersion(), False, Source.SINGLE),
        (("the plan", None), TakeVersion(number=2), False, Source.NOTHING),
        (("the plan", "the plan"), TakeNothing(), False, Source.NOTHING),
        (("the plan", "the plan"), Edit(), False, Source.EDITED),
    ],
)
def test_gold_says_how_it_came_about(words, choice, is_proposed, source):
    assert source_of(proposals(*words), choice, is_proposed=is_proposed) is source
