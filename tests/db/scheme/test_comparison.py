from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from db import shipped
from db.scheme.comparison import ChangeKind, SchemeChange, compare, describe
from db.scheme.model import AttributeKind, Scheme
from db.scheme.parts import Part, PartKind
from db.scheme.toml import parse
from tests.db.scheme.strategies import schemes

SCHEME = parse(shipped.DEFAULT_SCHEME.read_text(encoding="utf-8"))
PROPOSAL = Part(kind=PartKind.LABEL, label="PROPOSAL")
STATUS = Part(kind=PartKind.ATTRIBUTE, label="PROPOSAL", name="status")


def edited(text: str, *changes: tuple[str, str]) -> Scheme:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return parse(text)


def default_with(*changes: tuple[str, str]) -> Scheme:
    return edited(shipped.DEFAULT_SCHEME.read_text(encoding="utf-8"), *changes)


def told(changes: tuple[SchemeChange, ...]) -> list[str]:
    return [describe(change) for change in changes]


@given(schemes())
def test_a_scheme_does_not_differ_from_itself(scheme: Scheme):
    assert compare(scheme, scheme) == ()


@given(schemes(), schemes())
def test_what_one_way_adds_the_other_way_removes(one: Scheme, other: Scheme):
    added = {each.part for each in compare(one, other) if each.kind is ChangeKind.ADDED}
    removed = {each.part for each in compare(other, one) if each.kind is ChangeKind.REMOVED}
    targets = {part for part in added | removed if part.kind is PartKind.ROLE and part.option}
    assert added - targets == removed - targets


def test_a_label_without_a_rename_is_removed_and_added_with_all_it_holds():
    new = default_with(('"PROPOSAL"', '"OFFER"'))
    assert told(compare(SCHEME, new)) == [
        "The label “Proposal” is removed",
        "The label “Proposal” is new",
        "The target “Proposal” of the role rejects is new",
    ]


def test_a_renamed_label_keeps_what_it_holds():
    new = default_with(('"PROPOSAL"', '"OFFER"'))
    changes = compare(SCHEME, new, {PROPOSAL: "OFFER"})
    assert told(changes) == ["The label “Proposal” is renamed to OFFER"]


def test_options_and_questions_are_followed_through_their_renames():
    new = default_with(('"status"', '"stage"'), ('"withdrawn"', '"taken_back"'))
    renames = {STATUS: "stage", replace(STATUS, option="withdrawn"): "taken_back"}
    assert told(compare(SCHEME, new, renames)) == [
        "The question “Status” is renamed to stage",
        "The answer “withdrawn” to status is renamed to taken_back",
        "The answer “withdrawn” to status is changed",
    ]


def test_a_name_taken_over_by_another_part_can_be_told_from_one_that_stayed():
    new = default_with(
        ('  { value = "floated", title = "floated" },\n', ""), ('"withdrawn"', '"floated"')
    )
    renames = {
        replace(STATUS, option="floated"): "",
        replace(STATUS, option="withdrawn"): "floated",
    }
    kinds = [change.kind for change in compare(SCHEME, new, renames)]
    assert kinds[:2] == [ChangeKind.REMOVED, ChangeKind.RENAMED]


def test_a_field_that_goes_from_annotators_to_articles_is_another_field():
    new = default_with(
        ('title = "Event group"\nkind = "text"\nper_annotator = true', 'title = "E"\nkind = "text"')
    )
    assert told(compare(SCHEME, new)) == [
        "The field “Event group” is removed",
        "The field “E” is new",
    ]


def test_another_kind_of_answer_is_told_as_such():
    new = default_with(
        (
            'name = "note"\ntitle = "Note"\nkind = "text"',
            'name = "note"\ntitle = "Note"\nkind = "number"',
        )
    )
    [change] = compare(SCHEME, new)
    assert change.kind is ChangeKind.RETYPED
    assert describe(change) == "The field “Note” takes another kind of answer"
    assert SCHEME.fields[-1].kind is AttributeKind.TEXT


def test_looks_are_changes_that_touch_nothing():
    new = default_with(
        ("#0072B2", "#123456"), ('key = "B"\nsource = "PROPOSAL"', 'key = "W"\nsource = "PROPOSAL"')
    )
    assert [change.kind for change in compare(SCHEME, new)] == [ChangeKind.CHANGED] * 2


def test_a_target_that_a_role_no_longer_has_is_removed():
    new = default_with(
        (
            'source = "REJECTION"\ntargets = ["ACTOR"]',
            'source = "REJECTION"\ntargets = ["REJECTION"]',
        )
    )
    assert told(compare(SCHEME, new)) == [
        "The target “Actor” of the role rejected_by is removed",
        "The target “Actor” of the role reported_by is removed",
        "The target “Rejection” of the role rejected_by is new",
        "The target “Rejection” of the role reported_by is new",
    ]
