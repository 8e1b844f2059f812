from __future__ import annotations

import pytest

from db.assignment.model import AssignmentPlan, Handout, Load, Reason, Shortfall
from db.model import AnnotatorId, ArticleId, Purpose
from gui.project.assignment.plan_words import shortfall_words, summary_words

ONE = AnnotatorId("one")


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_a_sentence_without_holes(reason):
    shortfall = Shortfall(reason=reason, wanted=9, got=4, annotator=ONE)
    told = shortfall_words(shortfall, {ONE: "annotator 1"})
    assert told.endswith(".")
    assert "{" not in told


def test_what_is_missing_is_counted():
    told = shortfall_words(Shortfall(reason=Reason.QUOTAS, wanted=9, got=4), {})
    assert told.startswith("5 of 9 articles")


def test_a_plan_that_hands_nothing_out_says_so():
    assert summary_words(AssignmentPlan(round=1)) == "Nothing would be handed out."


def test_a_plan_says_who_gets_what_and_what_stays():
    article = ArticleId("a")
    plan = AssignmentPlan(
        round=1,
        rows=(Handout(article=article, annotator=ONE, position=1, purpose=Purpose.COMMON),),
        loads=(Load(annotator=ONE, articles=1, words=9, new_articles=1, new_words=9),),
        common=(article,),
        articles=1,
        unassigned=2,
    )
    assert summary_words(plan) == (
        "1 article goes to 1 person. 1 goes to everybody. 2 stay with nobody."
    )
