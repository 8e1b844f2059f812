from __future__ import annotations

from pathlib import Path

import pytest

from db.model import Referent, ReferentId
from db.operations import spans
from db.queries import annotators, schemes
from db.review.alike import NOTHING, Said
from db.review.model import Status
from gui.explore.wording import case_words, likeness_words, said_words, shortened, state_words
from tests.explored import make_corpus


@pytest.fixture
def corpus(tmp_path: Path):
    made = make_corpus(tmp_path, ["France rejected a plan."])
    with made.project:
        yield made


def test_what_was_marked_is_a_short_sentence(corpus):
    scheme = schemes.current(corpus.project)
    republic = Referent(id=ReferentId("r"), label="ACTOR", name="the Republic")
    said = Said(
        label="ACTOR",
        words="of france",
        quote="of France",
        shown_referent=republic,
        attributes=(),
        shown_fillers=(("reported_by", ("a paper",)),),
    )
    assert said_words(said, scheme) == "Actor on “of France” → the Republic"
    assert said_words(NOTHING, scheme) == "nothing"
    assert said_words(Said(label="GONE"), scheme) == "GONE"
    assert said_words(said, scheme, in_full=True).endswith("reported by a paper")


def test_answers_are_said_by_their_titles(corpus):
    scheme = schemes.current(corpus.project)
    said = Said(label="PROPOSAL", quote="a plan", attributes=(("status", "under_discussion"),))
    assert said_words(said, scheme, in_full=True) == "Proposal, under discussion"


def test_versions_that_differ_in_their_answers_only_are_told_apart(corpus):
    one, other = corpus.desk(0), corpus.desk(1)
    span = one.mark("REJECTION", "rejected")
    other.mark("REJECTION", "rejected")
    spans.set_attribute(
        corpus.project, one.author, article=one.article, span=span, name="strength", value="strong"
    )
    [case] = corpus.cases("rejected")
    words = likeness_words(case.likeness, schemes.current(corpus.project))
    first, second = words.split(" · ")
    assert first != second


def test_a_case_says_who_marked_what_and_how_far_it_is(corpus):
    scheme = schemes.current(corpus.project)
    names = {each.id: each.name for each in annotators.every(corpus.project)}
    [case] = corpus.cases("France")
    assert case_words(case, scheme, names) == "Marked by nobody: not read yet"
    assert state_words(case) == "not marked"
    corpus.desk(0).mark("ACTOR", "France")
    corpus.finish()
    [case] = corpus.cases("France")
    assert case_words(case, scheme, names) == "annotator 1: Actor   annotator 2: nothing"
    assert case.unit.status is Status.SINGLE
    assert state_words(case) == "one annotator only"


def test_long_words_are_cut_in_the_middle():
    assert shortened("a  plan") == "a plan"
    assert shortened("word " * 40).count(" … ") == 1
