from __future__ import annotations

import pytest

from db.errors import SchemeViolation
from db.merge.likeness import Likeness
from db.operations import history, offers, projects, referents
from db.operations.spans import NewReferent
from db.queries import annotators
from db.queries import offers as queries
from tests.builders import Desk, article_ids, author_of, make_project


@pytest.fixture
def project(tmp_path):
    body = "Zembla asked the Zemblan government. Zemblo spoke."
    with make_project(tmp_path, articles=[body, body]) as made:
        projects.add_annotator(made, author_of(made), name="annotator 1")
        yield made


def desk(project, name, number=0):
    person = next(each.id for each in annotators.every(project) if each.name == name)
    return Desk(project, person, article_ids(project)[number])


def mark(project, name, words, *, label="ACTOR", number=0):
    at = desk(project, name, number)
    span = at.mark(label, words, referent=NewReferent(name=words))
    return at.referent_of(span)


def pairs(project):
    return [(each.kept.name, each.other.name, each.likeness) for each in queries.every(project)]


def test_what_an_annotator_made_is_offered_beside_what_is_like_it(project):
    mark(project, "annotator A", "Zembla")
    mark(project, "annotator 1", "Zemblo")
    assert pairs(project) == [("Zembla", "Zemblo", Likeness.SLIP)]


def test_two_referents_of_the_lead_are_nobodys_question(project):
    mark(project, "annotator A", "Zembla")
    mark(project, "annotator A", "Zemblo")
    assert pairs(project) == []


def test_what_the_lead_has_is_kept_whoever_was_first(project):
    mark(project, "annotator 1", "Zembla")
    mark(project, "annotator A", "Zemblo")
    assert pairs(project) == [("Zemblo", "Zembla", Likeness.SLIP)]


def test_the_types_may_speak_against_it(project):
    first = mark(project, "annotator A", "Zembla")
    second = mark(project, "annotator 1", "Zemblo")
    for referent, kind in ((first, "state"), (second, "person")):
        referents.set_referent_attribute(
            project, author_of(project), referent=referent, name="type", value=kind
        )
    (offer,) = queries.every(project)
    assert offer.types_differ


def test_evidence_counts_and_quotes(project):
    mark(project, "annotator A", "Zembla")
    mark(project, "annotator 1", "Zemblo")
    (offer,) = queries.every(project)
    evidence = queries.evidence(project, offer)
    assert (evidence.kept.mentions, evidence.other.mentions) == (1, 1)
    assert [each.quote for each in evidence.other_mentions] == ["Zemblo"]


def test_a_pair_that_is_kept_apart_is_not_offered_again_until_that_is_undone(project):
    mark(project, "annotator A", "Zembla")
    mark(project, "annotator 1", "Zemblo")
    (offer,) = queries.every(project)
    offers.keep_apart(project, author_of(project), one=offer.other.id, other=offer.kept.id)
    assert pairs(project) == []
    again = offers.keep_apart(project, author_of(project), one=offer.kept.id, other=offer.other.id)
    assert not again.tables
    history.undo(project, author_of(project))
    assert len(pairs(project)) == 1


def test_what_is_merged_into_one_of_the_pair_is_kept_apart_with_it(project):
    first = mark(project, "annotator A", "Zembla")
    second = mark(project, "annotator 1", "Zemblo")
    third = mark(project, "annotator A", "Zemblan government")
    author = author_of(project)
    offers.keep_apart(project, author, one=first, other=second)
    referents.rename_referent(project, author, referent=third, name="Zembli")
    referents.merge_referents(project, author, kept=third, merged=[first])
    assert pairs(project) == []


def test_a_pair_of_which_one_is_gone_has_no_evidence_and_no_answer(project):
    first = mark(project, "annotator A", "Zembla")
    second = mark(project, "annotator 1", "Zemblo")
    (offer,) = queries.every(project)
    referents.merge_referents(project, author_of(project), kept=first, merged=[second])
    assert queries.evidence(project, offer) is None
    with pytest.raises(SchemeViolation, match="no longer in the register"):
        offers.keep_apart(project, author_of(project), one=first, other=second)


def test_what_one_annotator_keeps_apart_is_not_asked_about(project):
    mark(project, "annotator 1", "Zembla")
    mark(project, "annotator 1", "Zemblo")
    assert pairs(project) == []


def test_statements_are_compared_within_an_article_only(project):
    mark(project, "annotator A", "asked", label="PROPOSAL")
    mark(project, "annotator 1", "asked", label="PROPOSAL", number=1)
    assert pairs(project) == []
    mark(project, "annotator A", "asked", label="PROPOSAL", number=1)
    assert pairs(project) == [("asked", "asked", Likeness.SAME)]
