from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from db import shipped
from db.scheme.faults import Fault
from db.scheme.model import AttributeKind, Scheme
from db.scheme.parts import Part, PartKind
from db.scheme.toml import parse
from db.scheme.validation import faults_of
from gui.project.scheme.draft import Draft, LabelItem, OptionItem, QuestionItem, with_field
from gui.project.scheme.drafts import draft_of, kept_text, restored
from gui.project.scheme.located import located
from gui.project.scheme.names import label_from_title, name_from_title, next_version
from gui.project.scheme.outline import Chapter
from tests.db.scheme.strategies import schemes

SCHEME = parse(shipped.DEFAULT_SCHEME.read_text(encoding="utf-8"))
PROPOSAL = Part(kind=PartKind.LABEL, label="PROPOSAL")
STATUS = Part(kind=PartKind.ATTRIBUTE, label="PROPOSAL", name="status")


def fresh() -> Draft:
    return draft_of(SCHEME, SCHEME)


def proposal(draft: Draft) -> LabelItem:
    return draft.labels[1]


def status(draft: Draft) -> QuestionItem:
    return proposal(draft).attributes[0]


@given(schemes())
def test_a_draft_of_a_scheme_is_that_scheme_and_renames_nothing(scheme: Scheme):
    draft = draft_of(scheme, scheme)
    assert draft.scheme() == replace(scheme, rules=draft.scheme().rules)
    assert draft.renames(scheme) == {}


@given(schemes())
def test_a_kept_draft_comes_back_as_it_was(scheme: Scheme):
    draft = draft_of(scheme, scheme)
    draft.labels[0].value = with_field(draft.labels[0].value, "label", "OTHER_LABEL")
    again = restored(kept_text(draft, scheme), scheme)
    assert again is not None
    assert again.scheme() == draft.scheme()
    assert again.renames(scheme) == draft.renames(scheme)


def test_the_default_scheme_keeps_its_conflict():
    assert fresh().scheme() == SCHEME


def test_a_changed_label_is_a_rename_and_takes_along_what_refers_to_it():
    draft = fresh()
    proposal(draft).value = with_field(proposal(draft).value, "label", "OFFER")
    scheme = draft.scheme()
    assert draft.renames(SCHEME) == {PROPOSAL: "OFFER"}
    assert {role.source for role in scheme.roles} == {"OFFER", "REJECTION"}
    assert ("OFFER",) in {role.targets for role in scheme.roles}
    assert faults_of(scheme) == ()


def test_a_name_passed_on_to_another_option_is_known_to_be_gone():
    draft = fresh()
    options = status(draft).options
    withdrawn = next(each for each in options if each.value.value == "withdrawn")
    options.remove(next(each for each in options if each.value.value == "floated"))
    withdrawn.value = with_field(withdrawn.value, "value", "floated")
    assert draft.renames(SCHEME) == {
        replace(STATUS, option="floated"): "",
        replace(STATUS, option="withdrawn"): "floated",
    }


def test_a_field_asked_of_each_annotator_from_now_on_is_another_field():
    draft = fresh()
    draft.fields[0].kind = PartKind.ANNOTATOR_FIELD
    assert draft.renames(SCHEME) == {Part(kind=PartKind.ARTICLE_FIELD, name="date"): ""}


def test_removing_a_label_takes_it_out_of_targets_and_pairs():
    draft = fresh()
    draft.remove(proposal(draft))
    rejects = draft.labels[1].roles[0]
    assert rejects.targets == []
    reasons = {fault.place for fault in faults_of(draft.scheme())}
    assert ("roles", 0, "targets") in reasons
    draft.remove(rejects)
    assert draft.conflicts[0].through is None


def test_items_move_among_their_likes_only():
    draft = fresh()
    first = status(draft)
    assert not draft.move(first, -1)
    assert draft.move(first, 1)
    assert [each.value.name for each in proposal(draft).attributes[:2]] == ["certainty", "status"]
    assert draft.owner_of(first) is proposal(draft)
    assert draft.renames(SCHEME) == {}


def test_a_draft_begun_from_another_scheme_or_unreadable_is_not_taken_up():
    kept = kept_text(fresh(), SCHEME)
    assert restored(kept, replace(SCHEME, version="9")) is None
    assert restored("[]", SCHEME) is None
    assert restored("no JSON", SCHEME) is None


def test_an_unfinished_draft_is_kept_with_all_its_problems():
    draft = fresh()
    proposal(draft).attributes.append(
        QuestionItem(with_field(status(draft).value, "name", ""), PartKind.ATTRIBUTE)
    )
    proposal(draft).value = with_field(proposal(draft).value, "key", "")
    proposal(draft).value = with_field(proposal(draft).value, "label", "ACTOR")
    again = restored(kept_text(draft, SCHEME), SCHEME)
    assert again is not None
    assert len(again.labels) == 3
    assert len(proposal(again).attributes) == 4
    assert proposal(again).value.key == ""


def test_faults_are_shown_at_the_field_that_has_them():
    draft = fresh()
    question = status(draft)
    option = question.options[2]
    option.value = with_field(option.value, "value", "floated")
    question.value = with_field(question.value, "key", "PP")
    draft.conflicts[0].through = None
    draft.title = ""
    found = {
        (fault.node, fault.field, fault.row) for fault in located(draft, faults_of(draft.scheme()))
    }
    assert (question, "options", 2) in found
    assert (question, "key", None) in found
    assert (Chapter.GENERAL, "title", None) in found
    assert located(draft, [Fault(place=("rules", "conflicts", 0, "role"), reason="?")])[
        0
    ].field == ("conflict 0")


def test_an_option_is_no_question():
    draft = fresh()
    assert all(isinstance(each, OptionItem) for each in status(draft).options)
    assert status(draft).value.kind is AttributeKind.CHOICE
    assert not status(draft).is_field


def test_names_come_from_titles_and_versions_go_on():
    assert name_from_title("Under discussion?") == "under_discussion"
    assert label_from_title("Counter-offer") == "COUNTER_OFFER"
    assert next_version("1.0", {"1.0", "1.1"}) == "1.2"
    assert next_version("2.9", {"2.9"}) == "2.10"
    assert next_version("draft", {"draft"}) == "draft.1"
    assert next_version("3", {"1"}) == "3"
