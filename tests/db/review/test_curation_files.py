"""The curation files of INCEpTION: what two users said, what its merging made of it, and ours.

Theirs takes each annotation by itself: a span that all made, then each relation that all made
between spans that were taken. It takes nothing at a place where one user stacked spans of a layer.
Ours settles whole statements, and tells stacked spans apart by what they say. Where that makes a
difference, the case says which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain

import pytest

from db.review.choices import SpanDraft
from db.review.draft import Draft, Obstacle
from db.review.model import Unit
from db.review.strategies import Strategy, trusted, unanimous
from db.review.units import units_of
from db.scheme.model import Scheme
from tests.db.review.drafts import gold_draft
from tests.db.review.layers import Reader
from tests.db.review.webanno import read_tsv, read_xmi, scheme_of
from tests.shared_data import shared

FOLDER = ("corpora", "inception_testfiles", "inception-curation", "src", "test", "resources")

SAME = (
    "simpleRelGovDiffTest",
    "simpleRelNoDiffTest",
    "simpleSpanDiffIncompleteTest",
    "simpleSpanDiffMultiFeatureTest",
    "simpleSpanDiffNoLabelTest",
    "simpleSpanDiffWithLabelTest",
    "simpleSpanNoDiffMultiFeatureTest",
    "simpleSpanNoDiffNoLabelTest",
    "simpleSpanNoDiffWithLabelTest",
)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What we do not take though their curator did, and what we take beyond; why is said there."""

    left_open: Collection[str] = ()
    taken: Collection[str] = ()


LEAGUE = "Champions League"
DIFFERENT = {
    # The users name the relation differently. It is a part of the statement, so that the lead has
    # to settle the statement; their curator file has the span alone, without its relation.
    "simpleRelTypeDiffTest": Difference(left_open=["POS NN “sentence”"]),
    # Stacked spans, the same by both users. We see that each ORG has its counterpart; since gold
    # marks the same words with the same label once only, the double one goes into the other.
    "simpleSpanDiffWithLabelStackingTest": Difference(taken=[f"NamedEntity ORG “{LEAGUE}”"]),
    # One ORG is the same by both; of the second ones, ORGpart and ORG, the lead must choose.
    "simpleSpanDiffWithLabelStacking2Test": Difference(taken=[f"NamedEntity ORG “{LEAGUE}”"]),
    # ORG and ORGpart are the same by both; one user has another ORG alone.
    "multipleStackedAnnotationsAreNotMergedTest": Difference(
        taken=[f"NamedEntity ORG “{LEAGUE}”", f"NamedEntity ORGpart “{LEAGUE}”"]
    ),
    # Both users said the same throughout, stacked "kinds" included, of which gold keeps one.
    "simpleRelGovStackedTest": Difference(
        taken=[
            "Multivalspan C/D “kinds”",
            "X: Multivalspan C/D “kinds” → Multivalspan A/B “tale”",
            "W: Multivalspan E/F “annotations” → Multivalspan C/D “kinds”",
        ]
    ),
    # The stacked "tale"s are the same by both, each in its own way; "kinds" has two relations by
    # one user and four by the other, so that the lead must settle the statement.
    "relStackedTest": Difference(
        left_open=["Multivalspan C/D “kinds”"],
        taken=[
            "Multivalspan A/B “tale”",
            "Multivalspan A/C “tale”",
            "Multivalspan B/C “tale”",
        ],
    ),
}


def case(name: str) -> tuple[list[Reader], Reader]:
    folder = shared(*FOLDER, "testsuite", name)
    users = [read_tsv(folder / f"user{number}.tsv", str(number)) for number in (1, 2)]
    return users, read_tsv(folder / "curator.tsv", "curator")


def settled(users: list[Reader], strategy: Strategy) -> tuple[tuple[Unit, ...], Draft]:
    scheme: Scheme = scheme_of(*users)
    found = units_of([user.annotation() for user in users], scheme)
    choices = {unit.id: choice for unit in found if (choice := strategy(unit))}
    return found, gold_draft(found, choices, users[0].body, scheme)


def drafted(draft: Draft) -> Counter[str]:
    def name(span: SpanDraft) -> str:
        return _name(span.label, span.quote, dict(span.attributes))

    names = {span.unit: name(span) for span in draft.spans}
    return Counter(names.values()) + Counter(
        f"{link.role}: {names[link.source]} → {names[link.target]}" for link in draft.links
    )


def marked(reader: Reader) -> Counter[str]:
    names = {span.id: _name(span.label, span.quote, dict(span.attributes)) for span in reader.spans}
    return Counter(names.values()) + Counter(
        f"{link.role}: {names[link.source]} → {names[link.target]}" for link in reader.links
    )


@pytest.mark.parametrize("name", SAME)
def test_what_both_users_agree_on_is_what_their_curator_has(name):
    users, curator = case(name)

    _, draft = settled(users, unanimous)

    assert drafted(draft) == marked(curator)
    assert not draft.problems


@pytest.mark.parametrize("name", sorted(DIFFERENT))
def test_what_differs_from_their_curator_is_known(name):
    users, curator = case(name)

    _, draft = settled(users, unanimous)

    ours, theirs = drafted(draft), marked(curator)
    assert sorted(theirs - ours) == sorted(DIFFERENT[name].left_open)
    assert sorted(ours - theirs) == sorted(DIFFERENT[name].taken)


def test_a_sentence_of_dependencies_differs_in_one_statement_and_what_theirs_does_not_merge():
    users, curator = case("relationLabelTest")

    found, draft = settled(users, unanimous)

    # The users differ in the relation of "sich", so that its statement stays open with us. Lemmas
    # are the same by both, and their curator file has that layer left out. The roots are
    # relations of a word to itself, which no statement of ours has.
    ours, theirs = drafted(draft), marked(curator)
    lemmas = Counter(each for each in marked(users[0]).elements() if each.startswith("Lemma "))
    assert ours - theirs == lemmas
    assert sum(lemmas.values()) == 26
    to_itself = Counter(each for each in theirs.elements() if _is_to_itself(each))
    assert theirs - ours == Counter(["POS PRF “sich”, coarseValue PRF"]) + to_itself
    assert Counter(problem.obstacle for problem in draft.problems) == {
        Obstacle.FILLER_IS_ITSELF: sum(to_itself.values())
    }
    assert [unit.aspects[0].kind for unit in found if unit.aspects] == ["role"]


def test_stacked_relations_are_those_of_the_user_who_is_trusted():
    cassis = pytest.importorskip("cassis", reason="dkpro-cassis is not installed")
    folder = shared(*FOLDER, "mergecas", "multivalspanrel")
    users = [read_xmi(folder / f"stackedrel{number}.xmi", str(number), cassis) for number in (1, 2)]
    merged = read_xmi(folder / "stackedmerge.xmi", "merged", cassis)

    found, draft = settled(users, trusted(users[0].id))

    # Their test merges the two relations that both users have, and those are all of the first's.
    assert drafted(draft) == marked(merged)
    assert [[aspect.name for aspect in unit.aspects] for unit in found] == [
        [], [], [], ["r2", "r3"]
    ]  # fmt: skip


def test_every_case_of_their_suite_is_looked_at():
    names = {path.name for path in shared(*FOLDER, "testsuite").iterdir()}

    assert names == {*chain(SAME, DIFFERENT), "relationLabelTest"}


def _name(label: str, quote: str, attributes: dict[str, object]) -> str:
    said = "".join(f", {name} {value}" for name, value in sorted(attributes.items()))
    return f"{label} “{quote}”{said}"


def _is_to_itself(link: str) -> bool:
    source, arrow, target = link.partition(" → ")
    return bool(arrow) and source.partition(": ")[2] == target
