"""The spans and links that the choices of an article put into gold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.model import Absence
from db.review.choices import ArticleDraft, Edit, TakeNothing, TakeVersion, choices_for, resolve
from db.review.decisions import Decision, Source
from db.review.draft import (
    Draft,
    DraftProblem,
    LinkDraft,
    Obstacle,
    draft_of,
    written_by,
)
from db.review.model import Filling, Unit, UnitId, UnitKind
from tests.db.review.drafts import gold_draft
from tests.db.review.layers import BODY, Reader, copy_of, default_scheme, layers, teams, units


def drafted(found: tuple[Unit, ...], **choices: object) -> Draft:
    """The draft with these choices by label; each label stands once."""
    of_label = {unit.variants[0].label or "ARTICLE": unit.id for unit in found}
    return gold_draft(
        found,
        {of_label[label]: choice for label, choice in choices.items()},
        BODY,
        default_scheme(),
    )


def rejection(name: str = "1") -> Reader:
    reader = Reader(name)
    actor = reader.mark("ACTOR", "Germany")
    span = reader.mark("REJECTION", "rejected the plan")
    reader.link("rejected_by", span, actor)
    reader.link("rejects", span, Absence.OTHER_ARTICLE)
    return reader


TAKE = TakeVersion()


@given(teams(least=2), st.data())
def test_whatever_is_chosen_links_join_spans_of_the_draft_and_fit_the_scheme(team, data):
    found = units(*team)
    choices = {
        unit.id: data.draw(st.sampled_from(choices_for(unit, BODY)))
        for unit in found
        if data.draw(st.booleans())
    }

    draft = gold_draft(found, choices, BODY, default_scheme())

    labels = {span.unit: span.label for span in draft.spans}
    assert len(labels) == len(draft.spans)
    assert len({(span.label, span.fragments) for span in draft.spans}) == len(draft.spans)
    assert len(set(draft.links)) == len(draft.links)
    for link in draft.links:
        role = default_scheme().role(link.role, labels[link.source])
        assert link.target != link.source
        assert link.absence is not None or labels[link.target] in role.targets


@given(layers(), st.integers(1, 2))
def test_what_all_agree_on_comes_out_as_it_went_in(layer, count):
    found = units(layer, *(copy_of(layer, f"copy {number}") for number in range(count)))
    choices = {unit.id: TAKE for unit in found}

    draft = gold_draft(found, choices, BODY, default_scheme())

    unit_of = {member: unit.id for unit in found for member in unit.members}
    assert not draft.problems
    assert sorted((span.label, span.fragments) for span in draft.spans) == sorted(
        (span.label, span.fragments) for span in layer.spans
    )
    assert {(each.role, each.source, each.target, each.absence) for each in draft.links} == {
        (
            link.role,
            unit_of[link.source],
            unit_of[link.target] if link.target else None,
            link.absence,
        )
        for link in layer.links
    }


def test_a_role_links_to_the_span_that_its_filler_became():
    found = units(rejection(), rejection("2"))

    draft = drafted(found, ACTOR=TAKE, REJECTION=TAKE)

    actor, statement = (unit.id for unit in found)
    assert draft.links == (
        LinkDraft(role="rejected_by", source=statement, target=actor),
        LinkDraft(role="rejects", source=statement, absence=Absence.OTHER_ARTICLE),
    )
    assert draft.span(actor).quote == "Germany"


def test_a_link_waits_until_its_filler_is_chosen():
    found = units(rejection())

    draft = drafted(found, REJECTION=TAKE)

    assert [link.role for link in draft.links] == ["rejects"]
    assert [link.role for link in draft.waiting] == ["rejected_by"]
    assert draft.problems == ()


def test_a_filler_that_was_settled_as_nothing_is_reported():
    found = units(rejection())

    draft = drafted(found, ACTOR=TakeNothing(), REJECTION=TAKE)

    actor, statement = (unit.id for unit in found)
    assert draft.problems == (
        DraftProblem(
            obstacle=Obstacle.FILLER_IS_NOTHING, unit=statement, role="rejected_by", other=actor
        ),
    )
    assert draft.waiting == ()


def test_a_filler_with_a_label_that_the_role_does_not_take_is_reported():
    found = units(rejection())
    actor = found[0]
    relabelled = Edit(label="PROPOSAL", fragments=actor.variants[0].fragments)

    draft = drafted(found, ACTOR=relabelled, REJECTION=TAKE)

    assert [each.obstacle for each in draft.problems] == [Obstacle.FILLER_MISFITS]


def test_a_role_that_the_label_does_not_have_is_reported():
    found = units(rejection())
    statement = found[1].variants[0]
    relabelled = Edit(
        label="PROPOSAL",
        fragments=statement.fragments,
        roles={"rejects": Filling(units=(found[0].id,))},
    )

    draft = drafted(found, ACTOR=TAKE, REJECTION=relabelled)

    assert [each.obstacle for each in draft.problems] == [Obstacle.FILLER_MISFITS]


def test_a_filler_that_is_no_unit_any_more_is_reported():
    found = units(rejection())
    edit = Edit(
        label="REJECTION",
        fragments=found[1].variants[0].fragments,
        roles={"rejected_by": Filling(units=(UnitId("gone"),))},
    )

    assert [each.obstacle for each in drafted(found, REJECTION=edit).problems] == [
        Obstacle.FILLER_IS_GONE
    ]


def test_a_statement_never_links_to_itself():
    found = units(rejection())
    statement = found[1]
    edit = Edit(
        label="REJECTION",
        fragments=statement.variants[0].fragments,
        roles={"rejects": Filling(units=(statement.id,))},
    )

    draft = drafted(found, REJECTION=edit)

    assert [each.obstacle for each in draft.problems] == [Obstacle.FILLER_IS_ITSELF]
    assert draft.links == ()


def test_two_units_settled_as_the_same_span_become_one_that_takes_both_links():
    reader = rejection()
    other = reader.mark("REJECTION", "said France")
    reader.link("rejected_by", other, reader.mark("ACTOR", "Poland"))
    found = units(reader)
    actors = [unit for unit in found if unit.variants[0].label == "ACTOR"]
    germany = Edit(label="ACTOR", fragments=actors[0].variants[0].fragments)
    choices = {unit.id: TAKE for unit in found} | {actors[1].id: germany}

    draft = gold_draft(found, choices, BODY, default_scheme())

    assert draft.problems == (
        DraftProblem(obstacle=Obstacle.DOUBLE, unit=actors[1].id, other=actors[0].id),
    )
    assert {link.target for link in draft.links if link.role == "rejected_by"} == {actors[0].id}
    assert sum(span.label == "ACTOR" for span in draft.spans) == 1


def test_an_article_settled_as_empty_with_spans_chosen_in_it_is_reported():
    one, two = Reader("1"), Reader("2")
    one.mark("ACTOR", "France")
    found = units(one, two)

    draft = drafted(found, ACTOR=TAKE, ARTICLE=TakeNothing())

    assert draft.article == ArticleDraft(unit=found[1].id, nothing_here=True)
    assert [each.obstacle for each in draft.problems] == [Obstacle.NOTHING_BUT_SPANS]


def test_a_later_choice_joins_what_earlier_decisions_wrote():
    found = units(rejection())
    actor, statement = found
    written = resolve(statement, TAKE, BODY)
    decisions = [
        Decision(unit=statement.id, source=Source.SINGLE, written=written),
        Decision(unit=UnitId("unreadable"), source=Source.SINGLE),
    ]

    resolved = written_by(decisions) | {actor.id: resolve(actor, TAKE, BODY)}
    draft = draft_of(resolved, default_scheme(), [unit.id for unit in found])

    assert [link.role for link in draft.links] == ["rejected_by", "rejects"]
    assert draft.waiting == ()


def test_what_was_decided_to_be_nothing_stays_nothing():
    found = units(rejection())
    decision = Decision(unit=found[0].id, source=Source.NOTHING)

    assert written_by([decision]) == {found[0].id: None}


def test_without_choices_the_draft_is_empty():
    assert drafted(units(rejection())) == Draft()


def test_a_draft_has_no_span_for_a_unit_settled_as_nothing():
    found = units(rejection())

    draft = drafted(found, ACTOR=TakeNothing())

    assert draft.span(found[0].id) is None
    assert resolve(found[0], TakeNothing(), BODY) is None
    assert found[0].kind is UnitKind.SPAN
