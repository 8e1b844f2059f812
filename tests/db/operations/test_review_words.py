"""Settling and marking the same words in many articles as one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import doctor
from db.errors import SchemeViolation, Stopped
from db.model import Fragment
from db.operations import history, review_words
from db.operations.review import Wish
from db.queries import layers
from db.review.alike import NOTHING, Case, Marking, Said, choice_for
from db.review.choices import Edit, TakeNothing, TakeVersion
from db.review.decisions import Source
from tests.builders import ADVANCING, all_rows
from tests.explored import Corpus, make_corpus

BODY = "France proposed a plan. Germany rejected the plan, and France withdrew it."
WRITTEN = ("span", "link", "decision", "referent")


@pytest.fixture
def corpus(tmp_path: Path):
    made = make_corpus(tmp_path, [BODY, BODY, BODY])
    with made.project:
        for article in range(3):
            made.desk(0, article).mark("ACTOR", "France")
            made.desk(1, article).mark("PROPOSAL", "the plan")
        made.finish()
        yield made


def settle(corpus: Corpus, cases: tuple[Case, ...], said: Said, *, is_own: bool = False) -> None:
    """What the page does with some cases."""
    wishes: dict = {}
    markings: dict = {}
    for case in cases:
        choice = choice_for(case, said)
        if isinstance(choice, Marking):
            markings.setdefault(case.article, []).append(choice)
        elif choice is not None and case.unit is not None:
            wishes.setdefault(case.article, []).append(Wish(unit=case.unit.id, choice=choice))
    if is_own:
        review_words.mark_alike(corpus.project, corpus.lead, markings=markings)
    else:
        review_words.settle_alike(corpus.project, corpus.lead, wishes=wishes, markings=markings)


def test_alike_cases_of_all_articles_are_settled_in_one_step_that_undo_takes_back(corpus):
    cases = corpus.cases("France")
    [said] = {each for case in cases for each in case.said if not each.is_nothing}
    before = all_rows(corpus.project, *WRITTEN, but=ADVANCING)
    settle(corpus, cases, said)
    for article in range(3):
        assert corpus.quotes(article) == [("ACTOR", "France"), ("ACTOR", "France")]
    assert all(case.is_settled for case in corpus.cases("France"))
    assert doctor.examine(corpus.project) == ()
    done = all_rows(corpus.project, *WRITTEN, but=ADVANCING)
    past = history.next_undo(corpus.project)
    assert past is not None
    assert past.name == "settle 6 places alike"
    history.undo(corpus.project, corpus.lead)
    assert all_rows(corpus.project, *WRITTEN, but=ADVANCING) == before
    history.redo(corpus.project, corpus.lead)
    assert all_rows(corpus.project, *WRITTEN, but=ADVANCING) == done


def test_the_layers_of_gold_grow_newer_so_that_merging_knows(corpus):
    settle(corpus, corpus.cases("the plan"), NOTHING)
    rows = corpus.project.connection.execute(
        """SELECT lineage FROM layer JOIN annotator ON annotator.id = layer.annotator
           WHERE annotator.kind = 'gold'"""
    ).fetchall()
    assert len(rows) == 3
    assert all(len(row[0]) == 8 for row in rows)


def test_nothing_is_an_answer_where_somebody_marked(corpus):
    cases = corpus.cases("the plan")
    assert {choice_for(case, NOTHING) for case in cases} == {TakeNothing()}
    settle(corpus, cases, NOTHING)
    assert corpus.quotes() == []
    sources = corpus.project.connection.execute("SELECT DISTINCT source FROM decision").fetchall()
    assert sources == [(Source.NOTHING,)]


def test_what_no_annotator_marked_is_marked_like_the_others_with_their_referent(corpus):
    cases = corpus.cases("France")
    model = next(each for case in cases for each in case.said if each.label)
    bare = tuple(case for case in cases if case.unit is None)
    assert len(bare) == 3
    settle(corpus, bare, model)
    gold = corpus.gold()
    assert gold is not None
    assert [span.quote for span in gold.spans] == ["France"]
    assert gold.spans[0].referent == model.shown_referent.id
    settle(corpus, bare, model)
    assert len(corpus.gold().spans) == 1


def test_the_author_can_mark_them_as_own_work_instead(corpus):
    bare = tuple(case for case in corpus.cases("Germany") if case.unit is None)
    settle(corpus, bare, Said(label="ACTOR"), is_own=True)
    assert corpus.gold() is None
    for article in corpus.articles:
        layer = layers.of(corpus.project, article, corpus.lead)
        assert layer is not None
        [span] = layers.annotation(corpus.project, layer).spans
        assert (span.label, span.quote) == ("ACTOR", "Germany")
    history.undo(corpus.project, corpus.lead)
    layer = layers.of(corpus.project, corpus.articles[0], corpus.lead)
    assert layer is not None
    assert layers.annotation(corpus.project, layer).spans == ()


def test_a_unit_without_the_wished_version_gets_it_as_an_edit(corpus):
    case = corpus.cases("France")[0]
    assert choice_for(case, case.said[0]) == TakeVersion(number=1)
    choice = choice_for(case, Said(label="PROPOSAL"))
    assert choice == Edit(label="PROPOSAL", fragments=(case.place,))
    settle(corpus, (case,), Said(label="PROPOSAL"))
    assert corpus.quotes() == [("PROPOSAL", "France")]


def test_other_words_and_roles_are_not_put_on_a_case_that_has_none(corpus):
    with_unit, bare = corpus.cases("France")[:2]
    for said in (
        Said(label="ACTOR", words="the republic"),
        Said(label="REJECTION", fillers=(("rejects", ("the plan",)),)),
    ):
        assert choice_for(with_unit, said) is None
        assert choice_for(bare, said) is None
    assert choice_for(bare, NOTHING) is None


def test_one_place_that_can_not_be_written_leaves_all_as_it_was(corpus):
    before = all_rows(corpus.project, *WRITTEN, "operation", but=ADVANCING)
    markings = {
        corpus.articles[0]: [Marking(place=Fragment(0, 6), label="ACTOR")],
        corpus.articles[1]: [Marking(place=Fragment(6, 9), label="ACTOR")],
    }
    with pytest.raises(SchemeViolation):
        review_words.settle_alike(corpus.project, corpus.lead, wishes={}, markings=markings)
    assert all_rows(corpus.project, *WRITTEN, "operation", but=ADVANCING) == before


def test_it_can_be_stopped_and_then_changes_nothing(corpus):
    before = all_rows(corpus.project, *WRITTEN, "operation", but=ADVANCING)
    markings = {corpus.articles[0]: [Marking(place=Fragment(0, 6), label="ACTOR")]}
    for operation in (review_words.mark_alike, review_words.settle_alike):
        more = {"wishes": {}} if operation is review_words.settle_alike else {}
        with pytest.raises(Stopped):
            operation(
                corpus.project,
                corpus.lead,
                markings=markings,
                is_cancelled=lambda: True,
                **more,
            )
    assert all_rows(corpus.project, *WRITTEN, "operation", but=ADVANCING) == before


WORDS = ("France", "Germany", "a plan", "the plan", "rejected")


@given(
    marked=st.lists(
        st.tuples(
            st.integers(0, 1), st.integers(0, 1), st.sampled_from(WORDS), st.sampled_from("AP")
        ),
        max_size=8,
        unique=True,
    ),
    word=st.sampled_from(WORDS),
    pick=st.integers(0, 5),
)
def test_whatever_is_settled_alike_passes_the_check_and_is_taken_back_exactly(
    tmp_path_factory, marked, word, pick
):
    corpus = make_corpus(tmp_path_factory.mktemp("random"), [BODY, BODY])
    with corpus.project:
        for person, article, words, letter in marked:
            label = {"A": "ACTOR", "P": "PROPOSAL"}[letter]
            corpus.desk(person, article).mark(label, words)
        corpus.finish()
        cases = corpus.cases(word)
        known = sorted({each for case in cases for each in case.said}, key=repr)
        offers = [NOTHING, Said(label="ACTOR"), *known]
        before = all_rows(corpus.project, *WRITTEN, but=ADVANCING)
        number = corpus.project.connection.execute("SELECT max(number) FROM operation").fetchone()
        settle(corpus, cases, offers[pick % len(offers)])
        assert doctor.examine(corpus.project) == ()
        after = corpus.project.connection.execute("SELECT max(number) FROM operation").fetchone()
        if after != number:
            history.undo(corpus.project, corpus.lead)
        assert all_rows(corpus.project, *WRITTEN, but=ADVANCING) == before
