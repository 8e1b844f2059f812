from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import shipped
from db.scheme.answers import what_is_wrong
from db.scheme.migration import AnswerMigration
from db.scheme.model import ArticleField, Attribute, AttributeKind, Scheme
from db.scheme.parts import Part, PartKind
from db.scheme.toml import parse
from tests.db.scheme.strategies import schemes

SCHEME = parse(shipped.DEFAULT_SCHEME.read_text(encoding="utf-8"))
STATUS = Part(kind=PartKind.ATTRIBUTE, label="PROPOSAL", name="status")


def with_proposal(*attributes: Attribute) -> Scheme:
    types = tuple(
        replace(each, attributes=attributes) if each.label == "PROPOSAL" else each
        for each in SCHEME.span_types
    )
    return replace(SCHEME, span_types=types)


@given(schemes())
def test_the_same_scheme_moves_no_answer(scheme: Scheme):
    for kind in (PartKind.ATTRIBUTE, PartKind.REFERENT_ATTRIBUTE):
        migration = AnswerMigration(kind, scheme, scheme, {})
        for span_type in scheme.span_types:
            is_of_span = kind is PartKind.ATTRIBUTE
            asked = span_type.attributes if is_of_span else span_type.referent_attributes
            answers = {each.name: each.default for each in asked if each.default is not None}
            assert migration.migrated(span_type.label, answers) == answers


@given(schemes(), schemes(), st.data())
def test_every_answer_that_is_kept_fits_the_new_scheme(
    old: Scheme, new: Scheme, data: st.DataObject
):
    label = new.span_types[0].label
    old = replace(old, span_types=(replace(old.span_types[0], label=label), *old.span_types[1:]))
    asked = old.span_types[0].attributes
    given_answers = {each.name: each.default for each in asked if each.default is not None}
    answers = data.draw(st.just(given_answers))
    kept = AnswerMigration(PartKind.ATTRIBUTE, old, new, {}).migrated(label, answers)
    known = {each.name: each for each in new.span_types[0].attributes}
    for name, value in kept.items():
        assert not what_is_wrong(known[name], value)


def test_two_options_may_change_names_with_each_other():
    migration = AnswerMigration(
        PartKind.ATTRIBUTE,
        SCHEME,
        SCHEME,
        {
            replace(STATUS, option="floated"): "withdrawn",
            replace(STATUS, option="withdrawn"): "floated",
        },
    )
    assert migration.migrated("PROPOSAL", {"status": "floated"}) == {"status": "withdrawn"}
    assert migration.migrated("PROPOSAL", {"status": "withdrawn"}) == {"status": "floated"}
    assert migration.migrated("REJECTION", {"strength": "weak"}) == {"strength": "weak"}


def test_an_answer_that_does_not_fit_another_kind_goes():
    number = Attribute(name="status", title="Status", kind=AttributeKind.TEXT)
    migration = AnswerMigration(PartKind.ATTRIBUTE, SCHEME, with_proposal(number), {})
    assert migration.migrated("PROPOSAL", {"status": "floated"}) == {"status": "floated"}
    assert migration.fits(STATUS, "floated")
    assert not migration.fits(STATUS, 3)


def test_what_the_old_scheme_did_not_ask_stays_as_it_is():
    migration = AnswerMigration(PartKind.ATTRIBUTE, SCHEME, with_proposal(), {})
    assert migration.migrated("PROPOSAL", {"status": "floated", "mood": 1}) == {"mood": 1}


@pytest.mark.parametrize("per_annotator", [True, False])
def test_an_articles_metadata_outlives_its_field(per_annotator: bool):
    kind = PartKind.ANNOTATOR_FIELD if per_annotator else PartKind.ARTICLE_FIELD
    field = ArticleField(
        name="place", title="Place", kind=AttributeKind.TEXT, per_annotator=per_annotator
    )
    old, new = replace(SCHEME, fields=(field,)), replace(SCHEME, fields=())
    migrated = AnswerMigration(kind, old, new, {}).migrated("", {"place": "Nordport"})
    assert migrated == ({} if per_annotator else {"place": "Nordport"})


def test_answers_that_name_a_deleted_referent_go_with_it():
    migration = AnswerMigration(PartKind.REFERENT_ATTRIBUTE, SCHEME, SCHEME, {})
    answers = {"type": "person", "affiliation": "r1"}
    assert migration.migrated("ACTOR", answers, {"r1"}) == {"type": "person"}
    assert migration.migrated("ACTOR", answers, {"r2"}) == answers
