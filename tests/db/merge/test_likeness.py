from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.merge.likeness import Likeness, Named, alike
from db.model import ReferentId


def named(*names, asked=(), label="ACTOR"):
    return [
        Named(id=ReferentId(name), label=label, name=name, is_asked=name in asked) for name in names
    ]


def found(*names, asked):
    return [(one.name, other.name, how) for one, other, how in alike(named(*names, asked=asked))]


def likeness(one, other):
    pairs = [how for *_, how in alike(named(one, other, asked=(one,)))]
    assert pairs == [how for *_, how in alike(named(one, other, asked=(other,)))]
    return pairs[0] if pairs else None


def test_case_accents_and_small_words_make_no_other_name():
    assert likeness("Côte d'Ivoire", "COTE D’IVOIRE") is Likeness.SAME
    assert likeness("The Government", "government") is Likeness.SAME


def test_first_letters_stand_for_the_whole_name():
    assert likeness("UN", "the United Nations") is Likeness.SHORT_FORM
    assert likeness("NATO", "North Atlantic Treaty Organisation") is Likeness.SHORT_FORM
    assert likeness("UN", "Uganda") is None


def test_one_letter_that_is_wrong_missing_or_too_many_is_a_slip():
    assert likeness("Germany", "Gernany") is Likeness.SLIP
    assert likeness("Germany", "Germny") is Likeness.SLIP
    assert likeness("Germany", "Germanyy") is Likeness.SLIP
    assert likeness("Germany", "Gernaby") is None


def test_two_letters_lost_on_either_side_are_no_slip():
    assert likeness("reform", "refrom") is None


def test_short_names_one_letter_apart_have_nothing_to_do_with_each_other():
    assert likeness("Iran", "Iraq") is None


def test_a_name_that_is_a_part_of_another_is_offered():
    assert likeness("Macron", "Emmanuel Macron") is Likeness.PART
    assert likeness("plan", "the plan to send many troops over the border") is None


def test_a_word_that_many_names_share_says_nothing():
    names = [f"minister {number}" for number in range(60)]
    assert found("minister", *names, asked=("minister",)) == []


def test_a_name_without_a_letter_is_like_no_other():
    assert likeness("—", "…") is None


def test_only_pairs_that_somebody_asks_about_are_found_and_each_once():
    assert found("France", "FRANCE", asked=()) == []
    assert found("France", "FRANCE", asked=("France", "FRANCE")) == [
        ("France", "FRANCE", Likeness.SAME)
    ]


def test_names_of_different_labels_are_never_a_pair():
    both = [
        *named("France", asked=("France",)),
        Named(id=ReferentId("other"), label="PROPOSAL", name="France", is_asked=False),
    ]
    assert list(alike(both)) == []


def test_the_surest_come_first():
    pairs = found("UN", "un", "United Nations", "Unted Nations", asked=("UN", "Unted Nations"))
    hows = [how for *_, how in pairs]
    assert hows == sorted(hows, key=list(Likeness).index)
    assert len(set(hows)) == 3


@given(
    st.text("abcdef ", min_size=5, max_size=12),
    st.integers(0, 11),
    st.sampled_from("xyz"),
    st.sampled_from(["put", "drop", "swap"]),
)
def test_any_single_slip_is_found(name, place, letter, kind):
    name = "-".join(name.split()).replace("-", "q") or "abcde"
    name = name.ljust(5, "g")
    place %= len(name)
    wrong = {
        "put": name[:place] + letter + name[place:],
        "drop": name[:place] + name[place + 1 :],
        "swap": name[:place] + letter + name[place + 1 :],
    }[kind]
    if len(wrong) >= 5:
        assert likeness(name, wrong) is Likeness.SLIP
