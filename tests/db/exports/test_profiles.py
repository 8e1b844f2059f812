from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import InvalidInput, UserFault
from db.exports import catalogue, profiles
from db.exports.choices import ExportChoices, StandOff
from db.model import LayerState
from db.queries.exports import Which
from db.splitting.model import By, Share, SplitPlan

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=8)
names = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
plans = st.builds(
    SplitPlan,
    by=st.sampled_from(By),
    shares=st.lists(names, min_size=2, max_size=4, unique=True).map(
        lambda found: tuple(
            Share(name=name, part=float(part)) for part, name in enumerate(found, start=1)
        )
    ),
    seed=st.integers(0, 2**31),
    cuts=st.lists(words, max_size=2).map(tuple),
    publishers=st.dictionaries(names, st.lists(words, max_size=2).map(tuple), max_size=2),
    keeps_copies_together=st.booleans(),
)
wishes = st.builds(
    ExportChoices,
    format=st.sampled_from(list(catalogue.BY_NAME)),
    layers=st.sampled_from(Which),
    annotators=st.lists(words, max_size=2).map(tuple),
    states=st.lists(st.sampled_from(LayerState), max_size=2).map(tuple),
    fields=st.none() | st.lists(words, max_size=3).map(tuple),
    with_names=st.booleans(),
    stand_off=st.sampled_from(StandOff),
    split=st.none() | plans,
    with_agreement=st.booleans(),
    licence=st.none() | words.filter(bool),
    creator=st.none() | words.filter(bool),
    description=words,
)


@given(wishes)
def test_choices_come_back_as_they_were(choices: ExportChoices):
    assert profiles.read(profiles.write(choices)) == choices


def test_one_file_for_all_splits_is_remembered():
    choices = ExportChoices(split=SplitPlan(), split_in_field=True)
    assert profiles.read(profiles.write(choices)) == choices


def test_what_a_profile_does_not_say_is_as_usual():
    assert profiles.read("") == ExportChoices()
    assert profiles.read('[split]\nshares = "80/20"').split == SplitPlan(
        shares=(Share(name="train", part=80), Share(name="test", part=20))
    )


def test_every_problem_of_a_profile_is_told():
    text = """
format = "docx"
layers = "silver"
states = ["done", "asleep"]
names = "yes"
fields = 3
colour = "red"
[split]
shares = "all of them"
seed = true
by = "luck"
[card]
license = "MIT"
"""
    with pytest.raises(InvalidInput) as fault:
        profiles.read(text, path="mine.toml")
    reasons = " ".join(str(each) for each in fault.value.problems)
    for part in (
        "no format “docx”", "“layers” can't be “silver”", "“states” can't be “asleep”",
        "“names” must be true or false", "“fields” must be a list of texts", "“colour” is unknown",
        "“all of them” are no shares", "“seed” must be a whole number", "“by” can't be “luck”",
        "“card.license” is unknown here",
    ):  # fmt: skip
        assert part in reasons
    assert all(each.path == "mine.toml" for each in fault.value.problems)


@pytest.mark.parametrize("text", ["format = ", "split = 3", "[card]\nlicence = []", "x"])
def test_what_is_no_profile_is_refused(text: str):
    with pytest.raises(InvalidInput):
        profiles.read(text)


def test_a_file_that_can_not_be_read_is_said(tmp_path: Path):
    with pytest.raises(UserFault, match=r"none\.toml can't be read as a profile"):
        profiles.read_file(tmp_path / "none.toml")
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserFault, match=r"odd\.toml can't be read"):
        profiles.read_file(tmp_path / "odd.toml")
